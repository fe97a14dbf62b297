package io.groundswell.collect;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.collect.coverage.MinuteOfFeed;
import io.groundswell.collect.coverage.Received;
import io.groundswell.topics.BrandCoverage;
import io.groundswell.topics.Coverage;
import io.groundswell.topics.CoverageState;
import io.groundswell.topics.WindowSize;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchFeedsHarnessTest {

    private static final long MINUTE = 60_000;
    private static final long LONGEST_SILENCE = 1440;

    private KeyedOneInputStreamOperatorTestHarness<String, MinuteOfFeed, Coverage> harness;

    /** The greatest revision of each window, as Elasticsearch keeps it. */
    private final TreeMap<String, Coverage> documents = new TreeMap<>();

    @BeforeEach
    void begin() throws Exception {
        begin(null);
    }

    private void begin(OperatorSubtaskState state) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new WatchFeeds()), MinuteOfFeed::platform, Types.STRING);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    @AfterEach
    void end() throws Exception {
        harness.close();
    }

    private void receives(Received record) throws Exception {
        harness.processElement(MinuteOfFeed.of("x", record), record.lastAt);
    }

    private void passes(Instant time) throws Exception {
        harness.processWatermark(new Watermark(time.toEpochMilli()));
    }

    private TreeMap<String, Coverage> told() throws Exception {
        harness.setProcessingTime(harness.getProcessingTime() + 1_000);
        for (Coverage coverage : harness.extractOutputValues()) {
            documents.merge(
                    coverage.getId(), coverage, (one, other) -> other.getRevision() >= one.getRevision() ? other : one);
        }
        harness.getOutput().clear();
        return documents;
    }

    private static Received post(Instant received, Duration late, String... brands) {
        Received record = Received.at(received.toEpochMilli());
        record.post(received.minus(late));
        record.mention(List.of(brands));
        return record;
    }

    private static Received spoilt(Instant received) {
        Received record = Received.at(received.toEpochMilli());
        record.deadLetter();
        record.deadLetter();
        return record;
    }

    private static String minute(int afterNoon) {
        return "x|minute|" + minutesAfterNoon(afterNoon);
    }

    @Test
    void a_minute_tells_what_was_received_in_it_how_late_and_about_whom() throws Exception {
        // When
        receives(post(NOON.plusSeconds(3), Duration.ofSeconds(2), "acme"));
        receives(post(NOON.plusSeconds(40), Duration.ofSeconds(10), "acme", "glimmer"));
        receives(post(NOON.plusSeconds(8), Duration.ZERO));
        receives(spoilt(NOON.plusSeconds(9)));

        // Then
        Coverage noon = Coverage.newBuilder()
                .setId(minute(0))
                .setPlatform("x")
                .setSize(WindowSize.MINUTE)
                .setWindowStart(NOON)
                .setWindowEnd(minutesAfterNoon(1))
                .setState(CoverageState.HEARD)
                .setHeardMinutes(1)
                .setBlindMinutes(0)
                .setLastAt(NOON.plusSeconds(40))
                .setRecords(4)
                .setMentions(2)
                .setDeadLetters(2)
                .setFaulty(1)
                .setFaultyShare(0.25)
                .setDated(3)
                .setLagMillis(12_000)
                .setLongestLagMillis(10_000L)
                .setMeanLagMillis(4_000.0)
                .setBrands(List.of(new BrandCoverage("acme", 2L, 1L), new BrandCoverage("glimmer", 1L, 1L)))
                .setRevision(1444)
                .setAsOf(minutesAfterNoon(1))
                .build();
        assertThat(told())
                .containsEntry(minute(0), noon)
                .containsEntry(
                        "x|hour|2026-03-02T12:00:00Z",
                        Coverage.newBuilder(noon)
                                .setId("x|hour|2026-03-02T12:00:00Z")
                                .setSize(WindowSize.HOUR)
                                .setWindowEnd(NOON.plus(Duration.ofHours(1)))
                                .build())
                .hasSize(3);
    }

    @Test
    void a_silent_minute_is_blind_once_time_has_passed_it_and_a_brand_nobody_names_is_quiet() throws Exception {
        // When
        receives(post(NOON, Duration.ZERO, "acme"));
        passes(minutesAfterNoon(3).minusMillis(2));

        // Then: the third minute is not over
        assertThat(told().keySet()).contains(minute(0), minute(1)).doesNotContain(minute(2));
        assertThat(documents.get(minute(1)))
                .isEqualTo(Coverage.newBuilder()
                        .setId(minute(1))
                        .setPlatform("x")
                        .setSize(WindowSize.MINUTE)
                        .setWindowStart(minutesAfterNoon(1))
                        .setWindowEnd(minutesAfterNoon(2))
                        .setState(CoverageState.BLIND)
                        .setHeardMinutes(0)
                        .setBlindMinutes(1)
                        .setLastAt(NOON)
                        .setRecords(0)
                        .setMentions(0)
                        .setDeadLetters(0)
                        .setFaulty(0)
                        .setDated(0)
                        .setLagMillis(0)
                        .setBrands(List.of())
                        .setRevision(1440)
                        .setAsOf(minutesAfterNoon(2))
                        .build());

        // When: it is heard again
        receives(post(minutesAfterNoon(3), Duration.ZERO));
        passes(minutesAfterNoon(4));

        // Then
        Coverage hour = told().get("x|hour|2026-03-02T12:00:00Z");
        assertThat(hour.getState()).isEqualTo(CoverageState.PARTLY);
        assertThat(hour.getBlindMinutes()).isEqualTo(2);
        assertThat(hour.getHeardMinutes()).isEqualTo(2);
        assertThat(hour.getBrands()).containsExactly(new BrandCoverage("acme", 1L, 1L));
    }

    @Test
    void what_was_blind_and_turns_out_heard_is_told_again() throws Exception {
        // Given
        receives(post(NOON, Duration.ZERO));
        passes(minutesAfterNoon(5));
        assertThat(told().get(minute(2)).getState()).isEqualTo(CoverageState.BLIND);

        // When
        receives(post(minutesAfterNoon(2), Duration.ofMinutes(1), "acme"));

        // Then
        assertThat(told().get(minute(2)).getState()).isEqualTo(CoverageState.HEARD);
        assertThat(documents.get(minute(3)).getLastAt()).isEqualTo(minutesAfterNoon(2));
        assertThat(documents.get("x|hour|2026-03-02T12:00:00Z").getBlindMinutes())
                .isEqualTo(3);
    }

    @Test
    void after_a_day_of_silence_nobody_listens_and_nothing_is_kept() throws Exception {
        // When
        receives(post(NOON, Duration.ZERO));
        passes(NOON.plus(Duration.ofDays(30)));

        // Then
        assertThat(told().values())
                .filteredOn(coverage -> coverage.getSize() == WindowSize.MINUTE)
                .hasSize(1 + (int) LONGEST_SILENCE);
        assertThat(documents.get("x|day|2026-03-02T00:00:00Z").getBlindMinutes())
                .isEqualTo(719);
        assertThat(documents.get("x|day|2026-03-03T00:00:00Z").getState()).isEqualTo(CoverageState.BLIND);
        assertThat(documents.get("x|day|2026-03-03T00:00:00Z").getBlindMinutes())
                .isEqualTo(721);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void a_record_of_a_minute_that_is_settled_changes_nothing() throws Exception {
        // Given
        passes(NOON.plus(Duration.ofDays(2)).plusSeconds(60));

        // When
        receives(post(NOON, Duration.ZERO));

        // Then
        assertThat(told()).isEmpty();
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void the_documents_are_those_of_a_plain_recount_whatever_the_order_and_after_restarts() throws Exception {
        for (long seed = 1; seed <= 20; seed++) {
            // Given: bursts and silences, all within what can be corrected
            Random random = new Random(seed);
            List<Received> records = new ArrayList<>();
            long at = NOON.toEpochMilli();
            for (int i = 0; i < 60; i++) {
                at += random.nextInt(4) == 0 ? random.nextInt(120) * MINUTE : random.nextInt(50_000);
                records.add(
                        random.nextInt(8) == 0
                                ? spoilt(Instant.ofEpochMilli(at))
                                : post(
                                        Instant.ofEpochMilli(at),
                                        Duration.ofMillis(random.nextInt(90_000)),
                                        random.nextBoolean() ? new String[0] : new String[] {"acme"}));
            }
            Instant end = Instant.ofEpochMilli(at + 7 * MINUTE);
            TreeMap<String, List<Object>> expected = recounted(records, end.toEpochMilli());

            // When
            Collections.shuffle(records, random);
            for (Received record : records) {
                receives(record);
                if (random.nextInt(10) == 0) {
                    passes(Instant.ofEpochMilli(record.lastAt));
                }
                if (random.nextInt(15) == 0) {
                    OperatorSubtaskState state = harness.snapshot(1, 1);
                    told();
                    harness.close();
                    begin(state);
                }
            }
            passes(end);

            // Then
            TreeMap<String, List<Object>> found = new TreeMap<>();
            told().forEach((id, coverage) -> found.put(
                    id,
                    List.of(
                            coverage.getState(),
                            coverage.getHeardMinutes(),
                            coverage.getBlindMinutes(),
                            coverage.getRecords(),
                            coverage.getMentions(),
                            coverage.getDeadLetters(),
                            coverage.getLagMillis(),
                            coverage.getBrands().stream()
                                    .mapToLong(BrandCoverage::getMinutes)
                                    .sum(),
                            coverage.getRevision())));
            assertThat(found).as("seed %d", seed).isEqualTo(expected);
            harness.close();
            documents.clear();
            begin();
        }
    }

    /** Minute by minute, with everything at hand. */
    private static TreeMap<String, List<Object>> recounted(List<Received> records, long end) {
        TreeMap<Long, List<Received>> minutes = new TreeMap<>();
        records.forEach(record -> minutes.computeIfAbsent(record.lastAt / MINUTE, minute -> new ArrayList<>())
                .add(record));
        TreeMap<String, long[]> sums = new TreeMap<>();
        long last = minutes.firstKey();
        for (long minute = minutes.firstKey(); minute <= minutes.lastKey() || (minute + 1) * MINUTE <= end; minute++) {
            List<Received> heard = minutes.getOrDefault(minute, List.of());
            last = heard.isEmpty() ? last : minute;
            if (minute - last > LONGEST_SILENCE) {
                continue;
            }
            long[] told = {
                heard.isEmpty() ? 0 : 1,
                heard.isEmpty() ? 1 : 0,
                heard.size(),
                heard.stream().mapToLong(record -> record.mentions).sum(),
                heard.stream().mapToLong(record -> record.deadLetters).sum(),
                heard.stream().mapToLong(record -> record.lagMillis).sum(),
                heard.stream().anyMatch(record -> record.mentions > 0) ? 1 : 0,
                heard.isEmpty() ? LONGEST_SILENCE + 1 - (minute - last) : LONGEST_SILENCE + heard.size()
            };
            Instant start = Instant.ofEpochMilli(minute * MINUTE);
            for (String window : new TreeSet<>(List.of(
                    "x|minute|" + start,
                    "x|hour|" + Instant.ofEpochMilli(minute / 60 * 60 * MINUTE),
                    "x|day|" + Instant.ofEpochMilli(minute / 1440 * 1440 * MINUTE)))) {
                long[] sum = sums.computeIfAbsent(window, none -> new long[told.length]);
                for (int i = 0; i < told.length; i++) {
                    sum[i] += told[i];
                }
            }
        }
        TreeMap<String, List<Object>> expected = new TreeMap<>();
        sums.forEach((window, sum) -> expected.put(
                window,
                List.of(
                        sum[1] == 0 ? CoverageState.HEARD : sum[0] == 0 ? CoverageState.BLIND : CoverageState.PARTLY,
                        sum[0],
                        sum[1],
                        sum[2],
                        sum[3],
                        sum[4],
                        sum[5],
                        sum[6],
                        sum[7])));
        return expected;
    }
}
