package io.groundswell.collect.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/**
 * How the times of somebody's own data are written, as they tell us: nobody guesses what a bare number or a local time
 * means.
 *
 * @param unit milliseconds of one unit since 1970; 0 when times are not numbers
 * @param zone of times that have none; null when times are numbers
 * @param form of times that are not numbers, else null
 */
record WrittenTime(long unit, ZoneId zone, DateTimeFormatter form) {

    /** ISO 8601, with {@code T} or a blank before the time of day, and a zone or none. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("[['T'][' ']HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendPattern("[XXX][XX][X]]")
            .toFormatter(Locale.ROOT);

    private static final int LONGEST = 100;

    /**
     * @param written {@code seconds}, {@code millis}, {@code zone} or {@code zone@pattern}
     * @throws IllegalArgumentException in a sentence for the person who wrote it
     */
    static WrittenTime parse(String written) {
        switch (written.strip()) {
            case "seconds":
                return new WrittenTime(1_000, null, null);
            case "millis":
                return new WrittenTime(1, null, null);
            default:
                break;
        }
        int at = written.indexOf('@');
        String zone = (at < 0 ? written : written.substring(0, at)).strip();
        DateTimeFormatter form = ISO;
        if (at >= 0) {
            String pattern = written.substring(at + 1).strip();
            try {
                form = new DateTimeFormatterBuilder()
                        .parseCaseInsensitive()
                        .appendPattern(pattern)
                        .toFormatter(Locale.ENGLISH);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "'" + pattern + "' is no pattern of a time; one is, for example, dd.MM.yyyy HH:mm", e);
            }
        }
        try {
            return new WrittenTime(0, ZoneId.of(zone), form);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "'" + zone + "' is neither 'seconds' nor 'millis' nor a zone such as UTC, +02:00 or Europe/Berlin",
                    e);
        }
    }

    /** The time in ISO 8601 with its zone; what is no such time stays as it is. */
    String iso(String written) {
        if (written.length() > LONGEST) {
            return written;
        }
        try {
            if (unit > 0) {
                double millis = Double.parseDouble(written) * unit;
                return Double.isNaN(millis)
                        ? written
                        : Instant.ofEpochMilli(Math.round(millis)).toString();
            }
            TemporalAccessor time = form.parseBest(written, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
            ZonedDateTime zoned = time instanceof ZonedDateTime told
                    ? told
                    : time instanceof LocalDateTime local
                            ? local.atZone(zone)
                            : LocalDate.from(time).atStartOfDay(zone);
            return zoned.toInstant().toString();
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            return written;
        }
    }
}
