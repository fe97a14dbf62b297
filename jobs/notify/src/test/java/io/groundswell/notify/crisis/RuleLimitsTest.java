package io.groundswell.notify.crisis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groundswell.topics.Sensitivity;
import org.junit.jupiter.api.Test;

class RuleLimitsTest {

    private static double[] thresholds(RuleLimits limits) {
        return new double[] {limits.watchAt(), limits.crisisAt()};
    }

    @Test
    void a_brand_that_wants_to_hear_of_fewer_asks_for_a_third_more_and_one_that_wants_more_for_a_fifth_less() {
        assertThat(thresholds(Talk.LIMITS.at(Sensitivity.FEWER)))
                .containsExactly(new double[] {4, 5.667}, within(0.001));
        assertThat(Talk.LIMITS.at(Sensitivity.BALANCED)).isEqualTo(Talk.LIMITS);
        assertThat(thresholds(Talk.LIMITS.at(Sensitivity.MORE)))
                .containsExactly(new double[] {2.4, 3.4}, within(0.001));
    }

    @Test
    void nothing_opens_at_a_severity_at_which_it_would_be_calm() {
        RuleLimits low = new RuleLimits(
                Talk.LIMITS.warmUp(),
                Talk.LIMITS.leastMentions(),
                1.6,
                1.7,
                1.5,
                Talk.LIMITS.closeAfter(),
                Talk.LIMITS.coolDown(),
                Talk.LIMITS.longest(),
                Talk.LIMITS.correctable(),
                Talk.LIMITS.early());
        assertThat(thresholds(low.at(Sensitivity.MORE))).containsExactly(1.5, 1.5);
    }
}
