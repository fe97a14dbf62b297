package io.groundswell.measure;

import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.StrictEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Mentions as a job in this process reads them: one after the other, not more than three days out of order by their time, without
 * a stop, slowly, or with a death in the middle.
 */
final class ServedRecords {

    static final Duration OUT_OF_ORDER = Duration.ofDays(3);

    private static volatile List<KafkaRecord> records;

    /** From now on until {@link #forget}. */
    static void serve(List<KafkaRecord> served) {
        records = served;
    }

    static void forget() {
        records = null;
    }

    /** @param savepoint null to begin with nothing */
    static StreamExecutionEnvironment environment(int tasks, Path checkpoints, String savepoint) {
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
        return environment;
    }

    static DataStream<KafkaRecord> stream(StreamExecutionEnvironment environment, Straight way) {
        SerializableTimestampAssigner<KafkaRecord> byRecord = (record, previous) -> record.timestamp();
        return environment
                .fromSequence(0, records.size() - 1)
                .setParallelism(1)
                .uid("test-numbers")
                .map(way)
                .returns(KafkaRecord.class)
                .setParallelism(1)
                .uid("test-records")
                .assignTimestampsAndWatermarks(WatermarkStrategy.<KafkaRecord>forBoundedOutOfOrderness(OUT_OF_ORDER)
                        .withTimestampAssigner(byRecord))
                .setParallelism(1)
                .uid("test-times");
    }

    static class Straight implements MapFunction<Long, KafkaRecord> {
        @Override
        public KafkaRecord map(Long number) throws InterruptedException {
            return records.get(number.intValue());
        }
    }

    /** Slow from the middle on. */
    static final class Lingering extends Straight {

        static final AtomicInteger SERVED = new AtomicInteger();

        @Override
        public KafkaRecord map(Long number) throws InterruptedException {
            if (SERVED.incrementAndGet() > records.size() / 2) {
                Thread.sleep(1);
            }
            return super.map(number);
        }
    }

    /** Dies once, some records after a checkpoint; for which it waits from the middle on. */
    static final class DyingOnce extends Straight implements CheckpointListener {

        static final AtomicBoolean DIED = new AtomicBoolean();

        private static final int AFTER_CHECKPOINT = 1_000;

        private long sinceCheckpoint = Long.MIN_VALUE;

        @Override
        public KafkaRecord map(Long number) throws InterruptedException {
            if (++sinceCheckpoint > AFTER_CHECKPOINT && DIED.compareAndSet(false, true)) {
                throw new IllegalStateException("killed for the test");
            }
            if (number > records.size() / 2 && !DIED.get()) {
                Thread.sleep(1);
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

    private ServedRecords() {}
}
