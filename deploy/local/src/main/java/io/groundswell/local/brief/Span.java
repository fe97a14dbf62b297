package io.groundswell.local.brief;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Stream;

/**
 * The time a brief is of, in whole hours, because that is how brands are measured.
 *
 * @param from inclusive
 * @param to exclusive; after {@code now} when the last hour is not over
 * @param now when it was asked for
 * @param zone where the brand's days begin
 */
public record Span(Instant from, Instant to, Instant now, ZoneId zone) {

    private static final LocalTime MORNING = LocalTime.of(6, 0);
    private static final Duration LONGEST = Duration.ofDays(31);

    /** From six o'clock yesterday, where the brand's days begin, until now. */
    public static Span sinceYesterdayMorning(Instant now, ZoneId zone) {
        return of(null, null, now, zone);
    }

    /**
     * As a person writes it.
     *
     * @param from a day, a day and a time of the zone, or a moment with its own zone; null for yesterday at six
     * @param to the same; null for now
     * @throws IllegalArgumentException in a sentence, when it is none of these or makes no time to speak of
     */
    public static Span of(String from, String to, Instant now, ZoneId zone) {
        Instant begin = from == null
                ? ZonedDateTime.ofInstant(now, zone)
                        .toLocalDate()
                        .minusDays(1)
                        .atTime(MORNING)
                        .atZone(zone)
                        .toInstant()
                : moment("--from", from, zone);
        Instant end = to == null ? now : moment("--to", to, zone);
        Instant firstHour = begin.truncatedTo(ChronoUnit.HOURS);
        Instant lastHour = end.minusNanos(1).truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        if (!begin.isBefore(end)) {
            throw new IllegalArgumentException("The brief would end at " + end
                    + ", which is not after its beginning at " + begin + "; give an earlier --from or a later --to.");
        }
        if (begin.isAfter(now)) {
            throw new IllegalArgumentException("The brief would begin at " + begin + ", which is still to come.");
        }
        if (Duration.between(firstHour, lastHour).compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("The brief would be of "
                    + Duration.between(begin, end).toDays() + " days, but a brief is of 31 days at most.");
        }
        return new Span(firstHour, lastHour, now, zone);
    }

    private static Instant moment(String option, String text, ZoneId zone) {
        return Stream.<java.util.function.Function<String, Instant>>of(
                        Instant::parse,
                        word -> ZonedDateTime.parse(word).toInstant(),
                        word -> LocalDateTime.parse(word).atZone(zone).toInstant(),
                        word -> LocalDate.parse(word).atStartOfDay(zone).toInstant())
                .map(read -> {
                    try {
                        return read.apply(text);
                    } catch (DateTimeException e) {
                        return null;
                    }
                })
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + option + "' is '" + text
                        + "', but must be a day (2026-03-08), a time (2026-03-08T06:00) or a moment"
                        + " (2026-03-08T06:00:00Z)."));
    }

    /** The beginning of each hour. */
    public List<Instant> hours() {
        return Stream.iterate(from, hour -> hour.isBefore(to), hour -> hour.plus(1, ChronoUnit.HOURS))
                .toList();
    }

    /** The beginnings of the days of the zone it reaches into, the one before its beginning among them. */
    public List<Instant> days() {
        LocalDate first = LocalDate.ofInstant(from, zone);
        return Stream.iterate(first, day -> day.plusDays(1))
                .map(day -> day.atStartOfDay(zone).toInstant())
                .takeWhile(day -> day.isBefore(to))
                .toList();
    }

    /** The same hours of the clock so many days earlier. */
    public Span daysBefore(int days) {
        return new Span(
                from.atZone(zone).minusDays(days).toInstant(),
                to.atZone(zone).minusDays(days).toInstant(),
                now,
                zone);
    }

    boolean isOver() {
        return !to.isAfter(now);
    }
}
