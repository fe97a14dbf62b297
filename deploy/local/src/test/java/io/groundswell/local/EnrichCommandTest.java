package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrichCommandTest {

    private static final String POST = "Jane Doe of Acme loves this wonderful new kettle!";

    @TempDir
    Path folder;

    private static Ended enrich(Object... words) {
        return Ended.ofCommand("enrich", words);
    }

    @Test
    void a_post_is_shown_with_all_that_is_made_of_it() {
        // When
        Ended ended = enrich("--text", POST, "--tier", "rntn", "--brand", "Acme", "--brand", "Bolt");

        // Then
        assertThat(ended.code()).isZero();
        assertThat(ended.out())
                .contains("text      " + POST + "\n")
                .contains("words     Jane · Doe · of · Acme · loves · this · wonderful · new · kettle · !\n")
                .contains("language  en, ")
                .contains("feeling   positive  (negative ")
                .contains("towards Acme\n")
                .contains("towards Bolt\n")
                .contains("Jane Doe (person)");
        assertThat(ended.err()).startsWith("Language models … read in ");
    }

    @Test
    void the_usual_tier_says_why() {
        // When
        Ended ended = enrich("--text", "The new Acme kettle leaks again, I hate it!", "--brand", "Acme");

        // Then
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .contains("feeling   negative  (negative ")
                .contains("because ")
                .contains("hate")
                .contains("towards Acme\n");
    }

    @Test
    void for_programs_every_line_of_a_file_is_a_line_of_json() throws IOException {
        // Given
        Path posts = Files.writeString(
                folder.resolve("posts.txt"), "\uFEFF" + POST + "\r\n\r\nDer Kessel ist leider undicht geworden.\r\n");

        // When
        Ended ended = enrich("--file", posts, "--tier", "rntn", "--format", "json", "--brand", "Acme");

        // Then
        assertThat(ended.code()).isZero();
        String[] lines = ended.out().split("\n");
        assertThat(lines).hasSize(2);
        JsonNode english = new ObjectMapper().readTree(lines[0]);
        assertThat(english.path("text").asText()).isEqualTo(POST);
        assertThat(english.path("sentences").path(0).path(0).asText()).isEqualTo("Jane");
        assertThat(english.path("language").asText()).isEqualTo("en");
        assertThat(english.path("sentiment").asText()).isEqualTo("positive");
        assertThat(english.path("chances").path("positive").asDouble()).isBetween(0.34, 1.0);
        assertThat(english.path("towards").path(0).path("brand").asText()).isEqualTo("Acme");
        assertThat(english.path("entities").path(0).path("text").asText()).isEqualTo("Jane Doe");
        JsonNode german = new ObjectMapper().readTree(lines[1]);
        assertThat(german.path("status").asText()).isEqualTo("skipped");
        assertThat(german.path("reason").asText()).isEqualTo("language");
    }

    @Test
    void posts_can_come_through_a_pipe() {
        // Given
        InputStream before = System.in;
        System.setIn(new ByteArrayInputStream((POST + "\n").getBytes(StandardCharsets.UTF_8)));

        // When
        Ended ended;
        try {
            ended = enrich("--file", "-", "--tier", "rntn");
        } finally {
            System.setIn(before);
        }

        // Then
        assertThat(ended.code()).isZero();
        assertThat(ended.out()).contains("text      " + POST + "\n");
    }

    @Test
    void nothing_a_stranger_writes_moves_the_cursor() {
        for (String format : new String[] {"table", "json"}) {
            // When
            Ended ended = enrich(
                    "--text",
                    "Boiled\u001b[2J over\u0007 again\u202e, what a mess",
                    "--brand",
                    "Ac\u001bme",
                    "--tier",
                    "rntn",
                    "--format",
                    format);

            // Then
            assertThat(ended.code()).isZero();
            assertThat(ended.out()).contains("mess").doesNotContain("\u001b", "\u0007", "\u202e");
        }
    }

    /** The tests' own process is told by a property which classes Avro may trust; a person's is not. */
    @Test
    void it_works_in_a_process_of_its_own() throws Exception {
        // When
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx1g",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "io.groundswell.local.Groundswell",
                        "enrich",
                        "--text",
                        POST,
                        "--tier",
                        "rntn")
                .redirectError(folder.resolve("err").toFile())
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        // Then
        assertThat(process.waitFor())
                .as(Files.readString(folder.resolve("err")))
                .isZero();
        assertThat(out).contains("Jane Doe (person)");
    }

    @Test
    void a_text_without_words_is_no_failure() {
        assertThat(enrich("--text", "", "--tier", "rntn")).satisfies(ended -> {
            assertThat(ended.code()).isZero();
            assertThat(ended.out()).contains("pipeline  skipped (no-text)\n");
        });
        for (String text : new String[] {"", " ", "\ud83d 😡😡 @bob https://acme.example/a1"}) {
            assertThat(enrich("--text", text)).satisfies(ended -> {
                assertThat(ended.code()).as(ended.err()).isZero();
                assertThat(ended.out()).contains("feeling ").doesNotContain("NaN");
            });
        }
    }

    @Test
    void mistakes_are_told_in_a_sentence_before_any_model_is_read() throws IOException {
        // Given
        Path none = folder.resolve("none.txt");
        Path empty = Files.writeString(folder.resolve("empty.txt"), "");
        Path binary = Files.write(folder.resolve("posts.bin"), new byte[] {1, 0, 2});

        // When, Then
        refused(enrich(), "--text");
        refused(enrich("--text", "a", "--file", empty), "mutually exclusive");
        refused(enrich("--file", none), "groundswell: There is no file " + none + ".");
        refused(enrich("--file", folder), "groundswell: " + folder + " is a folder");
        refused(enrich("--file", empty), "groundswell: " + empty + " is empty.");
        refused(enrich("--file", binary), "groundswell: " + binary + " is no text");
        refused(enrich("--text", "a", "--tier", "slow"), "groundswell: There is no tier 'slow'; there are ");
        refused(enrich("--text", "a", "--brand", " "), "groundswell: A brand needs a name.");
    }

    private static void refused(Ended ended, String sentence) {
        assertThat(ended.code()).as(ended.err()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).contains(sentence).doesNotContain("read in", "Exception", "\tat ");
    }
}
