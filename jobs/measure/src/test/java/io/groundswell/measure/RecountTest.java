package io.groundswell.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.measure.metric.MetricRegistry;
import io.groundswell.measure.volume.CampaignTime;
import io.groundswell.testkit.PlainRecount;
import io.groundswell.topics.Brand;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Measure;
import io.groundswell.topics.MeasuredPart;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseState;
import io.groundswell.topics.ResponseTimes;
import io.groundswell.topics.ShareOfVoice;
import io.groundswell.topics.SubjectKind;
import io.groundswell.topics.WindowSize;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the job says of 200,000 versions is what one thread counts that has all of them before it: the sums of windows, what they
 * amount to and are made of, shares of voice, and who waits for an answer. What is withdrawn is left out, see {@link
 * RecountedResponses}.
 */
class RecountTest {

    private static final int VERSIONS = 200_000;

    private static final MeasureSettings SETTINGS = new MeasureSettings(
            Duration.ofDays(7),
            // By the clock nothing is told: what is told when windows end and are settled is the last word.
            Duration.ofHours(1),
            Duration.ofHours(24),
            MetricRegistry.shipped().picked(RecountedMetrics.PICKED));

    /** Read by the job, which runs in this process. */
    private static volatile List<KafkaRecord> records;

    private static final Map<String, Measure> TOLD = new ConcurrentHashMap<>();
    /** Of measures that tell other metrics than their sums amount to, the ids. */
    private static final Set<String> OTHER_METRICS = ConcurrentHashMap.newKeySet();

    private static final Map<String, ShareOfVoice> SHARES = new ConcurrentHashMap<>();
    private static final Map<String, Response> RESPONSES = new ConcurrentHashMap<>();
    private static final Map<String, ResponseTimes> RESPONSE_TIMES = new ConcurrentHashMap<>();

    @TempDir
    private static Path checkpoints;

    private static List<KafkaRecord> posts;
    private static List<EnrichedMention> first;
    private static SortedMap<String, String> recounted;
    private static SortedMap<String, List<MeasuredPart>> recountedParts;
    private static SortedMap<String, ShareOfVoice> recountedShares;
    private static SortedMap<String, Response> recountedResponses;
    private static SortedMap<String, ResponseTimes> recountedTimes;

    @BeforeAll
    static void count() {
        List<EnrichedMention> versions = GeneratedPosts.of(VERSIONS, 17);
        PlainRecount recount = PlainRecount.of(versions, GeneratedPosts.ZONES);
        recounted = recount.lines();
        recountedParts = RecountedParts.of(recount.counted());
        recountedShares = RecountedShares.of(recount, GeneratedBrands.ALL);
        recountedResponses = RecountedResponses.of(versions, GeneratedBrands.ALL);
        recountedTimes = RecountedResponses.times(recountedResponses.values());
        for (EnrichedMention version : versions) {
            Mention mention = version.getMention();
            mention.setCampaigns(mention.getBrands().stream()
                    .map(brand -> CampaignTime.id(brand, GeneratedBrands.WHOLE.getId()))
                    .toList());
        }
        // Encoded they take a fifth of the room.
        posts = encoded(versions);
        first = List.copyOf(versions.subList(0, 20_000));
    }

    @AfterAll
    static void forget() {
        posts = null;
        first = null;
        recounted = null;
        recountedParts = null;
        recountedShares = null;
        recountedResponses = null;
        recountedTimes = null;
        records = null;
        forgetWhatWasTold();
    }

    @BeforeEach
    void forgetWhatWasToldBefore() {
        forgetWhatWasTold();
    }

    private static void forgetWhatWasTold() {
        TOLD.clear();
        OTHER_METRICS.clear();
        SHARES.clear();
        RESPONSES.clear();
        RESPONSE_TIMES.clear();
    }

    @Test
    void straight_it_is_the_recount() throws Exception {
        records = posts;
        run(new Serve());
        assertRecounted();
        assertSumsAgree();
        assertThat(SummedCampaigns.of(TOLD.values())).hasSize(3);
        assertThat(SummedParts.named(TOLD.values(), SubjectKind.VOICE, "copy")).isPositive();
        // What is compared is there.
        assertThat(recounted.get("zest|all|day|2026-03-28T23:00:00Z"))
                .contains(
                        "mentions=", "amplified=", "deleted=", "star1=", "reachSliding=", "likes=", "HASHTAG", "POST");
        assertThat(recounted.values()).anyMatch(line -> line.contains("late="));
        assertThat(recountedShares.values()).extracting(ShareOfVoice::getPanel).contains(1, 2);
        assertThat(recountedResponses.values())
                .extracting(response -> response.getState() + " " + response.getKept())
                .contains("ANSWERED true", "ANSWERED false", "ANSWERED null", "OVERDUE false", "WAITING null");
        assertThat(recountedTimes.values())
                .extracting(ResponseTimes::getMedianSeconds)
                .anyMatch(Objects::isNull)
                .anyMatch(Objects::nonNull);
    }

