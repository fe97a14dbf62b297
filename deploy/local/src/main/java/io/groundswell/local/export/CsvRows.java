package io.groundswell.local.export;

import com.fasterxml.jackson.databind.ObjectMapper;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Rows after RFC 4180, in UTF-8 with a header. Lists are JSON in their cell; what is not there is an empty cell, an empty
 * text one with two quotes. A text that a spreadsheet would take for a formula gets an apostrophe in front.
 */
final class CsvRows implements RowWriter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BEGINS_FORMULAS = "=+-@\t\r\n＝＋－＠";

    private final CsvWriter csv;
    private final List<ExportColumn> columns;
    private final String[] cells;

    /** @param isBegun whether the header is there already */
    CsvRows(OutputStream out, List<ExportColumn> columns, boolean isBegun) {
        this.csv = CsvWriter.builder()
                .lineDelimiter(LineDelimiter.CRLF)
                .quoteStrategy(QuoteStrategies.EMPTY)
                .build(out, StandardCharsets.UTF_8);
        this.columns = columns;
        this.cells = new String[columns.size()];
        if (!isBegun) {
            csv.writeRecord(columns.stream().map(ExportColumn::name).toList());
        }
    }

    @Override
    public void write(Object[] row) throws IOException {
        for (int i = 0; i < cells.length; i++) {
            cells[i] = row[i] == null ? null : cell(columns.get(i).type(), row[i]);
        }
        csv.writeRecord(cells);
    }

    private static String cell(ColumnType type, Object value) throws IOException {
        return switch (type) {
            case TEXT -> harmless((String) value);
            case TEXTS, JSON -> JSON.writeValueAsString(value);
            case WHOLE, NUMBER, FLAG, TIME -> value.toString();
        };
    }

    private static String harmless(String text) {
        return !text.isEmpty() && BEGINS_FORMULAS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    @Override
    public void flush() throws IOException {
        csv.flush();
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
