package io.groundswell.local;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.CompactedTopic;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Settings;
import io.groundswell.flow.Topics;
import io.groundswell.testkit.PlainRecount;
import io.groundswell.topics.EnrichedMention;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The documents of measures beside what {@link PlainRecount} makes of the enriched mentions in the same Kafka. */
final class RecountedMeasures {

    /** What differs, a line for each document; empty when all agree. Brands' days are UTC's. */
    static List<String> differences(String brokers, Map<String, JsonNode> measures) throws Exception {
        SortedMap<String, String> recounted =
                PlainRecount.of(versions(brokers), Map.of()).lines();
        SortedMap<String, String> published = new TreeMap<>();
        measures.forEach((id, measure) -> {
            String line = line(measure);
            if (!line.isEmpty()) {
                published.put(id, line);
            }
        });
        return Findings.differences(recounted, published);
    }

    private static List<EnrichedMention> versions(String brokers) throws Exception {
        AvroMessages<EnrichedMention> messages = AvroMessages.of(EnrichedMention.class);
        List<EnrichedMention> versions = new ArrayList<>();
        for (KafkaRecord record : CompactedTopic.read(
                Settings.of(Map.of("kafka.brokers", brokers)), "recount", Topics.ENRICHED_MENTIONS)) {
            versions.add(messages.decode(record.value()));
        }
        return versions;
    }

    private static String line(JsonNode measure) {
        List<String> subjects = new ArrayList<>();
        for (JsonNode subject : measure.path("subjects")) {
            subjects.add(subject.path("kind").asText()
                    + ' '
                    + subject.path("name").asText()
                    + ' '
                    + subject.path("mentions").asLong()
                    + ' '
                    + subject.path("negative").asLong()
                    + ' '
                    + subject.path("engagement").asLong()
                    + ' '
                    + subject.path("reach").asLong());
        }
        List<String> evidence = new ArrayList<>();
        for (JsonNode post : measure.path("evidence")) {
            evidence.add(post.path("mention").asText()
                    + ' '
                    + post.path("sentiment").asText(null)
                    + ' '
                    + (post.hasNonNull("followers") ? post.path("followers").asLong() : null)
                    + ' '
                    + post.path("original").asText());
        }
        return PlainRecount.line(sum -> measure.path(sum).asLong(), subjects, evidence);
    }

    private RecountedMeasures() {}
}
