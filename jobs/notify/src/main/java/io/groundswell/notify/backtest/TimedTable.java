package io.groundswell.notify.backtest;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A table with commas whose rows begin with a time, as other tools hand them out; a header is left out. */
final class TimedTable {

    private static final DateTimeFormatter TIMES = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .parseLenient()
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT);

    /** Takes one row. */
    interface Reading {
        /** @param place name of the file and number of the line, for messages */
        void row(CSVRecord record, String place) throws UnusableTable;
    }

    /**
     * @param name of the file, for messages
     * @throws UnusableTable when it is no table, or a row cannot be read
     */
    static void read(Reader text, String name, Reading reading) throws IOException {
        try (CSVParser table = CSVFormat.RFC4180
                .builder()
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get()
                .parse(text)) {
            for (CSVRecord record : table) {
                if (record.getRecordNumber() > 1 || !isHeader(record)) {
                    reading.row(record, name + ", line " + table.getCurrentLineNumber() + ": ");
                }
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new UnusableTable(name + " is not a table with commas: " + e.getMessage());
        }
    }

    private static boolean isHeader(CSVRecord record) {
        return record.size() >= 2 && !startsWithDigit(record.get(0)) && !startsWithDigit(record.get(1));
    }

    private static boolean startsWithDigit(String cell) {
        return !cell.isEmpty() && Character.isDigit(cell.charAt(0));
    }

    /** A time without a zone is UTC. */
    static Instant time(String cell, String place) throws UnusableTable {
        try {
            TemporalAccessor read = TIMES.parseBest(cell, OffsetDateTime::from, LocalDateTime::from);
            return read instanceof OffsetDateTime there
                    ? there.toInstant()
                    : LocalDateTime.from(read).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            throw new UnusableTable(place + "'" + shortened(cell) + "' is not a time such as 2026-03-02 12:05:00");
        }
    }

    static String shortened(String cell) {
        return cell.length() > 40 ? cell.substring(0, 40) + "…" : cell;
    }

    private TimedTable() {}
}
