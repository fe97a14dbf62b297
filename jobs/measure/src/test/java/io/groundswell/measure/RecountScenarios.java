package io.groundswell.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.KafkaRecord;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the job says of mentions is what one thread counts that has all of their versions before it: the sums of windows, what they
 * amount to and are made of, shares of voice, and who waits for an answer. What is withdrawn is left out, see {@link
 * RecountedResponses}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RecountScenarios {

    private static final MeasureSettings SETTINGS = new MeasureSettings(
            Duration.ofDays(7),
            // By the clock nothing is told: what is told when windows end and are settled is the last word.
            Duration.ofHours(1),
            Duration.ofHours(24),
            MetricRegistry.shipped().picked(RecountedMetrics.PICKED),
            List.of());

    static final Map<String, Measure> TOLD = new ConcurrentHashMap<>();
    /** Measures that tell other metrics than their sums amount to. */
    private static final Set<String> OTHER_METRICS = ConcurrentHashMap.newKeySet();

    private static final Map<String, ShareOfVoice> SHARES = new ConcurrentHashMap<>();
    private static final Map<String, Response> RESPONSES = new ConcurrentHashMap<>();
    private static final Map<String, ResponseTimes> RESPONSE_TIMES = new ConcurrentHashMap<>();

    @TempDir
    private static Path checkpoints;

    List<KafkaRecord> posts;
    private Recounted recounted;

    /** All versions of all mentions, in the order in which they were seen; asked for once. */
    abstract List<EnrichedMention> versions() throws Exception;

    /** All that they are about, each with one campaign, that all of its mentions are of. */
    abstract List<Brand> brands();

    /** The same records, some twice, out of order as far as event time allows. */
    abstract List<KafkaRecord> shuffledAndDoubled(List<KafkaRecord> posts);

    /** That what is compared is there. */
    abstract void assertSomethingIsRecounted(Recounted recounted);

    /** What one thread counts, by id. */
    record Recounted(
            SortedMap<String, String> windows,
            SortedMap<String, List<MeasuredPart>> parts,
            SortedMap<String, ShareOfVoice> shares,
            SortedMap<String, Response> responses,
            SortedMap<String, ResponseTimes> times) {}

    @BeforeAll
    void count() throws Exception {
        List<EnrichedMention> versions = versions();
        PlainRecount recount = PlainRecount.of(versions, zones());
        SortedMap<String, Response> responses = RecountedResponses.of(versions, brands());
        recounted = new Recounted(
                recount.lines(),
                RecountedParts.of(recount.counted()),
                RecountedShares.of(recount, brands()),
                responses,
                RecountedResponses.times(responses.values()));
        for (EnrichedMention version : versions) {
            Mention mention = version.getMention();
            mention.setCampaigns(brands().stream()
                    .filter(brand -> mention.getBrands().contains(brand.getId()))
                    .map(brand -> CampaignTime.id(
                            brand.getId(), brand.getCampaigns().get(0).getId()))
                    .toList());
        }
        // Encoded they take a fifth of the room.
        posts = encoded(versions);
    }

    final Map<String, ZoneId> zones() {
        return brands().stream().collect(Collectors.toMap(Brand::getId, brand -> ZoneId.of(brand.getTimeZone())));
    }

    @AfterAll
    void forget() {
        posts = null;
        recounted = null;
        ServedRecords.forget();
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
        run(posts, new ServedRecords.Straight());
        assertRecounted();
        assertSumsAgree();
        assertThat(SummedCampaigns.of(TOLD.values())).hasSameSizeAs(brands());
        assertSomethingIsRecounted(recounted);
    }

    @Test
    void shuffled_and_doubled_it_is_the_recount() throws Exception {
        run(shuffledAndDoubled(posts), new ServedRecords.Straight());
        assertRecounted();
        assertSumsAgree();
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void when_the_task_manager_is_killed_in_the_middle_it_is_the_recount() throws Exception {
        ServedRecords.serve(posts);
        ServedRecords.killed(this::environment);
        assertRecounted();
        assertSumsAgree();
    }

    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void stopped_with_a_savepoint_and_started_with_more_tasks_it_is_the_recount(@TempDir Path folder) throws Exception {
        ServedRecords.serve(posts);
        ServedRecords.rescaled(this::environment, folder);
        assertRecounted();
        assertSumsAgree();
    }

    private void assertRecounted() {
        assertThat(differences(told(), recounted.windows())).isEmpty();
        assertThat(OTHER_METRICS).isEmpty();
        assertThat(differences(toldParts(), recounted.parts())).isEmpty();
        assertThat(differences(toldShares(), recounted.shares())).isEmpty();
        assertThat(differences(toldResponses(), recounted.responses())).isEmpty();
        assertThat(differences(toldTimes(), recounted.times())).isEmpty();
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

    static SortedMap<String, String> told() {
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

    static List<KafkaRecord> encoded(List<EnrichedMention> versions) {
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

    private List<KafkaRecord> brandRecords() {
        AvroMessages<Brand> messages = AvroMessages.of(Brand.class);
        List<KafkaRecord> records = new ArrayList<>();
        for (Brand brand : brands()) {
            records.add(new KafkaRecord(
                    "brands",
                    0,
                    records.size(),
                    0,
                    brand.getId().getBytes(StandardCharsets.UTF_8),
                    messages.encode(brand)));
        }
        return records;
    }

    final void run(List<KafkaRecord> records, ServedRecords.Straight way) throws Exception {
        ServedRecords.serve(records);
        environment(2, null, way).execute("measure");
    }

    private StreamExecutionEnvironment environment(int tasks, String savepoint, ServedRecords.Straight way) {
        StreamExecutionEnvironment environment = ServedRecords.environment(tasks, checkpoints, savepoint);
        MeasureTopology.Measured measured = MeasureTopology.define(
                ServedRecords.stream(environment, way),
                environment.fromData(brandRecords()).uid("test-brands"),
                brandRecords(),
                SETTINGS);
        measured.measures()
                .union(measured.campaignSums())
                .map(new KeepLast())
                .uid("test-keep-last")
                .sinkTo(new DiscardingSink<>())
                .uid("test-measures");
        measured.late().sinkTo(new DiscardingSink<>()).uid("test-late");
        keep(
                measured.shares(),
                ShareOfVoice.class,
                "shares",
                told -> keepLast(SHARES, told.getId(), told, ShareOfVoice::getRevision));
        keep(
                measured.responses(),
                Response.class,
                "responses",
                told -> keepLast(RESPONSES, told.getId(), told, Response::getToldAt));
        keep(
                measured.responseTimes(),
                ResponseTimes.class,
                "response-times",
                told -> keepLast(RESPONSE_TIMES, told.getId(), told, ResponseTimes::getToldAt));
        measured.deadLetters().sinkTo(new DiscardingSink<>()).uid("test-dead-letters");
        return environment;
    }

    private static <T> void keep(DataStream<T> told, Class<T> type, String name, MapFunction<T, T> last) {
        told.map(last)
                .returns(type)
                .uid("test-keep-last-" + name)
                .sinkTo(new DiscardingSink<>())
                .uid("test-" + name);
    }

    /** As Elasticsearch does: a lower revision never overwrites, an equal one does. */
    private static final class KeepLast implements MapFunction<Measure, Measure> {
        @Override
        public Measure map(Measure measure) {
            if (!CampaignTime.isCampaign(measure.getBrand()) && !RecountedMetrics.agreeWith(measure)) {
                OTHER_METRICS.add(
                        measure.getId() + " tells " + measure.getMetrics() + " by " + measure.getMetricVersions());
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
}
