package io.groundswell.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.StrictEnvironment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.eventtime.SerializableTimestampAssigner;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.checkpoint.CheckpointException;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Mentions as a job in this process reads them: one after the other, not more than three days out of order by their time; and what
 * may happen to the job meanwhile.
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
                .uid("test-times")
                // As in a topic: what is said of one mention stays in order.
                .partitionCustom(
                        (key, tasks) -> Math.floorMod(key.hashCode(), tasks),
                        record -> new String(record.key(), StandardCharsets.UTF_8));
    }

    static class Straight implements MapFunction<Long, KafkaRecord> {
        @Override
        public KafkaRecord map(Long number) throws InterruptedException {
            return records.get(number.intValue());
        }
    }

    /** Slow from the middle on, and very slow near the end, as long as nothing has happened to the job. */
    static final class Lingering extends Straight implements CheckpointListener {

        private static final AtomicInteger SERVED = new AtomicInteger();
        private static final AtomicInteger CHECKPOINTS = new AtomicInteger();
        private static final AtomicBoolean STRUCK = new AtomicBoolean();

        @Override
        public KafkaRecord map(Long number) throws InterruptedException {
            int served = SERVED.incrementAndGet();
            if (served > records.size() / 2 && !STRUCK.get()) {
                Thread.sleep(served > records.size() / 4 * 3 ? 20 : 1);
            }
            return super.map(number);
        }

        @Override
        public void notifyCheckpointComplete(long checkpoint) {
            CHECKPOINTS.incrementAndGet();
        }
    }

    /** How to define the job that reads what is served. */
    interface Job {
        StreamExecutionEnvironment environment(int tasks, String savepoint, Straight way);
    }

    /** With two tasks whose task manager dies in the middle, after a checkpoint; another one takes its place. */
    static void killed(Job job) throws Exception {
        linger();
        MiniClusterConfiguration cluster = new MiniClusterConfiguration.Builder()
                .setConfiguration(new Configuration().set(RestOptions.BIND_PORT, "0"))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(2)
                .build();
        try (MiniCluster flink = new MiniCluster(cluster)) {
            flink.start();
            JobID id = flink.submitJob(job.environment(2, null, new Lingering())
                            .getStreamGraph()
                            .getJobGraph())
                    .get()
                    .getJobID();
            awaitMiddle();
            flink.terminateTaskManager(0).get();
            int servedBefore = Lingering.SERVED.get();
            Lingering.STRUCK.set(true);
            flink.startTaskManager();
            flink.requestJobResult(id).get().toJobExecutionResult(ServedRecords.class.getClassLoader());
            assertThat(servedBefore).isBetween(records.size() / 2, records.size() - 1);
            assertThat(flink.getExecutionGraph(id).get().getAllExecutionVertices())
                    .as("tasks that began once more")
                    .anyMatch(task -> task.getCurrentExecutionAttempt().getAttemptNumber() > 0);
        }
    }

    /** With two tasks, stopped in the middle with a savepoint; then with three. */
    static void rescaled(Job job, Path folder) throws Exception {
        linger();
        JobClient running = job.environment(2, null, new Lingering()).executeAsync("two tasks");
        awaitMiddle();
        String savepoint = stopped(running, folder);
        assertThat(Lingering.SERVED.get()).isBetween(records.size() / 2, records.size() - 1);
        job.environment(3, savepoint, new Straight()).execute("three tasks");
    }

    /** As often as it takes: while streams that are at their end already shut their tasks down, Flink declines, and goes on. */
    private static String stopped(JobClient running, Path folder) throws InterruptedException {
        while (true) {
            try {
                return running.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
                        .get();
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(CheckpointException.class);
                TimeUnit.MILLISECONDS.sleep(100);
            }
        }
    }

    private static void linger() {
        Lingering.SERVED.set(0);
        Lingering.CHECKPOINTS.set(0);
        Lingering.STRUCK.set(false);
    }

    private static void awaitMiddle() throws InterruptedException {
        while (Lingering.SERVED.get() < records.size() / 2 || Lingering.CHECKPOINTS.get() < 2) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private ServedRecords() {}
}
