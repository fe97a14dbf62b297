package io.groundswell.local.export;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExportColumnsTest {

    @ParameterizedTest
    @EnumSource(ExportKind.class)
    void every_column_says_what_it_means(ExportKind kind) {
        assertThat(ExportColumns.of(kind)).isNotEmpty().allSatisfy(column -> assertThat(column.meaning())
                .as(column.name())
                .isNotBlank());
    }

    @ParameterizedTest
    @EnumSource(ExportKind.class)
    void every_field_of_the_documents_is_a_column_and_no_other(ExportKind kind) throws Exception {
        // Given
        Set<String> fields = new TreeSet<>();
        try (InputStream template =
                ExportColumnsTest.class.getResourceAsStream(kind.index().template())) {
            new ObjectMapper()
                    .readTree(template).at("/template/mappings/properties").properties().stream()
                            // Another name of a field.
                            .filter(field ->
                                    !field.getValue().path("type").asText().equals("alias"))
                            .forEach(field -> fields.add(field.getKey()));
        }
        // A mark of deletion is no row, and each metric is a column of its own.
        fields.remove(kind.isOfPosts() ? "deleted" : "metrics");

        // When
        Set<String> columns = new TreeSet<>();
        ExportColumns.of(kind).forEach(column -> columns.add(column.root()));

        // Then
        assertThat(columns).isEqualTo(fields);
    }

    @Test
    void the_readme_has_the_columns_there_are() throws Exception {
        StringBuilder generated = new StringBuilder();
        for (ExportKind kind : ExportKind.values()) {
            if (kind != ExportKind.REVIEWS) {
                generated.append("\n### ").append(kind.inWords()).append("\n\n").append(ExportColumns.table(kind));
            }
            if (kind == ExportKind.MEASURES) {
                generated
                        .append("\nMetrics that ship; `metricVersions` says which version a row's value is of.\n\n")
                        .append(ExportColumns.metricsTable());
            }
        }
        Path right = Path.of("target", "columns.md");
        Files.writeString(right, generated);

        assertThat(Files.readString(Path.of("README.md")))
                .as(
                        "the tables between the marks in deploy/local/README.md; the right ones are in deploy/local/%s",
                        right)
                .contains("<!-- columns -->\n" + generated + "\n<!-- /columns -->");
    }

    @Test
    void numbers_that_are_written_whole_are_read_as_the_column_says() throws Exception {
        // Given
        JsonNode document =
                new ObjectMapper().readTree("{\"a\":{\"b\":1},\"t\":\"2026-03-02T12:00:00.000Z\",\"n\":null}");

        // When, Then
        assertThat(new ExportColumn("a.b", ColumnType.NUMBER, "", "").of(document))
                .isEqualTo(1.0);
        assertThat(new ExportColumn("t", ColumnType.TIME, "", "").of(document))
                .isEqualTo(java.time.Instant.parse("2026-03-02T12:00:00Z"));
        assertThat(new ExportColumn("n", ColumnType.TEXT, "", "").of(document)).isNull();
        assertThat(new ExportColumn("a.c.d", ColumnType.TEXT, "", "").of(document))
                .isNull();
    }
}
