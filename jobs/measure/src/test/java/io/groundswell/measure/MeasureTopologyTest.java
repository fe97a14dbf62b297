package io.groundswell.measure;

import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static io.groundswell.testkit.Moments.secondsAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.testkit.AMention;
import io.groundswell.topics.Answers;
import io.groundswell.topics.Brand;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.LateMention;
import io.groundswell.topics.Measure;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseTimes;
import io.groundswell.topics.ShareMember;
import io.groundswell.topics.ShareOfVoice;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

class MeasureTopologyTest {

    private static final MeasureSettings SETTINGS =
            new MeasureSettings(Duration.ofDays(7), Duration.ofMillis(20), Duration.ofHours(24), List.of(), List.of());

    private static final List<KafkaRecord> BRANDS = List.of(
            brand(
                    0,
                    Brand.newBuilder()
                            .setId("acme")
                            .setName("Acme")
                            .setQuery("acme")
                            .setCompetitors(List.of("zest"))
                            .setAnswers(new Answers(List.of(), Map.of("any", 10L), Map.of()))
                            .build()),
            brand(
                    1,
                    Brand.newBuilder()
                            .setId("zest")
                            .setName("Zest")
                            .setQuery("zest")
                            .setTimeZone("Europe/Vienna")
                            .build()));

    private static KafkaRecord brand(long offset, Brand brand) {
        return new KafkaRecord(
                "brands",
                0,
                offset,
                NOON.toEpochMilli(),
                brand.getId().getBytes(StandardCharsets.UTF_8),
                AvroMessages.of(Brand.class).encode(brand));
    }

    private record Results(
            Map<String, Measure> measures,
            Map<String, ShareOfVoice> shares,
            Map<String, Response> responses,
            Map<String, ResponseTimes> responseTimes,
            List<LateMention> late,
            List<DeadLetter> deadLetters) {}

    private static Results run(List<KafkaRecord> records) throws Exception {
        return run(records, new PassOn());
    }

