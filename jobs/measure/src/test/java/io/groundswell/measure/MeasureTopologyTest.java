package io.groundswell.measure;

import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.secondsAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.testkit.AMention;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.LateMention;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Reason;
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
            new MeasureSettings(Duration.ofDays(7), Duration.ofMillis(20), Duration.ofHours(24), List.of());

    private record Results(Map<String, Measure> measures, List<LateMention> late, List<DeadLetter> deadLetters) {}

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
        CloseableIterator<LateMention> late = measured.late().collectAsync();
        CloseableIterator<DeadLetter> deadLetters = measured.deadLetters().collectAsync();
        environment.execute("measure");

        Map<String, Measure> last = new TreeMap<>();
        // As Elasticsearch does: a lower revision never overwrites, an equal one does.
        measures.forEachRemaining(measure -> last.merge(
                measure.getId(),
                measure,
                (before, after) -> after.getRevision() >= before.getRevision() ? after : before));
        List<LateMention> lates = new ArrayList<>();
        late.forEachRemaining(lates::add);
        List<DeadLetter> letters = new ArrayList<>();
        deadLetters.forEachRemaining(letters::add);
        return new Results(last, lates, letters);
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
        Map<String, Measure> measures = run(straight).measures();

        // Then
        assertThat(run(shuffled).measures()).isEqualTo(measures);
        assertThat(run(doubled).measures()).isEqualTo(measures);
        assertThat(measures.get("acme|all|day|2026-03-02T00:00:00Z").getReposts())
                .isEqualTo(60);
    }

    @Test
    void killed_in_the_middle_it_gives_equal_measures() throws Exception {
        // Given
        List<KafkaRecord> records = records(aBusyQuarterOfAnHour());
        DieOnce dying = new DieOnce();
        DieOnce.DIED.set(false);

        // When
        Map<String, Measure> killed = run(records, dying).measures();

        // Then
        assertThat(DieOnce.DIED).isTrue();
        assertThat(killed).isEqualTo(run(records).measures());
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
                        SETTINGS));

        // Then
        assertThat(results.deadLetters())
                .extracting(DeadLetter::getId, DeadLetter::getReason)
                .containsExactly(tuple("measure|enriched-mentions|0|2", Reason.AVRO_DECODE));
        assertThat(results.late()).extracting(LateMention::getId).containsExactly("x:2|" + NOON.toEpochMilli());
        assertThat(results.measures().get("acme|all|day|2026-03-02T00:00:00Z").getMentions())
                .isEqualTo(1);
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
