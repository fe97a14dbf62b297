package io.groundswell.measure;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.measure.answers.Exchange;
import io.groundswell.measure.answers.ExchangeChange;
import io.groundswell.measure.volume.Want;
import io.groundswell.topics.Answers;
import io.groundswell.topics.Brand;
import io.groundswell.topics.OpenHours;
import io.groundswell.topics.Response;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrackResponsesHarnessTest {

    private static final Exchange QUESTION =
            new Exchange("acme", "x:q", "x:q", "x", NOON.toEpochMilli(), List.of(new Want("complaint", "support")));

    private KeyedTwoInputStreamOperatorTestHarness<String, ExchangeChange, KafkaRecord, Response> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedTwoInputStreamOperatorTestHarness<String, ExchangeChange, KafkaRecord, Response> harness()
            throws Exception {
        return new KeyedTwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new TrackResponses(new BrandsHeard(List.of(acme(0, 60)))), List.of(BrandsHeard.STATE)),
                ExchangeChange::question,
                null,
                Types.STRING);
    }

    private static Brand.Builder promising(long within) {
        return Brand.newBuilder()
                .setId("acme")
                .setName("Acme")
                .setQuery("acme")
                .setAnswers(new Answers(List.of(), Map.of("any", within), Map.of()));
    }

    private static KafkaRecord acme(long offset, long within) {
        return record(offset, promising(within).build());
    }

    private static KafkaRecord record(long offset, Brand brand) {
        return new KafkaRecord(
                "brands",
                0,
                offset,
                0,
                "acme".getBytes(StandardCharsets.UTF_8),
                AvroMessages.of(Brand.class).encode(brand));
    }

    private static Exchange reply(String mention, long minutes) {
        return new Exchange(
                "acme", "x:q", mention, "x", minutesAfterNoon(minutes).toEpochMilli(), null);
    }

    private void says(Exchange exchange) throws Exception {
        harness.processElement1(new ExchangeChange(exchange, true), 0);
    }

    private void unsays(Exchange exchange) throws Exception {
        harness.processElement1(new ExchangeChange(exchange, false), 0);
    }

    private void timeIs(long minutesAfterNoon) throws Exception {
        harness.processBothWatermarks(
                new Watermark(minutesAfterNoon(minutesAfterNoon).toEpochMilli()));
    }

    private List<String> told() {
        return harness.extractOutputValues().stream()
                .map(response -> response.getState() + " " + response.getAnswer() + " " + response.getSeconds() + " "
                        + response.getKept())
                .toList();
    }

    @Test
    void a_question_waits_until_its_answer() throws Exception {
        // When
        says(QUESTION);
        says(reply("x:a", 20));

        // Then
        assertThat(told()).containsExactly("WAITING null null null", "ANSWERED x:a 1200 true");
        Response answered = harness.extractOutputValues().get(1);
        assertThat(answered.getId()).isEqualTo("acme|x:q");
        assertThat(answered.getDepartment()).isEqualTo("support");
        assertThat(answered.getIntent()).isEqualTo("complaint");
        assertThat(answered.getDueAt()).isEqualTo(minutesAfterNoon(60));
        assertThat(answered.getAnswers()).isEqualTo(1);
        assertThat(answered.getToldAt())
                .isAfter(harness.extractOutputValues().get(0).getToldAt());
    }

    @Test
    void the_moment_a_promise_is_broken_is_told_and_a_late_answer_does_not_mend_it() throws Exception {
        // When
        says(QUESTION);
        timeIs(59);
        timeIs(60);
        says(reply("x:a", 90));

        // Then
        assertThat(told())
                .containsExactly("WAITING null null null", "OVERDUE null null false", "ANSWERED x:a 5400 false");
    }

    @Test
    void the_first_of_several_answers_counts_whatever_the_order_they_come_in() throws Exception {
        // When
        says(reply("x:b", 30));
        says(QUESTION);
        says(reply("x:a", 10));
        unsays(reply("x:a", 10));

        // Then
        assertThat(told()).containsExactly("ANSWERED x:b 1800 true", "ANSWERED x:a 600 true", "ANSWERED x:b 1800 true");
    }

    @Test
    void a_question_taken_back_waits_no_longer_and_said_again_does() throws Exception {
        // When
        says(QUESTION);
        unsays(QUESTION);
        timeIs(70);
        says(QUESTION);

        // Then
        assertThat(told())
                .containsExactly("WAITING null null null", "WITHDRAWN null null null", "OVERDUE null null false");
    }

    @Test
    void a_reply_to_what_asks_nothing_is_not_told() throws Exception {
        // When
        says(reply("x:b", 30));
        says(new Exchange("acme", "x:q", "x:q", "x", NOON.toEpochMilli(), List.of(new Want("praise", "marketing"))));

        // Then
        assertThat(told()).isEmpty();
    }

    @Test
    void a_brand_may_promise_more_while_the_job_runs() throws Exception {
        // When
        harness.processElement2(acme(1, 5), 0);
        says(QUESTION);
        timeIs(5);

        // Then
        assertThat(told()).containsExactly("WAITING null null null", "OVERDUE null null false");
    }

    @Test
    void a_question_that_becomes_anothers_is_withdrawn_from_the_first_department() throws Exception {
        // When
        says(QUESTION);
        harness.processElement2(
                record(
                        1,
                        promising(60)
                                .setAnswers(new Answers(List.of(), Map.of("any", 60L), Map.of("complaint", "press")))
                                .build()),
                0);
        says(reply("x:a", 20));

        // Then
        assertThat(harness.extractOutputValues())
                .extracting(response -> response.getDepartment() + " " + response.getState())
                .containsExactly("support WAITING", "support WITHDRAWN", "press ANSWERED");
        assertThat(harness.extractOutputValues())
                .extracting(Response::getToldAt)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void a_brand_that_cannot_be_used_changes_nothing() throws Exception {
        // When
        harness.processElement2(
                record(1, promising(5).setTimeZone("Nether/Wobbley").build()), 0);
        harness.processElement2(
                record(
                        2,
                        promising(5)
                                .setAnswers(new Answers(List.of(new OpenHours(8, 0, 60)), Map.of("any", 5L), Map.of()))
                                .build()),
                0);
        says(QUESTION);

        // Then
        assertThat(harness.extractOutputValues()).extracting(Response::getDueAt).containsExactly(minutesAfterNoon(60));
    }

    @Test
    void hours_that_end_at_a_time_the_clocks_leave_out_end_when_it_is_left_out() throws Exception {
        // Given: at two it is three, an hour after midnight UTC
        Instant asked = Instant.parse("2026-03-29T00:30:00Z");
        harness.processElement2(
                record(
                        1,
                        promising(60)
                                .setTimeZone("Europe/Vienna")
                                .setAnswers(new Answers(
                                        List.of(new OpenHours(7, 0, 150), new OpenHours(7, 600, 660)),
                                        Map.of("any", 60L),
                                        Map.of()))
                                .build()),
                0);

        // When
        says(new Exchange("acme", "x:q", "x:q", "x", asked.toEpochMilli(), List.of(new Want("complaint", "support"))));
        says(new Exchange(
                "acme", "x:q", "x:a", "x", asked.plus(Duration.ofHours(1)).toEpochMilli(), null));

        // Then
        assertThat(harness.extractOutputValues())
                .extracting(response -> response.getDueAt() + " " + response.getOpenSeconds())
                .containsExactly("2026-03-29T08:30:00Z null", "2026-03-29T08:30:00Z 1800");
    }

    @Test
    void after_a_restart_a_broken_promise_is_told_all_the_same() throws Exception {
        // Given
        says(QUESTION);
        OperatorSubtaskState saved = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.setup();
        harness.initializeState(saved);
        harness.open();

        // When
        timeIs(61);

        // Then
        assertThat(told()).containsExactly("OVERDUE null null false");
    }

    @Test
    void after_thirty_days_nothing_is_left() throws Exception {
        // Given
        says(QUESTION);
        says(reply("x:a", 20));

        // When
        timeIs(TrackResponses.MEMORY.toMinutes());

        // Then
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
