package io.groundswell.collect;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static io.groundswell.testkit.Moments.secondsAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.testkit.AMention;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.EngagementAction;
import io.groundswell.topics.Mention;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.operators.co.KeyedCoProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Likes find their post, and the post is told with its counters. */
class CountEngagementTest {

    private static final Duration MEMORY = Duration.ofDays(2);
    private static final Mention POST = AMention.aMention("1").at(NOON).plain();

    private KeyedOneInputStreamOperatorTestHarness<String, Engagement, Engagement> recall;
    private KeyedTwoInputStreamOperatorTestHarness<String, Mention, Engagement, Mention> count;
    private int recalled;
    private long now;

    @BeforeEach
    void open() throws Exception {
        recall = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new RecallSubjects(MEMORY.toMillis())), Engagement::getId, Types.STRING);
        recall.open();
        count = new KeyedTwoInputStreamOperatorTestHarness<>(
                new KeyedCoProcessOperator<>(new CountEngagement(MEMORY.toMillis())),
                Mention::getId,
                Engagement::getSubject,
                Types.STRING);
        count.open();
        recalled = 0;
        now = 0;
    }

    @AfterEach
    void close() throws Exception {
        recall.close();
        count.close();
    }

    @Test
    void a_post_is_told_once_a_second_with_all_its_likes() throws Exception {
        // When
        arrive(POST);
        arrive(like("a", 10));
        arrive(like("b", 20));
        tick();

        // Then
        assertThat(told()).containsExactly("2026-03-02T12:00:00.003Z 2 likes null shares");
    }

    @Test
    void a_like_taken_back_is_found_by_its_own_name() throws Exception {
        // When
        arrive(POST);
        arrive(like("a", 10));
        arrive(like("b", 20));
        arrive(unlike("a", 90));
        tick();

        // Then
        assertThat(told())
                .containsExactly(
                        "2026-03-02T12:00:00.003Z 2 likes null shares", "2026-03-02T12:01:00.004Z 1 likes null shares");
    }

    @Test
    void what_is_delivered_twice_counts_once() throws Exception {
        // When
        arrive(POST);
        arrive(like("a", 10));
        tick();
        arrive(POST);
        arrive(like("a", 10));
        tick();

        // Then
        assertThat(told()).containsExactly("2026-03-02T12:00:00.002Z 1 likes null shares");
    }

    @Test
    void in_whatever_order_all_of_it_arrives_the_last_word_on_each_minute_is_the_same() throws Exception {
        // Given
        List<Object> all = List.of(
                POST,
                like("a", 10),
                like("b", 70),
                unlike("a", 80),
                like("c", 130),
                unlike("c", 140),
                like("d", 200),
                AMention.aMention("1").at(minutesAfterNoon(2)).plain());
        List<String> expected = null;

        for (int seed = 0; seed < 50; seed++) {
            // When
            List<Object> shuffled = new ArrayList<>(all);
            Collections.shuffle(shuffled, new Random(seed));
            close();
            open();
            for (Object each : shuffled) {
                if (each instanceof Mention post) {
                    arrive(post);
                } else {
                    arrive((Engagement) each);
                }
                tick();
            }

            // Then: of each minute the greatest version
            List<String> last = last();
            expected = expected == null ? last : expected;
            assertThat(last).as("seed %d", seed).isEqualTo(expected);
        }
        assertThat(expected).hasSize(4);
    }

    @Test
    void after_the_memory_nothing_is_left() throws Exception {
        // Given
        arrive(POST);
        arrive(like("a", 10));
        arrive(like("of-nobodys-post", 10));
        arrive(unlike("never-given", 10));
        tick();

        // When
        Instant late = NOON.plus(MEMORY).plusSeconds(600);
        recall.processWatermark(late.toEpochMilli());
        count.processWatermark1(new org.apache.flink.streaming.api.watermark.Watermark(late.toEpochMilli()));
        count.processWatermark2(new org.apache.flink.streaming.api.watermark.Watermark(late.toEpochMilli()));

        // Then
        assertThat(recall.numKeyedStateEntries()).isZero();
        assertThat(recall.numEventTimeTimers()).isZero();
        assertThat(count.numKeyedStateEntries()).isZero();
        assertThat(count.numEventTimeTimers()).isZero();
        assertThat(count.numProcessingTimeTimers()).isZero();
    }

    private void arrive(Mention post) throws Exception {
        count.processElement1(post, post.getObservedAt().toEpochMilli());
    }

    private void arrive(Engagement engagement) throws Exception {
        recall.processElement(engagement, engagement.getObservedAt().toEpochMilli());
        List<Engagement> found = recall.extractOutputValues();
        for (; recalled < found.size(); recalled++) {
            count.processElement2(
                    found.get(recalled), engagement.getObservedAt().toEpochMilli());
        }
    }

    private void tick() throws Exception {
        now += 1_000;
        count.setProcessingTime(now);
    }

    private List<String> told() {
        return count.extractOutputValues().stream()
                .map(CountEngagementTest::sentence)
                .toList();
    }

    private static String sentence(Mention post) {
        return post.getObservedAt() + " " + post.getCounters().getLikes() + " likes "
                + post.getCounters().getReposts() + " shares";
    }

    private List<String> last() {
        java.util.TreeMap<Long, Mention> last = new java.util.TreeMap<>();
        for (Mention post : count.extractOutputValues()) {
            long minute = Math.floorDiv(post.getObservedAt().toEpochMilli(), 60_000);
            last.merge(minute, post, (one, other) -> one.getVersion() >= other.getVersion() ? one : other);
        }
        return last.values().stream().map(CountEngagementTest::sentence).toList();
    }

    private static Engagement like(String name, long second) {
        return engagement(name, second).setSubject("x:1").build();
    }

    private static Engagement unlike(String name, long second) {
        return engagement(name, second).setRemoved(true).build();
    }

    private static Engagement.Builder engagement(String name, long second) {
        return Engagement.newBuilder()
                .setId("x:" + name)
                .setPlatform("x")
                .setAction(EngagementAction.LIKE)
                .setObservedAt(secondsAfterNoon(second));
    }
}
