package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class DrainTest {

    private static final TopicPartition FEED = new TopicPartition("feed.x", 0);
    private static final TopicPartition MENTIONS = new TopicPartition("mentions", 0);

    /** A flow that is told what to be like after each round; the last likeness stays. */
    private static final class TellTale implements Drain.Flow {

        private record Moment(boolean complete, long feed, long mentions, long behind) {}

        private final Deque<Moment> moments = new ArrayDeque<>();
        private Moment now;
        private int rounds;

        TellTale after(boolean complete, long feed, long mentions, long behind) {
            moments.add(new Moment(complete, feed, mentions, behind));
            return this;
        }

        @Override
        public boolean round() {
            rounds++;
            now = moments.size() > 1 ? moments.poll() : moments.peek();
            return now.complete();
        }

        @Override
        public Map<TopicPartition, Long> ends() {
            return Map.of(FEED, now.feed(), MENTIONS, now.mentions());
        }

        @Override
        public SortedMap<String, SortedMap<String, Long>> lag() {
            return new TreeMap<>(Map.of("enrich", new TreeMap<>(Map.of("mentions", now.behind()))));
        }
    }

    @Test
    void two_rounds_with_the_same_ends_and_nobody_behind_are_the_end() throws Exception {
        // Given
        TellTale flow = new TellTale().after(true, 10, 8, 0);

        // When
        drain(flow).await();

        // Then
        assertThat(flow.rounds).isEqualTo(2);
    }

    @Test
    void what_a_timer_writes_between_two_rounds_needs_another_two() throws Exception {
        // Given
        TellTale flow =
                new TellTale().after(true, 10, 8, 0).after(true, 10, 9, 0).after(true, 10, 9, 0);

        // When
        drain(flow).await();

        // Then
        assertThat(flow.rounds).isEqualTo(3);
    }

    @Test
    void a_round_in_which_one_stage_could_not_save_its_state_does_not_count() throws Exception {
        // Given
        TellTale flow = new TellTale()
                .after(true, 10, 8, 0)
                .after(false, 10, 8, 0)
                .after(true, 10, 8, 0)
                .after(true, 10, 8, 0);

        // When
        drain(flow).await();

        // Then
        assertThat(flow.rounds).isEqualTo(4);
    }

    @Test
    void the_ends_have_to_stay_the_same_for_the_time_of_quiet() throws Exception {
        // Given
        TellTale flow = new TellTale().after(true, 10, 8, 0);

        // When
        new Drain(flow, Duration.ofSeconds(5), Duration.ofMillis(700)).await();

        // Then
        assertThat(flow.rounds).isGreaterThan(3);
    }

    @Test
    void who_is_behind_and_does_not_move_is_named() {
        // Given
        TellTale flow = new TellTale().after(true, 10, 8, 3);

        // When, Then
        assertThatThrownBy(() -> drain(flow).await())
                .isInstanceOf(Trouble.class)
                .hasMessage("Nothing has moved for 1 s: enrich is 3 records behind on mentions.");
    }

    @Test
    void a_partition_nobody_has_saved_a_position_for_counts_whole() {
        // Given
        Stage stage = Stage.reading("enrich", (environment, settings) -> {}, "mentions");
        TopicPartition other = new TopicPartition("mentions", 1);

        // When
        SortedMap<String, Long> lag = Lag.of(
                stage,
                Map.of(FEED, 100L, MENTIONS, 8L, other, 20L),
                Map.of(FEED, 0L, MENTIONS, 0L, other, 5L),
                Map.of(MENTIONS, 6L));

        // Then
        assertThat(lag).isEqualTo(Map.of("mentions", 2L + 15L));
    }

    private static Drain drain(TellTale flow) {
        return new Drain(flow, Duration.ofSeconds(1), Duration.ZERO);
    }
}
