package io.groundswell.measure;

import static io.groundswell.testkit.Moments.MIDNIGHT;
import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseState;
import io.groundswell.topics.ResponseTimes;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeasureResponsesHarnessTest {

    private KeyedOneInputStreamOperatorTestHarness<String, MeasureResponses.Asked, ResponseTimes> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new MeasureResponses(new MeasureSettings(
                        Duration.ofDays(7), Duration.ofSeconds(1), Duration.ofHours(24), List.of(), List.of()))),
                MeasureResponses.Asked::group,
                Types.STRING);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static Response.Builder question(String mention, long minute) {
        return Response.newBuilder()
                .setId("acme|" + mention)
                .setBrand("acme")
                .setMention(mention)
                .setPlatform("x")
                .setAskedAt(minutesAfterNoon(minute))
                .setDay(MIDNIGHT)
                .setIntent("question")
                .setDepartment("support")
                .setState(ResponseState.WAITING)
                .setToldAt(NOON);
    }

    private static Response.Builder answered(String mention, long minute, long after) {
        return question(mention, minute)
                .setState(ResponseState.ANSWERED)
                .setAnsweredAt(minutesAfterNoon(minute + after))
                .setSeconds(after * 60)
                .setKept(after <= 30);
    }

    private void takes(Response.Builder response) throws Exception {
        harness.processElement(new MeasureResponses.Asked("support", response.build()), 0);
    }

    @Test
    void a_burst_is_told_once_and_who_waits_is_not_left_out() throws Exception {
        // When
        takes(question("x:1", 0));
        takes(question("x:2", 0));
        takes(answered("x:1", 0, 10));
        takes(answered("x:3", 5, 40));
        takes(question("x:4", 1).setState(ResponseState.WITHDRAWN));
        harness.setProcessingTime(1_000);

        // Then: after 10 minutes one of three has an answer, after 40 two of three
        ResponseTimes times = harness.extractOutputValues().get(0);
        assertThat(harness.extractOutputValues()).hasSize(1);
        times.setToldAt(NOON);
        assertThat(times)
                .isEqualTo(ResponseTimes.newBuilder()
                        .setId("acme|support|2026-03-02T00:00:00Z")
                        .setBrand("acme")
                        .setDepartment("support")
                        .setDay(MIDNIGHT)
                        .setAsked(3)
                        .setAnswered(2)
                        .setWaiting(1)
                        .setOverdue(0)
                        .setKept(1)
                        .setBroken(1)
                        .setMedianSeconds(2_400.0)
                        .setAnsweredSeconds(1_500.0)
                        .setAsOf(minutesAfterNoon(45))
                        .setToldAt(NOON)
                        .build());
    }

    @Test
    void what_was_taken_back_leaves_no_trace_in_how_long_others_have_waited() throws Exception {
        // When
        takes(question("x:1", 0));
        takes(answered("x:2", 5, 10));
        takes(answered("x:3", 20, 400).setState(ResponseState.WITHDRAWN));
        harness.setProcessingTime(1_000);

        // Then: who still waits has waited for fifteen minutes
        ResponseTimes times = harness.extractOutputValues().get(0);
        assertThat(times.getAsOf()).isEqualTo(minutesAfterNoon(15));
        assertThat(times.getMedianSeconds()).isEqualTo(600.0);
    }

    @Test
    void a_day_of_which_all_was_taken_back_speaks_of_its_beginning() throws Exception {
        // When
        takes(question("x:1", 0).setState(ResponseState.WITHDRAWN));
        harness.setProcessingTime(1_000);

        // Then
        assertThat(harness.extractOutputValues())
                .extracting(times -> times.getAsked() + " " + times.getAsOf())
                .containsExactly("0 2026-03-02T00:00:00Z");
    }

    @Test
    void a_day_that_nothing_can_change_any_more_leaves_nothing_behind() throws Exception {
        // Given
        takes(question("x:1", 0));

        // When
        harness.processWatermark(
                MIDNIGHT.plus(Duration.ofDays(2)).plus(TrackResponses.MEMORY).toEpochMilli());

        // Then
        assertThat(harness.extractOutputValues())
                .extracting(ResponseTimes::getWaiting)
                .containsExactly(1L);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
