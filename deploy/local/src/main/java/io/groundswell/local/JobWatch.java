package io.groundswell.local;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Says on standard error when a job stumbles, and when it is up again, while a command runs. */
final class JobWatch implements AutoCloseable {

    private static final long BETWEEN_LOOKS_MILLIS = 2_000;

    private final List<Stage> stages;
    private final FlinkJobs jobs;
    private final Steps steps;
    private final Map<String, String> troubled = new HashMap<>();
    private final Thread thread = new Thread(this::watch, "watch-jobs");

    JobWatch(List<Stage> stages, FlinkJobs jobs, Steps steps) {
        this.stages = stages;
        this.jobs = jobs;
        this.steps = steps;
        thread.setDaemon(true);
        thread.start();
    }

    private void watch() {
        try {
            while (!Interruption.hasBegun()) {
                look();
                Thread.sleep(BETWEEN_LOOKS_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look() throws InterruptedException {
        for (Stage stage : stages) {
            try {
                FlinkJobs.Health health = jobs.health(stage.jobId()).orElse(null);
                if (health == null) {
                    continue;
                }
                if (Interruption.hasBegun()) {
                    return;
                }
                boolean well = health.state().equals("RUNNING");
                if (well && troubled.remove(stage.name()) != null) {
                    steps.say("The job " + stage.name() + " runs again");
                } else if (!well) {
                    String reason = jobs.newestFailure(stage.jobId()).orElse("no reason given");
                    if (!reason.equals(troubled.put(stage.name(), reason))) {
                        steps.say("The job " + stage.name() + (health.isOver() ? " has stopped: " : " starts again: ")
                                + reason);
                    }
                }
            } catch (IOException e) {
                return;
            }
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
