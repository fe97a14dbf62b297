package io.groundswell.collect.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FeedCaptureTest {

    @TempDir
    Path folder;

    @Test
    void a_line_of_json_is_a_record_and_a_heartbeat_between_is_one_too() throws IOException {
        assertThat(records("\n{\"a\":1}\r\n\r\n[{\"b\":2}]\n")).containsExactly("", "{\"a\":1}", "", "[{\"b\":2}]");
    }

    @Test
    void a_document_over_many_lines_is_a_record_also_when_several_follow_each_other() throws IOException {
        assertThat(records("{\n  \"a\": 1\n}\n{\n  \"b\": 2\n}\n[\n  {\"c\": 3}\n]\n"))
                .containsExactly("{\n  \"a\": 1\n}", "{\n  \"b\": 2\n}", "[\n  {\"c\": 3}\n]");
        assertThat(records("{\"a\":1} {\"b\":2}\n{\"c\":3}")).containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":3}");
    }

    @Test
    void a_broken_line_is_one_broken_record_wherever_it_stands() throws IOException {
        assertThat(records("{\"a\":1,\"te\n{\"b\":2}\n{\"c\":3}\n"))
                .containsExactly("{\"a\":1,\"te", "{\"b\":2}", "{\"c\":3}");
        assertThat(records("{\"a\":1}\n{\"b\":\n{\"c\":3}\n")).containsExactly("{\"a\":1}", "{\"b\":", "{\"c\":3}");
        assertThat(records("{\"a\":\n{\"b\":2}\n{\"c\":3}\n"))
                .as("also where the line ends as if more were to come")
                .containsExactly("{\"a\":", "{\"b\":2}", "{\"c\":3}");
    }

    @Test
    void a_broken_document_is_one_broken_record() throws IOException {
        assertThat(records("{\n \"a\": 1\n}\n{\n \"b\" 2\n}\n"))
                .containsExactly("{\n \"a\": 1\n}", "\n{\n \"b\" 2\n}\n");
    }

    @Test
    void an_array_too_large_for_one_record_is_its_items_on_one_line_or_many() throws IOException {
        // Given
        String item = "{\"text\":\"" + "x".repeat(99_000) + "\"}";
        List<String> items = IntStream.range(0, 100)
                .mapToObj(i -> item.replace("x\"", i + "\""))
                .toList();

        // When, Then
        assertThat(records("[" + String.join(",", items) + "]\n{\"after\":1}\n"))
                .startsWith(items.get(0), items.get(1))
                .endsWith(items.get(99), "{\"after\":1}")
                .hasSize(101);
        assertThat(records("[\n" + String.join(",\n", items) + "\n]")).isEqualTo(items);
    }

    @Test
    void an_event_of_a_stream_is_a_record_and_a_colon_is_a_heartbeat() throws IOException {
        assertThat(records(":thump\nevent: update\ndata: {\"id\":\"1\"}\n\n:\nid: 7\ndata: x\n"))
                .containsExactly(":thump", "event: update\ndata: {\"id\":\"1\"}\n", ":", "id: 7\ndata: x\n");
    }

    @Test
    void xml_is_one_record_and_a_mark_at_its_beginning_is_no_part_of_it() throws IOException {
        assertThat(records("\ufeff<rss>\n</rss>\n")).containsExactly("<rss>\n</rss>\n");
    }

    @Test
    void what_is_packed_with_gzip_is_read_as_if_it_were_not() throws IOException {
        // Given
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        for (String part : List.of("{\"a\":1}\n{\"b\"", ":2}\n")) {
            try (OutputStream out = new GZIPOutputStream(packed)) {
                out.write(part.getBytes(UTF_8));
            }
        }

        // When, Then
        assertThat(records(packed.toByteArray())).containsExactly("{\"a\":1}", "{\"b\":2}");
    }

    @Test
    void other_text_is_lines_and_an_empty_file_holds_nothing() throws IOException {
        assertThat(records("date\ttext\n2026\thello\n")).containsExactly("date\ttext", "2026\thello");
        assertThat(records("")).isEmpty();
    }

    @Test
    void a_line_of_any_length_comes_whole() throws IOException {
        // Given
        String line = "{\"text\":\"" + "y".repeat(200_000) + "\"}";

        // When, Then
        assertThat(records(line + "\n" + line + "\n{}")).containsExactly(line, line, "{}");
    }

    @Test
    void what_is_no_feed_is_refused_with_a_sentence_that_says_what_to_do() {
        Map<byte[], String> files = Map.of(
                new byte[] {'P', 'K', 3, 4, 0, 0}, "a zip archive; unpack it and name the folder",
                new byte[] {(byte) 0xFF, (byte) 0xFE, '{', 0},
                        "written in UTF-16; turn it into UTF-8 first, for example with iconv -f UTF-16 -t UTF-8",
                new byte[] {(byte) 0x28, (byte) 0xB5, 0x2F, (byte) 0xFD, 1},
                        "packed in a way that is not read here; unpack it, or pack it with gzip",
                new byte[] {(byte) 0x89, 'P', 'N', 'G', 0, 1}, "a binary file, which no platform sends");

        files.forEach((bytes, sentence) -> assertThatThrownBy(() -> records(bytes))
                .isInstanceOf(NoCapture.class)
                .hasMessage(sentence));
    }

    @Test
    void of_a_folder_never_seen_the_captures_are_taken_and_the_rest_is_named() throws IOException {
        // Given
        write("b/posts.weird", "{\"a\":1}");
        write("b/notes.txt", "Taken on Monday.");
        write("a.jsonl", "{}");
        write("empty.json", "");
        write(".git/config", "x");
        write("archive.zip", "PK\u0003\u0004");
        Files.createSymbolicLink(folder.resolve("round"), folder);

        // When
        FeedCapture.Found found = FeedCapture.found(folder);

        // Then
        assertThat(found.captures()).containsExactly(folder.resolve("a.jsonl"), folder.resolve("b/posts.weird"));
        assertThat(found.leftOut().entrySet().stream()
                        .map(left -> folder.relativize(left.getKey()) + ": " + left.getValue()))
                .containsExactly(
                        ".git: hidden",
                        "archive.zip: a zip archive; unpack it and name the folder",
                        "b/notes.txt: plain text",
                        "empty.json: empty",
                        "round: a link to a folder");
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private List<String> records(String text) throws IOException {
        return records(text.getBytes(UTF_8));
    }

    private List<String> records(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("capture"), bytes);
        List<byte[]> records = new ArrayList<>();
        FeedCapture.read(file, records::add);
        Files.delete(file);
        return records.stream().map(record -> new String(record, UTF_8)).collect(Collectors.toList());
    }
}
