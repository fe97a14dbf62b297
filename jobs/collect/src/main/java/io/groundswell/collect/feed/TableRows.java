package io.groundswell.collect.feed;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * The rows of a table in text, as spreadsheets and databases write it: a header, cells in quotes where they have to be,
 * line ends in cells, a mark of the encoding at the beginning or none.
 *
 * <p>UTF-8 is read byte by byte first and as text after it has been cut, so that a row in another encoding is one broken row.
 */
final class TableRows {

    /** Where rows go. */
    interface Reader {

        /** @param cells as many as the header has */
        void row(List<String> cells);

        /** @param record what the decoder will refuse, with the reason */
        void broken(byte[] record);
    }

    private static final int LONGEST_HEADER = 1 << 16;
    private static final char[] DELIMITERS = {',', ';', '\t'};

    private final Iterator<CSVRecord> records;
    private final Charset cellCharset;
    private final char delimiter;
    private final List<String> header;

    private TableRows(Iterator<CSVRecord> records, Charset cellCharset, char delimiter, List<String> header) {
        this.records = records;
        this.cellCharset = cellCharset;
        this.delimiter = delimiter;
        this.header = header;
    }

    /** The rows below the header, or null when there is not even that. */
    static TableRows of(InputStream in) throws IOException {
        Charset charset = charset(in);
        in.mark(LONGEST_HEADER + 4);
        String head = new String(in.readNBytes(LONGEST_HEADER), charset);
        in.reset();
        char delimiter = delimiter(head);
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setDelimiter(delimiter)
                .setIgnoreEmptyLines(true)
                .setTrailingData(true)
                .get();
        Iterator<CSVRecord> records =
                CSVParser.parse(new InputStreamReader(in, charset), format).iterator();
        if (!records.hasNext()) {
            return null;
        }
        Charset cells = charset == ISO_8859_1 ? UTF_8 : null;
        List<String> header = new ArrayList<>();
        for (String name : records.next()) {
            header.add((cells == null ? name : new String(name.getBytes(ISO_8859_1), cells)).strip());
        }
        return new TableRows(records, cells, delimiter, header);
    }

    List<String> header() {
        return header;
    }

    /** Hands on every row; rows without anything in them too, as rows of empty cells. */
    void each(Reader reader) {
        long row = 1;
        while (true) {
            row++;
            CSVRecord record;
            try {
                if (!records.hasNext()) {
                    return;
                }
                record = records.next();
            } catch (UncheckedIOException e) {
                // From here on nobody can tell where rows end.
                reader.broken(bytes(rowOf(row)));
                return;
            }
            row = record.getRecordNumber();
            read(record, reader);
        }
    }

    private void read(CSVRecord record, Reader reader) {
        List<String> cells = new ArrayList<>(record.size());
        for (String cell : record) {
            byte[] raw = cellCharset == null ? null : cell.getBytes(ISO_8859_1);
            if (raw != null && StrictUtf8.firstFault(raw) >= 0) {
                reader.broken(String.join(String.valueOf(delimiter), record).getBytes(ISO_8859_1));
                return;
            }
            cells.add(raw == null ? cell : new String(raw, cellCharset));
        }
        if (cells.size() == header.size()) {
            reader.row(cells);
            return;
        }
        ObjectNode broken = rowOf(record.getRecordNumber());
        broken.put("cells", cells.size());
        broken.put("columns", header.size());
        ArrayNode values = broken.putArray("values");
        cells.forEach(values::add);
        reader.broken(bytes(broken));
    }

    private static ObjectNode rowOf(long number) {
        return JsonNodeFactory.instance.objectNode().put(CustomMapping.ROW, number);
    }

    private static byte[] bytes(ObjectNode node) {
        return node.toString().getBytes(UTF_8);
    }

    /** Reads past the mark. Where there is none it is UTF-8, to be cut as single bytes. */
    private static Charset charset(InputStream in) throws IOException {
        in.mark(3);
        byte[] mark = in.readNBytes(3);
        in.reset();
        int first = mark.length > 1 ? (mark[0] & 0xFF) << 8 | mark[1] & 0xFF : 0;
        if (first == 0xFEFF || first == 0xFFFE) {
            in.skipNBytes(2);
            return first == 0xFEFF ? UTF_16BE : UTF_16LE;
        }
        if (mark.length == 3 && first == 0xEFBB && (mark[2] & 0xFF) == 0xBF) {
            in.skipNBytes(3);
        }
        return ISO_8859_1;
    }

    private static char delimiter(String head) {
        int[] counts = new int[DELIMITERS.length];
        boolean quoted = false;
        for (int i = 0; i < head.length(); i++) {
            char c = head.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && c == '\n') {
                if (i > 0 && !head.substring(0, i).isBlank()) {
                    break;
                }
            } else if (!quoted) {
                for (int d = 0; d < DELIMITERS.length; d++) {
                    counts[d] += c == DELIMITERS[d] ? 1 : 0;
                }
            }
        }
        int most = 0;
        for (int d = 1; d < counts.length; d++) {
            most = counts[d] > counts[most] ? d : most;
        }
        return DELIMITERS[most];
    }
}
