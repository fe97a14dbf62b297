package io.groundswell.indices;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AudienceDay;
import io.groundswell.topics.CampaignResults;
import io.groundswell.topics.CopyGroup;
import io.groundswell.topics.Coverage;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Incident;
import io.groundswell.topics.LateMention;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseTimes;
import io.groundswell.topics.ShareOfVoice;
import io.groundswell.topics.TrafficDay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every field that travels has its place in Elasticsearch, of a type that can hold it, and no place is for nobody. A field may
 * have another name beside its own, as {@code brand} for {@code brands}, so that one filter fits several indices.
 */
class IndexMappingsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private record Index(String name, Schema schema) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Index> indices() {
        return List.of(
                new Index("mentions", EnrichedMention.getClassSchema()),
                new Index("copies", CopyGroup.getClassSchema()),
                new Index("coverage", Coverage.getClassSchema()),
                new Index("measures", Measure.getClassSchema()),
                new Index("shares", ShareOfVoice.getClassSchema()),
                new Index("responses", Response.getClassSchema()),
                new Index("response-times", ResponseTimes.getClassSchema()),
                new Index("incidents", Incident.getClassSchema()),
                new Index("deliveries", Delivery.getClassSchema()),
                new Index("audience-days", AudienceDay.getClassSchema()),
                new Index("traffic-days", TrafficDay.getClassSchema()),
                new Index("campaigns", CampaignResults.getClassSchema()),
                new Index("alerts", Alert.getClassSchema()),
                new Index("dead-letters", DeadLetter.getClassSchema()),
                new Index("late", LateMention.getClassSchema()));
    }

    @ParameterizedTest
    @MethodSource("indices")
    void fields_and_mappings_are_the_same(Index index) throws IOException {
        // Given
        Map<String, List<String>> allowed = new TreeMap<>();
        fields("", index.schema(), allowed);

        // When
        Map<String, String> mapped = new TreeMap<>();
        mapped("", mappings(index.name()).path("properties"), mapped);

        // Then
        assertThat(mapped.keySet()).isEqualTo(allowed.keySet());
        mapped.forEach((field, type) -> assertThat(type).as(field).isIn(allowed.get(field)));
    }

    @ParameterizedTest
    @MethodSource("indices")
    void nothing_is_guessed_and_no_word_is_too_long(Index index) throws IOException {
        JsonNode mappings = mappings(index.name());
        assertThat(mappings.path("dynamic").asText()).isEqualTo("strict");
        assertThat(mappings.path("_meta").path("mapping-version").asInt()).isPositive();
        assertThat(mappings.findParents("ignore_above"))
                .allMatch(keyword -> keyword.path("ignore_above").asInt() == 8191);
        assertThat(mappings.toString()).doesNotContain("scaled_float", "\"nested\"");
        mappings.findParents("type").stream()
                .filter(field -> field.path("type").asText().equals("keyword"))
                .filter(field -> field.path("index").asBoolean(true))
                .forEach(field -> assertThat(field.has("ignore_above"))
                        .as(field.toString())
                        .isTrue());
    }

    @ParameterizedTest
    @MethodSource("indices")
    void another_name_of_a_field_is_of_one_that_is_there(Index index) throws IOException {
        JsonNode properties = mappings(index.name()).path("properties");
        assertThat(properties.findValues("path")).allSatisfy(path -> assertThat(properties.has(path.asText()))
                .as(path.asText())
                .isTrue());
    }

    @Test
    void every_file_is_checked_here() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("indices"))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(
                            indices().stream().map(index -> index + ".json").toList());
        }
    }

    private static JsonNode mappings(String index) throws IOException {
        JsonNode template = JSON.readTree(Path.of("indices", index + ".json").toFile());
        assertThat(template.path("index_patterns").get(0).asText()).isEqualTo("groundswell-" + index + "-*");
        return template.path("template").path("mappings");
    }

    private static void mapped(String path, JsonNode properties, Map<String, String> into) {
        properties.properties().forEach(field -> {
            String name = path + field.getKey();
            if (field.getValue().has("properties")) {
                mapped(name + ".", field.getValue().path("properties"), into);
            } else if (!field.getValue().path("type").asText().equals("alias")) {
                into.put(name, field.getValue().path("type").asText());
            }
        });
    }

    /** A mention and its enrichment lie side by side in one document; records inside them stay objects. */
    private static void fields(String path, Schema record, Map<String, List<String>> into) {
        for (Schema.Field field : record.getFields()) {
            if (Boolean.FALSE.equals(field.getObjectProp("indexed"))) {
                continue;
            }
            Schema value = value(field.schema());
            boolean beside =
                    record.getFullName().equals(EnrichedMention.getClassSchema().getFullName());
            if (value.getType() == Schema.Type.RECORD) {
                fields(path + (beside ? "" : field.name() + "."), value, into);
            } else {
                assertThat(into.put(path + field.name(), types(value)))
                        .as("two fields are called %s", field.name())
                        .isNull();
            }
        }
    }

    private static Schema value(Schema schema) {
        return switch (schema.getType()) {
            case UNION ->
                value(schema.getTypes().stream()
                        .filter(type -> type.getType() != Schema.Type.NULL)
                        .findFirst()
                        .orElseThrow());
            case ARRAY -> value(schema.getElementType());
            default -> schema;
        };
    }

    private static List<String> types(Schema value) {
        if (value.getLogicalType() instanceof LogicalTypes.TimestampMillis) {
            return List.of("date");
        }
        return switch (value.getType()) {
            case STRING -> List.of("keyword", "text");
            case ENUM -> List.of("keyword");
            case LONG -> List.of("long");
            case INT -> List.of("integer");
            case DOUBLE -> List.of("double");
            case BOOLEAN -> List.of("boolean");
            case BYTES -> List.of("binary");
            // Of names that users choose; what their values are is told by a template.
            case MAP -> List.of("object");
            default -> throw new IllegalArgumentException("no index type for " + value);
        };
    }
}
