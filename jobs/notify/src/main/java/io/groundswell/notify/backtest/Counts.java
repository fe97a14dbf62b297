package io.groundswell.notify.backtest;

import io.groundswell.notify.crisis.RuleLimits;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A table of counts, as other tools hand them out: a header, then a time and how many mentions the five minutes from then on
 * held, the oldest first.
 *
 * @param rows at least one
 * @param gaps how many rows come later than five minutes after the one before
 */
public record Counts(List<Row> rows, int gaps) {

    private static final Duration TOLERANCE = Duration.ofSeconds(30);

    private static final DateTimeFormatter TIMES = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']")
            .append(DateTimeFormatter.ISO_LOCAL_TIME)
            .parseLenient()
            .optionalStart()
            .appendOffsetId()
            .toFormatter(Locale.ROOT);

    /**
     * @param time as it is written
     * @param start of the five minutes; a time without a zone is UTC
     */
    public record Row(String time, Instant start, double count) {}

    /** A table that is not one of counts every five minutes; the message says where and why. */
    public static final class NotCounts extends IOException {
        NotCounts(String message) {
            super(message);
        }
    }

    /**
     * @param name of the file, for messages
     * @throws NotCounts when it does not hold what is expected
     */
    public static Counts read(Reader text, String name) throws IOException {
        List<Row> rows = new ArrayList<>();
        int gaps = 0;
        try (CSVParser table = CSVFormat.RFC4180
                .builder()
                .setIgnoreEmptyLines(true)
                .setIgnoreSurroundingSpaces(true)
                .get()
                .parse(text)) {
            for (CSVRecord record : table) {
                String place = name + ", line " + table.getCurrentLineNumber() + ": ";
                if (record.getRecordNumber() == 1 && isHeader(record)) {
                    continue;
                }
                Row row = row(record, place);
                if (!rows.isEmpty() && isGap(rows, row, place)) {
                    gaps++;
                }
                rows.add(row);
            }
        } catch (UncheckedIOException | IllegalStateException e) {
            throw new NotCounts(name + " is not a table with commas: " + e.getMessage());
        }
        if (rows.isEmpty()) {
            throw new NotCounts(name + " holds no counts");
        }
        return new Counts(List.copyOf(rows), gaps);
    }

    private static boolean isHeader(CSVRecord record) {
        return record.size() >= 2 && !startsWithDigit(record.get(0)) && !startsWithDigit(record.get(1));
    }

    private static boolean startsWithDigit(String cell) {
        return !cell.isEmpty() && Character.isDigit(cell.charAt(0));
    }

    private static Row row(CSVRecord record, String place) throws NotCounts {
        if (record.size() < 2) {
            throw new NotCounts(place + "a time and a count are expected, with a comma between them");
        }
        String time = record.get(0);
        double count;
        try {
            count = Double.parseDouble(record.get(1));
        } catch (NumberFormatException e) {
            throw new NotCounts(place + "'" + shortened(record.get(1)) + "' is not a count");
        }
        if (!(count >= 0) || Double.isInfinite(count)) {
            throw new NotCounts(place + "'" + shortened(record.get(1)) + "' is not a count: it must be 0 or more");
        }
        try {
            TemporalAccessor read = TIMES.parseBest(time, OffsetDateTime::from, LocalDateTime::from);
            Instant start = read instanceof OffsetDateTime there
                    ? there.toInstant()
                    : LocalDateTime.from(read).toInstant(ZoneOffset.UTC);
            return new Row(time, start, count);
        } catch (DateTimeParseException e) {
            throw new NotCounts(place + "'" + shortened(time) + "' is not a time such as 2026-03-02 12:05:00");
        }
    }

    private static String shortened(String cell) {
        return cell.length() > 40 ? cell.substring(0, 40) + "…" : cell;
    }

    private static boolean isGap(List<Row> rows, Row row, String place) throws NotCounts {
        Duration between = Duration.between(rows.get(rows.size() - 1).start(), row.start());
        if (between.isZero() || between.isNegative()) {
            throw new NotCounts(
                    place + "'" + row.time() + "' does not come after the row before; sort the rows by time");
        }
        Duration off = between.minus(RuleLimits.STEP);
        if (off.abs().compareTo(TOLERANCE) <= 0) {
            return false;
        }
        if (rows.size() == 1 || off.isNegative()) {
            throw new NotCounts(place + "counts are expected every 5 minutes; this one comes " + inWords(between)
                    + " after the one before");
        }
        return true;
    }

    private static String inWords(Duration between) {
        return between.toSeconds() % 60 == 0 ? between.toMinutes() + " minutes" : between.toSeconds() + " seconds";
    }
}
