package io.groundswell.notify.crisis;

import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Measure;
import org.junit.jupiter.api.Test;

class MinuteTest {

    @Test
    void fewer_than_no_mentions_are_none_so_that_each_step_can_be_judged() {
        Measure owing = new Talk().said(NOON, 3, 1).measures("acme").get(0);
        owing.setPeople(-2L);
        owing.setPeopleNegative(-1L);
        owing.setAmplified(5L);

        assertThat(Minute.of(owing))
                .isEqualTo(new Minute(NOON, 0, 0, 5, 0, owing.getReach(), owing.getRevision(), owing.getAsOf()));
    }
}
