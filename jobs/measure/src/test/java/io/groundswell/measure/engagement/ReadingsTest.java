package io.groundswell.measure.engagement;

import static io.groundswell.measure.engagement.Snapshot.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.testkit.Moments;
import io.groundswell.topics.Counters;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingsTest {

    private static final long NOTHING_SETTLED = Long.MIN_VALUE;
    private static final long ALWAYS_FROM_ZERO = Long.MAX_VALUE;

    private static long minute(long minutes) {
        return Moments.minutesAfterNoon(minutes).toEpochMilli();
    }

    private static long[] likes(long likes) {
        return new long[] {likes, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN};
    }

    private static long[] reposts(long reposts) {
        return new long[] {UNKNOWN, reposts, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN};
    }

    /** Minutes after noon, moments, likes and reposts gained. */
    private static List<List<Long>> gains(Readings readings, long from, long countsFromZeroUntil) {
        List<List<Long>> told = new ArrayList<>();
        readings.gains(
                from,
                countsFromZeroUntil,
                (minute, moments, lastReadAt, gained) ->
                        told.add(List.of((minute - minute(0)) / 60_000, moments, gained[0], gained[1])));
        return told;
    }

    private static List<List<Long>> gains(Readings readings) {
        return gains(readings, Long.MIN_VALUE, ALWAYS_FROM_ZERO);
    }

    @Test
    void a_gain_belongs_to_the_minute_in_which_it_was_read() {
        // When
        Readings readings =
                Readings.none().with(minute(0), likes(3), NOTHING_SETTLED).with(minute(5), likes(10), NOTHING_SETTLED);

        // Then
        assertThat(gains(readings)).containsExactly(List.of(0L, 1L, 3L, 0L), List.of(5L, 2L, 7L, 0L));
    }

    @Test
    void a_snapshot_between_two_others_splits_what_was_gained() {
        // Given
        Readings readings =
                Readings.none().with(minute(0), likes(3), NOTHING_SETTLED).with(minute(5), likes(10), NOTHING_SETTLED);

        // When
        Readings split = readings.with(minute(2), likes(4), NOTHING_SETTLED);

        // Then
        assertThat(gains(split))
                .containsExactly(List.of(0L, 1L, 3L, 0L), List.of(2L, 2L, 1L, 0L), List.of(5L, 3L, 6L, 0L));
    }

    @Test
    void unknown_is_not_zero() {
        // When
        Readings readings = Readings.none()
                .with(minute(0), likes(3), NOTHING_SETTLED)
                .with(minute(1), reposts(1), NOTHING_SETTLED)
                .with(minute(2), likes(5), NOTHING_SETTLED);

        // Then
        assertThat(gains(readings))
                .containsExactly(List.of(0L, 1L, 3L, 0L), List.of(1L, 2L, 0L, 1L), List.of(2L, 3L, 2L, 0L));
    }

    @Test
    void likes_taken_back_are_a_negative_gain() {
        // When
        Readings readings =
                Readings.none().with(minute(0), likes(3), NOTHING_SETTLED).with(minute(1), likes(1), NOTHING_SETTLED);

        // Then
        assertThat(gains(readings)).containsExactly(List.of(0L, 1L, 3L, 0L), List.of(1L, 2L, -2L, 0L));
    }

    @Test
    void counters_first_read_off_an_old_post_are_only_a_start() {
        // When
        Readings readings = Readings.none()
                .with(minute(0), likes(3000), NOTHING_SETTLED)
                .with(minute(1), likes(3001), NOTHING_SETTLED);

        // Then
        assertThat(gains(readings, Long.MIN_VALUE, minute(0) - 1))
                .containsExactly(List.of(0L, 1L, 0L, 0L), List.of(1L, 2L, 1L, 0L));
    }

    @Test
    void within_a_minute_the_last_value_of_each_counter_counts() {
        // When
        Readings readings = Readings.none()
                .with(minute(0) + 40_000, likes(5), NOTHING_SETTLED)
                .with(minute(0) + 50_000, reposts(2), NOTHING_SETTLED)
                .with(minute(0) + 10_000, likes(9), NOTHING_SETTLED);

        // Then
        assertThat(gains(readings)).containsExactly(List.of(0L, 3L, 5L, 2L));
    }

    @Test
    void the_same_snapshot_again_is_nothing_new() {
        // Given
        Readings readings = Readings.none().with(minute(0), likes(5), NOTHING_SETTLED);

        // When
        Readings again = readings.with(minute(0), likes(5), NOTHING_SETTLED);

        // Then
        assertThat(again).isSameAs(readings);
    }

    @Test
    void settled_minutes_are_folded_and_later_gains_stay_what_they_were() {
        // Given
        Readings readings = Readings.none();
        for (int i = 0; i < 10; i++) {
            readings = readings.with(minute(i), i % 2 == 0 ? likes(i) : reposts(i), NOTHING_SETTLED);
        }

        // When
        Readings folded = readings.with(minute(10), likes(20), minute(8));

        // Then
        assertThat(folded.minutes()).hasSize(3);
        assertThat(gains(folded))
                .isEqualTo(gains(readings.with(minute(10), likes(20), NOTHING_SETTLED), minute(8), ALWAYS_FROM_ZERO));
    }

    @Test
    void counters_of_which_none_is_known_are_no_snapshot() {
        // When
        long[] snapshot = Snapshot.of(Counters.newBuilder().build());

        // Then
        assertThat(snapshot).isNull();
    }
}