    private static Results run(List<KafkaRecord> records, MapFunction<KafkaRecord, KafkaRecord> onTheWay)
            throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());
        environment.setParallelism(2);
        environment.enableCheckpointing(50);
        MeasureTopology.Measured measured = MeasureTopology.define(
                environment
                        .fromData(records)
                        .uid("test-records")
                        .map(onTheWay)
                        .setParallelism(1)
                        .uid("test-on-the-way")
                        .assignTimestampsAndWatermarks(timesOf(Duration.ofMinutes(2)))
                        .setParallelism(1)
                        .uid("test-times"),
                environment.fromData(BRANDS).uid("test-brands"),
                BRANDS,
                SETTINGS);
        return results(environment, measured);
    }

    private static WatermarkStrategy<KafkaRecord> timesOf(Duration outOfOrder) {
        SerializableTimestampAssigner<KafkaRecord> byRecord = (record, previous) -> record.timestamp();
        return WatermarkStrategy.<KafkaRecord>forBoundedOutOfOrderness(outOfOrder)
                .withTimestampAssigner(byRecord);
    }

    private static Results results(StreamExecutionEnvironment environment, MeasureTopology.Measured measured)
            throws Exception {
        CloseableIterator<Measure> measures = measured.measures().collectAsync();
        CloseableIterator<ShareOfVoice> shares = measured.shares().collectAsync();
        CloseableIterator<Response> responses = measured.responses().collectAsync();
        CloseableIterator<ResponseTimes> responseTimes =
                measured.responseTimes().collectAsync();
        CloseableIterator<LateMention> late = measured.late().collectAsync();
        CloseableIterator<DeadLetter> deadLetters = measured.deadLetters().collectAsync();
        environment.execute("measure");

        Map<String, Measure> last = new TreeMap<>();
        // As Elasticsearch does: a lower revision never overwrites, an equal one does.
        measures.forEachRemaining(measure -> last.merge(
                measure.getId(),
                measure,
                (before, after) -> after.getRevision() >= before.getRevision() ? after : before));
        Map<String, ShareOfVoice> lastShares = new TreeMap<>();
        shares.forEachRemaining(share -> lastShares.merge(
                share.getId(), share, (before, after) -> after.getRevision() >= before.getRevision() ? after : before));
        Map<String, Response> lastResponses = new TreeMap<>();
        responses.forEachRemaining(response -> lastResponses.merge(
                response.getId(),
                response,
                (before, after) -> after.getToldAt().isBefore(before.getToldAt()) ? before : after));
        lastResponses.values().forEach(response -> response.setToldAt(NOON));
        Map<String, ResponseTimes> lastTimes = new TreeMap<>();
        responseTimes.forEachRemaining(times -> lastTimes.merge(
                times.getId(),
                times,
                (before, after) -> after.getToldAt().isBefore(before.getToldAt()) ? before : after));
        lastTimes.values().forEach(times -> times.setToldAt(NOON));
        List<LateMention> lates = new ArrayList<>();
        late.forEachRemaining(lates::add);
        List<DeadLetter> letters = new ArrayList<>();
        deadLetters.forEachRemaining(letters::add);
        return new Results(last, lastShares, lastResponses, lastTimes, lates, letters);
    }

    private static List<KafkaRecord> records(List<AMention> mentions) {
        AvroMessages<EnrichedMention> messages = AvroMessages.of(EnrichedMention.class);
        List<KafkaRecord> records = new ArrayList<>();
        for (AMention mention : mentions) {
            EnrichedMention enriched = mention.enriched();
            records.add(record(
                    records.size(),
                    enriched.getMention().getObservedAt().toEpochMilli(),
                    enriched.getMention().getId(),
                    messages.encode(enriched)));
        }
        return records;
    }

    private static KafkaRecord record(long offset, long timestamp, String key, byte[] value) {
        return new KafkaRecord("enriched-mentions", 0, offset, timestamp, key.getBytes(StandardCharsets.UTF_8), value);
    }

    /** A quarter of an hour of posts, reposts that carry their originals, edits and deletions. */
    private static List<AMention> aBusyQuarterOfAnHour() {
        List<AMention> mentions = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            long second = i * 3L;
            String[] brands = i % 7 == 0 ? new String[] {"acme", "zest"} : new String[] {"acme"};
            AMention post =
                    aMention("p" + i).about(brands).by("author-" + i % 40, i).at(secondsAfterNoon(second));
            mentions.add(i % 3 == 0 ? post.angry() : post.happy());
            if (i % 5 == 0) {
                int original = i / 2;
                mentions.add(aMention("r" + i)
                        .about("acme")
                        .by("fan-" + i % 11, 3)
                        .repostOf("p" + original)
                        .at(secondsAfterNoon(second + 1)));
                mentions.add(aMention("seen-" + original % 4)
                        .about("acme")
                        .by("star-" + original % 4, 5000)
                        .angry()
                        .at(secondsAfterNoon(original % 4 * 30L))
                        .observedAt(secondsAfterNoon(120 + second))
                        .likes(i * 2L));
            }
            if (i % 31 == 30) {
                mentions.add(aMention("p" + (i - 4))
                        .about("zest")
                        .at(secondsAfterNoon((i - 4) * 3L))
                        .observedAt(secondsAfterNoon(second + 2)));
            }
            if (i % 41 == 40) {
                mentions.add(aMention("p" + (i - 8))
                        .observedAt(secondsAfterNoon(second + 2))
                        .deleted());
            }
            if (i % 23 == 0) {
                mentions.add(aMention("q" + i).about("acme").asking("complaint").at(secondsAfterNoon(second)));
                if (i % 2 == 0) {
                    mentions.add(aMention("a" + i)
                            .about("acme")
                            .ownedBy("acme")
                            .with(answer -> answer.setKind(MentionKind.REPLY).setReplyTo("x:q" + second / 3))
                            .at(secondsAfterNoon(second + 300)));
                }
            }
        }
        return mentions;
    }

    @Test
    void straight_shuffled_and_doubled_records_give_equal_measures() throws Exception {
        // Given
        List<KafkaRecord> straight = records(aBusyQuarterOfAnHour());
        List<KafkaRecord> shuffled = new ArrayList<>(straight);
        Collections.shuffle(shuffled, new Random(7));
        List<KafkaRecord> doubled = new ArrayList<>(straight);
        doubled.addAll(straight);

        // When
        Results results = run(straight);

        // Then
        assertThat(run(shuffled)).isEqualTo(results);
        assertThat(run(doubled)).isEqualTo(results);
        assertThat(results.measures().get("acme|all|day|2026-03-02T00:00:00Z").getReposts())
                .isEqualTo(60);
        assertThat(results.measures()).containsKey("zest|all|day|2026-03-01T23:00:00Z");
        assertThat(results.responses()).hasSize(14);
        ResponseTimes all = results.responseTimes().get("acme|all|2026-03-02T00:00:00Z");
        assertThat(List.of(all.getAsked(), all.getAnswered(), all.getWaiting(), all.getOverdue(), all.getKept()))
                .containsExactly(14L, 7L, 7L, 7L, 7L);
        assertThat(all.getMedianSeconds()).isEqualTo(300.0);
        assertThat(all.getAnsweredSeconds()).isEqualTo(300.0);
    }

    @Test
    void an_hour_and_a_day_of_a_brand_are_compared_with_its_competitors() throws Exception {
        // When
        ShareOfVoice day = run(records(List.of(
                        aMention("1").about("acme").at(NOON).angry().likes(4),
                        aMention("2")
                                .about("acme", "zest")
                                .at(minutesAfterNoon(70))
                                .happy(),
                        aMention("3").about("zest").at(minutesAfterNoon(71)).repostOf("9"))))
                .shares()
                .get("acme|all|day|2026-03-02T00:00:00Z");

        // Then
        assertThat(day.getPanel()).isEqualTo(1);
        assertThat(day.getPanelFrom()).isNull();
        assertThat(day.getMembers())
                .containsExactly(
                        new ShareMember("acme", 2L, 2L, 1L, 1L, 200L, 4L),
                        new ShareMember("zest", 2L, 1L, 0L, 1L, 200L, 0L));
        assertThat(List.of(day.getOfMentions(), day.getOfPeople(), day.getOfReach(), day.getOfEngagement()))
                .containsExactly(0.5, 2.0 / 3, 0.5, 1.0);
    }

    @Test
    void killed_in_the_middle_it_gives_equal_measures() throws Exception {
        // Given
        List<KafkaRecord> records = records(aBusyQuarterOfAnHour());
        DieOnce dying = new DieOnce();
        DieOnce.DIED.set(false);

        // When
        Results killed = run(records, dying);

        // Then
        assertThat(DieOnce.DIED).isTrue();
        assertThat(killed).isEqualTo(run(records));
    }

    @Test
    void late_mentions_and_unreadable_records_leave_by_their_own_doors() throws Exception {
        // Given
        List<KafkaRecord> records = new ArrayList<>(records(List.of(
                aMention("1").about("acme").at(NOON),
                aMention("2").about("acme").at(NOON.minus(Duration.ofDays(400))).observedAt(NOON))));
        records.add(record(2, NOON.toEpochMilli(), "x:3", new byte[] {1, 2, 3}));
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());
        environment.setParallelism(1);

        // When
        Results results = results(
                environment,
                MeasureTopology.define(
                        environment
                                .fromData(records)
                                .uid("test-records")
                                .assignTimestampsAndWatermarks(timesWithEachRecord())
                                .uid("test-times"),
                        environment.fromData(BRANDS).uid("test-brands"),
                        BRANDS,
                        SETTINGS));

        // Then
        assertThat(results.deadLetters())
                .extracting(DeadLetter::getId, DeadLetter::getReason)
                .containsExactly(tuple("measure|enriched-mentions|0|2", Reason.AVRO_DECODE));
        assertThat(results.late()).extracting(LateMention::getId).containsExactly("x:2|" + NOON.toEpochMilli());
        Measure day = results.measures().get("acme|all|day|2026-03-02T00:00:00Z");
        assertThat(day.getMentions()).isEqualTo(1);
        assertThat(day.getLate()).isEqualTo(1);
    }

    private static WatermarkStrategy<KafkaRecord> timesWithEachRecord() {
        WatermarkGeneratorSupplier<KafkaRecord> supplier = context -> new WatermarkGenerator<>() {
            @Override
            public void onEvent(KafkaRecord record, long timestamp, WatermarkOutput output) {
                output.emitWatermark(new Watermark(timestamp));
            }

            @Override
            public void onPeriodicEmit(WatermarkOutput output) {}
        };
        SerializableTimestampAssigner<KafkaRecord> byRecord = (record, previous) -> record.timestamp();
        return WatermarkStrategy.forGenerator(supplier).withTimestampAssigner(byRecord);
    }

    private static final class PassOn implements MapFunction<KafkaRecord, KafkaRecord> {
        @Override
        public KafkaRecord map(KafkaRecord record) {
            return record;
        }
    }

    /** Dies once, some records after a checkpoint, and is slow enough for there to be one. */
    private static final class DieOnce implements MapFunction<KafkaRecord, KafkaRecord>, CheckpointListener {

        private static final AtomicBoolean DIED = new AtomicBoolean();

        private long sinceCheckpoint = Long.MIN_VALUE;

        @Override
        public KafkaRecord map(KafkaRecord record) throws InterruptedException {
            Thread.sleep(3);
            if (++sinceCheckpoint > 20 && DIED.compareAndSet(false, true)) {
                throw new IllegalStateException("killed for the test");
            }
            return record;
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            if (sinceCheckpoint < 0) {
                sinceCheckpoint = 0;
            }
        }
    }
}
