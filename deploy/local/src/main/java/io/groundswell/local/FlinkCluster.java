package io.groundswell.local;

import io.groundswell.engines.LocalPorts;
import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StrictEnvironment;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.core.execution.CheckpointType;
import org.apache.flink.core.execution.RecoveryClaimMode;
import org.apache.flink.runtime.jobgraph.JobGraph;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Flink in this JVM, with its web UI, and the jobs of one stack, which go on from the checkpoints they left. */
final class FlinkCluster implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(FlinkCluster.class);
    private static final Duration LAST_CHECKPOINT_WITHIN = Duration.ofSeconds(20);
    private static final Duration STOP_WITHIN = Duration.ofSeconds(30);

    private final String name = UUID.randomUUID().toString();
    private final LiveCounts counts = LiveCountsFactory.of(name);
    private final DataFolder folder;
    private final List<Stage> stages;
    private final int parallelism;
    private final MiniCluster cluster;
    private boolean closed;

    /** @param port of the web UI, 0 for a free one */
    FlinkCluster(DataFolder folder, List<Stage> stages, int port, int parallelism) {
        this.folder = folder;
        this.stages = stages;
        this.parallelism = parallelism;
        this.cluster = new MiniCluster(new MiniClusterConfiguration.Builder()
                .setConfiguration(configuration(folder.temporary(), port))
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(parallelism * stages.size())
                .setCommonBindAddress(LocalPorts.HOST)
                .build());
    }

    private Configuration configuration(Path temporary, int port) {
        Configuration configuration = new Configuration();
        configuration.set(RestOptions.ADDRESS, LocalPorts.HOST);
        configuration.set(RestOptions.BIND_ADDRESS, LocalPorts.HOST);
        configuration.set(RestOptions.PORT, port);
        configuration.set(RestOptions.BIND_PORT, Integer.toString(port));
        // Whoever can reach the page may look, not run code or stop jobs; LookingOnly says the rest.
        configuration.set(WebOptions.SUBMIT_ENABLE, false);
        configuration.set(WebOptions.CANCEL_ENABLE, false);
        // Flink would let every page of the web read it.
        configuration.set(WebOptions.ACCESS_CONTROL_ALLOW_ORIGIN, "http://" + LocalPorts.HOST);
        configuration.set(WebOptions.TMP_DIR, temporary.toString());
        configuration.set(CoreOptions.TMP_DIRS, temporary.toString());
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MIN, MemorySize.ofMebiBytes(128));
        configuration.set(TaskManagerOptions.NETWORK_MEMORY_MAX, MemorySize.ofMebiBytes(128));
        configuration.set(CheckpointingOptions.MAX_RETAINED_CHECKPOINTS, 2);
        configuration.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofSeconds(1));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
        configuration.set(
                RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_RESET_BACKOFF_THRESHOLD,
                Duration.ofMinutes(5));
        configuration.setString("metrics.reporters", "local");
        configuration.setString("metrics.reporter.local.factory.class", LiveCountsFactory.class.getName());
        configuration.setString("metrics.reporter.local." + LiveCountsFactory.STACK, name);
        return configuration;
    }

    void start(int port) throws Trouble, IOException {
        LocalPorts.refuseTaken(port);
        try {
            cluster.start();
        } catch (Exception e) {
            throw new Trouble("Flink did not start: " + e.getMessage(), e);
        }
    }

    URI uri() {
        return cluster.getRestAddress().join();
    }

    /** Starts one job, from the newest checkpoint it left, else from the beginning. */
    void submit(Stage stage, Settings settings) throws Trouble {
        Settings own = settings.with(Map.of(
                FlowSettings.CHECKPOINT_DIRECTORY.key(),
                folder.checkpoints(stage).toUri().toString()));
        Configuration options = StrictEnvironment.options(own);
        options.set(CoreOptions.DEFAULT_PARALLELISM, parallelism);
        StreamExecutionEnvironment environment = StreamExecutionEnvironment.getExecutionEnvironment(options);
        environment.setParallelism(parallelism);
        stage.wiring().into(environment, own);
        try {
            var plan = environment.getStreamGraph();
            plan.setJobName(stage.group());
            JobGraph job = plan.getJobGraph(FlinkCluster.class.getClassLoader(), stage.jobId());
            folder.latestCheckpoint(stage).ifPresent(checkpoint -> {
                LOG.info("{} goes on from {}", stage.name(), checkpoint);
                // Claimed: Flink deletes it when newer ones have taken its place.
                job.setSavepointRestoreSettings(SavepointRestoreSettings.forPath(
                        checkpoint.toUri().toString(), false, RecoveryClaimMode.CLAIM));
            });
            cluster.submitJob(job).get();
        } catch (IOException | ExecutionException e) {
            throw new Trouble("The job " + stage.name() + " could not be started: " + root(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("Interrupted while starting the job " + stage.name() + ".", e);
        }
    }

    private static String root(Throwable e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    LiveCounts counts() {
        return counts;
    }

    /** Kills the worker that runs all jobs and starts another; for tests of what survives that. */
    void replaceTaskManager() throws Exception {
        cluster.terminateTaskManager(0).get();
        cluster.startTaskManager();
    }

    /** Its checkpoints stay; a job that is cancelled goes more quietly than one whose cluster is taken away. */
    private void cancel(Stage stage) {
        try {
            cluster.cancelJob(stage.jobId()).get(LAST_CHECKPOINT_WITHIN.toSeconds(), TimeUnit.SECONDS);
            cluster.requestJobResult(stage.jobId()).get(LAST_CHECKPOINT_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("{} did not end when asked", stage.name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Lets each job save what it has, in the order the data flows, then stops them all. */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (cluster.isRunning()) {
            for (Stage stage : stages) {
                try {
                    cluster.triggerCheckpoint(stage.jobId(), CheckpointType.DEFAULT)
                            .get(LAST_CHECKPOINT_WITHIN.toSeconds(), TimeUnit.SECONDS);
                } catch (ExecutionException | TimeoutException e) {
                    LOG.warn("no last checkpoint of {}: the one before is where it will go on", stage.name(), e);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            stages.forEach(this::cancel);
        }
        try {
            cluster.closeAsync().get(STOP_WITHIN.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("Flink did not stop in order", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        LiveCountsFactory.forget(name);
    }
}