    @Test
    void shuffled_and_doubled_it_is_the_recount() throws Exception {
        List<KafkaRecord> all = new ArrayList<>(posts);
        all.addAll(all.subList(0, VERSIONS / 2));
        Collections.shuffle(all, new Random(23));
        records = all;
        run(new Serve());
        assertRecounted();
        assertSumsAgree();
    }

    @Test
    void killed_in_the_middle_it_is_the_recount() throws Exception {
        records = posts;
        DieOnce.DIED.set(false);
        run(new DieOnce());
        assertThat(DieOnce.DIED).isTrue();
        assertRecounted();
        assertSumsAgree();
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void stopped_with_a_savepoint_and_started_with_more_tasks_it_is_the_recount(@TempDir Path folder) throws Exception {
        records = posts;
        Linger.SERVED.set(0);
        JobClient running = environment(2, null, new Linger()).executeAsync("measure");
        while (Linger.SERVED.get() < VERSIONS / 2) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
        String savepoint = running.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                .get(2, TimeUnit.MINUTES);
        int servedBefore = Linger.SERVED.get();
        environment(3, savepoint, new Serve()).execute("measure");

        assertThat(servedBefore).isBetween(VERSIONS / 2, VERSIONS - 1);
        assertRecounted();
    }

    @Test
    void one_in_a_hundred_deleted_it_is_as_if_they_had_never_been_there() throws Exception {
        // Given
        Random random = new Random(5);
        List<EnrichedMention> deletedLater = new ArrayList<>(first);
        List<EnrichedMention> neverThere = new ArrayList<>();
        Map<String, Boolean> goes = new TreeMap<>();
        for (EnrichedMention version : first) {
            if (!goes.computeIfAbsent(version.getMention().getId(), id -> random.nextInt(100) == 0)) {
                neverThere.add(version);
            }
        }
        goes.forEach((id, gone) -> {
            if (gone) {
                deletedLater.add(GeneratedPosts.deletion(id));
            }
        });

        records = encoded(deletedLater);

        // When
        run(new Serve());

        // Then
        assertThat(withoutTraces(told()))
                .isEqualTo(withoutTraces(
                        PlainRecount.of(neverThere, GeneratedPosts.ZONES).lines()));
    }

    private static void assertRecounted() {
        assertThat(differences(told(), recounted)).isEmpty();
        assertThat(OTHER_METRICS).isEmpty();
        assertThat(differences(toldParts(), recountedParts)).isEmpty();
        assertThat(differences(toldShares(), recountedShares)).isEmpty();
        assertThat(differences(toldResponses(), recountedResponses)).isEmpty();
        assertThat(differences(toldTimes(), recountedTimes)).isEmpty();
    }

    /** A line for each document that is not the same in both; whole maps would be too much to read. */
    static <T> List<String> differences(Map<String, T> told, Map<String, T> recounted) {
        Set<String> ids = new TreeSet<>(told.keySet());
        ids.addAll(recounted.keySet());
        return ids.stream()
                .filter(id -> !Objects.equals(told.get(id), recounted.get(id)))
                .map(id -> id + "\n  is told as     " + told.get(id) + "\n  is recounted as " + recounted.get(id))
                .toList();
    }

    private static SortedMap<String, List<MeasuredPart>> toldParts() {
        SortedMap<String, List<MeasuredPart>> parts = new TreeMap<>();
        TOLD.forEach((id, measure) -> {
            if (!CampaignTime.isCampaign(measure.getBrand())
                    && !measure.getParts().isEmpty()) {
                parts.put(id, measure.getParts());
            }
        });
        return parts;
    }

    private static SortedMap<String, ShareOfVoice> toldShares() {
        SortedMap<String, ShareOfVoice> shares = new TreeMap<>(SHARES);
        shares.values().removeIf(RecountedShares::isOfNothing);
        shares.values().forEach(share -> {
            share.setRevision(0);
            share.setAsOf(Instant.EPOCH);
        });
        return shares;
    }

    private static SortedMap<String, Response> toldResponses() {
        SortedMap<String, Response> responses = new TreeMap<>(RESPONSES);
        responses.values().removeIf(response -> response.getState() == ResponseState.WITHDRAWN);
        responses.values().forEach(response -> response.setToldAt(Instant.EPOCH));
        return responses;
    }

    private static SortedMap<String, ResponseTimes> toldTimes() {
        SortedMap<String, ResponseTimes> times = new TreeMap<>(RESPONSE_TIMES);
        times.values().removeIf(day -> day.getAsked() == 0);
        times.values().forEach(day -> day.setToldAt(Instant.EPOCH));
        return times;
    }

    private static void assertSumsAgree() {
        assertThat(SummedCampaigns.of(TOLD.values())).isEqualTo(SummedCampaigns.days(TOLD.values()));
        assertThat(SummedParts.contradictions(TOLD.values())).isEmpty();
    }

    private static SortedMap<String, String> withoutTraces(SortedMap<String, String> lines) {
        // What comes too late is counted when it comes, whatever becomes of it.
        lines.replaceAll((id, line) -> line.replaceAll("(deleted|late)=\\d+ ?", ""));
        lines.values().removeIf(line -> !line.contains("="));
        return lines;
    }

    @Test
    void days_are_the_sums_of_their_minutes() throws Exception {
        // Given
        records = posts.subList(0, 50_000);

        // When
        run(new Serve());

        // Then
        Map<String, long[]> days = new TreeMap<>();
        Map<List<String>, NavigableMap<Instant, Measure>> calendars = new HashMap<>();
        for (Measure measure : TOLD.values()) {
            if (measure.getSize() == WindowSize.DAY && !CampaignTime.isCampaign(measure.getBrand())) {
                days.put(measure.getId(), SummedCampaigns.sums(measure));
                calendars
                        .computeIfAbsent(List.of(measure.getBrand(), measure.getPlatform()), counted -> new TreeMap<>())
                        .put(measure.getWindowStart(), measure);
            }
        }
        assertThat(days).hasSizeGreaterThan(30);
        for (Measure minute : TOLD.values()) {
            if (minute.getSize() == WindowSize.MINUTE) {
                Measure day = calendars
                        .get(List.of(minute.getBrand(), minute.getPlatform()))
                        .floorEntry(minute.getWindowStart())
                        .getValue();
                assertThat(minute.getWindowStart()).isBefore(day.getWindowEnd());
                long[] rest = days.get(day.getId());
                long[] sums = SummedCampaigns.sums(minute);
                for (int i = 0; i < sums.length; i++) {
                    rest[i] -= sums[i];
                }
            }
        }
        assertThat(days.values()).allSatisfy(rest -> assertThat(rest).containsOnly(0));
    }

    private static SortedMap<String, String> told() {
        SortedMap<String, String> lines = new TreeMap<>();
        TOLD.forEach((id, measure) -> {
            if (CampaignTime.isCampaign(measure.getBrand())) {
                return;
            }
            String line = PlainRecount.line(
                    sum -> (Long) measure.get(sum),
                    measure.getSubjects().stream()
                            .map(subject -> subject.getKind() + " " + subject.getName() + " " + subject.getMentions()
                                    + " " + subject.getNegative() + " " + subject.getEngagement() + " "
                                    + subject.getReach())
                            .toList(),
                    measure.getEvidence().stream()
                            .map(post -> post.getMention() + " " + post.getSentiment() + " " + post.getFollowers() + " "
                                    + post.getOriginal())
                            .toList());
            if (!line.isEmpty()) {
                lines.put(id, line);
            }
        });
        return lines;
    }

    private static List<KafkaRecord> encoded(List<EnrichedMention> versions) {
        AvroMessages<EnrichedMention> messages = AvroMessages.of(EnrichedMention.class);
        List<KafkaRecord> encoded = new ArrayList<>(versions.size());
        for (EnrichedMention version : versions) {
            encoded.add(new KafkaRecord(
                    "enriched-mentions",
                    0,
                    encoded.size(),
                    version.getMention().getObservedAt().toEpochMilli(),
                    version.getMention().getId().getBytes(StandardCharsets.UTF_8),
                    messages.encode(version)));
        }
        return encoded;
    }

    private static List<KafkaRecord> brands() {
        AvroMessages<Brand> messages = AvroMessages.of(Brand.class);
        List<KafkaRecord> brands = new ArrayList<>();
        for (Brand brand : GeneratedBrands.ALL) {
            brands.add(new KafkaRecord(
                    "brands",
                    0,
                    brands.size(),
                    0,
                    brand.getId().getBytes(StandardCharsets.UTF_8),
                    messages.encode(brand)));
        }
        return brands;
    }

    private static void run(MapFunction<Long, KafkaRecord> served) throws Exception {
        environment(2, null, served).execute("measure");
    }

    private static StreamExecutionEnvironment environment(
            int tasks, String savepoint, MapFunction<Long, KafkaRecord> served) {
        Configuration configuration = new Configuration(StrictEnvironment.strict());
        configuration.set(CheckpointingOptions.CHECKPOINT_STORAGE, "filesystem");
        configuration.set(
                CheckpointingOptions.CHECKPOINTS_DIRECTORY, checkpoints.toUri().toString());
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(100));
        if (savepoint != null) {
            configuration.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        }
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(configuration);
        environment.setParallelism(tasks);
        environment.enableCheckpointing(500);
        SerializableTimestampAssigner<KafkaRecord> byRecord = (record, previous) -> record.timestamp();
        MeasureTopology.Measured measured = MeasureTopology.define(
                environment
                        .fromSequence(0, records.size() - 1)
                        .setParallelism(1)
                        .uid("test-numbers")
                        .map(served)
                        .returns(KafkaRecord.class)
                        .setParallelism(1)
                        .uid("test-records")
                        .assignTimestampsAndWatermarks(
                                WatermarkStrategy.<KafkaRecord>forBoundedOutOfOrderness(Duration.ofDays(3))
                                        .withTimestampAssigner(byRecord))
                        .setParallelism(1)
                        .uid("test-times"),
                environment.fromData(brands()).uid("test-brands"),
                brands(),
                SETTINGS);
        measured.measures()
                .union(measured.campaignSums())
                .map(new KeepLast())
                .uid("test-keep-last")
                .sinkTo(new DiscardingSink<>())
                .uid("test-measures");
        measured.late().sinkTo(new DiscardingSink<>()).uid("test-late");
        measured.shares()
                .map(told -> keepLast(SHARES, told.getId(), told, ShareOfVoice::getRevision))
                .returns(ShareOfVoice.class)
                .uid("test-keep-last-shares")
                .sinkTo(new DiscardingSink<>())
                .uid("test-shares");
        measured.responses()
                .map(told -> keepLast(RESPONSES, told.getId(), told, Response::getToldAt))
                .returns(Response.class)
                .uid("test-keep-last-responses")
                .sinkTo(new DiscardingSink<>())
                .uid("test-responses");
        measured.responseTimes()
                .map(told -> keepLast(RESPONSE_TIMES, told.getId(), told, ResponseTimes::getToldAt))
                .returns(ResponseTimes.class)
                .uid("test-keep-last-times")
                .sinkTo(new DiscardingSink<>())
                .uid("test-response-times");
        measured.deadLetters().sinkTo(new DiscardingSink<>()).uid("test-dead-letters");
        return environment;
    }

