package io.groundswell.local;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.kafka.common.TopicPartition;

/** The flow through a running stack, in this process or another. */
final class StackFlow implements Drain.Flow {

    private static final Duration CHECKPOINT_WITHIN = Duration.ofSeconds(60);
    private static final long AFTER_A_REFUSAL_MILLIS = 500;

    private final List<Stage> stages;
    private final FlinkJobs jobs;
    private final TopicOffsets offsets;

    StackFlow(List<Stage> stages, FlinkJobs jobs, TopicOffsets offsets) {
        this.stages = stages;
        this.jobs = jobs;
        this.offsets = offsets;
    }

    @Override
    public boolean round() throws Trouble, InterruptedException {
        boolean complete = true;
        for (Stage stage : stages) {
            complete &= checkpoint(stage);
        }
        return complete;
    }

    private boolean checkpoint(Stage stage) throws Trouble, InterruptedException {
        try {
            FlinkJobs.Health health = jobs.health(stage.jobId()).orElse(new FlinkJobs.Health("CREATED", 0, 0));
            if (health.isOver()) {
                throw new Trouble("The job " + stage.name() + " has stopped: "
                        + jobs.newestFailure(stage.jobId()).orElse("no reason given") + ".");
            }
            if (health.isUp() && jobs.checkpoint(stage.jobId(), CHECKPOINT_WITHIN)) {
                return true;
            }
        } catch (IOException e) {
            if (isGone(e)) {
                throw new Trouble("The stack does not answer any more.", e);
            }
        }
        Thread.sleep(AFTER_A_REFUSAL_MILLIS);
        return false;
    }

    private static boolean isGone(IOException e) {
        return e instanceof java.net.ConnectException;
    }

    @Override
    public Map<TopicPartition, Long> ends() throws Trouble {
        return offsets.ends();
    }

    @Override
    public SortedMap<String, SortedMap<String, Long>> lag() throws Trouble {
        return offsets.lag(stages);
    }
}
