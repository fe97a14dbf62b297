package io.groundswell.notify;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.notify.incident.CourseTest;
import io.groundswell.topics.Alert;
import io.groundswell.topics.Signal;
import java.time.Instant;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeepQuietHoursHarnessTest {

    private static final Instant MORNING = minutesAfterNoon(600);

    private KeyedOneInputStreamOperatorTestHarness<String, Alert, Alert> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new KeepQuietHours()), Alert::getId, Types.STRING);
        harness.open();
        harness.processWatermark(NOON.toEpochMilli());
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private List<Alert> told(Alert... alerts) throws Exception {
        int before = harness.extractOutputValues().size();
        for (Alert alert : alerts) {
            harness.processElement(alert, 0);
        }
        return harness.extractOutputValues()
                .subList(before, harness.extractOutputValues().size());
    }

    private List<Alert> inTheMorning() throws Exception {
        int before = harness.extractOutputValues().size();
        harness.processWatermark(MORNING.toEpochMilli());
        return harness.extractOutputValues()
                .subList(before, harness.extractOutputValues().size());
    }

    private static Alert alert(Instant quietUntil, String... history) {
        return Alert.newBuilder(CourseTest.alert(Signal.VOLUME, history))
                .setQuietUntil(quietUntil)
                .build();
    }

    @Test
    void by_day_everything_goes_on_at_once() throws Exception {
        Alert open = alert(null, "5 OPEN WATCH");
        Alert past = alert(minutesAfterNoon(-60), "5 OPEN WATCH", "90 CLOSED WATCH");
        assertThat(told(open, past)).containsExactly(open, past);
    }

    @Test
    void what_goes_on_in_the_morning_is_told_then_as_it_is_then() throws Exception {
        Alert open = alert(MORNING, "5 OPEN WATCH");
        Alert more = Alert.newBuilder(open).setSeen(99).build();
        assertThat(told(open, more)).isEmpty();
        assertThat(inTheMorning()).containsExactly(more);
        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(harness.numKeyedStateEntries()).as("that it was told").isEqualTo(1);
    }

    @Test
    void what_is_over_by_the_morning_wakes_nobody_and_is_not_told_later() throws Exception {
        Alert closed = Alert.newBuilder(alert(MORNING, "5 OPEN WATCH", "90 CLOSED WATCH"))
                .setClosedAt(minutesAfterNoon(90))
                .build();
        Alert back = alert(null, "5 OPEN WATCH", "90 RETRACTED WATCH");
        assertThat(told(alert(MORNING, "5 OPEN WATCH"), closed)).isEmpty();
        assertThat(inTheMorning()).isEmpty();
        assertThat(told(alert(MORNING.plusSeconds(86_400), "5 OPEN WATCH"), back))
                .isEmpty();
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void that_it_is_over_is_told_in_the_morning_to_those_who_heard_of_it_in_the_evening() throws Exception {
        Alert open = alert(null, "5 OPEN WATCH");
        Alert closed = Alert.newBuilder(alert(MORNING, "5 OPEN WATCH", "90 CLOSED WATCH"))
                .setClosedAt(minutesAfterNoon(90))
                .build();
        assertThat(told(open, closed)).containsExactly(open);
        assertThat(inTheMorning()).containsExactly(closed);
    }

    @Test
    void a_moment_in_the_night_is_told_in_the_morning() throws Exception {
        Alert moment = Alert.newBuilder(alert(MORNING, "5 OPEN WATCH", "5 CLOSED WATCH"))
                .setOpenedAt(minutesAfterNoon(5))
                .setClosedAt(minutesAfterNoon(5))
                .build();
        assertThat(told(moment)).isEmpty();
        assertThat(inTheMorning()).containsExactly(moment);
    }
}
