package io.groundswell.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.Topics;
import io.groundswell.local.export.SearchDoor;
import io.groundswell.topics.Mention;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds the mentions that have to go: of an author, those named, and reposts of either, in Kafka and in Elasticsearch. */
final class ErasureSearch {

    static final String MENTIONS = "groundswell-mentions";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 1_000;

    /** Elasticsearch takes so many terms in one question. */
    private static final int MOST_TERMS = 10_000;

    private final Brokers brokers;
    private final SearchDoor door;

    ErasureSearch(Brokers brokers, SearchDoor door) {
        this.brokers = brokers;
        this.door = door;
    }

    /**
     * @param versions the greatest seen of each mention that still says something, by id
     * @param gone those that were deleted already, of which topics may still have the words
     * @param newest event time of the newest mention, milliseconds since 1970; the least there is when there is none
     */
    record Found(Map<String, Long> versions, Set<String> gone, long newest) {}

    Found find(ErasureSubjects subjects) throws Trouble, IOException, InterruptedException {
        Map<String, Long> found = new TreeMap<>();
        Set<String> deleted = new HashSet<>();
        long[] newest = {Long.MIN_VALUE};
        Set<String> authors = subjects.allAuthors();
        eachMention((record, mention) -> {
            newest[0] = Math.max(newest[0], record.timestamp());
            if (mention.getDeleted()) {
                deleted.add(mention.getId());
            } else if (subjects.mentions().contains(mention.getId())
                    || mention.getAuthor() != null
                            && authors.contains(mention.getAuthor().getId())) {
                found.merge(mention.getId(), mention.getVersion(), Math::max);
            }
        });
        inDocuments(found, Map.of("author.id", authors, "id", subjects.mentions()));
        Set<String> originals = new HashSet<>(found.keySet());
        eachMention((record, mention) -> {
            if (mention.getRepostOf() != null && originals.contains(mention.getRepostOf())) {
                found.merge(mention.getId(), mention.getVersion(), Math::max);
            }
        });
        if (!originals.isEmpty()) {
            inDocuments(found, Map.of("repostOf", originals));
        }
        Set<String> gone = new HashSet<>(found.keySet());
        gone.retainAll(deleted);
        found.keySet().removeAll(deleted);
        return new Found(found, gone, newest[0]);
    }

    private interface EachMention {
        void take(ConsumerRecord<byte[], byte[]> record, Mention mention);
    }

    private void eachMention(EachMention each) throws Trouble {
        AvroMessages<Mention> messages = AvroMessages.of(Mention.class);
        new TopicRecords(brokers, Topics.MENTIONS).each(record -> {
            if (record.value() != null) {
                try {
                    each.take(record, messages.decode(record.value()));
                } catch (AvroMessages.Unreadable e) {
                    // Not one of ours; the job enrich has a door for it.
                }
            }
        });
    }

    private void inDocuments(Map<String, Long> found, Map<String, Set<String>> terms)
            throws IOException, InterruptedException {
        for (Map.Entry<String, Set<String>> field : terms.entrySet()) {
            List<String> values = List.copyOf(field.getValue());
            for (int from = 0; from < values.size(); from += MOST_TERMS) {
                pages(found, field.getKey(), values.subList(from, Math.min(values.size(), from + MOST_TERMS)));
            }
        }
    }

    private void pages(Map<String, Long> found, String field, List<String> values)
            throws IOException, InterruptedException {
        ObjectNode question = question(field, values);
        question.put("size", PAGE);
        question.putArray("_source").add("id").add("observedAt");
        question.putArray("sort").add("id");
        while (true) {
            JsonNode hits = search(question).path("hits").path("hits");
            for (JsonNode hit : hits) {
                JsonNode source = hit.path("_source");
                long seen = java.time.Instant.parse(source.path("observedAt").asText())
                        .toEpochMilli();
                found.merge(source.path("id").asText(), seen, Math::max);
            }
            if (hits.size() < PAGE) {
                return;
            }
            question.set("search_after", hits.get(hits.size() - 1).path("sort"));
        }
    }

    private static ObjectNode question(String field, Collection<String> values) {
        ObjectNode question = JSON.createObjectNode();
        ArrayNode filters = question.putObject("query").putObject("bool").putArray("filter");
        filters.addObject().putObject("term").put("deleted", false);
        ArrayNode terms = filters.addObject().putObject("terms").putArray(field);
        values.forEach(terms::add);
        return question;
    }

    private JsonNode search(JsonNode question) throws IOException, InterruptedException {
        return door.ask("POST", MENTIONS + "/_search", question);
    }

    /** How many documents still say something by the authors or are the mentions. */
    long documents(Set<String> authors, Set<String> mentions) throws IOException, InterruptedException {
        door.ask("POST", MENTIONS + "/_refresh", null);
        Map<String, Set<String>> terms = new HashMap<>();
        terms.put("author.id", authors);
        terms.put("id", mentions);
        Map<String, Long> left = new HashMap<>();
        inDocuments(left, terms);
        return left.size();
    }
}
