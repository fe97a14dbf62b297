package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DecodeCommandTest {

    private static final String POST =
            """
            {"data":{"id":"1541111111111111111","text":"Boiled over\\u0007 again\\u202e. \\u00fc","author_id":"7",\
            "created_at":"2022-06-26T17:00:00.000Z"}}""";
    private static final String BROKEN = "{\"data\":";

    @TempDir
    Path folder;

    private static Ended decode(Object... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        return new Ended(
                run(new PrintStream(out, true, StandardCharsets.UTF_8), err, words),
                out.toString(StandardCharsets.UTF_8),
                err.toString(StandardCharsets.UTF_8));
    }

    private static int run(PrintStream out, ByteArrayOutputStream err, Object... words) {
        String[] arguments = new String[words.length + 3];
        arguments[0] = "decode";
        arguments[1] = "--platform";
        arguments[2] = "x";
        for (int i = 0; i < words.length; i++) {
            arguments[i + 3] = words[i].toString();
        }
        return Groundswell.run(arguments, out, new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void each_item_is_a_line_with_the_file_and_the_record_it_came_from_and_dead_letters_are_no_failure()
            throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("posts.jsonl"), POST + "\n\n" + BROKEN + "\n");

        // When
        Ended ended = decode(file);

        // Then
        assertThat(ended.code()).isZero();
        JsonNode[] lines = ended.out()
                .lines()
                .map(line -> {
                    try {
                        return new ObjectMapper().readTree(line);
                    } catch (IOException e) {
                        throw new AssertionError(line, e);
                    }
                })
                .toArray(JsonNode[]::new);
        assertThat(lines).hasSize(3);
        assertThat(lines[0].path("file").asText()).isEqualTo(file.toString());
        assertThat(lines[0].path("outcome").asText()).isEqualTo("mention");
        assertThat(lines[0].path("mention").path("id").asText()).isEqualTo("x:1541111111111111111");
        assertThat(lines[0].path("mention").path("observedAt").asText())
                .as("seen when it was made, as nothing newer stands in it")
                .isEqualTo("2022-06-26T17:00:00Z");
        assertThat(lines[1].path("record").asInt()).isEqualTo(2);
        assertThat(lines[1].path("kind").asText()).isEqualTo("keep-alive");
        assertThat(lines[2].path("reason").asText()).isEqualTo("JSON_SYNTAX");
        assertThat(ended.err()).isEqualTo("3 records: 1 mention, 1 control, 1 dead letter\n");
    }

    @Test
    void nothing_a_stranger_writes_moves_the_cursor_and_every_letter_stays_itself() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("posts.jsonl"), POST + "\n");

        // When
        Ended ended = decode(file);

        // Then
        assertThat(ended.out()).doesNotContain("\u0007", "\u202e").contains("ü");
        assertThat(new ObjectMapper()
                        .readTree(ended.out())
                        .path("mention")
                        .path("text")
                        .asText())
                .startsWith("Boiled over")
                .contains("\u202e");
    }

    @Test
    void the_summary_is_a_table_with_a_line_for_each_file_and_the_reasons_under_it() throws IOException {
        // Given
        Files.writeString(folder.resolve("a.jsonl"), POST + "\n" + POST + "\n");
        Files.writeString(
                folder.resolve("b.json"),
                "{\"data\":{\"id\":\"7\",\"text\":5,\"created_at\":\"2022-06-26T17:00:00.000Z\"}}");
        Files.writeString(folder.resolve("readme.txt"), "These are two.");

        // When
        Ended ended = decode("--summary", folder);

        // Then
        assertThat(ended.code()).isZero();
        assertThat(ended.err()).isEqualTo("Left out " + folder.resolve("readme.txt") + ": plain text\n");
        assertThat(ended.out().replace(folder.toString(), "").replaceAll(" +", " "))
                .isEqualTo(
                        """
                         records mentions deletions takedowns engagement audience traffic control dead letters
                        /a.jsonl 2 2 0 0 0 0 0 0 0
                        /b.json 1 0 0 0 0 0 0 0 1
                        in all 3 2 0 0 0 0 0 0 1
                        dead letters: 1 FIELD_TYPE text
                        """);
    }

    @Test
    void fields_never_seen_before_are_told_with_how_often_and_where_first() throws IOException {
        // Given
        Files.writeString(
                folder.resolve("a.jsonl"), POST + "\n" + POST.replace("\"text\"", "\"steam\":1,\"text\"") + "\n");
        Files.writeString(
                folder.resolve("b.jsonl"),
                POST.replace("\"text\"", "\"steam\":1,\"lid\":{\"open\":true},\"text\"") + "\n");

        // When
        Ended ended = decode("--drift", folder);

        // Then
        assertThat(ended.code()).isZero();
        assertThat(ended.out().replace(folder.toString(), "").replaceAll(" +", " "))
                .isEqualTo(
                        """
                        platform field times first in
                        x data.steam 2 /a.jsonl
                        x data.lid 1 /b.jsonl
                        """);
        assertThat(Groundswell.run(
                        new String[] {"decode", "--platform", "custom", "--drift", folder.toString()},
                        new PrintStream(OutputStream.nullOutputStream()),
                        System.err))
                .isZero();
    }

    @Test
    void a_file_that_cannot_be_read_to_its_end_is_told_and_the_others_are_read() throws IOException {
        // Given
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 20_000; i++) {
                out.write((i * 31 + "\n").getBytes(StandardCharsets.UTF_8));
            }
        }
        Path cut = Files.write(folder.resolve("cut.gz"), Arrays.copyOf(packed.toByteArray(), packed.size() / 2));
        Path zip = Files.writeString(folder.resolve("all.zip"), "PK\u0003\u0004");
        Path empty = Files.writeString(folder.resolve("empty.json"), "");
        Path good = Files.writeString(folder.resolve("good.json"), POST);

        // When
        Ended ended = decode("--summary", cut, zip, empty, good);

        // Then
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith(cut + ": damaged gzip (")
                                .contains("), after record "),
                        line -> assertThat(line).isEqualTo(zip + ": a zip archive; unpack it and name the folder."),
                        line -> assertThat(line).isEqualTo(empty + ": empty."));
        assertThat(ended.out()).contains("good.json");
    }

    @Test
    void files_that_are_not_there_and_folders_without_any_payload_are_a_mistake_in_the_command() throws IOException {
        // Given
        Path prose = Files.createDirectories(folder.resolve("prose"));
        Files.writeString(prose.resolve("diary.txt"), "Dear diary");

        // When, Then
        assertThat(decode(folder.resolve("none.json")).err())
                .startsWith("groundswell: There is no file " + folder.resolve("none.json") + ".\n");
        assertThat(decode(prose)).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err())
                    .startsWith("Left out " + prose.resolve("diary.txt") + ": plain text\ngroundswell: Nothing in "
                            + prose + " looks like what a platform sends.\n");
        });
    }

    @Test
    void rows_of_a_table_of_ones_own_become_posts_by_a_mapping() throws IOException {
        // Given
        Path table = Files.writeString(
                folder.resolve("posts.csv"), "post_id;body;when\n7;The lid, it flew off;2026-03-01 10:00\n8;Hm\n");
        String[] words = {
            "decode",
            "--platform",
            "custom",
            "--map",
            "text=body,id=post_id,createdAt=when@Europe/Berlin",
            table.toString()
        };
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        // When
        int code = Groundswell.run(words, new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err));
        words[4] = "text=bdy";
        int wrong = Groundswell.run(words, new PrintStream(OutputStream.nullOutputStream()), new PrintStream(err));
        words[2] = "x";
        int notCustom = Groundswell.run(words, new PrintStream(OutputStream.nullOutputStream()), new PrintStream(err));

        // Then
        assertThat(code).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8).lines().toList())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .contains("\"id\":\"custom:7\"", "The lid, it flew off", "2026-03-01T09:00:00Z"),
                        line -> assertThat(line).contains("\"record\":2", "\"outcome\":\"dead-letter\""));
        assertThat(wrong).isEqualTo(2);
        assertThat(notCustom).isEqualTo(2);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("groundswell: posts.csv has no column 'bdy'; its columns are: post_id, body, when.\n")
                .contains("groundswell: '--map' goes with --platform custom: what x sends is known.\n");
    }

    @Test
    void it_stops_quietly_when_nobody_reads_any_more() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("many.jsonl"), (POST + "\n").repeat(50));
        int[] written = {0};
        PrintStream head = new PrintStream(new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                if (++written[0] > 3) {
                    throw new IOException("Broken pipe");
                }
            }
        });
        ByteArrayOutputStream err = new ByteArrayOutputStream();

        // When
        int code = run(head, err, file);

        // Then
        assertThat(code).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(written[0]).isEqualTo(4);
    }
}
