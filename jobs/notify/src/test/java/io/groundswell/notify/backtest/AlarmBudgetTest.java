package io.groundswell.notify.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.notify.backtest.AlarmBudget.Span;
import io.groundswell.notify.crisis.CountJudge;
import io.groundswell.notify.crisis.RuleLimits;
import io.groundswell.notify.crisis.Talk;
import io.groundswell.topics.AlertTier;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AlarmBudgetTest {

    /** Four weeks with an outburst every other day, each greater than the one before. */
    private static Counts stormyWeeks() {
        Random random = new Random(3);
        List<Counts.Row> rows = new ArrayList<>();
        for (int row = 0; row < 28 * 288; row++) {
            Instant start = Instant.parse("2026-03-02T00:00:00Z").plusSeconds(300L * row);
            int day = row / 288;
            boolean outburst = day > 3 && day % 2 == 0 && row % 288 >= 144 && row % 288 < 156;
            rows.add(new Counts.Row(start.toString(), start, 5 + random.nextInt(5) + (outburst ? 6 * day : 0)));
        }
        return new Counts(rows, 0);
    }

    private static long crises(Counts counts, RuleLimits limits) {
        CountJudge judge = new CountJudge(limits);
        return counts.rows().stream()
                .flatMap(row -> judge.judge(row.start(), row.count()).stream())
                .filter(alarm -> alarm.tier() == AlertTier.CRISIS)
                .count();
    }

    @Test
    void the_threshold_keeps_to_the_budget_and_a_lower_one_does_not() throws Exception {
        Counts counts = stormyWeeks();
        RuleLimits kept = new AlarmBudget(1, Span.WEEK).kept(counts, Talk.LIMITS);
        assertThat(crises(counts, Talk.LIMITS)).isGreaterThan(4);
        assertThat(crises(counts, kept)).isBetween(1L, 4L);
        RuleLimits lower = new AlarmBudget(2, Span.WEEK).kept(counts, Talk.LIMITS);
        assertThat(lower.crisisAt()).isLessThan(kept.crisisAt());
    }

    @Test
    void only_words_that_are_a_budget_are_one() {
        assertThat(AlarmBudget.of("3/month")).contains(new AlarmBudget(3, Span.MONTH));
        assertThat(AlarmBudget.of("1/week")).hasToString("Optional[1/week]");
        assertThat(AlarmBudget.of("0/week")).isEmpty();
        assertThat(AlarmBudget.of("1 a week")).isEmpty();
    }
}
