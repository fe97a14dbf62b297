package io.groundswell.local.brief;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** How numbers and times are written on the page, in English and in the brand's time zone. */
public final class InWords {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("EEE d MMM", Locale.ENGLISH);
    private static final Map<String, String> SIGNALS = Map.of(
            "volume", "Mentions in people’s own words",
            "negative", "Negative mentions in people’s own words",
            "reviews", "Reviews of one or two stars",
            "amplification", "Reposts, copies and automated mentions",
            "other", "What a rule of the brand counts");

    private final Span span;

    InWords(Span span) {
        this.span = span;
    }

    public String number(long number) {
        return String.format(Locale.US, "%,d", number);
    }

    /** With a decimal where it tells something. */
    public String number(double number) {
        if (number > 0 && number < 0.05) {
            return "under 0.1";
        }
        return String.format(Locale.US, number >= 10 || number == Math.rint(number) ? "%,.0f" : "%.1f", number);
    }

    /** @param share 0 to 1 */
    public String percent(double share) {
        return share > 0 && share < 0.01 ? "under 1 %" : Math.round(100 * share) + " %";
    }

    public String clock(Instant at) {
        return CLOCK.format(at.atZone(span.zone()));
    }

    public String day(Instant at) {
        return DAY.format(at.atZone(span.zone()));
    }

    public String dayAndClock(Instant at) {
        return day(at) + " " + clock(at);
    }

    /** The last day of a time that ends, exclusive, with a moment. */
    public String lastDay(Instant end) {
        return day(end.minusMillis(1));
    }

    /** The time of the brief. */
    public String time() {
        return dayAndClock(span.from()) + " to "
                + (span.isOver() ? dayAndClock(span.to()) : "now, " + dayAndClock(span.now()));
    }

    /** As somebody would say it in the morning. */
    String since() {
        LocalDate yesterday = LocalDate.ofInstant(span.now(), span.zone()).minusDays(1);
        boolean sinceYesterday = LocalDate.ofInstant(span.from(), span.zone()).equals(yesterday) && reachesNow();
        return sinceYesterday
                ? "Since yesterday " + clock(span.from())
                : "From " + dayAndClock(span.from()) + " to " + (reachesNow() ? "now" : dayAndClock(span.to()));
    }

    private boolean reachesNow() {
        return !span.to().isBefore(span.now());
    }

    /** As it is called from here: the zone, by its place. */
    public String zone() {
        return span.zone().normalized().equals(ZoneOffset.UTC)
                ? "UTC"
                : span.zone().getId();
    }

    /** In a sentence, as somebody would say it in the morning. */
    String at(Instant moment) {
        LocalDate day = LocalDate.ofInstant(moment, span.zone());
        LocalDate today = LocalDate.ofInstant(span.now(), span.zone());
        String when = day.equals(today) ? "today" : day.equals(today.minusDays(1)) ? "yesterday" : "on " + day(moment);
        return when + " at " + clock(moment);
    }

    boolean isSameDay(Instant one, Instant other) {
        return LocalDate.ofInstant(one, span.zone()).equals(LocalDate.ofInstant(other, span.zone()));
    }

    /** How long somebody has waited by now. */
    public String waited(Instant since) {
        Duration waited = Duration.between(since, span.now());
        if (waited.toHours() >= 48) {
            return waited.toDays() + " days";
        }
        return waited.toHours() >= 1 ? waited.toHours() + " h" : Math.max(waited.toMinutes(), 0) + " min";
    }

    public String interval(Brief.Interval interval) {
        return percent(interval.share()) + " (" + percent(interval.low()) + " to " + percent(interval.high()) + ")";
    }

    public String signal(String signal) {
        return SIGNALS.getOrDefault(signal, signal);
    }

    /** One of something, or several. */
    public String count(long number, String one, String several) {
        return number(number) + " " + (number == 1 ? one : several);
    }

    /** The beginning of a text, whole words where it has any. */
    public String beginning(String text, int most) {
        String line = text.strip().replaceAll("\\s+", " ");
        if (line.codePointCount(0, line.length()) <= most) {
            return line;
        }
        String cut = line.substring(0, line.offsetByCodePoints(0, most));
        int blank = cut.lastIndexOf(' ');
        return (blank > most / 2 ? cut.substring(0, blank) : cut) + "…";
    }
}
