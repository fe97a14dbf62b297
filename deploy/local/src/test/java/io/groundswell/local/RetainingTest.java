package io.groundswell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.engines.ElasticsearchServer;
import io.groundswell.engines.KafkaBroker;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.Topics;
import io.groundswell.local.export.SearchDoor;
import io.groundswell.publish.search.Elasticsearch;
import io.groundswell.publish.search.Indices;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Label;
import io.groundswell.topics.Reason;
import io.groundswell.topics.Sentiment;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker and a real Elasticsearch; the clock is the test's. */
class RetainingTest {

    private static final Instant NOW = Instant.parse("2026-03-08T12:00:00Z");
    private static final Instant OLD = NOW.minus(Duration.ofHours(49));
    private static final Instant YOUNG = NOW.minus(Duration.ofHours(47));
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void after_48_hours_words_and_authors_from_reddit_are_gone_and_numbers_and_other_platforms_stay() throws Exception {
        try (KafkaBroker kafka = KafkaBroker.start(folder.resolve("kafka"));
                ElasticsearchServer server = ElasticsearchServer.temporary().start()) {
            kafka.createTopics(1, Topics.LABELS, Topics.DEAD_LETTERS, Topics.MENTIONS, Topics.feed("reddit"));
            try (Elasticsearch setUp =
                    Elasticsearch.at(List.of(server.uri().toString()), null, Duration.ofSeconds(30))) {
                Indices.setUp(setUp);
            }
            SearchDoor door = SearchDoor.at(server.uri(), null);

            // Given
            post(door, "reddit:old", "reddit", OLD);
            post(door, "reddit:young", "reddit", YOUNG);
            post(door, "x:old", "x", OLD);
            label(kafka, "reddit:old", OLD);
            label(kafka, "reddit:young", YOUNG);
            deadLetter(kafka, "collect|feed.reddit|0|0", OLD);
            try (TopicWriter feed = new TopicWriter(Brokers.open(kafka.brokers()), Topics.feed("reddit"))) {
                feed.write("", "old".getBytes(UTF_8), OLD.toEpochMilli());
                feed.write("", "young".getBytes(UTF_8), YOUNG.toEpochMilli());
                feed.finish();
            }
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.brokers()))) {
                admin.alterConsumerGroupOffsets(
                                "groundswell-collect",
                                Map.of(new TopicPartition(Topics.feed("reddit"), 0), new OffsetAndMetadata(2)))
                        .all()
                        .get();
            }

            // When
            Retaining.Emptied first;
            Retaining.Emptied second;
            try (Retaining retaining = new Retaining(Brokers.open(kafka.brokers()), door, NOW)) {
                first = retaining.empty("reddit", Retention.USUAL.get("reddit"));
                second = retaining.empty("reddit", Retention.USUAL.get("reddit"));
            }

            // Then
            assertThat(first).isEqualTo(new Retaining.Emptied(1, 1, 1, 1));
            assertThat(second).isEqualTo(new Retaining.Emptied(0, 0, 0, 0));
            assertThat(document(door, "reddit:old").toString())
                    .isEqualTo("{\"id\":\"reddit:old\",\"version\":5,\"platform\":\"reddit\",\"deleted\":false,"
                            + "\"observedAt\":\"" + OLD + "\",\"brands\":[\"acme\"],\"sentiment\":\"NEGATIVE\"}");
            assertThat(document(door, "reddit:young").path("text").asText()).isEqualTo("my kettle leaks");
            assertThat(document(door, "x:old").path("author").path("id").asText())
                    .isEqualTo("x:17");
            assertThat(new LabelsTopic(Brokers.open(kafka.brokers())).of("acme"))
                    .extracting(Label::getMention)
                    .containsExactly("reddit:young");
            assertThat(new DeadLettersTopic(Brokers.open(kafka.brokers())).whole("collect|feed.reddit|0|0"))
                    .extracting(DeadLetter::getRecordValue, DeadLetter::getReason)
                    .containsExactly(null, Reason.JSON_SYNTAX);
            List<String> left = new ArrayList<>();
            new TopicRecords(Brokers.open(kafka.brokers()), Topics.feed("reddit"))
                    .each(record -> left.add(new String(record.value(), UTF_8)));
            assertThat(left).containsExactly("young");
        }
    }

    private static void post(SearchDoor door, String id, String platform, Instant seen) throws Exception {
        door.ask(
                "PUT",
                "groundswell-mentions/_doc/" + id + "?version=5&version_type=external_gte",
                JSON.readTree("{\"id\":\"" + id + "\",\"version\":5,\"platform\":\"" + platform
                        + "\",\"deleted\":false,\"observedAt\":\"" + seen + "\",\"brands\":[\"acme\"],"
                        + "\"text\":\"my kettle leaks\",\"author\":{\"id\":\"" + platform + ":17\",\"name\":\"Ann\"},"
                        + "\"permalink\":\"https://a.example/17\",\"sentiment\":\"NEGATIVE\"}"));
    }

    private static JsonNode document(SearchDoor door, String id) throws Exception {
        return door.ask("GET", "groundswell-mentions/_doc/" + id, null).path("_source");
    }

    private static void label(KafkaBroker kafka, String mention, Instant at) throws Exception {
        new LabelsTopic(Brokers.open(kafka.brokers()))
                .add(List.of(Label.newBuilder()
                        .setId("acme|" + mention)
                        .setBrand("acme")
                        .setMention(mention)
                        .setText("my kettle leaks")
                        .setSentiment(Sentiment.NEGATIVE)
                        .setLabelledAt(at)
                        .build()));
    }

    private static void deadLetter(KafkaBroker kafka, String id, Instant at) throws Exception {
        DeadLetter letter = DeadLetter.newBuilder()
                .setId(id)
                .setStage("collect")
                .setReason(Reason.JSON_SYNTAX)
                .setTopic("feed.reddit")
                .setPartition(0)
                .setOffset(0)
                .setRecordedAt(at)
                .setRecordValue(ByteBuffer.wrap("my kettle leaks".getBytes(UTF_8)))
                .build();
        try (TopicWriter writer = new TopicWriter(Brokers.open(kafka.brokers()), Topics.DEAD_LETTERS)) {
            writer.write(id, AvroMessages.of(DeadLetter.class).encode(letter));
            writer.finish();
        }
    }
}