    /** As Elasticsearch does: a lower revision never overwrites, an equal one does. */
    private static final class KeepLast implements MapFunction<Measure, Measure> {
        @Override
        public Measure map(Measure measure) {
            if (!CampaignTime.isCampaign(measure.getBrand()) && !RecountedMetrics.agreeWith(measure)) {
                OTHER_METRICS.add(measure.getId());
            }
            measure.setMetrics(Map.of());
            measure.setMetricVersions(List.of());
            return keepLast(TOLD, measure.getId(), measure, Measure::getRevision);
        }
    }

    /** Of two that are alike the one told later holds. */
    private static <T, O extends Comparable<O>> T keepLast(
            Map<String, T> kept, String id, T told, Function<T, O> order) {
        kept.merge(
                id, told, (before, after) -> order.apply(after).compareTo(order.apply(before)) >= 0 ? after : before);
        return told;
    }

    private static class Serve implements MapFunction<Long, KafkaRecord> {
        @Override
        public KafkaRecord map(Long number) throws InterruptedException {
            return records.get(number.intValue());
        }
    }

    /** Slow from the middle on. */
    private static final class Linger extends Serve {

        private static final AtomicInteger SERVED = new AtomicInteger();

        @Override
        public KafkaRecord map(Long number) throws InterruptedException {
            if (SERVED.incrementAndGet() > VERSIONS / 2) {
                Thread.sleep(1);
            }
            return super.map(number);
        }
    }

    /** Dies once, some records after a checkpoint. */
    private static final class DieOnce extends Serve implements CheckpointListener {

        private static final AtomicBoolean DIED = new AtomicBoolean();

        private long sinceCheckpoint = Long.MIN_VALUE;

        @Override
        public KafkaRecord map(Long number) throws InterruptedException {
            if (++sinceCheckpoint > 1_000 && DIED.compareAndSet(false, true)) {
                throw new IllegalStateException("killed for the test");
            }
            return super.map(number);
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            if (sinceCheckpoint < 0) {
                sinceCheckpoint = 0;
            }
        }
    }
}
