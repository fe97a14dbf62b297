package io.groundswell.notify.incident;

import static io.groundswell.notify.incident.CourseTest.alert;
import static io.groundswell.notify.incident.CourseTest.owned;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertChange;
import io.groundswell.topics.IncidentAction;
import io.groundswell.topics.IncidentActionKind;
import io.groundswell.topics.Signal;
import java.util.List;
import org.junit.jupiter.api.Test;

class HandlingTest {

    private static final String ID = "acme|2026-03-02";

    private static IncidentAction acknowledged(long minute, String by) {
        return new IncidentAction(ID, IncidentActionKind.ACKNOWLEDGE, by, null, minutesAfterNoon(minute));
    }

    private static IncidentAction closed(long minute, String note) {
        return new IncidentAction(ID, IncidentActionKind.CLOSE, "Ann", note, minutesAfterNoon(minute));
    }

    private static Handling of(Alert alert, IncidentAction... actions) {
        return Handling.of(Course.of(ID, owned(alert)), List.of(actions));
    }

    private static List<String> told(List<Announcement> turns) {
        return turns.stream()
                .map(turn -> turn.id().substring(ID.length() + 1) + " "
                        + turn.at().toString().substring(11, 16) + " " + turn.headline())
                .toList();
    }

    /** An alert whose last change has this severity; the others have 5. */
    private static Alert endingAt(double severity, Alert alert) {
        AlertChange last = alert.getHistory().get(alert.getHistory().size() - 1);
        last.setSeverity(severity);
        return alert;
    }

    @Test
    void an_acknowledgement_stops_nothing_and_the_first_one_counts() {
        Handling handling = of(
                alert(Signal.NEGATIVE, "5 OPEN CRISIS", "60 EASING CRISIS"),
                acknowledged(20, "Bob"),
                acknowledged(10, "Ann"));
        assertThat(told(handling.tellable()))
                .containsExactly(
                        "crisis|1 12:05 NEGATIVE OPEN",
                        "acknowledged|1 12:10 Acknowledged by Ann: NEGATIVE OPEN",
                        "eases|1 13:00 NEGATIVE EASING");
        assertThat(handling.acknowledged().getBy()).isEqualTo("Ann");
    }

    @Test
    void what_was_done_by_a_clock_that_is_behind_comes_after_the_opening() {
        assertThat(told(of(alert(Signal.NEGATIVE, "5 OPEN CRISIS"), acknowledged(1, "Ann"))
                        .turns()))
                .containsExactly(
                        "crisis|1 12:05 NEGATIVE OPEN", "acknowledged|1 12:01 Acknowledged by Ann: NEGATIVE OPEN");
    }

    @Test
    void of_an_incident_that_was_closed_nothing_more_is_told() {
        Handling handling = of(
                endingAt(5, alert(Signal.NEGATIVE, "5 OPEN CRISIS", "60 EASING CRISIS", "90 WORSE CRISIS")),
                closed(30, "mended\nand refunded"),
                closed(40, "again"));
        assertThat(told(handling.tellable()))
                .containsExactly("closed|1 12:30 Closed by Ann (mended and refunded): NEGATIVE OPEN");
        assertThat(told(handling.turns())).hasSize(2);
        assertThat(handling.note()).isEqualTo("mended and refunded");
    }

    @Test
    void a_crisis_that_is_worse_than_ever_opens_it_anew_and_nobody_has_acknowledged_that() {
        Handling handling = of(
                endingAt(10.5, alert(Signal.NEGATIVE, "5 OPEN CRISIS", "60 EASING CRISIS", "90 WORSE CRISIS")),
                acknowledged(10, "Ann"),
                closed(30, null));
        assertThat(told(handling.tellable())).containsExactly("worse|1 13:30 NEGATIVE WORSE");
        assertThat(handling.closed()).isNull();
        assertThat(handling.acknowledged()).isNull();
        assertThat(told(handling.turns()))
                .containsExactly(
                        "crisis|1 12:05 NEGATIVE OPEN",
                        "acknowledged|1 12:10 Acknowledged by Ann: NEGATIVE OPEN",
                        "closed|1 12:30 Closed by Ann: NEGATIVE OPEN",
                        "worse|1 13:30 NEGATIVE WORSE");
    }

    @Test
    void the_first_crisis_of_what_was_only_watched_opens_it_anew_and_it_can_be_closed_again() {
        Alert alert = endingAt(4.5, alert(Signal.NEGATIVE, "5 OPEN WATCH", "60 WORSE CRISIS"));
        assertThat(told(of(alert, closed(30, null)).tellable())).containsExactly("crisis|1 13:00 NEGATIVE WORSE");
        assertThat(told(of(alert, closed(30, null), closed(70, null)).tellable()))
                .containsExactly("closed|2 13:10 Closed by Ann: NEGATIVE WORSE");
    }
}
