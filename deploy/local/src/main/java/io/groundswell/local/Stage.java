package io.groundswell.local;

import io.groundswell.flow.StageMain;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobID;

/**
 * One of the jobs of a stack.
 *
 * @param name as in {@code groundswell-<name>}, its consumer group and job name
 * @param reads whether the job consumes a topic
 */
record Stage(String name, StageMain.Wiring wiring, Predicate<String> reads) {

    /** A job that reads the topics named. */
    static Stage reading(String name, StageMain.Wiring wiring, String... topics) {
        List<String> all = List.of(topics);
        return new Stage(name, wiring, all::contains);
    }

    String group() {
        return "groundswell-" + name;
    }

    /** The same at every start, so that a job finds the checkpoints it left. */
    JobID jobId() {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(group().getBytes(StandardCharsets.UTF_8));
            return new JobID(Arrays.copyOf(digest, JobID.SIZE));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
