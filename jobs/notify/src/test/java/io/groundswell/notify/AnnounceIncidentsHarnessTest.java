package io.groundswell.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.CourseTest;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertState;
import io.groundswell.topics.Signal;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnnounceIncidentsHarnessTest {

    private KeyedOneInputStreamOperatorTestHarness<String, Alert, Announcement> harness;
    private long clock = 1_000;

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AnnounceIncidents()), Alert::getBrand, Types.STRING);
        harness.open();
        harness.setProcessingTime(clock);
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private List<String> told(Alert... alerts) throws Exception {
        int before = harness.extractOutputValues().size();
        for (Alert alert : alerts) {
            harness.processElement(alert, 0);
        }
        harness.setProcessingTime(clock += 200);
        return harness.extractOutputValues().stream()
                .skip(before)
                .map(turn -> turn.what() + " " + turn.headline())
                .toList();
    }

    @Test
    void alerts_that_come_together_are_told_as_one_and_each_turn_once() throws Exception {
        assertThat(told(
                        CourseTest.alert(Signal.VOLUME, "5 OPEN WATCH"),
                        CourseTest.alert(Signal.NEGATIVE, "5 OPEN CRISIS")))
                .containsExactly("CRISIS NEGATIVE OPEN");
        Alert refined = Alert.newBuilder(CourseTest.alert(Signal.NEGATIVE, "5 OPEN CRISIS"))
                .setRevision(7)
                .setSeen(99)
                .build();
        assertThat(told(refined)).isEmpty();
        Alert outdated = CourseTest.alert(Signal.NEGATIVE, "5 OPEN CRISIS", "20 WORSE CRISIS");
        assertThat(told(outdated)).as("an older revision").isEmpty();
        assertThat(told(Alert.newBuilder(outdated).setRevision(8).build())).containsExactly("WORSE NEGATIVE WORSE");
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void what_was_never_told_is_not_taken_back() throws Exception {
        Alert retracted = CourseTest.alert(Signal.NEGATIVE, "5 OPEN CRISIS", "90 RETRACTED CRISIS");
        assertThat(retracted.getState()).isEqualTo(AlertState.RETRACTED);
        assertThat(told(retracted)).isEmpty();
        assertThat(told(CourseTest.alert(Signal.VOLUME, "5 OPEN WATCH"))).containsExactly("OPENED VOLUME OPEN");
        Alert gone = Alert.newBuilder(CourseTest.alert(Signal.VOLUME, "5 OPEN WATCH", "60 RETRACTED WATCH"))
                .setRevision(2)
                .build();
        assertThat(told(gone)).containsExactly("TAKEN_BACK NEGATIVE RETRACTED");
    }
}
