package io.groundswell.notify;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.notify.deliver.Channel;
import io.groundswell.notify.deliver.Channel.Kind;
import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.Announcement.Turn;
import io.groundswell.testkit.ReceiverStub;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Delivery;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DeliverAnnouncementsHarnessTest {

    private static final Instant AT = Instant.parse("2026-03-02T12:05:00Z");

    private ReceiverStub receiver;
    private ReceiverStub other;
    private KeyedOneInputStreamOperatorTestHarness<String, Addressed, Delivery> harness;
    private long clock = AT.plusSeconds(30).toEpochMilli();

    @BeforeEach
    void open() throws Exception {
        receiver = new ReceiverStub();
        other = new ReceiverStub();
        harness = harness(null, Set.of());
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
        receiver.close();
        other.close();
    }

    private Channel slack(String id, ReceiverStub at) {
        return new Channel(
                id,
                Kind.SLACK,
                at.address(),
                null,
                List.of(),
                List.of(),
                AlertTier.WATCH,
                List.of("127.0.0.1"),
                null,
                null);
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Addressed, Delivery> harness(
            OperatorSubtaskState state, Set<String> ended) throws Exception {
        var fresh = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new DeliverAnnouncements(
                        List.of(slack("one", receiver), slack("two", other)),
                        new HashSet<>(ended),
                        Duration.ofDays(1))),
                Addressed::channel,
                Types.STRING);
        fresh.setup();
        if (state != null) {
            fresh.initializeState(state);
        }
        fresh.open();
        fresh.setProcessingTime(clock);
        return fresh;
    }

    private static Announcement announcement(String what) {
        return new Announcement(
                "acme|" + AT + "|" + what,
                "acme|" + AT,
                "acme",
                Turn.CRISIS,
                AlertTier.CRISIS,
                AT,
                AT,
                "Crisis around acme",
                "",
                12,
                0.4,
                7.5,
                List.of(),
                List.of("acme"),
                List.of(),
                List.of());
    }

    private void send(String channel, String what) throws Exception {
        harness.processElement(new Addressed(channel, announcement(what)), clock);
    }

    /** Lets so much of the operator's time pass that an attempt that was answered has been settled. */
    private void untilSettled(int outputs) throws Exception {
        while (harness.extractOutputValues().size() < outputs) {
            clock += 50;
            harness.setProcessingTime(clock);
            Thread.sleep(5);
        }
    }

    private List<String> told() {
        return harness.extractOutputValues().stream()
                .map(delivery ->
                        delivery.getChannel() + " " + delivery.getMessage().substring(26) + " " + delivery.getState()
                                + " " + delivery.getAttempts() + " " + delivery.getAnswer())
                .toList();
    }

    @Test
    void a_message_is_claimed_delivered_and_never_sent_again() throws Exception {
        send("one", "crisis|1");
        untilSettled(2);
        send("one", "crisis|1");
        harness.setProcessingTime(clock += 10_000);
        assertThat(told()).containsExactly("one crisis|1 CLAIMED 0 null", "one crisis|1 DELIVERED 1 204");
        assertThat(receiver.received()).hasSize(1);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void what_is_not_taken_is_tried_again_when_the_receiver_says_so() throws Exception {
        receiver.answers(ReceiverStub.status(503, "Retry-After", "120"));
        send("one", "crisis|1");
        untilSettled(2);
        receiver.answers(ReceiverStub.status(200));
        harness.setProcessingTime(clock += 100_000);
        assertThat(receiver.received()).hasSize(1);
        clock += 20_000;
        untilSettled(3);
        assertThat(told())
                .containsExactly(
                        "one crisis|1 CLAIMED 0 null", "one crisis|1 RETRYING 1 503", "one crisis|1 DELIVERED 2 200");
    }

    @Test
    void a_dead_receiver_holds_up_nobody_else_and_is_left_after_three_days() throws Exception {
        receiver.answers(ReceiverStub.status(500));
        send("one", "crisis|1");
        send("two", "crisis|1");
        untilSettled(4);
        assertThat(told()).contains("two crisis|1 DELIVERED 1 204", "one crisis|1 RETRYING 1 500");
        int outputs = 4;
        for (int hours : new int[] {1, 1, 3, 6, 11, 15, 21, 25, 25}) {
            clock += hours * 3_600_000L;
            untilSettled(++outputs);
        }
        assertThat(told()).endsWith("one crisis|1 RETRYING 9 500", "one crisis|1 FAILED 10 500");
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void a_receiver_that_is_gone_hears_no_more() throws Exception {
        receiver.answers(ReceiverStub.status(410));
        send("one", "crisis|1");
        untilSettled(2);
        send("one", "over|1");
        untilSettled(4);
        assertThat(told())
                .containsExactly(
                        "one crisis|1 CLAIMED 0 null",
                        "one crisis|1 FAILED 1 the receiver is gone",
                        "one over|1 CLAIMED 0 null",
                        "one over|1 FAILED 0 the receiver is gone");
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void after_a_crash_what_was_claimed_is_sent_again_under_the_same_id() throws Exception {
        // Given: a receiver that took it, and a crash before that was known
        send("one", "crisis|1");
        OperatorSubtaskState state = harness.snapshot(1, clock);
        untilSettled(2);
        harness.close();
        // When
        harness = harness(state, Set.of());
        harness.setProcessingTime(clock += 100);
        untilSettled(1);
        // Then
        assertThat(told()).containsExactly("one crisis|1 DELIVERED 1 204");
        assertThat(receiver.received())
                .hasSize(2)
                .extracting(ReceiverStub.Received::body)
                .containsOnly(receiver.received().get(0).body());
    }

    @Test
    void a_replay_from_the_beginning_with_nothing_remembered_calls_nobody() throws Exception {
        harness.close();
        harness = harness(null, Set.of("acme|" + AT + "|crisis|1|one"));
        send("one", "crisis|1");
        clock += Duration.ofDays(2).toMillis();
        harness.setProcessingTime(clock);
        send("one", "over|1");
        assertThat(told()).containsExactly("one over|1 OUTDATED 0 null");
        assertThat(receiver.received()).isEmpty();
    }

    @Test
    void what_waits_for_one_slack_channel_goes_out_as_one_message() throws Exception {
        // Given
        receiver.answers(ReceiverStub.status(503, "Retry-After", "60"));
        send("one", "opened|1");
        untilSettled(2);
        send("one", "crisis|1");
        send("one", "worse|1");
        untilSettled(6);
        // When
        receiver.answers(ReceiverStub.status(200));
        clock += 61_000;
        untilSettled(9);
        // Then: the first alone, both that came while it waited, and all three
        assertThat(receiver.received()).hasSize(3);
        assertThat(receiver.received().get(1).body())
                .contains("\"text\":\":rotating_light: Crisis around acme (and 1 before)\"");
        assertThat(receiver.received().get(2).body()).contains("(and 2 before)");
        assertThat(told())
                .endsWith(
                        "one crisis|1 DELIVERED 2 200", "one opened|1 DELIVERED 2 200", "one worse|1 DELIVERED 2 200");
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }
}
