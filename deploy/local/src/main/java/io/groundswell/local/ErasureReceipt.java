package io.groundswell.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.flow.Erasures;
import io.groundswell.flow.WallClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/** What was asked, what was done where and when, and what remains until when. Ids stand in it as digests only. */
final class ErasureReceipt {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode receipt = JSON.createObjectNode();
    private final ObjectNode found;
    private final ArrayNode done;
    private final ArrayNode remains;

    ErasureReceipt(ErasureSubjects subjects, String reason, String by, boolean dryRun) {
        receipt.put("askedAt", WallClock.now().toString());
        receipt.put("askedBy", by);
        receipt.put("reason", reason);
        receipt.put("dryRun", dryRun);
        ArrayNode asked = receipt.putArray("subjects");
        subjects.authors().forEach(id -> subject(asked, "author", id));
        subjects.mentions().forEach(id -> subject(asked, "mention", id));
        found = receipt.putObject("found");
        done = receipt.putArray("done");
        remains = receipt.putArray("remains");
    }

    private static void subject(ArrayNode asked, String kind, String id) {
        asked.addObject()
                .put("kind", kind)
                .put("platform", ErasureSubjects.platform(id))
                .put("sha256", Erasures.digest(id));
    }

    void found(String what, long count) {
        found.put(what, count);
    }

    /** @param what is true of it from now on */
    void done(String place, String what) {
        done.addObject()
                .put("place", place)
                .put("what", what)
                .put("at", WallClock.now().toString());
    }

    /** @param until null when nothing bounds it */
    void remains(String place, String what, Instant until) {
        ObjectNode each = remains.addObject().put("place", place).put("what", what);
        each.put("until", until == null ? null : until.toString());
    }

    /**
     * What of a topic's files remains after records of it were overwritten.
     *
     * @param settings of the topic, as Kafka has them
     */
    void overwritten(String topic, Map<String, String> settings, Instant now) {
        if (settings.getOrDefault("cleanup.policy", "").contains("compact")) {
            files(
                    topic,
                    "overwritten records, gone by then if another was written to the topic meanwhile",
                    settings.get("max.compaction.lag.ms"),
                    now);
        } else {
            files(topic, "overwritten records, which can be read: the topic is not compacted here", null, now);
        }
    }

    /** What of a topic's files remains after its beginning was cut off. */
    void cutOff(String topic, Map<String, String> settings, Instant now) {
        files(
                topic,
                "records that cannot be read any more, gone by then unless newer ones lie in the same file",
                settings.get("segment.ms"),
                now);
    }

    private void files(String topic, String what, String within, Instant now) {
        // Centuries are Kafka's way to say never.
        boolean bounded = within != null
                && Long.parseLong(within) < Duration.ofDays(3_650).toMillis();
        remains("files of the topic " + topic, what, bounded ? now.plusMillis(Long.parseLong(within)) : null);
    }

    String json() throws IOException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(receipt);
    }
}
