package io.groundswell.notify.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.notify.backtest.AlarmBudget.Span;
import io.groundswell.notify.crisis.CountJudge;
import io.groundswell.notify.crisis.RuleLimits;
import io.groundswell.notify.crisis.Talk;
import io.groundswell.notify.rules.Rules;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Counted;
import java.time.Duration;
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
    void a_rule_of_a_brands_own_gets_the_lowest_number_that_keeps_to_the_budget() throws Exception {
        AlarmBudget twiceAWeek = new AlarmBudget(2, Span.WEEK);
        Duration threeWeeks = Duration.ofDays(21);
        BrandRule rule = Rules.count(1_000, Counted.NEGATIVE).build();

        // Given: a hundred alarms at a count of one, half as many at two, and so on; six are allowed
        BrandRule kept = twiceAWeek
                .kept(threeWeeks, rule, raised -> 100 / raised.getCount())
                .orElseThrow();

        assertThat(kept).isEqualTo(Rules.count(15, Counted.NEGATIVE).build());
        assertThat(AlarmBudget.valueOf(kept)).isEqualTo(15);
    }

    @Test
    void a_rule_that_tells_too_much_at_any_number_is_not_kept() throws Exception {
        BrandRule rule = Rules.twiceTheUsual().build();

        assertThat(new AlarmBudget(1, Span.DAY).kept(Duration.ofDays(1), rule, raised -> 2))
                .isEmpty();
        assertThat(AlarmBudget.threshold(rule)).contains("percent");
        assertThat(AlarmBudget.threshold(Rules.silence().build())).isEmpty();
    }

    @Test
    void only_words_that_are_a_budget_are_one() {
        assertThat(AlarmBudget.of("3/month")).contains(new AlarmBudget(3, Span.MONTH));
        assertThat(AlarmBudget.of("1/week")).hasToString("Optional[1/week]");
        assertThat(AlarmBudget.of("0/week")).isEmpty();
        assertThat(AlarmBudget.of("1 a week")).isEmpty();
    }
}
