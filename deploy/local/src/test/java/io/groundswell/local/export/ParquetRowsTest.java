package io.groundswell.local.export;

import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ParquetRowsTest {

    private static final List<ExportColumn> COLUMNS = List.of(
            new ExportColumn("id", ColumnType.TEXT, "", ""),
            new ExportColumn("author.followers", ColumnType.WHOLE, "", ""),
            new ExportColumn("score", ColumnType.NUMBER, "", ""),
            new ExportColumn("edited", ColumnType.FLAG, "", ""),
            new ExportColumn("createdAt", ColumnType.TIME, "", ""),
            new ExportColumn("hashtags", ColumnType.TEXTS, "", ""),
            new ExportColumn("media", ColumnType.JSON, "", ""));

    @TempDir
    Path folder;

    @Test
    void what_is_written_is_what_a_reader_reads_with_types_and_without_what_was_not_there() throws Exception {
        // Given
        Path file = folder.resolve("rows.parquet");

        // When
        try (ParquetRows rows = new ParquetRows(file, ExportKind.MENTIONS, COLUMNS)) {
            rows.write(new Object[] {
                "x:1", 7L, -0.5, true, NOON, List.of("кот", "🐈"), new ObjectMapper().readTree("[{\"type\":\"photo\"}]")
            });
            rows.write(new Object[] {"x:2", null, null, null, null, List.of(), null});
        }

        // Then
        MessageType schema = schema(file);
        assertThat(schema.toString())
                .isEqualTo(
                        """
                        message mentions {
                          optional binary id (STRING);
                          optional int64 author.followers;
                          optional double score;
                          optional boolean edited;
                          optional int64 createdAt (TIMESTAMP(MILLIS,true));
                          optional group hashtags (LIST) {
                            repeated group list {
                              required binary element (STRING);
                            }
                          }
                          optional binary media (STRING);
                        }
                        """);
        assertThat(rows(file))
                .containsExactly(
                        "id: x:1|author.followers: 7|score: -0.5|edited: true|createdAt: " + NOON.toEpochMilli()
                                + "|hashtags|  list|    element: кот|  list|    element: 🐈|media: [{\"type\":\"photo\"}]|",
                        "id: x:2|hashtags|");
    }

    @Test
    void a_hundred_thousand_rows_are_compressed_in_groups() throws Exception {
        // Given
        Path file = folder.resolve("rows.parquet");

        // When
        try (ParquetRows rows = new ParquetRows(file, ExportKind.MENTIONS, COLUMNS.subList(0, 2))) {
            for (long i = 0; i < 100_000; i++) {
                rows.write(new Object[] {"x:" + i, i % 10});
            }
        }

        // Then
        try (ParquetFileReader reader = opened(file)) {
            assertThat(reader.getRecordCount()).isEqualTo(100_000);
            assertThat(reader.getFooter().getBlocks().get(0).getColumns())
                    .allSatisfy(column -> assertThat(column.getCodec()).isEqualTo(CompressionCodecName.ZSTD));
        }
        assertThat(file.toFile().length()).isLessThan(500_000);
    }

    private static ParquetFileReader opened(Path file) throws IOException {
        return new ParquetFileReader(
                new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration())
                        .withCodecFactory(new ZstdPages())
                        .build());
    }

    private static MessageType schema(Path file) throws IOException {
        try (ParquetFileReader reader = opened(file)) {
            return reader.getFileMetaData().getSchema();
        }
    }

    static List<String> rows(Path file) throws IOException {
        List<String> rows = new ArrayList<>();
        try (ParquetFileReader reader = opened(file)) {
            MessageType schema = reader.getFileMetaData().getSchema();
            for (PageReadStore pages = reader.readNextRowGroup(); pages != null; pages = reader.readNextRowGroup()) {
                RecordReader<Group> records = new ColumnIOFactory()
                        .getColumnIO(schema)
                        .getRecordReader(pages, new GroupRecordConverter(schema));
                for (long i = 0; i < pages.getRowCount(); i++) {
                    rows.add(records.read().toString().replace('\n', '|'));
                }
            }
        }
        return rows;
    }
}
