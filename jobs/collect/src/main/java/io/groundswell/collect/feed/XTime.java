package io.groundswell.collect.feed;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;

/**
 * The times X writes, as milliseconds since 1970: {@code Wed Oct 10 20:19:24 +0000 2018} (v1.1),
 * {@code 2018-10-10T20:19:24.000Z} (v2), and the one hidden in its ids. Read by hand, as this is done for every post.
 */
final class XTime {

    static final long UNREADABLE = Long.MIN_VALUE;

    /** The first id that carries a time, of November 2010; smaller ones were counted up. */
    private static final long FIRST_TIMED_ID = 30_000_000_000L;

    static final long EARLIEST_MILLIS = Instant.parse("2006-01-01T00:00:00Z").toEpochMilli();

    private static final long ID_EPOCH_MILLIS = 1_288_834_974_657L;
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";

    /** Either form, or {@link #UNREADABLE}. */
    static long read(String written) {
        try {
            if (written.length() == 30) {
                return readWords(written);
            } else if ((written.length() == 20 || written.length() == 24)
                    && written.charAt(written.length() - 1) == 'Z'
                    && written.charAt(10) == 'T') {
                return readIso(written);
            }
            return written.length() > 40
                    ? UNREADABLE
                    : OffsetDateTime.parse(written).toInstant().toEpochMilli();
        } catch (DateTimeException | NumberFormatException | ArithmeticException e) {
            return UNREADABLE;
        }
    }

    private static long readWords(String written) {
        int month = MONTHS.indexOf(written.substring(4, 7));
        char sign = written.charAt(20);
        if (month < 0 || month % 3 != 0 || sign != '+' && sign != '-') {
            return UNREADABLE;
        }
        long offset = digits(written, 21, 23) * 60 + digits(written, 23, 25);
        long day = LocalDate.of(digits(written, 26, 30), month / 3 + 1, digits(written, 8, 10))
                .toEpochDay();
        long millis = day * 86_400_000L + timeOfDay(written, 11);
        return millis - (sign == '+' ? offset : -offset) * 60_000L;
    }

    private static long readIso(String written) {
        long day = LocalDate.of(digits(written, 0, 4), digits(written, 5, 7), digits(written, 8, 10))
                .toEpochDay();
        int millis = written.length() == 24 ? digits(written, 20, 23) : 0;
        return day * 86_400_000L + timeOfDay(written, 11) + millis;
    }

    private static long timeOfDay(String written, int from) {
        int hours = digits(written, from, from + 2);
        int minutes = digits(written, from + 3, from + 5);
        int seconds = digits(written, from + 6, from + 8);
        // 60 is a leap second.
        if (hours > 23 || minutes > 59 || seconds > 60) {
            throw new DateTimeException("time of day");
        }
        return ((hours * 60L + minutes) * 60L + seconds) * 1000L;
    }

    private static int digits(String written, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            int digit = written.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw new NumberFormatException();
            }
            value = value * 10 + digit;
        }
        return value;
    }

    /** When the post with this id was made, to the second like {@code created_at}, or {@link #UNREADABLE}. */
    static long ofId(String id) {
        if (id.length() > 19) {
            return UNREADABLE;
        }
        long number;
        try {
            number = Long.parseLong(id);
        } catch (NumberFormatException e) {
            return UNREADABLE;
        }
        return number < FIRST_TIMED_ID ? UNREADABLE : ((number >> 22) + ID_EPOCH_MILLIS) / 1000 * 1000;
    }

    private XTime() {}
}
