package io.groundswell.notify.crisis;

import io.groundswell.topics.AlertState;
import io.groundswell.topics.Signal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A storm in one sentence that can be forwarded. Only negative talk is called a crisis. */
final class Headline {

    private static final DateTimeFormatter DAY_AND_TIME = formatter("uuuu-MM-dd HH:mm");
    private static final DateTimeFormatter TIME = formatter("HH:mm");

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** The storm as it is now. */
    static String of(String brand, Storm storm, Duration stretch) {
        return of(brand, storm, storm.state(), storm.latest(), storm.peakSeen(), stretch);
    }

    /** The storm as it was told at a change. */
    static String of(String brand, Storm storm, Change change, Duration stretch) {
        return of(brand, storm, change.state(), change.by(), change.peakSeen(), stretch);
    }

    private static String of(
            String brand, Storm storm, AlertState state, Judgement latest, long peakSeen, Duration stretch) {
        String name = name(storm.signal()) + " around " + brand;
        String now = counted(storm.signal(), latest, stretch);
        return switch (state) {
            case WORSE -> name + (storm.signal() == Signal.NEGATIVE ? " gets worse: " : " keeps growing: ") + now + ".";
            case EASING -> name + " eases: " + now + "; " + peakSeen + " at the worst.";
            case CLOSED ->
                storm.outlived()
                        ? name + " has become usual since " + DAY_AND_TIME.format(storm.openedAt()) + " UTC: " + now
                                + "."
                        : name + " is over: from " + period(storm.openedAt(), storm.closedAt()) + " UTC, "
                                + storm.peakSeen() + " " + mentions(storm.signal(), storm.peakSeen()) + " in the worst "
                                + stretch.toMinutes() + " minutes, " + expected(storm.peak()) + ".";
            default -> name + ": " + now + ".";
        };
    }

    static String takenBack(String brand, Signal signal, Instant openedAt) {
        return name(signal) + " around " + brand + " taken back: what opened it at " + DAY_AND_TIME.format(openedAt)
                + " UTC has been corrected.";
    }

    private static String name(Signal signal) {
        return signal == Signal.NEGATIVE ? "Crisis" : "Unusual volume";
    }

    private static String counted(Signal signal, Judgement latest, Duration stretch) {
        return latest.seen() + " " + mentions(signal, latest.seen()) + " in the " + stretch.toMinutes() + " minutes to "
                + TIME.format(latest.end()) + " UTC, " + expected(latest);
    }

    private static String mentions(Signal signal, long count) {
        return (signal == Signal.NEGATIVE ? "negative " : "") + (count == 1 ? "mention" : "mentions");
    }

    private static String expected(Judgement judgement) {
        double times = judgement.seen() / judgement.expected();
        return rounded(judgement.expected()) + " expected"
                + (judgement.expected() >= 0.5 && times > 1 ? " (" + rounded(times) + "x)" : "");
    }

    private static String period(Instant from, Instant to) {
        boolean sameDay = from.atOffset(ZoneOffset.UTC)
                .toLocalDate()
                .equals(to.atOffset(ZoneOffset.UTC).toLocalDate());
        return DAY_AND_TIME.format(from) + " to " + (sameDay ? TIME : DAY_AND_TIME).format(to);
    }

    /** One decimal below ten, and none where it would be zero. */
    private static String rounded(double number) {
        String text = String.format(Locale.ROOT, number < 9.95 ? "%.1f" : "%.0f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private Headline() {}
}
