package io.groundswell.measure;

import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.history.Fact;
import io.groundswell.measure.history.LateSight;
import io.groundswell.measure.volume.Count;
import io.groundswell.measure.volume.WindowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CountLateHarnessTest {

    private static final Instant LATER = NOON.plus(Duration.ofDays(8));

    private KeyedOneInputStreamOperatorTestHarness<String, LateSight, Contribution> harness;

    @BeforeEach
    void open() throws Exception {
        MeasureSettings settings = new MeasureSettings(
                Duration.ofDays(7), Duration.ofSeconds(1), Duration.ofHours(24), List.of(), List.of());
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new CountLate(settings)), LateSight::id, Types.STRING);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void comesLate(Instant seen) throws Exception {
        harness.processElement(
                LateSight.of(Fact.of(
                        aMention("1").about("acme").at(NOON).observedAt(seen).enriched(),
                        Map.of("acme", "Europe/Vienna"))),
                seen.toEpochMilli());
    }

    @Test
    void it_is_counted_where_it_came_and_not_where_it_was_made() throws Exception {
        // When
        comesLate(LATER);

        // Then
        assertThat(harness.extractOutputValues())
                .extracting(contribution -> contribution.window().id() + " "
                        + contribution.sums()[Count.LATE.ordinal()] + " " + contribution.facts())
                .containsExactlyInAnyOrder(
                        "acme|all|minute|2026-03-10T12:00:00Z 1 1",
                        "acme|x|minute|2026-03-10T12:00:00Z 1 1",
                        "acme|all|hour|2026-03-10T12:00:00Z 1 1",
                        "acme|x|hour|2026-03-10T12:00:00Z 1 1",
                        "acme|all|day|2026-03-09T23:00:00Z 1 1",
                        "acme|x|day|2026-03-09T23:00:00Z 1 1");
    }

    @Test
    void the_same_sight_is_counted_once_and_another_again() throws Exception {
        // When
        comesLate(LATER);
        comesLate(LATER);
        comesLate(LATER.plusMillis(1));

        // Then
        assertThat(harness.extractOutputValues()).hasSize(12);
    }

    @Test
    void it_is_forgotten_with_the_minute_it_came_in() throws Exception {
        // Given
        comesLate(LATER);

        // When
        harness.processWatermark(LATER.plus(Duration.ofDays(7)).toEpochMilli() + WindowKey.MINUTE - 1);

        // Then
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
