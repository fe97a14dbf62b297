package io.groundswell.local.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedFeedTest {

    private static final Instant NOON = Instant.parse("2014-05-01T12:00:00Z");
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    /** A line says its time up to the first blank. */
    private static final Function<byte[], Optional<Instant>> TIME = line -> {
        try {
            return Optional.of(Instant.parse(new String(line, StandardCharsets.UTF_8).split(" ", 2)[0]));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    };

    @TempDir
    Path folder;

    @Test
    void lines_of_several_files_come_in_the_order_of_time() throws Exception {
        // Given
        Path plain = file("plain", at(0) + " a", at(2) + " b", at(2) + " c");
        Path packed = gzip("packed", at(1) + " d", at(2) + " e", at(9) + " f");

        // When
        List<String> read = read(List.of(plain, packed), List.of(0L, 0L));

        // Then
        assertThat(read)
                .containsExactly(
                        "12:00 0:1 a", "12:01 1:1 d", "12:02 0:2 b", "12:02 0:3 c", "12:02 1:2 e", "12:09 1:3 f");
    }

    @Test
    void a_line_without_a_sane_time_takes_that_of_the_line_before_it() throws Exception {
        // Given
        Path file = file(
                "odd",
                "",
                "broken",
                at(5) + " a",
                "1999-01-01T00:00:00Z too-early",
                "2031-01-01T00:00:00Z too-late",
                at(6) + " b",
                "");

        // When
        List<String> read = read(List.of(file), List.of(0L));

        // Then
        assertThat(read)
                .containsExactly(
                        "12:05 0:1 ",
                        "12:05 0:2 broken",
                        "12:05 0:3 a",
                        "12:05 0:4 too-early",
                        "12:05 0:5 too-late",
                        "12:06 0:6 b",
                        "12:06 0:7 ");
    }

    @Test
    void a_file_without_any_time_is_of_now() throws Exception {
        // When
        MergedFeed feed = feed(List.of(file("none", "x", "y")), List.of(0L));

        // Then
        assertThat(feed.next().time()).isEqualTo(NOW);
        feed.close();
    }

    @Test
    void payloads_are_handed_on_byte_for_byte_without_the_line_end() throws Exception {
        // Given
        byte[] payload = {'{', (byte) 0xff, 0, 'a', (byte) 0xc3, '}'};
        Path file = folder.resolve("bytes");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write("{}\n".getBytes(StandardCharsets.UTF_8));
            out.write(payload);
            out.write('\r');
            out.write('\n');
            out.write(payload);
        }

        // When
        try (MergedFeed feed = feed(List.of(file), List.of(0L))) {
            // Then
            assertThat(feed.next().payload()).asString().isEqualTo("{}");
            assertThat(feed.next().payload()).isEqualTo(payload);
            assertThat(feed.next().payload()).isEqualTo(payload);
            assertThat(feed.next()).isNull();
        }
    }

    @Test
    void a_line_longer_than_any_record_is_left_out_and_counted() throws Exception {
        // Given
        Path file = folder.resolve("long");
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write((at(0) + " a\n").getBytes(StandardCharsets.UTF_8));
            out.write("x".repeat(FeedFile.LONGEST_RECORD + 1).getBytes(StandardCharsets.UTF_8));
            out.write(("\n" + at(1) + " b\n").getBytes(StandardCharsets.UTF_8));
        }

        // When
        try (MergedFeed feed = feed(List.of(file), List.of(0L))) {
            // Then
            assertThat(rest(feed)).containsExactly("12:00 0:1 a", "12:01 0:3 b");
            assertThat(feed.tooLong()).isEqualTo(1);
        }
    }

    @Test
    void an_interrupted_replay_goes_on_after_the_lines_reached_and_misses_none() throws Exception {
        // Given
        Path one = file("one", minutes(0, 40));
        Path other = gzip("other", minutes(20, 60));
        List<String> whole = read(List.of(one, other), List.of(0L, 0L));
        LinesReached bookmark = new LinesReached(folder.resolve("replays"), "x", List.of(one, other));

        // When
        List<String> pieces = new ArrayList<>();
        for (int interrupted = 0; interrupted < 4; interrupted++) {
            List<Long> reached = new ArrayList<>(bookmark.lines());
            try (MergedFeed feed = feed(List.of(one, other), reached)) {
                for (int i = 0; i < 17; i++) {
                    FeedLine line = feed.next();
                    pieces.add(words(line));
                    reached.set(line.file(), line.number());
                }
            }
            bookmark.save(reached);
        }
        pieces.addAll(read(List.of(one, other), bookmark.lines()));

        // Then
        assertThat(pieces).isEqualTo(whole).hasSize(80);
    }

    @Test
    void a_replay_is_known_by_what_is_in_the_files_and_forgotten_when_finished() throws Exception {
        // Given
        Path one = file("one", minutes(0, 5));
        new LinesReached(folder.resolve("replays"), "x", List.of(one)).save(List.of(3L));
        Path moved = Files.move(one, folder.resolve("moved"));
        LinesReached same = new LinesReached(folder.resolve("replays"), "x", List.of(moved));
        LinesReached otherPlatform = new LinesReached(folder.resolve("replays"), "reddit", List.of(moved));
        List<Long> before = same.lines();

        // When
        same.forget();

        // Then
        assertThat(before).containsExactly(3L);
        assertThat(otherPlatform.lines()).containsExactly(0L);
        assertThat(same.lines()).containsExactly(0L);
        Files.writeString(moved, "more");
        assertThat(new LinesReached(folder.resolve("replays"), "x", List.of(moved)).lines())
                .containsExactly(0L);
    }

    @Test
    void a_file_that_begins_with_its_newest_posts_is_refused() throws Exception {
        // Given
        String[] backwards =
                IntStream.range(0, 30).mapToObj(i -> at(59 - i) + " p").toArray(String[]::new);
        Path file = file("backwards", backwards);

        // When, Then
        assertThatThrownBy(() -> feed(List.of(file), List.of(0L)))
                .isInstanceOf(UnreadableFeed.class)
                .hasMessageContaining("begins with its newest posts");
    }

    @Test
    void a_damaged_gzip_file_says_after_which_record() throws Exception {
        // Given
        Path whole = gzip("whole", minutes(0, 59));
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut"), java.util.Arrays.copyOf(bytes, bytes.length / 2));

        // When, Then
        assertThatThrownBy(() -> read(List.of(cut), List.of(0L)))
                .isInstanceOf(UnreadableFeed.class)
                .hasMessageMatching(
                        "The file .*cut cannot be read further than record \\d+: damaged gzip \\(Unexpected end of"
                                + " ZLIB input stream\\)\\.");
    }

    @Test
    void documents_are_put_in_the_order_of_time_and_events_and_xml_are_fed_whole() throws Exception {
        // Given
        Path pages =
                Files.writeString(folder.resolve("pages.json"), "{\n\"at\":7 }\n{ \"at\":\n3 }\n{\"no\": \n\"time\"}");
        Path xml = Files.writeString(folder.resolve("feed.xml"), "<rss at=5>\n</rss>");
        Path events = Files.writeString(folder.resolve("stream.sse"), ":thump at=4\n\nevent: e\ndata: at=6\n\n");
        Function<byte[], Optional<Instant>> time = payload -> {
            java.util.regex.Matcher at =
                    java.util.regex.Pattern.compile("at\\W+(\\d)").matcher(new String(payload, StandardCharsets.UTF_8));
            return at.find() ? Optional.of(Instant.parse(at(Integer.parseInt(at.group(1))))) : Optional.empty();
        };

        // When
        List<String> read = new ArrayList<>();
        try (MergedFeed feed = new MergedFeed("x", List.of(pages, xml, events), List.of(1L, 0L, 0L), time, NOW)) {
            for (FeedLine line = feed.next(); line != null; line = feed.next()) {
                read.add(line.time().toString().substring(11, 16) + " " + line.file() + ":" + line.number() + " "
                        + new String(line.payload(), StandardCharsets.UTF_8).replaceAll("\\s+", " "));
            }
        }

        // Then
        assertThat(read)
                .as("and the oldest page was reached before")
                .containsExactly(
                        "12:03 0:2 {\"no\": \"time\"}",
                        "12:04 2:1 :thump at=4",
                        "12:05 1:1 <rss at=5> </rss>",
                        "12:06 2:2 event: e data: at=6 ",
                        "12:07 0:3 { \"at\":7 }");
    }

    @Test
    void many_files_are_open_only_while_they_are_read() throws Exception {
        // Given
        List<Path> files = new ArrayList<>();
        int[] open = {0, 0};
        FeedRecords.Opening counting = path -> {
            FeedRecords records = CapturedRecords.open(path);
            open[1] = Math.max(open[1], ++open[0]);
            return new FeedRecords() {
                @Override
                public byte[] next() throws IOException {
                    return records.next();
                }

                @Override
                public boolean isDocuments() {
                    return records.isDocuments();
                }

                @Override
                public long bytesRead() {
                    return records.bytesRead();
                }

                @Override
                public void close() throws IOException {
                    open[0]--;
                    records.close();
                }
            };
        };
        for (int i = 0; i < 50; i++) {
            files.add(file("f" + i, at(i) + " p", at(i) + " q"));
        }

        // When
        List<String> read;
        try (MergedFeed feed = new MergedFeed("x", files, counting, java.util.Collections.nCopies(50, 0L), TIME, NOW)) {
            read = rest(feed);
        }

        // Then
        assertThat(read).hasSize(100).isSorted();
        assertThat(open).containsExactly(0, 1);
    }

    @Test
    void at_speed_60_an_hour_takes_a_minute() {
        // Given
        Pace pace = Pace.of(60);

        // When
        Duration first = pace.untilDue(NOON, NOW);
        Duration hourLater = pace.untilDue(NOON.plusSeconds(3600), NOW.plusSeconds(10));
        Duration back = pace.untilDue(NOON.minusSeconds(3600), NOW.plusSeconds(10));

        // Then
        assertThat(first).isZero();
        assertThat(hourLater).isEqualTo(Duration.ofSeconds(50));
        assertThat(back).isZero();
        assertThat(Pace.unlimited().untilDue(NOON, NOW)).isZero();
    }

    private static String at(int minute) {
        return NOON.plus(Duration.ofMinutes(minute)).toString();
    }

    private static String[] minutes(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(minute -> at(minute) + " p" + minute)
                .toArray(String[]::new);
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.writeString(
                folder.resolve(name), java.util.Arrays.stream(lines).collect(Collectors.joining("\n", "", "\n")));
    }

    private Path gzip(String name, String... lines) throws IOException {
        Path path = folder.resolve(name + ".gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(path))) {
            out.write(String.join("\n", lines).getBytes(StandardCharsets.UTF_8));
        }
        return path;
    }

    private static MergedFeed feed(List<Path> files, List<Long> reached) throws UnreadableFeed {
        return new MergedFeed("x", files, reached, TIME, NOW);
    }

    private static List<String> read(List<Path> files, List<Long> reached) throws UnreadableFeed {
        try (MergedFeed feed = feed(files, reached)) {
            return rest(feed);
        }
    }

    private static List<String> rest(MergedFeed feed) throws UnreadableFeed {
        List<String> lines = new ArrayList<>();
        for (FeedLine line = feed.next(); line != null; line = feed.next()) {
            lines.add(words(line));
        }
        return lines;
    }

    private static String words(FeedLine line) {
        String text = new String(line.payload(), StandardCharsets.UTF_8);
        return line.time().toString().substring(11, 16) + " " + line.file() + ":" + line.number() + " "
                + text.substring(text.indexOf(' ') + 1);
    }
}
