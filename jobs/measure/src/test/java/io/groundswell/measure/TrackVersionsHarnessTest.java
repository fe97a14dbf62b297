package io.groundswell.measure;

import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.history.Fact;
import io.groundswell.measure.volume.Count;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.testkit.AMention;
import io.groundswell.topics.LateMention;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrackVersionsHarnessTest {

    private static final MeasureSettings SETTINGS =
            new MeasureSettings(Duration.ofDays(7), Duration.ofSeconds(1), Duration.ofHours(24), List.of(), List.of());

    private KeyedOneInputStreamOperatorTestHarness<String, Fact, Contribution> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Fact, Contribution> harness() throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new TrackVersions(SETTINGS)), Fact::mention, Types.STRING);
    }

    private void see(AMention mention) throws Exception {
        Fact fact = Fact.of(mention.enriched(), Map.of());
        harness.processElement(fact, fact.observedAt());
    }

    private void passTo(Instant time) throws Exception {
        harness.processWatermark(time.toEpochMilli());
    }

    private List<LateMention> late() {
        return harness.getSideOutput(TrackVersions.LATE) == null
                ? List.of()
                : harness.getSideOutput(TrackVersions.LATE).stream()
                        .map(record -> record.getValue())
                        .toList();
    }

    @Test
    void what_was_seen_before_contributes_nothing() throws Exception {
        // Given
        see(aMention("1").about("acme").at(NOON).likes(3));
        int before = harness.extractOutputValues().size();

        // When
        see(aMention("1").about("acme").at(NOON).likes(3));

        // Then
        assertThat(before).isEqualTo(6);
        assertThat(harness.extractOutputValues()).hasSize(6);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
    }

    @Test
    void a_late_mention_leaves_by_the_late_door() throws Exception {
        // Given
        passTo(NOON.plus(Duration.ofDays(8)));

        // When
        see(aMention("1").about("acme").at(NOON));

        // Then
        assertThat(late())
                .containsExactly(LateMention.newBuilder()
                        .setId("x:1|" + NOON.toEpochMilli())
                        .setMention("x:1")
                        .setVersion(NOON.toEpochMilli())
                        .setPlatform("x")
                        .setBrands(List.of("acme"))
                        .setCreatedAt(NOON)
                        .setObservedAt(NOON)
                        .setStage("measure")
                        .setAllowedLateness(Duration.ofDays(7).toMillis())
                        .build());
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void a_mention_that_was_seen_too_late_is_late_before_any_watermark_says_so() throws Exception {
        // When
        see(aMention("1").about("acme").at(NOON).observedAt(NOON.plus(Duration.ofDays(8))));

        // Then
        assertThat(late()).extracting(LateMention::getMention).containsExactly("x:1");
        assertThat(harness.getSideOutput(TrackVersions.LATE_SIGHTS)).hasSize(1);
        assertThat(harness.extractOutputValues()).isEmpty();
    }

    private static AMention seenTooLate() {
        return aMention("1").about("acme").at(NOON).observedAt(NOON.plus(Duration.ofDays(8)));
    }

    /** Of the minute on all platforms. */
    private List<Long> postsAndNegativeOnes() {
        WindowKey minute = new WindowKey("acme", WindowKey.ALL_PLATFORMS, 1, NOON.toEpochMilli());
        long[] sums = new long[Count.MANY];
        for (Contribution contribution : harness.extractOutputValues()) {
            for (int i = 0; contribution.window().equals(minute) && i < sums.length; i++) {
                sums[i] += contribution.sums()[i];
            }
        }
        return List.of(sums[Count.POSTS.ordinal()], sums[Count.NEGATIVE.ordinal()]);
    }

    @Test
    void a_mention_seen_in_time_counts_also_when_a_sight_that_came_too_late_is_read_first() throws Exception {
        // When
        see(seenTooLate());
        see(aMention("1").about("acme").at(NOON));

        // Then
        assertThat(postsAndNegativeOnes()).containsExactly(1L, 0L);
    }

    @Test
    void an_edit_that_came_too_late_changes_nothing() throws Exception {
        // When
        see(aMention("1").about("acme").at(NOON));
        see(seenTooLate().angry());

        // Then
        assertThat(postsAndNegativeOnes()).containsExactly(1L, 0L);
    }

    @Test
    void an_edit_that_came_too_late_changes_nothing_either_when_it_is_read_first() throws Exception {
        // When
        see(seenTooLate().angry());
        see(aMention("1").about("acme").at(NOON));

        // Then
        assertThat(postsAndNegativeOnes()).containsExactly(1L, 0L);
    }

    @Test
    void who_asks_still_asks_when_the_question_is_edited_too_late_to_be_counted_anew() throws Exception {
        // When
        see(aMention("1").about("acme").at(NOON).asking("complaint"));
        see(seenTooLate().angry().asking("complaint"));

        // Then
        assertThat(harness.getSideOutput(TrackVersions.EXCHANGES))
                .extracting(record -> record.getValue().said())
                .containsExactly(true);
    }

    @Test
    void a_mention_is_forgotten_when_nothing_can_be_said_of_it_any_more() throws Exception {
        // Given
        see(aMention("1").about("acme").at(NOON));
        see(aMention("2").at(NOON));
        see(aMention("3").at(NOON).deleted());
        passTo(NOON.plus(Duration.ofDays(8)));
        assertThat(harness.numKeyedStateEntries()).isEqualTo(3);

        // When
        passTo(NOON.plus(Duration.ofDays(8)).plus(Duration.ofMinutes(1)));

        // Then
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void a_mention_seen_again_is_kept_longer_with_the_same_single_timer() throws Exception {
        // Given
        see(aMention("1").about("acme").at(NOON));
        see(aMention("1").about("acme").observedAt(NOON.plus(Duration.ofDays(3))));

        // When
        passTo(NOON.plus(Duration.ofDays(9)));

        // Then
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);
        passTo(NOON.plus(Duration.ofDays(12)));
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void after_a_restart_it_knows_what_it_knew_and_what_time_it_was() throws Exception {
        // Given
        see(aMention("1").about("acme").at(NOON.plus(Duration.ofDays(7))).likes(3));
        passTo(NOON.plus(Duration.ofDays(8)));
        see(aMention("2").about("acme").at(NOON));
        OperatorSubtaskState saved = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.setup();
        harness.initializeState(saved);
        harness.open();

        // When
        see(aMention("1").about("acme").at(NOON.plus(Duration.ofDays(7))).likes(3));
        see(aMention("3").about("acme").at(minutesAfterNoon(1)));

        // Then
        assertThat(harness.extractOutputValues()).isEmpty();
        assertThat(late()).extracting(LateMention::getMention).containsExactly("x:3");
    }
}
