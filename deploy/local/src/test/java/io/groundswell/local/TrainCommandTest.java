package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Labels and what is learned from them, on a broker of their own. */
class TrainCommandTest {

    @TempDir
    private Path folder;

    private String out;
    private String err;

    private int run(String... words) {
        ByteArrayOutputStream told = new ByteArrayOutputStream();
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        List<String> all = new ArrayList<>(List.of(words));
        if (!all.contains("--data") && !all.contains("evaluate")) {
            all.addAll(List.of("--data", folder.resolve("data").toString()));
        }
        int code = Groundswell.run(
                all.toArray(String[]::new),
                new PrintStream(told, true, StandardCharsets.UTF_8),
                new PrintStream(said, true, StandardCharsets.UTF_8));
        out = told.toString(StandardCharsets.UTF_8);
        err = said.toString(StandardCharsets.UTF_8);
        return code;
    }

    private Path brands() throws IOException {
        return Files.writeString(
                folder.resolve("brands.yaml"), "brands: [{id: acme, name: Acme, query: acme}]", StandardCharsets.UTF_8);
    }

    private Path labels(int each) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < each; i++) {
            String thing = "kettle " + (char) ('a' + i % 26) + (char) ('a' + i / 26);
            lines.append(i).append("a\tpositive\tmy ").append(thing).append(" sings at last\n");
            lines.append(i).append("b\tnegative\tmy ").append(thing).append(" hums again\n");
            lines.append(i).append("c\tneutral\tthe ").append(thing).append(" stands there\n");
        }
        return Files.writeString(folder.resolve("labels.tsv"), lines.toString());
    }

    @Test
    void labels_are_told_listed_learned_from_switched_on_and_off() throws Exception {
        // Given
        assertThat(run("brands", "apply", brands().toString())).isZero();

        // When
        assertThat(run("label", "--brand", "acme", "--file", labels(60).toString()))
                .isZero();
        assertThat(out).isEqualTo("180 labels for acme\n");
        assertThat(run("label", "--brand", "acme", "--list")).isZero();
        assertThat(out.lines()).hasSize(180).contains("7b\tnegative\tmy kettle ha hums again");

        assertThat(run("label", "7b", "--brand", "acme", "--withdraw")).isZero();
        assertThat(run("label", "7b", "--brand", "acme", "--withdraw")).isEqualTo(2);
        assertThat(err).contains("'7b' has no label of acme that could be withdrawn");
        assertThat(run("label", "--brand", "acme", "--file", labels(60).toString()))
                .isZero();

        // Then
        assertThat(run("train", "sentiment", "--brand", "acme", "--tier", "fast", "--switch-on"))
                .as(err)
                .isZero();
        assertThat(out)
                .startsWith("acme: learned from 135 labels, measured on 45 others\n")
                .contains("the brand's own, words")
                .endsWith("It is better on posts it did not learn from. --switch-on judges so from now on.\n");
        assertThat(err).contains("Switched on: documents judged so say acme@1.");
        assertThat(run("train", "sentiment", "--brand", "acme", "--tier", "fast", "--switch-on"))
                .isZero();
        assertThat(err).contains("acme@2.");
        assertThat(run("train", "sentiment", "--brand", "acme", "--switch-off")).isZero();
        assertThat(run("train", "sentiment", "--brand", "acme", "--switch-off")).isEqualTo(2);
        assertThat(err).contains("'acme' has no sentiment of its own that could be switched off");
    }

    @Test
    void a_file_of_labels_needs_no_broker_and_gives_numbers_for_machines() throws Exception {
        // When
        Path model = folder.resolve("acme.model");
        int code = run(
                "train",
                "sentiment",
                "--brand",
                "acme",
                "--tier",
                "fast",
                "--labels",
                labels(40).toString(),
                "--format",
                "json",
                "--out",
                model.toString());

        // Then
        assertThat(code).as(err).isZero();
        assertThat(out)
                .startsWith("{\"brand\":\"acme\",\"way\":\"words\",\"learned\":90,\"heldOut\":30,\"repeated\":0,");
        assertThat(folder.resolve("data")).doesNotExist();

        // When
        String given = labels(40).toString();
        assertThat(run("evaluate", "sentiment", "--tier", "fast", "--format", "json", given))
                .isZero();
        String before = out;
        assertThat(run(
                        "evaluate",
                        "sentiment",
                        "--tier",
                        "fast",
                        "--format",
                        "json",
                        "--model",
                        model.toString(),
                        given))
                .as(err)
                .isZero();

        // Then
        assertThat(out).contains("\"model\":\"fast/1+acme.model\"");
        assertThat(accuracy(out)).isGreaterThan(accuracy(before) + 0.2);
        assertThat(run("evaluate", "sentiment", "--tier", "fast", "--model", given, given))
                .isEqualTo(2);
        assertThat(err).contains("labels.tsv is a brand's sentiment of form");
    }

    private static double accuracy(String line) throws IOException {
        return new ObjectMapper().readTree(line).path("accuracy").asDouble();
    }

    @Test
    void what_is_wrong_is_told_in_a_sentence() throws Exception {
        assertThat(run("label", "--brand", "acme")).isEqualTo(2);
        assertThat(err).contains("Say one of: a mention with --sentiment or --withdraw, --file, --list");
        assertThat(run("label", "x:1", "--brand", "acme")).isEqualTo(2);
        assertThat(err).contains("--withdraw it");
        assertThat(run("label", "x:1", "--brand", "nobody", "--sentiment", "negative"))
                .isEqualTo(2);
        assertThat(err).contains("There is no brand 'nobody'");
        assertThat(run("brands", "apply", brands().toString())).isZero();
        assertThat(run("label", "x:1", "--brand", "acme", "--sentiment", "negative"))
                .isEqualTo(2);
        assertThat(err).contains("'x:1' is no mention that Kafka has");
        assertThat(run("label", "--brand", "acme", "--list", "--withdraw")).isEqualTo(2);
        assertThat(err).contains("go with one mention");
        assertThat(run("train")).isEqualTo(2);
        assertThat(run("train", "sentiment", "--brand", "acme", "--tier", "deep"))
                .isEqualTo(2);
        assertThat(err).contains("There is no job that judges by 'deep'; there are tiered, fast, rntn");
        assertThat(run("train", "sentiment", "--brand", "nobody", "--switch-on"))
                .isEqualTo(2);
        assertThat(err).contains("There is no brand 'nobody'");
        assertThat(run("train", "sentiment", "--brand", "acme", "--tier", "fast"))
                .isEqualTo(2);
        assertThat(err).contains("There are no labels for 'acme' yet");
        assertThat(run(
                        "train",
                        "sentiment",
                        "--brand",
                        "acme",
                        "--tier",
                        "fast",
                        "--labels",
                        labels(5).toString()))
                .isEqualTo(2);
        assertThat(err).contains("There are labels of 15 different texts; from 40 on");
        assertThat(err).doesNotContain("Exception");
    }
}
