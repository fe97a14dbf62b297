package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluateCommandTest {

    private static final String POSTS =
            """
            1\tpositive\tI love this wonderful kettle!
            2\tnegative\tThis is the worst and most boring kettle ever.
            3\tneutral\tThe kettle comes in two sizes.
            4\tirrelevant\tKettle of fish
            """;

    @TempDir
    Path folder;

    private static Ended evaluate(Object... words) {
        return Ended.ofCommand("evaluate", words);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    @Test
    void the_scores_are_a_table_and_what_was_left_out_is_told_beside_it() throws IOException {
        // Given
        Path posts = file("posts.tsv", POSTS);

        // When
        Ended ended = evaluate("sentiment", posts, "--tier", "rntn");

        // Then
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .startsWith(posts + "\n\n")
                .contains("posts                             3\n")
                .contains("accuracy                      100.0 %\n")
                .contains("macro recall                  100.0 %\n");
        assertThat(ended.err())
                .contains("Model corenlp-rntn-balanced/1 … read in ")
                .contains(posts + ": left out, as their labels are none of the three: 1 irrelevant.\n")
                .contains(posts + " … 3 posts judged in ");
    }

    @Test
    void for_programs_each_file_is_a_line_of_json() throws IOException {
        // Given
        Path first = file("a.tsv", POSTS);
        Path second = file("b.tsv", "1\tpos\tI love this wonderful kettle!\n2\tneg\tA terrible, awful mess.\n");

        // When
        Ended ended = evaluate("sentiment", "--tier", "rntn", "--format", "json", first, second);

        // Then
        assertThat(ended.code()).isZero();
        List<String> lines = ended.out().lines().toList();
        assertThat(lines).hasSize(2);
        JsonNode scores = new ObjectMapper().readTree(lines.get(0));
        assertThat(scores.path("file").asText()).isEqualTo(first.toString());
        assertThat(scores.path("posts").asInt()).isEqualTo(3);
        assertThat(scores.path("macroF1").asDouble()).isEqualTo(1);
        assertThat(scores.path("confusion").path("negative").path("negative").asInt())
                .isEqualTo(1);
        assertThat(scores.has("twoClasses")).isFalse();
        assertThat(new ObjectMapper()
                        .readTree(lines.get(1))
                        .path("twoClasses")
                        .path("accuracy")
                        .asDouble())
                .isEqualTo(1);
    }

    @Test
    void feelings_towards_topics_are_scored_over_topics_too() throws IOException {
        // Given
        Path posts = file(
                "targets.tsv",
                "1\tkettle\tpositive\tI love this wonderful kettle!\n2\ttoaster\tnegative\tAn awful toaster.\n");

        // When
        Ended ended = evaluate("target", "--tier", "rntn", posts);

        // Then
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("macro recall over targets     100.0 %  of 2 targets\n");
    }

    @Test
    void entities_are_scored_on_words_that_are_told_apart() throws IOException {
        // Given
        Path words =
                file("words.conll", "Jane\tB-person\nDoe\tI-person\nlikes\tO\nParis\tB-location\n\nIt\tO\nleaks\tO\n");

        // When
        Ended ended = evaluate("entities", words, "--format", "json");

        // Then
        assertThat(ended.code()).as(ended.err()).isZero();
        JsonNode scores = new ObjectMapper().readTree(ended.out());
        assertThat(scores.path("posts").asInt()).isEqualTo(2);
        assertThat(scores.path("untyped").path("marked").asInt()).isEqualTo(2);
        assertThat(scores.path("byType").path("person").path("recall").asDouble())
                .isEqualTo(1);
        refused(evaluate("entities", file("prose.txt", "Dear diary\n")), "has nothing to evaluate on");
    }

    @Test
    void mistakes_are_told_in_a_sentence_before_any_model_is_read() throws IOException {
        // Given
        Path none = folder.resolve("none.tsv");
        Path empty = file("empty.tsv", "");
        Path binary = Files.write(folder.resolve("posts.bin"), new byte[] {1, 0, 2});
        Path prose = file("diary.txt", "Dear diary,\nit leaks.\n");
        Path strange = file("strange.tsv", "1\t\u001b[31mred\tIt leaks\n");
        Path good = file("good.tsv", POSTS);

        // When, Then
        refused(evaluate("sentiment", none), "groundswell: There is no file " + none + ".");
        refused(evaluate("sentiment", folder), "groundswell: " + folder + " is a folder; name the files in it.");
        refused(evaluate("sentiment", good, empty), "groundswell: " + empty + " is empty.");
        refused(evaluate("sentiment", binary), "groundswell: " + binary + " is no text: there are zero bytes in it.");
        refused(evaluate("sentiment", prose), "2 lines left out as not id, label, text, the first is line 1");
        refused(evaluate("sentiment", strange), "none of the three: 1 [31mred");
        refused(evaluate("target", file("two.tsv", "positive\tA\n")), "evaluate sentiment");
        refused(evaluate("sentiment", "--tier", "slow", good), "groundswell: There is no tier 'slow'; there are ");
        refused(evaluate("sentiment", "--format", "xml", good), "--format");
        refused(evaluate("sentiment"), "FILE");
        refused(evaluate(), "groundswell: Say what to evaluate: sentiment, target or entities.");
    }

    private static void refused(Ended ended, String sentence) {
        assertThat(ended.code()).as(ended.err()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains(sentence).doesNotContain("read in", "Exception", "\tat ", "\u001b");
    }
}
