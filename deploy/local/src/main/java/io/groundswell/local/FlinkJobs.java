package io.groundswell.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import org.apache.flink.api.common.JobID;

/** Asks Flink's REST interface how jobs are, and has them save their state. */
final class FlinkJobs {

    private static final String CAUSED_BY = "Caused by: ";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(20);
    private static final long BETWEEN_QUESTIONS_MILLIS = 100;

    private final URI flink;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    FlinkJobs(URI flink) {
        this.flink = flink;
    }

    /**
     * How one job is.
     *
     * @param state Flink's: RUNNING, RESTARTING, FAILED ...
     * @param tasks that it is made of
     * @param running of them
     */
    record Health(String state, int tasks, int running) {

        boolean isUp() {
            return state.equals("RUNNING") && tasks > 0 && tasks == running;
        }

        boolean isOver() {
            return state.equals("FAILED") || state.equals("CANCELED") || state.equals("FINISHED");
        }
    }

    Optional<Health> health(JobID job) throws IOException, InterruptedException {
        for (JsonNode each : get("/jobs/overview").path("jobs")) {
            if (each.path("jid").asText().equals(job.toHexString())) {
                JsonNode tasks = each.path("tasks");
                return Optional.of(new Health(
                        each.path("state").asText(),
                        tasks.path("total").asInt(),
                        tasks.path("running").asInt()));
            }
        }
        return Optional.empty();
    }

    /** The newest reason why a job failed or was restarted, on one line. */
    Optional<String> newestFailure(JobID job) throws IOException, InterruptedException {
        JsonNode newest = get("/jobs/" + job.toHexString() + "/exceptions")
                .path("exceptionHistory")
                .path("entries")
                .path(0)
                .path("stacktrace");
        return newest.isMissingNode() ? Optional.empty() : Optional.of(lastCause(newest.asText()));
    }

    /** Its last cause, and of one that has no words of ours where it came up. */
    static String lastCause(String stackTrace) {
        String cause = stackTrace.lines().findFirst().orElse("").strip();
        String place = "";
        for (String line : stackTrace.lines().toList()) {
            if (line.startsWith(CAUSED_BY)) {
                cause = line.substring(CAUSED_BY.length()).strip();
                place = "";
            } else if (place.isEmpty() && line.strip().startsWith("at io.groundswell.")) {
                place = " " + line.strip();
            }
        }
        return cause.startsWith("java.lang.") ? cause + place : cause;
    }

    /**
     * Has a job save its state, and returns when a checkpoint that began after this call is complete.
     *
     * @return false when it could not be had, because the job restarts or is too busy
     */
    boolean checkpoint(JobID job, Duration within) throws IOException, InterruptedException {
        String checkpoints = "/jobs/" + job.toHexString() + "/checkpoints";
        JsonNode accepted = send(HttpRequest.newBuilder(flink.resolve(checkpoints))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{}")));
        String request = accepted.path("request-id").asText();
        long rounds = within.toMillis() / BETWEEN_QUESTIONS_MILLIS;
        for (long round = 0; round < rounds; round++) {
            JsonNode answer = get(checkpoints + "/" + request);
            if (answer.path("status").path("id").asText().equals("COMPLETED")) {
                return !answer.path("operation").hasNonNull("failure-cause");
            }
            Thread.sleep(BETWEEN_QUESTIONS_MILLIS);
        }
        return false;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(flink.resolve(path)).GET());
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<byte[]> response =
                http.send(request.timeout(ANSWER_WITHIN).build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new IOException("Flink answered " + response.statusCode() + " to " + response.uri());
        }
        return JSON.readTree(response.body());
    }
}
