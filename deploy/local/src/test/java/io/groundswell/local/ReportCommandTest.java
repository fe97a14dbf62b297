package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.local.brief.MadeUp;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {

    @TempDir
    Path folder;

    private static Ended run(Object... words) {
        return Ended.of(words);
    }

    private static Ended wrong(String sentence) {
        return new Ended(2, "", "groundswell: " + sentence + "\nSee: groundswell report --help\n");
    }

    @Test
    void what_is_mistyped_is_told_before_anybody_is_asked() {
        assertThat(run("report", "--brand", "acme", "--elasticsearch", "search.example:9200"))
                .isEqualTo(new Ended(
                        2,
                        "",
                        "groundswell: --elasticsearch must be an address such as https://127.0.0.1:9200, without a user, but"
                                + " is search.example:9200.\n"));
        assertThat(run("report", "--brand", "acme", "--time-zone", "Vienna"))
                .isEqualTo(wrong("'--time-zone' is 'Vienna', but must be a zone such as Europe/Vienna or UTC."));
        assertThat(run("report", "--brand", "acme", "--elasticsearch", "http://127.0.0.1:9", "--from", "monday"))
                .isEqualTo(wrong("'--from' is 'monday', but must be a day (2026-03-08), a time (2026-03-08T06:00) or a"
                        + " moment (2026-03-08T06:00:00Z)."));
    }

    @Test
    void without_a_stack_or_an_answer_it_says_what_to_do() {
        Path data = folder.resolve("data");
        assertThat(run("report", "--brand", "acme", "--data", data))
                .isEqualTo(new Ended(
                        1,
                        "",
                        "groundswell: No stack runs on " + data
                                + "; start one with groundswell up, name another folder with --data, or an Elasticsearch"
                                + " with --elasticsearch.\n"));
        assertThat(run("report", "--brand", "acme", "--elasticsearch", "http://127.0.0.1:9"))
                .isEqualTo(
                        new Ended(
                                1,
                                "",
                                "groundswell: Elasticsearch does not answer at http://127.0.0.1:9; is it up, and is that its address?\n"));
    }

    @Test
    void a_key_that_cannot_be_read_is_told_before_anybody_is_asked() {
        Path key = folder.resolve("key");
        assertThat(run("report", "--brand", "acme", "--elasticsearch", "http://127.0.0.1:9/", "--api-key-file", key))
                .isEqualTo(new Ended(
                        2,
                        "",
                        "groundswell: the file with the API key cannot be read; is it there, is it text, and may you read it?"
                                + " What is given is its path, not the key.\n"));
    }

    @Test
    void the_brief_of_a_weekend_is_written_and_its_place_told() throws Exception {
        try (MadeUp made = new MadeUp()) {
            // Given
            made.hour("acme", MadeUp.SIX, 10, 4).publish();
            Path out = folder.resolve("weekend.html");

            // When
            Ended ended = run(
                    "report",
                    "--brand",
                    "acme",
                    "--elasticsearch",
                    made.uri(),
                    "--time-zone",
                    "Europe/Vienna",
                    "--from",
                    "2026-03-28",
                    "--to",
                    "2026-03-30",
                    "--out",
                    out);

            // Then
            assertThat(ended).isEqualTo(new Ended(0, out + "\n", ""));
            Document page = Jsoup.parse(Files.readString(out));
            assertThat(page.select("#volume-table tbody tr")).hasSize(47);
            assertThat(page.select(".lead").text())
                    .startsWith("From Sat 28 Mar 00:00 to Mon 30 Mar 00:00, acme was mentioned 13 times; ");

            // And: into a folder that is not there
            Path nowhere = folder.resolve("none").resolve("brief.html");
            assertThat(run("report", "--brand", "acme", "--elasticsearch", made.uri() + "/", "--out", nowhere))
                    .isEqualTo(new Ended(
                            1,
                            "",
                            "groundswell: The brief cannot be written to " + nowhere
                                    + "; is its folder there, and may you write in it?\n"));

            // And: of a brand that nobody measured, the place and a doubt
            assertThat(run("report", "--brand", "acne", "--elasticsearch", made.uri(), "--out", out))
                    .isEqualTo(new Ended(0, out + "\n", "Nothing is known of acne in this time; is that its id?\n"));
        }
    }
}
