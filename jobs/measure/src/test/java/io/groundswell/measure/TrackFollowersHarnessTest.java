package io.groundswell.measure;

import static io.groundswell.testkit.Moments.MIDNIGHT;
import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.measure.audience.FollowerCount;
import io.groundswell.topics.Audience;
import io.groundswell.topics.AudienceDay;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TrackFollowersHarnessTest {

    private static final MeasureSettings SETTINGS =
            new MeasureSettings(Duration.ofDays(7), Duration.ofSeconds(1), Duration.ofHours(24), List.of(), List.of());

    private KeyedOneInputStreamOperatorTestHarness<String, FollowerCount, AudienceDay> harness;

    private final TreeMap<String, AudienceDay> documents = new TreeMap<>();

    @BeforeEach
    void begin() throws Exception {
        begin(null);
    }

    private void begin(OperatorSubtaskState state) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new TrackFollowers(SETTINGS)), FollowerCount::account, Types.STRING);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    @AfterEach
    void end() throws Exception {
        harness.close();
    }

    private static Audience audience(Instant at, Long followers) {
        return Audience.newBuilder()
                .setAccount("x:42")
                .setPlatform("x")
                .setHandle("pottlewick")
                .setBrand("pottlewick")
                .setAt(at)
                .setObservedAt(at)
                .setFollowers(followers)
                .build();
    }

    private void counted(Instant at, long followers) throws Exception {
        FollowerCount count =
                FollowerCount.of(audience(at, followers), ZoneOffset.UTC).orElseThrow();
        harness.processElement(count, count.at());
    }

    private TreeMap<String, AudienceDay> told() {
        for (AudienceDay day : harness.extractOutputValues()) {
            documents.merge(day.getId(), day, (one, other) -> other.getRevision() >= one.getRevision() ? other : one);
        }
        harness.getOutput().clear();
        return documents;
    }

    private static Instant day(int days) {
        return MIDNIGHT.plus(Duration.ofDays(days));
    }

    @Test
    void a_day_has_its_last_count_and_what_was_won_since_the_latest_day_before() throws Exception {
        // When
        counted(NOON, 100);
        counted(NOON.plusSeconds(60), 110);
        counted(NOON.plus(Duration.ofDays(3)), 90);

        // Then
        AudienceDay first = AudienceDay.newBuilder()
                .setId("x:42|2026-03-02T00:00:00Z")
                .setAccount("x:42")
                .setPlatform("x")
                .setHandle("pottlewick")
                .setBrand("pottlewick")
                .setDay(MIDNIGHT)
                .setFollowers(110)
                .setRevision(NOON.plusSeconds(60).toEpochMilli())
                .setAsOf(NOON.plusSeconds(60))
                .build();
        assertThat(told().values())
                .containsExactly(
                        first,
                        AudienceDay.newBuilder(first)
                                .setId("x:42|2026-03-05T00:00:00Z")
                                .setDay(day(3))
                                .setFollowers(90)
                                .setSince(MIDNIGHT)
                                .setChange(-20L)
                                .setWon(0L)
                                .setLost(20L)
                                .setRevision(NOON.plusSeconds(60).toEpochMilli()
                                        + NOON.plus(Duration.ofDays(3)).toEpochMilli())
                                .setAsOf(NOON.plus(Duration.ofDays(3)))
                                .build());
    }

    @Test
    void a_count_that_comes_late_changes_its_day_and_the_one_after_it() throws Exception {
        // Given
        counted(NOON, 100);
        counted(NOON.plus(Duration.ofDays(2)), 130);

        // When
        counted(NOON.plus(Duration.ofDays(1)), 120);

        // Then
        assertThat(told().values()).extracting(AudienceDay::getWon).containsExactly(null, 20L, 10L);
    }

    @Test
    void a_count_of_more_than_four_weeks_before_is_compared_with_nothing() throws Exception {
        // When
        counted(NOON, 100);
        counted(NOON.plus(Duration.ofDays(28)), 130);
        counted(NOON.plus(Duration.ofDays(57)), 150);

        // Then
        assertThat(told().values()).extracting(AudienceDay::getChange).containsExactly(null, 30L, null);
    }

    @Test
    void four_weeks_are_four_weeks_also_when_the_clocks_are_put_back_in_them() throws Exception {
        // When
        for (String at : List.of("2026-10-01T10:00:00Z", "2026-10-29T10:00:00Z")) {
            FollowerCount count = FollowerCount.of(audience(Instant.parse(at), 7L), ZoneId.of("Europe/Vienna"))
                    .orElseThrow();
            harness.processElement(count, count.at());
        }

        // Then
        assertThat(told().get("x:42|2026-10-28T23:00:00Z").getSince()).isEqualTo("2026-09-30T22:00:00Z");
    }

    @Test
    void a_day_is_the_brand_s_own_and_an_account_without_followers_tells_nothing() {
        assertThat(FollowerCount.of(audience(MIDNIGHT, 5L), ZoneId.of("America/New_York")))
                .get()
                .extracting(FollowerCount::day)
                .isEqualTo(Instant.parse("2026-03-01T05:00:00Z").toEpochMilli());
        assertThat(FollowerCount.of(audience(MIDNIGHT, null), ZoneOffset.UTC)).isEmpty();
    }

    @Test
    void neither_order_nor_repetition_nor_restarts_change_a_day() throws Exception {
        // Given
        Random random = new Random(11);
        record Count(Instant at, long followers) {}
        List<Count> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            // Some of one moment
            all.add(new Count(NOON.plus(Duration.ofHours(random.nextInt(24 * 40))), random.nextInt(1_000)));
        }
        for (Count count : all) {
            counted(count.at(), count.followers());
        }
        TreeMap<String, AudienceDay> straight = new TreeMap<>(told());
        harness.close();
        documents.clear();
        begin();

        // When
        all.addAll(all.subList(0, 30));
        Collections.shuffle(all, random);
        for (Count count : all) {
            counted(count.at(), count.followers());
            if (random.nextInt(20) == 0) {
                OperatorSubtaskState state = harness.snapshot(1, 1);
                told();
                harness.close();
                begin(state);
            }
        }

        // Then
        assertThat(straight).hasSizeGreaterThan(20);
        assertThat(told()).isEqualTo(straight);
    }

    @Test
    void a_day_is_forgotten_when_no_other_can_be_compared_with_it_any_more() throws Exception {
        // Given
        counted(NOON, 100);

        // When
        harness.processWatermark(day(8).toEpochMilli() - 1);
        counted(NOON.plusSeconds(1), 200);

        // Then
        assertThat(told().values()).extracting(AudienceDay::getFollowers).containsExactly(100L);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);

        // When
        // Four weeks later, and an hour, as the clocks may be put back in them.
        harness.processWatermark(day(36).plus(Duration.ofHours(1)).toEpochMilli() - 1);

        // Then
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
