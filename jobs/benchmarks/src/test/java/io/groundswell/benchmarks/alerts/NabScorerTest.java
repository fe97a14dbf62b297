package io.groundswell.benchmarks.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.groundswell.benchmarks.alerts.LabelledSeries.Window;
import io.groundswell.benchmarks.alerts.NabScorer.Profile;
import io.groundswell.notify.backtest.Counts;
import io.groundswell.testkit.SharedData;
import io.groundswell.topics.AlertTier;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NabScorerTest {

    private static LabelledSeries flat() {
        List<Counts.Row> rows = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Instant start = Instant.parse("2026-03-02T00:00:00Z").plusSeconds(300L * i);
            rows.add(new Counts.Row(start.toString(), start, 1));
        }
        return new LabelledSeries("flat", rows, List.of(new Window(200, 299), new Window(600, 699)));
    }

    private static double score(Profile profile, int... rows) {
        LabelledSeries series = flat();
        boolean[] alarms = new boolean[1_000];
        for (int row : rows) {
            alarms[row] = true;
        }
        return NabScorer.score(Map.of(series, alarms), profile);
    }

    @Test
    void silence_is_nothing_and_the_first_row_of_every_window_is_perfect() {
        assertThat(score(Profile.STANDARD)).isZero();
        assertThat(score(Profile.STANDARD, 200, 600)).isCloseTo(100, within(1e-12));
        assertThat(score(Profile.FEW_MISSED, 200)).isCloseTo(50, within(1e-12));
    }

    @Test
    void a_false_alarm_costs_the_more_the_farther_it_lies_behind_a_window() {
        double nothing = score(Profile.STANDARD, 200, 600);
        double close = score(Profile.STANDARD, 200, 600, 310);
        double far = score(Profile.STANDARD, 200, 600, 550);
        assertThat(close).isLessThan(nothing);
        // -0.11 of four, from -2 to 2, is 2.75 of a hundred.
        assertThat(nothing - far).isCloseTo(2.75, within(0.01));
        assertThat(score(Profile.STANDARD, 200, 600, 100)).isCloseTo(nothing, within(1e-12));
    }

    @Test
    void on_real_brands_the_rule_has_the_score_the_independent_scorer_gives_its_reference() throws Exception {
        // Given
        Path benchmark = SharedData.file("spikes/nab").orElse(null);
        assumeTrue(benchmark != null, "skipped: no shared data beside the project, nor in GROUNDSWELL_SHARED_DATA");
        // When
        Map<LabelledSeries, boolean[]> alarms = new LinkedHashMap<>();
        for (LabelledSeries series : LabelledSeries.in(benchmark)) {
            alarms.put(series, OurRule.alarms(series, AlertTier.CRISIS));
        }
        // Then
        assertThat(NabScorer.score(alarms, Profile.STANDARD)).isCloseTo(86.82921856212722, within(1e-6));
        assertThat(NabScorer.score(alarms, Profile.FEW_FALSE_ALARMS)).isCloseTo(80.23307413443116, within(1e-6));
        assertThat(NabScorer.score(alarms, Profile.FEW_MISSED)).isCloseTo(91.21947904141814, within(1e-6));
        assertThat(alarms.entrySet().stream()
                        .mapToInt(one -> NabScorer.falseAlarms(one.getKey(), one.getValue()))
                        .sum())
                .isEqualTo(18);
    }
}
