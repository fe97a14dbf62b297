package io.groundswell.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.flow.Topics;
import io.groundswell.local.export.SearchDoor;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Label;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Takes words and authors of posts that are too old out of documents, dead letters and labels, and cuts topics off in which
 * they lie. Numbers stay as they are: nothing is deleted as far as windows are concerned.
 */
final class Retaining implements AutoCloseable {

    /** What says or names something; what Groundswell made of it, and what is counted, stays. */
    static final Set<String> PERSONAL = Set.of(
            "text",
            "author",
            "channel",
            "entities",
            "phrases",
            "links",
            "handles",
            "media",
            "permalink",
            "place",
            "sketch",
            "textHash");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 500;

    private static final Set<String> QUIET = Set.of(Topics.LABELS, Topics.DEAD_LETTERS);

    private final Brokers brokers;
    private final SearchDoor door;
    private final TopicOffsets offsets;
    private final Instant now;

    /** @param now posts seen so long before this are too old */
    Retaining(Brokers brokers, SearchDoor door, Instant now) {
        this.brokers = brokers;
        this.door = door;
        this.now = now;
        offsets = new TopicOffsets(brokers);
    }

    /** How much of a platform was emptied or cut off. */
    record Emptied(long documents, long labels, long deadLetters, long partitions) {}

    Emptied empty(String platform, Duration limit) throws Trouble, IOException, InterruptedException {
        Instant before = now.minus(limit);
        long documents = documents(platform, before);
        TopicRewriting topics = new TopicRewriting(brokers);
        offsets.newFileAfter(QUIET, 1L);
        try {
            long labels = topics.rewrite(
                    Topics.LABELS,
                    Label.class,
                    Label::getId,
                    label -> label.getText().isEmpty()
                                    || !label.getMention().startsWith(platform + ":")
                                    || !label.getLabelledAt().isBefore(before)
                            ? label
                            : Label.newBuilder(label)
                                    .setText("")
                                    .setSentiment(null)
                                    .setLabelledAt(now)
                                    .build());
            long letters = topics.rewrite(
                    Topics.DEAD_LETTERS,
                    DeadLetter.class,
                    DeadLetter::getId,
                    letter -> letter.getRecordValue() == null
                                    || !letter.getTopic().equals(Topics.feed(platform))
                                    || !letter.getRecordedAt().isBefore(before)
                            ? letter
                            : ErasureScrub.emptied(letter, now));
            return new Emptied(documents, labels, letters, cut(platform, before));
        } finally {
            offsets.newFileAfter(QUIET, null);
        }
    }

    private long documents(String platform, Instant before) throws IOException, InterruptedException {
        ObjectNode question = JSON.createObjectNode();
        question.put("size", PAGE).put("version", true);
        ObjectNode query = question.putObject("query").putObject("bool");
        ArrayNode filters = query.putArray("filter");
        filters.addObject().putObject("term").put("platform", platform);
        filters.addObject().putObject("term").put("deleted", false);
        filters.addObject().putObject("range").putObject("observedAt").put("lt", before.toString());
        ArrayNode either = filters.addObject().putObject("bool").putArray("should");
        for (String field : List.of("text", "author.id", "permalink")) {
            either.addObject().putObject("exists").put("field", field);
        }
        question.putArray("sort").add("id");
        long emptied = 0;
        door.ask("POST", ErasureSearch.MENTIONS + "/_refresh", null);
        while (true) {
            JsonNode hits = door.ask("POST", ErasureSearch.MENTIONS + "/_search", question)
                    .path("hits")
                    .path("hits");
            for (JsonNode hit : hits) {
                emptied += replace(hit) ? 1 : 0;
            }
            if (hits.size() < PAGE) {
                return emptied;
            }
            question.set("search_after", hits.get(hits.size() - 1).path("sort"));
        }
    }

    /** A document that was published anew meanwhile is left to the next run. */
    private boolean replace(JsonNode hit) throws IOException, InterruptedException {
        ObjectNode rest = (ObjectNode) hit.path("_source");
        rest.remove(PERSONAL);
        String id = URLEncoder.encode(hit.path("_id").asText(), StandardCharsets.UTF_8);
        try {
            door.ask(
                    "PUT",
                    hit.path("_index").asText() + "/_doc/" + id + "?version_type=external_gte&version="
                            + hit.path("_version").asLong(),
                    rest);
            return true;
        } catch (IOException e) {
            if (e.getMessage() != null && e.getMessage().contains("version_conflict")) {
                return false;
            }
            throw e;
        }
    }

    /** What lies before goes too, of other platforms also: all of it has been read. */
    private long cut(String platform, Instant before) throws Trouble {
        Map<TopicPartition, Long> cutAt = new HashMap<>();
        for (String topic : List.of(Topics.feed(platform), Topics.MENTIONS, Topics.ENRICHED_MENTIONS)) {
            boolean feed = topic.equals(Topics.feed(platform));
            new TopicRecords(brokers, topic).each(record -> {
                boolean theirs = feed
                        || record.key() != null
                                && new String(record.key(), StandardCharsets.UTF_8).startsWith(platform + ":");
                if (theirs && record.timestamp() < before.toEpochMilli()) {
                    cutAt.merge(new TopicPartition(record.topic(), record.partition()), record.offset() + 1, Math::max);
                }
            });
        }
        for (Stage stage : Stages.ALL) {
            Map<TopicPartition, Long> read = offsets.committed(stage.group());
            cutAt.replaceAll((partition, offset) -> stage.reads().test(partition.topic())
                    ? Math.min(offset, read.getOrDefault(partition, 0L))
                    : offset);
        }
        cutAt.values().removeIf(offset -> offset == 0);
        if (!cutAt.isEmpty()) {
            offsets.cut(cutAt);
        }
        return cutAt.size();
    }

    @Override
    public void close() {
        offsets.close();
    }
}
