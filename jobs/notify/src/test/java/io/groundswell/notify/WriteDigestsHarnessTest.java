package io.groundswell.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.notify.deliver.Channel;
import io.groundswell.notify.deliver.Channel.Kind;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Incident;
import io.groundswell.topics.IncidentState;
import java.time.Instant;
import java.util.List;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WriteDigestsHarnessTest {

    private static final String NOTHING = "Nothing happened in the 24 hours to %s 07:30 CET, and no incident goes on.";

    private OneInputStreamOperatorTestHarness<Incident, Addressed> harness;

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static Channel channel(String id, List<String> departments, AlertTier from) {
        return new Channel(
                id,
                Kind.SLACK,
                "env:SLACK",
                null,
                List.of(),
                departments,
                from,
                List.of(),
                null,
                new Channel.Digest(450, "Europe/Vienna", false));
    }

    private void open(String clock, OperatorSubtaskState state, Remembered remembered) throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new WriteDigests(
                List.of(channel("board", List.of(), AlertTier.WATCH), channel("pr", List.of("pr"), AlertTier.CRISIS)),
                remembered));
        harness.setup();
        // The clock runs before the operator does.
        harness.setProcessingTime(at(clock));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    private List<String> until(String time) throws Exception {
        int before = harness.extractOutputValues().size();
        harness.setProcessingTime(at(time));
        return harness.extractOutputValues().stream()
                .skip(before)
                .map(addressed ->
                        addressed.channel() + " " + addressed.announcement().id() + " "
                                + addressed.announcement().headline()
                                + String.join(
                                        "",
                                        addressed.announcement().lines().stream()
                                                .map(line -> "\n" + line)
                                                .toList()))
                .toList();
    }

    private static Incident incident(String id, IncidentState state, String opened, String ended, long revision) {
        return Incident.newBuilder()
                .setId(id)
                .setCompany("acme")
                .setBrands(List.of("acme"))
                .setState(state)
                .setTier(id.startsWith("crisis") ? AlertTier.CRISIS : AlertTier.WATCH)
                .setOpenedAt(Instant.parse(opened))
                .setEndedAt(ended == null ? null : Instant.parse(ended))
                .setHeadline("Talk about acme.")
                .setPeakSeverity(5)
                .setAlerts(List.of())
                .setOwner(id.startsWith("crisis") ? "pr" : null)
                .setAcknowledgedBy(state == IncidentState.OVER ? "Ann" : null)
                .setRevision(revision)
                .setAsOf(Instant.parse(opened))
                .build();
    }

    @Test
    void a_day_is_told_at_its_hour_even_when_nothing_happened() throws Exception {
        // Given
        open("2026-03-02T12:00:00Z", null, Remembered.nothing());
        assertThat(until("2026-03-03T06:29:59Z")).isEmpty();
        assertThat(until("2026-03-03T06:30:00Z"))
                .containsExactly(
                        "board digest|2026-03-03 " + NOTHING.formatted("2026-03-03"),
                        "pr digest|2026-03-03 " + NOTHING.formatted("2026-03-03"));
        // When
        harness.processElement(incident("crisis|1", IncidentState.OPEN, "2026-03-03T07:00:00Z", null, 1), 0);
        harness.processElement(
                incident("watch|1", IncidentState.OVER, "2026-03-03T08:00:00Z", "2026-03-03T12:00:00Z", 1), 0);
        harness.processElement(
                incident("old|1", IncidentState.OVER, "2026-03-01T08:00:00Z", "2026-03-01T12:00:00Z", 1), 0);
        harness.processElement(incident("gone|1", IncidentState.TAKEN_BACK, "2026-03-03T09:00:00Z", null, 1), 0);
        // Then
        String crisis = "\nGoes on, since 2026-03-03 08:00 CET, owner pr, acknowledged by nobody: Talk about acme."
                + " (crisis|1)";
        assertThat(until("2026-03-04T06:30:00Z"))
                .containsExactly(
                        "board digest|2026-03-04 In the 24 hours to 2026-03-04 07:30 CET: 2 incidents opened, 1 over;"
                                + " 1 goes on, acknowledged by nobody."
                                + crisis
                                + "\nOver, from 2026-03-03 09:00 CET to 2026-03-03 13:00 CET, no owner, acknowledged by"
                                + " Ann: Talk about acme. (watch|1)",
                        "pr digest|2026-03-04 In the 24 hours to 2026-03-04 07:30 CET: 1 incident opened, 0 over;"
                                + " 1 goes on, acknowledged by nobody."
                                + crisis);
        assertThat(until("2026-03-05T06:30:00Z").get(0)).contains("0 incidents opened, 0 over; 1 goes on");
    }

    @Test
    void after_a_restart_what_was_due_meanwhile_comes_once_and_nothing_twice() throws Exception {
        // Given
        open("2026-03-02T12:00:00Z", null, Remembered.nothing());
        until("2026-03-03T06:30:00Z");
        OperatorSubtaskState state = harness.snapshot(1, 1);
        harness.close();
        // When, Then
        open("2026-03-03T20:00:00Z", state, Remembered.nothing());
        assertThat(until("2026-03-04T00:00:00Z")).isEmpty();
        harness.close();
        open("2026-03-04T20:00:00Z", state, Remembered.nothing());
        assertThat(until("2026-03-04T20:00:01Z"))
                .extracting(told -> told.substring(0, told.indexOf(" N")))
                .containsExactly("board digest|2026-03-04", "pr digest|2026-03-04");
        assertThat(until("2026-03-05T06:29:59Z")).isEmpty();
    }

    @Test
    void with_nothing_remembered_but_the_topics_the_day_goes_on_where_it_was() throws Exception {
        // Given: who had digests, and an incident
        Remembered topics = Remembered.nothing();
        topics.ended().add("digest|2026-03-02|board");
        topics.add(incident("crisis|1", IncidentState.OPEN, "2026-03-02T07:00:00Z", null, 1));
        // When: the job begins anew after the hour
        open("2026-03-03T08:00:00Z", null, topics);
        // Then: it is handed on for the ledger to decide, and a channel that never had one waits for tomorrow
        assertThat(until("2026-03-03T08:00:01Z"))
                .singleElement()
                .asString()
                .startsWith("board digest|2026-03-03 In the 24 hours to 2026-03-03 07:30 CET: 1 incident opened");
    }
}
