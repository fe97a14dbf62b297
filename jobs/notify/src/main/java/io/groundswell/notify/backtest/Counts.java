package io.groundswell.notify.backtest;

import io.groundswell.notify.crisis.RuleLimits;
import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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

    /**
     * @param time as it is written
     * @param start of the five minutes; a time without a zone is UTC
     */
    public record Row(String time, Instant start, double count) {}

    /**
     * @param name of the file, for messages
     * @throws UnusableTable when it does not hold what is expected
     */
    public static Counts read(Reader text, String name) throws IOException {
        List<Row> rows = new ArrayList<>();
        int[] gaps = {0};
        TimedTable.read(text, name, (record, place) -> {
            Row row = row(record, place);
            gaps[0] += !rows.isEmpty() && isGap(rows, row, place) ? 1 : 0;
            rows.add(row);
        });
        if (rows.isEmpty()) {
            throw new UnusableTable(name + " holds no counts");
        }
        return new Counts(List.copyOf(rows), gaps[0]);
    }

    private static Row row(CSVRecord record, String place) throws UnusableTable {
        if (record.size() < 2) {
            throw new UnusableTable(place + "a time and a count are expected, with a comma between them");
        }
        String time = record.get(0);
        double count;
        try {
            count = Double.parseDouble(record.get(1));
        } catch (NumberFormatException e) {
            throw new UnusableTable(place + "'" + TimedTable.shortened(record.get(1)) + "' is not a count");
        }
        if (!(count >= 0) || Double.isInfinite(count)) {
            throw new UnusableTable(
                    place + "'" + TimedTable.shortened(record.get(1)) + "' is not a count: it must be 0 or more");
        }
        return new Row(time, TimedTable.time(time, place), count);
    }

    private static boolean isGap(List<Row> rows, Row row, String place) throws UnusableTable {
        Duration between = Duration.between(rows.get(rows.size() - 1).start(), row.start());
        if (between.isZero() || between.isNegative()) {
            throw new UnusableTable(
                    place + "'" + row.time() + "' does not come after the row before; sort the rows by time");
        }
        Duration off = between.minus(RuleLimits.STEP);
        if (off.abs().compareTo(TOLERANCE) <= 0) {
            return false;
        }
        if (rows.size() == 1 || off.isNegative()) {
            throw new UnusableTable(place + "counts are expected every 5 minutes; this one comes " + inWords(between)
                    + " after the one before");
        }
        return true;
    }

    private static String inWords(Duration between) {
        return between.toSeconds() % 60 == 0 ? between.toMinutes() + " minutes" : between.toSeconds() + " seconds";
    }
}
