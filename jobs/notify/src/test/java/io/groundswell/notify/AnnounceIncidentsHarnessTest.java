package io.groundswell.notify;

import static io.groundswell.testkit.Moments.MIDNIGHT;
import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.CourseTest;
import io.groundswell.notify.incident.OwnedAlert;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertState;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Incident;
import io.groundswell.topics.IncidentAction;
import io.groundswell.topics.IncidentActionKind;
import io.groundswell.topics.IncidentState;
import io.groundswell.topics.IncidentTurn;
import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseState;
import io.groundswell.topics.Signal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AnnounceIncidentsHarnessTest {

    private KeyedOneInputStreamOperatorTestHarness<String, News, Announcement> harness;
    private long clock = 1_000;

    @BeforeEach
    void open() throws Exception {
        open(Remembered.nothing());
    }

    private void open(Remembered remembered) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new AnnounceIncidents(remembered)), News::company, Types.STRING);
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
            harness.processElement(new News("acme", "pr", alert, null, null), 0);
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

    private static Alert alert(String brand, Signal signal, long revision, String... changes) {
        Alert alert = CourseTest.alert(signal, changes);
        return Alert.newBuilder(alert)
                .setId(alert.getId().replace("acme|", brand + "|"))
                .setBrand(brand)
                .setClosedAt(alert.getState() == AlertState.CLOSED ? alert.getChangedAt() : null)
                .setRevision(revision)
                .build();
    }

    private static Response response(String brand, String mention, long asked, Long answered) {
        return Response.newBuilder()
                .setId(brand + "|" + mention)
                .setBrand(brand)
                .setMention(mention)
                .setPlatform("x")
                .setAskedAt(minutesAfterNoon(asked))
                .setDay(MIDNIGHT)
                .setIntent("complaint")
                .setDepartment("support")
                .setState(answered == null ? ResponseState.WAITING : ResponseState.ANSWERED)
                .setAnsweredAt(answered == null ? null : minutesAfterNoon(answered))
                .setToldAt(NOON)
                .build();
    }

    private static IncidentAction action(IncidentActionKind what, long minute) {
        return new IncidentAction("acme|2026-03-02", what, "Ann", "on it", minutesAfterNoon(minute));
    }

    private void hear(Response response) throws Exception {
        harness.processElement(new News("acme", null, null, response, null), 0);
        harness.setProcessingTime(clock += 200);
    }

    private void hear(IncidentAction action) throws Exception {
        harness.processElement(new News("acme", null, null, null, action), 0);
        harness.setProcessingTime(clock += 200);
    }

    private List<Incident> written() {
        ConcurrentLinkedQueue<StreamRecord<Incident>> written = harness.getSideOutput(AnnounceIncidents.INCIDENTS);
        return written == null
                ? List.of()
                : written.stream().map(StreamRecord::getValue).toList();
    }

    private Incident last() {
        List<Incident> written = written();
        return written.get(written.size() - 1);
    }

    @Test
    void what_is_known_of_an_incident_is_written_whole_whenever_it_changes() throws Exception {
        // Given: who asks before it opens, while it lasts, and for another brand
        hear(response("acme", "x:0", 1, 2L));
        hear(response("acme", "x:1", 10, null));
        hear(response("calm", "x:2", 10, 11L));
        assertThat(written()).isEmpty();
        // When
        told(alert("acme", Signal.NEGATIVE, 1, "5 OPEN CRISIS"), alert("bolt", Signal.VOLUME, 1, "20 OPEN WATCH"));
        hear(action(IncidentActionKind.ACKNOWLEDGE, 25));
        hear(response("bolt", "x:3", 30, 32L));
        hear(response("acme", "x:1", 10, 40L));
        told(
                alert("acme", Signal.NEGATIVE, 2, "5 OPEN CRISIS", "60 EASING CRISIS", "240 CLOSED CRISIS"),
                alert("bolt", Signal.VOLUME, 2, "20 OPEN WATCH", "70 EASING WATCH", "250 CLOSED WATCH"));
        // Then
        assertThat(written()).extracting(Incident::getRevision).isSorted().doesNotHaveDuplicates();
        assertThat(last())
                .isEqualTo(Incident.newBuilder()
                        .setId("acme|2026-03-02")
                        .setCompany("acme")
                        .setBrands(List.of("acme", "bolt"))
                        .setState(IncidentState.OVER)
                        .setTier(AlertTier.CRISIS)
                        .setOpenedAt(minutesAfterNoon(5))
                        .setCrisisAt(minutesAfterNoon(5))
                        .setEasedAt(minutesAfterNoon(70))
                        .setEndedAt(minutesAfterNoon(250))
                        .setHeadline("VOLUME CLOSED")
                        .setPeakSeverity(5)
                        .setAlerts(List.of("acme|NEGATIVE|2026-03-02T12:05:00Z", "bolt|VOLUME|2026-03-02T12:20:00Z"))
                        .setTurns(List.of(
                                turn("crisis", 5, "acme", "NEGATIVE OPEN"),
                                turn("acknowledged", 25, "acme", "Acknowledged by Ann (on it): NEGATIVE OPEN"),
                                turn("eases", 70, "bolt", "VOLUME EASING"),
                                turn("over", 250, "bolt", "VOLUME CLOSED")))
                        .setOwner("pr")
                        .setAcknowledgedAt(minutesAfterNoon(25))
                        .setAcknowledgedBy("Ann")
                        .setNote("on it")
                        .setAsked(2)
                        .setAnswered(2)
                        .setFirstAnswerAt(minutesAfterNoon(32))
                        .setFirstAnswerSeconds(27 * 60L)
                        .setRevision(last().getRevision())
                        .setAsOf(NOON)
                        .build());
        // And: nothing new, nothing written
        int before = written().size();
        told(alert("bolt", Signal.VOLUME, 3, "20 OPEN WATCH", "70 EASING WATCH", "250 CLOSED WATCH"));
        assertThat(written()).hasSize(before);
    }

    private static IncidentTurn turn(String what, long minute, String brand, String headline) {
        return new IncidentTurn(what, minutesAfterNoon(minute), AlertTier.CRISIS, brand, headline);
    }

    @Test
    void an_incident_that_was_closed_stays_so_when_everything_is_read_again() throws Exception {
        // Given
        told(alert("acme", Signal.NEGATIVE, 1, "5 OPEN CRISIS"));
        hear(action(IncidentActionKind.CLOSE, 25));
        assertThat(told(alert("acme", Signal.NEGATIVE, 2, "5 OPEN CRISIS", "60 EASING CRISIS")))
                .isEmpty();
        Incident closed = last();
        assertThat(closed.getClosedBy()).isEqualTo("Ann");
        assertThat(closed.getState()).isEqualTo(IncidentState.OVER);
        // When: from the beginning, with nothing remembered but the topics
        Remembered topics = Remembered.nothing();
        topics.add(closed);
        topics.add(action(IncidentActionKind.CLOSE, 25));
        harness.close();
        // It travels with the job.
        open(InstantiationUtil.clone(topics));
        List<String> again = told(alert("acme", Signal.NEGATIVE, 2, "5 OPEN CRISIS", "60 EASING CRISIS"));
        // Then: the closing, which the deliveries know as told, and nothing else
        assertThat(again).containsExactly("CLOSED Closed by Ann (on it): NEGATIVE OPEN");
        assertThat(written()).isEmpty();
        assertThat(told(alert("acme", Signal.NEGATIVE, 3, "5 OPEN CRISIS", "60 EASING CRISIS", "300 CLOSED CRISIS")))
                .isEmpty();
    }

    @Test
    void incidents_that_are_remembered_wait_for_their_alerts_to_be_read_again() throws Exception {
        // Given
        Alert first = alert("acme", Signal.NEGATIVE, 1, "5 OPEN CRISIS", "60 CLOSED CRISIS");
        Alert second = alert("bolt", Signal.VOLUME, 1, "3000 OPEN WATCH");
        told(first, second);
        Remembered topics = Remembered.nothing();
        written().forEach(topics::add);
        harness.close();
        // When: from the beginning, with nothing remembered but the topics
        open(topics);
        // Then: nothing is said of what has no alert yet; of what has, the turns that the deliveries know as told
        assertThat(told(first)).containsExactly("CRISIS NEGATIVE OPEN", "OVER NEGATIVE CLOSED");
        assertThat(told(second)).containsExactly("OPENED VOLUME OPEN");
        assertThat(written()).isEmpty();
        assertThat(kept("alerts", OwnedAlert.class)).isEqualTo(2);
        assertThat(kept("incidents", Incident.class)).isEqualTo(2);
    }

    @Test
    void two_incidents_that_turn_out_to_be_one_are_told_as_the_first() throws Exception {
        told(
                alert("acme", Signal.NEGATIVE, 1, "5 OPEN CRISIS", "60 CLOSED CRISIS"),
                alert("bolt", Signal.VOLUME, 1, "3000 OPEN WATCH"));
        assertThat(written()).extracting(Incident::getId).containsExactly("acme|2026-03-02", "acme|2026-03-04");
        assertThat(told(alert("acme", Signal.VOLUME, 1, "1000 OPEN WATCH", "2000 CLOSED WATCH")))
                .contains("TAKEN_BACK Part of the incident acme|2026-03-02: VOLUME OPEN");
        assertThat(last().getId()).isEqualTo("acme|2026-03-04");
        assertThat(last().getPartOf()).isEqualTo("acme|2026-03-02");
        assertThat(last().getState()).isEqualTo(IncidentState.TAKEN_BACK);
    }

    private int kept(String state, Class<?> values) throws Exception {
        return StateSize.of(harness, "acme", state, Types.STRING, TypeInformation.of(values));
    }

    @Test
    void a_month_after_its_end_an_incident_is_forgotten() throws Exception {
        told(alert("acme", Signal.NEGATIVE, 1, "5 OPEN CRISIS", "60 CLOSED CRISIS"));
        hear(action(IncidentActionKind.ACKNOWLEDGE, 25));
        told(alert("acme", Signal.VOLUME, 1, "60000 OPEN WATCH"));
        assertThat(kept("alerts", OwnedAlert.class)).isEqualTo(1);
        assertThat(kept("incidents", Incident.class)).isEqualTo(1);
        assertThat(kept("actions", IncidentAction.class)).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void flapping_is_one_opening_and_one_end() throws Exception {
        List<String> history = new ArrayList<>(List.of("5 OPEN WATCH"));
        List<String> all = new ArrayList<>(told(alert("acme", Signal.VOLUME, 1, history.toArray(String[]::new))));
        for (int hour = 1; hour <= 10; hour++) {
            history.add(60 * hour + " EASING WATCH");
            all.addAll(told(alert("acme", Signal.VOLUME, 3L * hour, history.toArray(String[]::new))));
            Alert gone = alert("acme", Signal.NEGATIVE, 3L * hour, "10 OPEN WATCH", "20 RETRACTED WATCH");
            all.addAll(told(gone));
            history.remove(history.size() - 1);
            all.addAll(told(alert("acme", Signal.VOLUME, 3L * hour + 1, history.toArray(String[]::new))));
        }
        history.add("700 EASING WATCH");
        history.add("900 CLOSED WATCH");
        all.addAll(told(alert("acme", Signal.VOLUME, 99, history.toArray(String[]::new))));
        assertThat(all).containsExactly("OPENED VOLUME OPEN", "EASES VOLUME EASING", "OVER VOLUME CLOSED");
        assertThat(written()).extracting(Incident::getId).containsOnly("acme|2026-03-02");
    }
}
