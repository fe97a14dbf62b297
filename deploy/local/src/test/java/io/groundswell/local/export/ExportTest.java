package io.groundswell.local.export;

import static io.groundswell.local.export.Published.all;
import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.publish.document.Index;
import io.groundswell.testkit.AMention;
import io.groundswell.topics.Rating;
import io.groundswell.topics.WindowSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportTest {

    private static Published published;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException {
        published = Published.nothing();
    }

    @AfterAll
    static void stop() {
        published.close();
    }

    @BeforeEach
    void nothing_is_published() throws Exception {
        published.forgetAll();
    }

    private static String text(ExportRequest request) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Exported exported = published.export(NOON).toStream(request, out, (rows, of) -> {});
        assertThat(exported.bytes()).isEqualTo(out.size());
        return out.toString(StandardCharsets.UTF_8);
    }

    private static List<String> ids(String jsonLines) {
        return jsonLines
                .lines()
                .map(line -> line.replaceAll("^\\{\"id\":\"([^\"]+)\".*", "$1"))
                .toList();
    }

    private static Stream<AMention> crowd(int size) {
        // Three to a minute, so that pages end between rows of one time.
        return IntStream.range(0, size)
                .mapToObj(i -> aMention(String.format("%06d", i)).about("acme").at(minutesAfterNoon(i / 3)));
    }

    @Test
    void mentions_come_by_time_and_then_by_id_without_the_deleted_and_those_of_others() throws Exception {
        // Given
        published.mentions(
                aMention("3").about("acme").at(minutesAfterNoon(1)).angry().likes(7),
                aMention("2").about("acme", "apex").at(minutesAfterNoon(1)),
                aMention("9").about("acme").at(NOON),
                aMention("5").about("apex").at(NOON),
                aMention("6").about("acme").at(NOON).deleted());

        // When
        String lines = text(all(ExportKind.MENTIONS, ExportFormat.JSONL));

        // Then
        assertThat(ids(lines)).containsExactly("x:9", "x:2", "x:3");
        assertThat(lines.lines().toList().get(2))
                .isEqualTo("{\"id\":\"x:3\",\"version\":1772452860000,\"platform\":\"x\",\"kind\":\"POST\","
                        + "\"edited\":false,\"embedded\":false,\"brands\":[\"acme\"],\"campaigns\":[],\"rules\":[],"
                        + "\"text\":\"Some words\",\"author.id\":\"x:author-of-3\",\"author.handle\":\"author-of-3\","
                        + "\"author.followers\":100,"
                        + "\"createdAt\":\"2026-03-02T12:01:00Z\",\"observedAt\":\"2026-03-02T12:01:00Z\","
                        + "\"counters.likes\":7,\"links\":[],\"hashtags\":[],\"cashtags\":[],\"handles\":[],\"media\":[],"
                        + "\"withheldIn\":[],\"notes\":[],\"status\":\"COMPLETE\",\"sentiment\":\"NEGATIVE\","
                        + "\"entities\":[],\"intents\":[],\"towards\":[],\"sketch\":[],\"phrases\":[]}");
    }

    @Test
    void the_beginning_of_the_time_is_in_and_the_end_is_not() throws Exception {
        // Given
        published.mentions(
                aMention("1").about("acme").at(NOON),
                aMention("2").about("acme").at(minutesAfterNoon(1)),
                aMention("3").about("acme").at(minutesAfterNoon(2)));

        // When
        String lines = text(new ExportRequest(
                ExportKind.MENTIONS,
                new TreeSet<>(List.of("acme")),
                NOON,
                minutesAfterNoon(2),
                WindowSize.DAY,
                ExportFormat.JSONL));

        // Then
        assertThat(ids(lines)).containsExactly("x:1", "x:2");
    }

    @Test
    void hostile_texts_survive_a_table_and_are_no_formulas() throws Exception {
        // Given
        List<String> texts = List.of(
                "=HYPERLINK(\"http://evil.example\";\"click\")",
                "+1 for this",
                "-2+3",
                "@SUM(A1)",
                "\tcmd",
                "\rcmd",
                "a, \"quoted\" line\r\nand another",
                "кот 🐈 ü",
                "'already quoted");
        for (int i = 0; i < texts.size(); i++) {
            published.mentions(
                    aMention("" + i).about("acme").at(minutesAfterNoon(i)).saying(texts.get(i)));
        }

        // When
        String csv = text(all(ExportKind.MENTIONS, ExportFormat.CSV));

        // Then
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(csv)) {
            assertThat(rows.stream().map(row -> row.getField("text")))
                    .containsExactly(
                            "'=HYPERLINK(\"http://evil.example\";\"click\")",
                            "'+1 for this",
                            "'-2+3",
                            "'@SUM(A1)",
                            "'\tcmd",
                            "'\rcmd",
                            "a, \"quoted\" line\r\nand another",
                            "кот 🐈 ü",
                            "'already quoted");
        }
        assertThat(csv).startsWith("id,version,platform,").endsWith("\r\n");
    }

    @Test
    void a_number_below_zero_stays_a_number_in_a_table() throws Exception {
        // Given
        published.document(
                Index.RESPONSES,
                "{\"id\":\"acme|x:1\",\"brand\":\"acme\",\"askedAt\":\"2026-03-02T12:00:00.000Z\","
                        + "\"mention\":\"x:1\",\"seconds\":-5}");

        // When
        String csv = text(all(ExportKind.RESPONSES, ExportFormat.CSV));

        // Then
        assertThat(csv)
                .isEqualTo("id,brand,mention,platform,askedAt,day,intent,department,state,promised,dueAt,answer,"
                        + "answeredAt,answers,seconds,openSeconds,kept,toldAt\r\n"
                        + "acme|x:1,acme,x:1,,2026-03-02T12:00:00Z,,,,,,,,,,-5,,,\r\n");
    }

    @Test
    void reviews_are_the_mentions_with_a_rating() throws Exception {
        // Given
        published.mentions(
                aMention("1").about("acme"),
                aMention("2").about("acme").with(mention -> mention.setRating(new Rating(0.25, 2.0, 5.0))));

        // When, Then
        assertThat(ids(text(all(ExportKind.REVIEWS, ExportFormat.JSONL)))).containsExactly("x:2");
    }

    @Test
    void measures_are_of_one_size_with_a_column_for_each_metric_that_was_worked_out() throws Exception {
        // Given
        String measure = "{\"id\":\"acme|x|%1$s|1\",\"brand\":\"acme\",\"platform\":\"x\",\"size\":\"%1$s\","
                + "\"windowStart\":\"2026-03-02T12:00:00.000Z\",\"mentions\":4,\"metrics\":{%2$s},"
                + "\"metricVersions\":[\"net-sentiment/1\"],\"negativeShare\":{\"share\":0.25,\"low\":0.1,\"high\":0.5}}";
        published.document(Index.MEASURES, String.format(measure, "HOUR", "\"net-sentiment\":-0.5"));
        published.document(Index.MEASURES, String.format(measure, "DAY", "\"engagement-rate\":0.5"));

        // When
        String lines = text(new ExportRequest(
                ExportKind.MEASURES, new TreeSet<>(List.of("acme")), null, null, WindowSize.HOUR, ExportFormat.JSONL));
        String csv = text(new ExportRequest(
                ExportKind.MEASURES, new TreeSet<>(List.of("acme")), null, null, WindowSize.HOUR, ExportFormat.CSV));

        // Then
        assertThat(lines)
                .isEqualTo("{\"id\":\"acme|x|HOUR|1\",\"brand\":\"acme\",\"platform\":\"x\",\"size\":\"HOUR\","
                        + "\"windowStart\":\"2026-03-02T12:00:00Z\",\"mentions\":4,\"negativeShare.share\":0.25,"
                        + "\"negativeShare.low\":0.1,\"negativeShare.high\":0.5,"
                        + "\"metricVersions\":[\"net-sentiment/1\"],\"metrics.net-sentiment\":-0.5}\n");
        assertThat(csv.lines().findFirst().orElseThrow()).endsWith(",asOf,metrics.net-sentiment");
    }

    @ParameterizedTest
    @EnumSource(
            value = ExportKind.class,
            names = {"CAMPAIGNS", "ALERTS", "INCIDENTS"})
    void what_is_told_of_a_brand_is_exported_by_its_time(ExportKind kind) throws Exception {
        // Given
        String brand = kind == ExportKind.INCIDENTS ? "\"brands\":[\"acme\"]" : "\"brand\":\"acme\"";
        for (String id : List.of("b", "a")) {
            published.document(
                    kind.index(),
                    "{\"id\":\"" + id + "\"," + brand + ",\"" + kind.timeField()
                            + "\":\"2026-03-02T12:00:00.000Z\",\"asOf\":\"2026-03-02T12:05:00.000Z\"}");
        }

        // When
        String lines = text(all(kind, ExportFormat.JSONL));

        // Then
        assertThat(lines.lines())
                .containsExactly(
                        "{\"id\":\"a\"," + brand + ",\"" + kind.timeField()
                                + "\":\"2026-03-02T12:00:00Z\",\"asOf\":\"2026-03-02T12:05:00Z\"}",
                        "{\"id\":\"b\"," + brand + ",\"" + kind.timeField()
                                + "\":\"2026-03-02T12:00:00Z\",\"asOf\":\"2026-03-02T12:05:00Z\"}");
    }

    @Test
    void every_row_of_many_pages_is_there_once() throws Exception {
        // Given
        published.mentions(crowd(2_500));

        // When
        List<String> ids = ids(text(all(ExportKind.MENTIONS, ExportFormat.JSONL)));

        // Then
        assertThat(ids)
                .isEqualTo(IntStream.range(0, 2_500)
                        .mapToObj(i -> String.format("x:%06d", i))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(
            value = ExportFormat.class,
            names = {"CSV", "JSONL"})
    void an_export_killed_in_the_middle_goes_on_to_the_same_bytes(ExportFormat format) throws Exception {
        // Given
        published.mentions(crowd(12_500));
        ExportRequest request = all(ExportKind.MENTIONS, format);
        Path straight = folder.resolve("straight");
        published.export(NOON).toFile(request, straight, false, (rows, of) -> {});
        Path file = folder.resolve("file");
        Path part = folder.resolve("file.part");

        // When
        assertThatThrownBy(() -> published.export(NOON).toFile(request, file, false, (rows, of) -> {
                    if (rows >= 11_000) {
                        throw new UncheckedIOException(new IOException("killed"));
                    }
                }))
                .hasMessageContaining("killed");

        // Then
        assertThat(file).doesNotExist();
        Files.writeString(part, "half a li", StandardOpenOption.APPEND);
        Exported exported = published.export(NOON).toFile(request, file, false, (rows, of) -> {});
        assertThat(exported).isEqualTo(new Exported(12_500, Files.size(straight), 10_000, List.of()));
        assertThat(file).hasSameBinaryContentAs(straight);
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactlyInAnyOrder(straight, file);
        }
    }

    @Test
    void a_parquet_file_has_every_row_and_nothing_is_left_beside_it() throws Exception {
        // Given
        published.mentions(crowd(2_500));
        Path file = folder.resolve("mentions.parquet");

        // When
        Exported exported = published
                .export(NOON)
                .toFile(all(ExportKind.MENTIONS, ExportFormat.PARQUET), file, false, (rows, of) -> {});

        // Then
        assertThat(exported).isEqualTo(new Exported(2_500, Files.size(file), 0, List.of()));
        assertThat(ParquetRowsTest.rows(file)).hasSize(2_500).last().asString().startsWith("id: x:002499|version: ");
        assertThat(folder).isDirectoryNotContaining(left -> !left.equals(file));
    }

    @Test
    void the_beginning_of_another_export_is_not_gone_on_with() throws Exception {
        // Given
        published.mentions(crowd(10_500));
        Path file = folder.resolve("mentions");
        assertThatThrownBy(() -> published
                        .export(NOON)
                        .toFile(all(ExportKind.MENTIONS, ExportFormat.CSV), file, false, (rows, of) -> {
                            if (rows > 10_000) {
                                throw new UncheckedIOException(new IOException("killed"));
                            }
                        }))
                .isInstanceOf(UncheckedIOException.class);
        ExportRequest other = all(ExportKind.MENTIONS, ExportFormat.JSONL);

        // When, Then
        assertThatThrownBy(() -> published.export(NOON).toFile(other, file, false, (rows, of) -> {}))
                .isInstanceOfSatisfying(SettingsProblem.class, problem -> assertThat(problem.problems())
                        .containsExactly(file + ".part is the beginning of another export; repeat that one, name"
                                + " another file, or say --overwrite to throw it away"));
        assertThat(published
                        .export(NOON)
                        .toFile(other, file, true, (rows, of) -> {})
                        .rows())
                .isEqualTo(10_500);
        assertThat(file).content().startsWith("{\"id\":\"x:000000\"");
    }

    @Test
    void a_file_that_is_there_is_replaced_only_when_that_is_said() throws Exception {
        // Given
        published.mentions(aMention("1").about("acme"));
        Path file = Files.writeString(folder.resolve("mentions.jsonl"), "precious");
        ExportRequest request = all(ExportKind.MENTIONS, ExportFormat.JSONL);

        // When, Then
        assertThatThrownBy(() -> published.export(NOON).toFile(request, file, false, (rows, of) -> {}))
                .isInstanceOf(SettingsProblem.class);
        assertThat(file).hasContent("precious");
        published.export(NOON).toFile(request, file, true, (rows, of) -> {});
        assertThat(file).content().startsWith("{\"id\":\"x:1\"");
    }

    @Test
    void an_elasticsearch_that_dies_and_comes_back_loses_no_row() throws Exception {
        // Given
        published.mentions(crowd(3_500));
        AtomicInteger pages = new AtomicInteger();
        Path file = folder.resolve("mentions.jsonl");

        // When
        published.export(NOON).toFile(all(ExportKind.MENTIONS, ExportFormat.JSONL), file, false, (rows, of) -> {
            if (pages.incrementAndGet() == 1) {
                published.server().kill();
                try {
                    published.server().restart();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });

        // Then
        assertThat(ids(Files.readString(file)))
                .isEqualTo(IntStream.range(0, 3_500)
                        .mapToObj(i -> String.format("x:%06d", i))
                        .toList());
    }

    @Test
    void where_nothing_is_published_or_nobody_answers_a_sentence_says_so() throws Exception {
        // Given
        ExportRequest request = all(ExportKind.MENTIONS, ExportFormat.JSONL);
        Export elsewhere =
                new Export(SearchDoor.at(URI.create(published.uri() + "/nowhere"), null), Licences.shipped(), NOON);

        // When, Then
        assertThat(text(request)).isEmpty();
        assertThatThrownBy(() -> elsewhere.toStream(request, new ByteArrayOutputStream(), (rows, of) -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Elasticsearch at " + published.uri() + "/nowhere/ refuses with 400");
    }
}
