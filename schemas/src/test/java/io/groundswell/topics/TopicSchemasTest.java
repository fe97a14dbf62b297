package io.groundswell.topics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidatorBuilder;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TopicSchemasTest {

    /** What travels, by the folder of its history. */
    private record Topic(String name, Class<? extends SpecificRecord> type, Schema schema) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Topic> topics() {
        return List.of(
                new Topic("mention", Mention.class, Mention.getClassSchema()),
                new Topic("enriched-mention", EnrichedMention.class, EnrichedMention.getClassSchema()),
                new Topic("copy-group", CopyGroup.class, CopyGroup.getClassSchema()),
                new Topic("coverage", Coverage.class, Coverage.getClassSchema()),
                new Topic("measure", Measure.class, Measure.getClassSchema()),
                new Topic("share-of-voice", ShareOfVoice.class, ShareOfVoice.getClassSchema()),
                new Topic("response", Response.class, Response.getClassSchema()),
                new Topic("response-times", ResponseTimes.class, ResponseTimes.getClassSchema()),
                new Topic("incident", Incident.class, Incident.getClassSchema()),
                new Topic("incident-action", IncidentAction.class, IncidentAction.getClassSchema()),
                new Topic("delivery", Delivery.class, Delivery.getClassSchema()),
                new Topic("audience-day", AudienceDay.class, AudienceDay.getClassSchema()),
                new Topic("traffic-day", TrafficDay.class, TrafficDay.getClassSchema()),
                new Topic("campaign-results", CampaignResults.class, CampaignResults.getClassSchema()),
                new Topic("alert", Alert.class, Alert.getClassSchema()),
                new Topic("dead-letter", DeadLetter.class, DeadLetter.getClassSchema()),
                new Topic("late-mention", LateMention.class, LateMention.getClassSchema()),
                new Topic("brand", Brand.class, Brand.getClassSchema()),
                new Topic("brand-model", BrandModel.class, BrandModel.getClassSchema()),
                new Topic("erasure", Erasure.class, Erasure.getClassSchema()),
                new Topic("label", Label.class, Label.getClassSchema()),
                new Topic("engagement", Engagement.class, Engagement.getClassSchema()),
                new Topic("takedown", Takedown.class, Takedown.getClassSchema()),
                new Topic("audience", Audience.class, Audience.getClassSchema()),
                new Topic("traffic", Traffic.class, Traffic.getClassSchema()));
    }

    @ParameterizedTest
    @MethodSource("topics")
    void every_release_can_be_read_by_today_and_today_by_every_release(Topic topic) throws Exception {
        new SchemaValidatorBuilder().mutualReadStrategy().validateAll().validate(topic.schema(), history(topic.name()));
    }

    /** The history holds each schema whole, with the types it borrows, so that one file is enough to read old bytes. */
    @ParameterizedTest
    @MethodSource("topics")
    void the_newest_entry_in_the_history_is_what_is_in_use(Topic topic) throws IOException {
        Path whole = Path.of("target", "history", topic.name() + ".avsc");
        Files.createDirectories(whole.getParent());
        Files.writeString(whole, topic.schema().toString(true) + "\n");

        assertThat(history(topic.name()).get(0))
                .as(
                        "%s has changed: copy %s to history/%s/ as the next number (before the first release: over the last)",
                        topic.name(), whole, topic.name())
                .isEqualTo(topic.schema());
    }

    @Test
    void every_schema_has_a_history() throws IOException {
        assertThat(namesIn(Path.of("topics")).map(name -> name.replace(".avsc", "")))
                .containsExactlyInAnyOrderElementsOf(
                        topics().stream().map(Topic::name).toList());
        assertThat(namesIn(Path.of("history")))
                .containsExactlyInAnyOrderElementsOf(
                        topics().stream().map(Topic::name).toList());
    }

    @Test
    void a_field_without_a_default_would_be_caught() {
        Schema grown = new Schema.Parser()
                .parse(
                        """
                        {"type": "record", "name": "LateMention", "namespace": "io.groundswell.topics", "fields": [
                          {"name": "surprise", "type": "string"}]}""");
        assertThatThrownBy(() -> new SchemaValidatorBuilder()
                        .mutualReadStrategy()
                        .validateAll()
                        .validate(grown, history("late-mention")))
                .isInstanceOf(SchemaValidationException.class);
    }

    /** Newest first. */
    private static List<Schema> history(String name) throws IOException {
        List<Schema> schemas = new ArrayList<>();
        for (int number = 1; Files.exists(Path.of("history", name, number + ".avsc")); number++) {
            schemas.add(
                    0,
                    new Schema.Parser()
                            .parse(Path.of("history", name, number + ".avsc").toFile()));
        }
        assertThat(schemas).isNotEmpty();
        return schemas;
    }

    private static Stream<String> namesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }
}
