package io.groundswell.flow;

import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Flink as we use it: an operator without uid, or a type that would fall back to Kryo, is refused at submission. */
public final class StrictEnvironment {

    static {
        GuardedAvro.register();
    }

    /** The options every job runs with, whatever the cluster says. */
    public static Configuration options(Settings settings) {
        Configuration options = strict();
        options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, settings.get(FlowSettings.CHECKPOINT_INTERVAL));
        options.set(
                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        options.set(CheckpointingOptions.ENABLE_UNALIGNED, true);
        options.set(CheckpointingOptions.ALIGNED_CHECKPOINT_TIMEOUT, java.time.Duration.ofSeconds(10));
        options.set(CheckpointingOptions.TOLERABLE_FAILURE_NUMBER, 3);
        String directory = settings.get(FlowSettings.CHECKPOINT_DIRECTORY);
        if (!directory.isEmpty()) {
            options.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, directory);
        }
        return options;
    }

    /**
     * What tests run with too. Operators hand records on without copying them, so none may change a record it was given
     * or keep one it goes on changing.
     */
    public static Configuration strict() {
        Configuration options = new Configuration();
        options.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        options.set(PipelineOptions.GENERIC_TYPES, false);
        options.set(PipelineOptions.OBJECT_REUSE, true);
        options.set(PipelineOptions.AUTO_WATERMARK_INTERVAL, java.time.Duration.ofMillis(50));
        return options;
    }

    public static StreamExecutionEnvironment of(Settings settings) {
        return StreamExecutionEnvironment.getExecutionEnvironment(options(settings));
    }

    private StrictEnvironment() {}
}
