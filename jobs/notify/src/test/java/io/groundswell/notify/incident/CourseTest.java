package io.groundswell.notify.incident;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertChange;
import io.groundswell.topics.AlertEvidence;
import io.groundswell.topics.AlertState;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

public class CourseTest {

    /** @param changes such as "12:05 OPEN WATCH", minutes after noon first */
    public static Alert alert(Signal signal, String... changes) {
        List<AlertChange> history = new ArrayList<>();
        for (String change : changes) {
            String[] words = change.split(" ");
            history.add(new AlertChange(
                    AlertState.valueOf(words[1]),
                    AlertTier.valueOf(words[2]),
                    minutesAfterNoon(Long.parseLong(words[0])),
                    1.0,
                    20L,
                    5.0,
                    signal + " " + words[1]));
        }
        AlertChange last = history.get(history.size() - 1);
        return Alert.newBuilder()
                .setId("acme|" + signal + "|" + history.get(0).getAt())
                .setBrand("acme")
                .setSignal(signal)
                .setState(last.getState())
                .setTier(last.getTier())
                .setIncident("acme|2026-03-02T12:05:00Z")
                .setOpenedAt(history.get(0).getAt())
                .setChangedAt(last.getAt())
                .setWindowStart(NOON)
                .setWindowEnd(NOON)
                .setExpected(1)
                .setSpread(1)
                .setSeen(20)
                .setSeverity(5)
                .setPeakSeverity(5)
                .setPeakSeen(20)
                .setHeadline(signal + " " + last.getState())
                .setEvidence(List.of(new AlertEvidence("x:1", 3L, true)))
                .setHistory(history)
                .setRule("crisis/2")
                .setRevision(1)
                .setAsOf(NOON)
                .build();
    }

    static List<OwnedAlert> owned(Alert... alerts) {
        return Stream.of(alerts).map(alert -> new OwnedAlert(alert, null)).toList();
    }

    private static List<String> turns(Alert... alerts) {
        return Course.of("acme|2026-03-02", owned(alerts)).stream()
                .map(turn -> turn.id().substring("acme|2026-03-02|".length()) + " " + turn.tier() + " "
                        + turn.at().toString().substring(11, 16) + " " + turn.headline())
                .toList();
    }

    @Test
    void alerts_of_all_signals_are_one_course() {
        assertThat(turns(
                        alert(
                                Signal.VOLUME,
                                "5 OPEN WATCH",
                                "10 WORSE CRISIS",
                                "60 EASING CRISIS",
                                "240 CLOSED CRISIS"),
                        alert(
                                Signal.NEGATIVE,
                                "10 OPEN CRISIS",
                                "20 WORSE CRISIS",
                                "90 EASING CRISIS",
                                "270 CLOSED CRISIS"),
                        alert(Signal.AMPLIFICATION, "15 OPEN WATCH", "40 EASING WATCH", "220 CLOSED WATCH")))
                .containsExactly(
                        "opened|1 WATCH 12:05 VOLUME OPEN",
                        "crisis|1 CRISIS 12:10 NEGATIVE OPEN",
                        "worse|1 CRISIS 12:10 VOLUME WORSE",
                        "worse|2 CRISIS 12:20 NEGATIVE WORSE",
                        "eases|1 CRISIS 13:30 NEGATIVE EASING",
                        "over|1 CRISIS 16:30 NEGATIVE CLOSED");
    }

    @Test
    void a_crisis_at_once_is_told_once_and_as_what_it_is() {
        assertThat(turns(alert(Signal.VOLUME, "5 OPEN WATCH"), alert(Signal.NEGATIVE, "5 OPEN CRISIS")))
                .containsExactly("crisis|1 CRISIS 12:05 NEGATIVE OPEN");
    }

    @Test
    void what_was_told_stays_told_when_it_turns_out_later_or_worse() {
        // The ids do not hold the time, so a correction of it calls nobody again.
        assertThat(turns(alert(Signal.NEGATIVE, "5 OPEN WATCH", "30 WORSE CRISIS"))
                        .get(1))
                .startsWith("crisis|1 ");
        assertThat(turns(alert(Signal.NEGATIVE, "5 OPEN CRISIS")).get(0)).startsWith("crisis|1 ");
    }

    @Test
    void only_what_is_taken_back_whole_is_taken_back() {
        Alert retracted = alert(Signal.NEGATIVE, "5 OPEN CRISIS", "90 RETRACTED CRISIS");
        assertThat(turns(retracted, alert(Signal.VOLUME, "5 OPEN WATCH")))
                .containsExactly("opened|1 WATCH 12:05 VOLUME OPEN");
        assertThat(turns(retracted)).containsExactly("taken-back|1 CRISIS 13:30 NEGATIVE RETRACTED");
    }

    @Test
    void an_incident_that_flares_up_again_says_so() {
        assertThat(turns(alert(
                        Signal.NEGATIVE,
                        "5 OPEN CRISIS",
                        "60 EASING CRISIS",
                        "1600 OPEN CRISIS",
                        "1700 EASING CRISIS",
                        "1900 CLOSED CRISIS")))
                .extracting(turn -> turn.substring(0, turn.indexOf(' ')))
                .containsExactly("crisis|1", "eases|1", "worse|1", "eases|2", "over|1");
    }
}
