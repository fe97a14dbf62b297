package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.groundswell.local.export.Export;
import io.groundswell.local.export.ExportFormat;
import io.groundswell.local.export.ExportKind;
import io.groundswell.local.export.ExportRequest;
import io.groundswell.local.export.Licences;
import io.groundswell.local.export.SearchDoor;
import io.groundswell.publish.document.Index;
import io.groundswell.topics.WindowSize;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What an export says of the brands of the story. */
final class StoryExports {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI elasticsearch;

    StoryExports(URI elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /** What the exports of mentions, measures and alerts have more, less or other than the documents, which is nothing. */
    List<String> differences(Map<Index, SortedMap<String, JsonNode>> documents)
            throws IOException, InterruptedException {
        List<String> differences = new ArrayList<>();
        SortedMap<String, JsonNode> mentions = PublishedDocuments.where(
                documents.get(Index.MENTIONS),
                mention -> !mention.path("deleted").asBoolean()
                        && !mention.path("brands").isEmpty());
        SortedMap<String, JsonNode> measures = new TreeMap<>();
        for (WindowSize size : WindowSize.values()) {
            measures.putAll(of(ExportKind.MEASURES, size));
        }
        compare(mentions, of(ExportKind.MENTIONS, WindowSize.DAY), differences);
        compare(documents.get(Index.MEASURES), measures, differences);
        compare(documents.get(Index.ALERTS), of(ExportKind.ALERTS, WindowSize.DAY), differences);
        return differences;
    }

    private static void compare(
            SortedMap<String, JsonNode> documents, SortedMap<String, JsonNode> rows, List<String> differences) {
        SortedSet<String> ids = new TreeSet<>(documents.keySet());
        ids.addAll(rows.keySet());
        for (String id : ids) {
            JsonNode document = documents.get(id);
            JsonNode row = rows.get(id);
            if (document == null || row == null) {
                differences.add(id + (row == null ? " is not exported" : " is no document"));
            } else {
                compare(id, "", document, row, differences);
            }
        }
    }

    /** Times are compared by their seconds: a document writes milliseconds that are 0, a row does not. */
    private static void compare(String id, String path, JsonNode document, JsonNode row, List<String> differences) {
        boolean withheld = document.path("platform").asText().equals("x") && row.has("kind");
        document.properties().forEach(field -> {
            String name = path + field.getKey();
            JsonNode exported = row.path(name);
            JsonNode value = field.getValue();
            if (value.isObject()) {
                if (!withheld) {
                    compare(id, name + ".", value, row, differences);
                }
            } else if (name.equals("text") && withheld) {
                if (!exported.isMissingNode()) {
                    differences.add(id + " has words of X");
                }
            } else if (!withheld || row.has(name)) {
                String same = value.isTextual() ? value.asText().replaceFirst("\\.000Z$", "Z") : "";
                boolean differs = value.isTextual()
                        ? !exported.asText().equals(same)
                        : value.isNumber() ? exported.asDouble() != value.asDouble() : !exported.equals(value);
                if (differs && !name.equals("deleted")) {
                    differences.add(id + " has another " + name + ": " + exported + " for " + value);
                }
            }
        });
    }

    /** What the command writes of the measure of that day and all platforms; its column mentions. */
    static String mentionsOfTheBadDay(Path data) throws IOException {
        Path out = Files.createDirectories(Path.of("target", "exports"));
        run(data, "measures", "csv", out.resolve("day.csv"));
        run(data, "mentions", "parquet", out.resolve("mentions.parquet"));
        try (CsvReader<NamedCsvRecord> rows = CsvReader.builder().ofNamedCsvRecord(out.resolve("day.csv"))) {
            return rows.stream()
                    .filter(row -> row.getField("platform").equals("all"))
                    .map(row -> row.getField("mentions"))
                    .collect(Collectors.joining(", "));
        }
    }

    private static void run(Path data, String kind, String format, Path file) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(said, true, StandardCharsets.UTF_8);
        String[] words = {
            "export",
            kind,
            "--brand",
            "pottlewick",
            "--from",
            "2026-03-08",
            "--to",
            "2026-03-08",
            "--format",
            format,
            "--out",
            file.toString(),
            "--overwrite",
            "--data",
            data.toString()
        };
        assertThat(Groundswell.run(words, err, err))
                .as(said.toString(StandardCharsets.UTF_8))
                .isZero();
    }

    /** Rows by id. */
    private SortedMap<String, JsonNode> of(ExportKind kind, WindowSize size) throws IOException, InterruptedException {
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        new Export(SearchDoor.at(elasticsearch, null), Licences.shipped(), Rehearsal.END)
                .toStream(
                        new ExportRequest(
                                kind,
                                new TreeSet<>(List.of("pottlewick", "glimmerhob")),
                                null,
                                null,
                                size,
                                ExportFormat.JSONL),
                        lines,
                        (rows, of) -> {});
        SortedMap<String, JsonNode> rows = new TreeMap<>();
        for (String line : lines.toString(StandardCharsets.UTF_8).lines().toList()) {
            JsonNode row = JSON.readTree(line);
            rows.put(row.path("id").asText(), row);
        }
        return rows;
    }
}
