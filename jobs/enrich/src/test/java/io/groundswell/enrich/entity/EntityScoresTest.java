package io.groundswell.enrich.entity;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.enrich.entity.EntityScores.Result;
import io.groundswell.enrich.entity.EntityScores.Score;
import io.groundswell.enrich.entity.LabelledPosts.LabelledPost;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntityScoresTest {

    private static List<LabelledPost> read(String text) throws IOException {
        return LabelledPosts.read(new StringReader(text));
    }

    @Test
    void files_of_both_flavours_are_read() throws IOException {
        // When
        List<LabelledPost> posts = read(
                "\uFEFF# \tO\r\nJane\tNNP\tB-person\r\nDoe\tx\ti-PER\r\n\t\r\n\r\nAcme\tB-corporation\nParis\tB-geo-loc\nalone\n\n");

        // Then
        assertThat(posts)
                .containsExactly(
                        new LabelledPost(List.of("# ", "Jane", "Doe"), List.of("O", "B-PERSON", "I-PERSON")),
                        new LabelledPost(
                                List.of("Acme", "Paris", "alone"), List.of("B-ORGANIZATION", "B-LOCATION", "O")));
    }

    @Test
    void an_entity_counts_when_both_its_ends_are_right() throws IOException {
        // Given
        List<LabelledPost> posts = read("Jane\tB-PER\nDoe\tI-PER\nof\tO\nAcme\tB-ORG\nin\tO\nParis\tB-LOC\n");
        EntityTagger tagger = tokens -> List.of("B-PERSON", "O", "O", "B-LOCATION", "O", "I-LOCATION");

        // When
        Result result = EntityScores.of(posts, tagger, new AtomicLong()::get);

        // Then
        assertThat(result.scores().typed()).isEqualTo(new Score(1, 3, 3));
        assertThat(result.scores().untyped()).isEqualTo(new Score(2, 3, 3));
        assertThat(result.scores().byType())
                .isEqualTo(Map.of(
                        "PERSON", new Score(0, 1, 1),
                        "ORGANIZATION", new Score(0, 0, 1),
                        "LOCATION", new Score(1, 2, 1)));
        assertThat(result.scores().typed().precision()).isEqualTo(1 / 3.0);
        assertThat(result.scores().typed().recall()).isEqualTo(1 / 3.0);
        assertThat(result.scores().typed().f1()).isEqualTo(1 / 3.0);
    }

    @Test
    void types_that_are_not_marked_are_left_out_of_the_typed_score() throws IOException {
        // Given
        List<LabelledPost> posts = read("Jane\tB-PER\nlikes\tO\nTea\tO\n");

        // When
        Result result = EntityScores.of(posts, tokens -> List.of("B-PERSON", "O", "B-PRODUCT"), () -> 0);

        // Then
        assertThat(result.scores().typed()).isEqualTo(new Score(1, 1, 1));
        assertThat(result.scores().untyped()).isEqualTo(new Score(1, 2, 1));
    }

    @Test
    void handles_are_scored_apart() throws IOException {
        // Given
        List<LabelledPost> posts = read("@\tO\nJane\tB-PER\nand\tO\n@joe\tB-PER\nin\tO\nParis\tB-LOC\n");

        // When
        Result result =
                EntityScores.of(posts, tokens -> List.of("O", "O", "O", "B-PERSON", "O", "B-LOCATION"), () -> 0);

        // Then
        assertThat(result.scores().typed()).isEqualTo(new Score(1, 1, 1));
        assertThat(result.withHandles().typed()).isEqualTo(new Score(2, 2, 3));
    }

    @Test
    void speed_is_told_by_the_clock_that_is_given(@TempDir Path directory) throws IOException {
        // Given
        Path file = Files.writeString(directory.resolve("posts.conll"), "a\tO\n\nb\tO\nc\tO\n");
        AtomicLong clock = new AtomicLong();

        // When
        Result result = EntityScores.of(
                file, tokens -> tokens.stream().map(token -> "O").toList(), () -> clock.getAndAdd(500_000_000));

        // Then
        assertThat(result.posts()).isEqualTo(2);
        assertThat(result.tokens()).isEqualTo(3);
        assertThat(result.postsPerSecond()).isEqualTo(4.0);
        assertThat(result.scores().typed().f1()).isZero();
    }
}
