package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.TopicKeeping;
import io.groundswell.flow.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PrivacyDocumentTest {

    @Test
    void the_table_of_topics_is_what_topics_are_created_with() throws IOException {
        String table = Stream.concat(Stream.of("feed.<platform>"), Topics.ALL.stream())
                .map(PrivacyDocumentTest::row)
                .collect(Collectors.joining(
                        "\n",
                        "| topic | kept | overwritten or cut off, gone within | a record without a value, gone within |\n"
                                + "| --- | --- | --- | --- |\n",
                        "\n"));
        Path generated = Path.of("target", "topics.md");
        Files.writeString(generated, table);

        assertThat(Files.readString(Path.of("..", "privacy.md")))
                .as(
                        "the table between the topics marks in deploy/privacy.md; the right one is deploy/local/%s",
                        generated)
                .contains("<!-- topics -->\n" + table + "<!-- /topics -->");
    }

    private static String row(String topic) {
        Map<String, String> settings = TopicKeeping.settings(topic);
        boolean newest = settings.getOrDefault("cleanup.policy", "").startsWith("compact");
        return "| `" + topic + "` | " + (newest ? "newest of each key" : "all, until cut off") + " | "
                + hours(settings.get(newest ? "max.compaction.lag.ms" : "segment.ms")) + " | "
                + (newest ? hours(settings.get("delete.retention.ms")) : "") + " |";
    }

    private static String hours(String millis) {
        return Duration.ofMillis(Long.parseLong(millis)).toHours() + " h";
    }
}
