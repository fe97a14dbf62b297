package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.engines.ElasticsearchServer;
import io.groundswell.engines.KafkaBroker;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.PseudonymKeys;
import io.groundswell.flow.Topics;
import io.groundswell.local.export.SearchDoor;
import io.groundswell.publish.search.Elasticsearch;
import io.groundswell.publish.search.Indices;
import io.groundswell.topics.Author;
import io.groundswell.topics.Mention;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real broker and a real Elasticsearch, which know some of the mentions each. */
class ErasureSearchTest {

    private static final Instant NOON = Instant.parse("2026-03-08T12:00:00Z");
    private static final long VERSION = NOON.toEpochMilli();

    @TempDir
    Path folder;

    @Test
    void an_author_s_mentions_are_found_under_every_name_with_their_reposts_and_not_those_that_are_deleted()
            throws Exception {
        Path file = Files.writeString(
                folder.resolve("keys"), "new: " + "0c".repeat(32) + "\nold: " + "0b".repeat(32) + "\n");
        PseudonymKeys keys = PseudonymKeys.in(file.toString());
        PseudonymKeys before =
                PseudonymKeys.in(Files.writeString(folder.resolve("before"), "old: " + "0b".repeat(32) + "\n")
                        .toString());
        try (KafkaBroker kafka = KafkaBroker.start(folder.resolve("kafka"));
                ElasticsearchServer server = ElasticsearchServer.temporary().start()) {
            kafka.createTopics(1, Topics.MENTIONS);
            try (Elasticsearch setUp =
                    Elasticsearch.at(List.of(server.uri().toString()), null, Duration.ofSeconds(30))) {
                Indices.setUp(setUp);
            }
            SearchDoor door = SearchDoor.at(server.uri(), null);

            // Given
            try (TopicWriter writer = new TopicWriter(Brokers.open(kafka.brokers()), Topics.MENTIONS)) {
                write(writer, mention("x:plain", "x:17"));
                write(writer, mention("x:new", keys.pseudonym("x:17")));
                write(writer, mention("x:old", before.pseudonym("x:17")));
                write(writer, mention("x:gone", "x:17"));
                write(
                        writer,
                        Mention.newBuilder(mention("x:gone", "x:17"))
                                .setDeleted(true)
                                .setAuthor(null)
                                .build());
                write(writer, mention("x:another", "x:18"));
                write(
                        writer,
                        Mention.newBuilder(mention("x:repost", "x:19"))
                                .setRepostOf("x:old")
                                .build());
                writer.finish();
            }
            door.ask(
                    "PUT",
                    "groundswell-mentions/_doc/x:document?refresh=true",
                    new ObjectMapper()
                            .readTree("{\"id\":\"x:document\",\"deleted\":false,\"observedAt\":\"" + NOON
                                    + "\",\"author\":{\"id\":\"x:17\"}}"));

            // When
            ErasureSearch.Found found = new ErasureSearch(Brokers.open(kafka.brokers()), door)
                    .find(ErasureSubjects.of(List.of("x:17"), keys, List.of()));

            // Then
            assertThat(found)
                    .isEqualTo(new ErasureSearch.Found(
                            Map.of(
                                    "x:plain", VERSION,
                                    "x:new", VERSION,
                                    "x:old", VERSION,
                                    "x:repost", VERSION,
                                    "x:document", VERSION),
                            Set.of("x:gone"),
                            VERSION));
        }
    }

    private static Mention mention(String id, String author) {
        return Mention.newBuilder()
                .setId(id)
                .setVersion(VERSION)
                .setPlatform("x")
                .setText("an acme")
                .setAuthor(Author.newBuilder().setId(author).build())
                .setObservedAt(NOON)
                .build();
    }

    private static void write(TopicWriter writer, Mention mention) throws Exception {
        writer.write(mention.getId(), AvroMessages.of(Mention.class).encode(mention), VERSION);
    }
}
