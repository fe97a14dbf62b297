package io.groundswell.notify.crisis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BaselineTest {

    @Test
    void with_many_days_the_median_and_the_spread_ignore_an_odd_day() {
        assertThat(Baseline.of(new long[] {10, 12, 9, 11, 10, 9_000, 8}, 500))
                .isEqualTo(new Baseline(10, Math.sqrt(10)));
    }

    @Test
    void with_few_days_the_usual_stands_in_as_one_more() {
        assertThat(Baseline.of(new long[] {40}, 20)).isEqualTo(new Baseline(30, 10 * 1.4826));
        assertThat(Baseline.of(new long[] {}, 4)).isEqualTo(new Baseline(4, 2));
    }

    @Test
    void constant_nothing_has_a_spread_of_one() {
        Baseline nothing = Baseline.of(new long[14], 0);
        assertThat(nothing).isEqualTo(new Baseline(0, 1));
        assertThat(nothing.severity(12)).isEqualTo(12);
    }
}
