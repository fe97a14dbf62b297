package io.groundswell.collect.feed;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.testkit.Approved;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The table of platforms in {@code schemas/README.md} is about the platforms there are. */
class PlatformsTableTest {

    @Test
    void every_platform_has_its_row_and_no_row_is_about_a_platform_that_is_none() throws IOException {
        // Given
        List<String> lines = Files.readAllLines(Approved.root().resolve("schemas/README.md"));
        int table = lines.indexOf("| platform | understood | not given, so empty | limits |");
        assertThat(table).isPositive();

        // When
        List<String> rows = lines.subList(table + 2, lines.size()).stream()
                .takeWhile(line -> line.startsWith("|"))
                .toList();

        // Then
        assertThat(rows).allMatch(row -> row.split("\\|").length == 5);
        assertThat(rows)
                .extracting(row -> row.substring(3, row.indexOf('`', 3)))
                .containsExactlyElementsOf(FeedDecoders.platforms());
    }
}
