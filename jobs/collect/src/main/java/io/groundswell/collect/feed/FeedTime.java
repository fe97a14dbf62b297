package io.groundswell.collect.feed;

import io.groundswell.topics.Reason;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Set;

/** Times as most platforms write them. A time without a zone is no time: who knows the zone says so to the reader. */
final class FeedTime {

    /** ISO 8601 to the nanosecond, with {@code Z}, {@code +02:00}, {@code +0200} or {@code +02}. */
    private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .append(DateTimeFormatter.ISO_LOCAL_DATE)
            .appendPattern("['T'][' ']HH:mm[:ss]")
            .optionalStart()
            .appendFraction(java.time.temporal.ChronoField.NANO_OF_SECOND, 0, 9, true)
            .optionalEnd()
            .appendPattern("[XXX][XX][X]")
            .toFormatter(Locale.ROOT);

    private static final double LAST_SECOND = 253_402_300_799.0;

    /** @return milliseconds since 1970 */
    static long iso(String written, String field) throws Refusal {
        if (written.length() > 40) {
            throw new Refusal(Reason.FIELD_TYPE, field, "not a time: too long");
        }
        try {
            return OffsetDateTime.parse(written, ISO).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new Refusal(Reason.FIELD_TYPE, field, "not a time in ISO 8601 with a zone");
        }
    }

    /**
     * As {@link #iso(String, String)}, but a time without a zone is read as that of people in the given one, with the
     * note {@code zone-assumed}. When their clocks are put back, the first of two equal times is meant ({@code
     * time-ambiguous}); a time their clocks skip is as much later as the clocks are put forward ({@code time-skipped}).
     *
     * @return milliseconds since 1970
     */
    static long iso(String written, ZoneId otherwise, String field, Set<String> notes) throws Refusal {
        if (written.length() > 40) {
            throw new Refusal(Reason.FIELD_TYPE, field, "not a time: too long");
        }
        try {
            TemporalAccessor read = ISO.parseBest(written, OffsetDateTime::from, LocalDateTime::from);
            if (read instanceof OffsetDateTime zoned) {
                return zoned.toInstant().toEpochMilli();
            }
            LocalDateTime local = (LocalDateTime) read;
            notes.add("zone-assumed");
            int offsets = otherwise.getRules().getValidOffsets(local).size();
            if (offsets != 1) {
                notes.add(offsets == 0 ? "time-skipped" : "time-ambiguous");
            }
            return local.atZone(otherwise).toInstant().toEpochMilli();
        } catch (DateTimeException | ArithmeticException e) {
            throw new Refusal(Reason.FIELD_TYPE, field, "not a time in ISO 8601");
        }
    }

    /** @return milliseconds since 1970 */
    static long ofSeconds(double seconds, String field) throws Refusal {
        if (!(Math.abs(seconds) <= LAST_SECOND)) {
            throw new Refusal(Reason.FIELD_RANGE, field, "not a time in seconds since 1970");
        }
        return Math.round(seconds * 1000);
    }

    private FeedTime() {}
}
