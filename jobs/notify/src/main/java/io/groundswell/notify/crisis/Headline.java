package io.groundswell.notify.crisis;

import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Signal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A storm in one sentence that can be forwarded. Only negative talk is called a crisis, and only from that tier on. */
final class Headline {

    private static final DateTimeFormatter DAY_AND_TIME = formatter("uuuu-MM-dd HH:mm");
    private static final DateTimeFormatter TIME = formatter("HH:mm");
    private static final long STRETCH_MINUTES = RuleLimits.STRETCH.toMinutes();

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).withZone(ZoneOffset.UTC);
    }

    /** The storm as it is now. */
    static String of(String brand, Storm storm) {
        return of(brand, storm, new Change(storm.state(), storm.tier(), storm.latest(), storm.peakSeen()));
    }

    /** The storm as it was told at a change. */
    static String of(String brand, Storm storm, Change change) {
        String name = name(storm.signal(), change.tier(), brand);
        String now = counted(storm.signal(), change.by());
        return switch (change.state()) {
            case WORSE -> name + (storm.signal() == Signal.NEGATIVE ? " gets worse: " : " keeps growing: ") + now + ".";
            case EASING -> name + " eases: " + now + "; " + change.peakSeen() + " at the worst.";
            case CLOSED ->
                storm.outlived()
                        ? name + " has become usual since " + DAY_AND_TIME.format(storm.openedAt()) + " UTC: " + now
                                + "."
                        : name + " is over: from " + period(storm.openedAt(), storm.closedAt()) + " UTC, "
                                + storm.peakSeen() + " " + mentions(storm.signal(), storm.peakSeen())
                                + " in the worst " + STRETCH_MINUTES + " minutes, " + expected(storm.peak()) + ".";
            default -> name + ": " + now + ".";
        };
    }

    static String takenBack(Alert alert) {
        return name(alert.getSignal(), alert.getTier(), alert.getBrand()) + " taken back: what opened it at "
                + DAY_AND_TIME.format(alert.getOpenedAt()) + " UTC has been corrected.";
    }

    private static String name(Signal signal, AlertTier tier, String brand) {
        return switch (signal) {
            case NEGATIVE -> (tier == AlertTier.CRISIS ? "Crisis around " : "Negative talk around ") + brand;
            case REVIEWS -> "Low reviews of " + brand;
            case AMPLIFICATION -> "Amplification around " + brand;
            case VOLUME, UNANSWERED, OTHER -> "Unusual volume around " + brand;
        };
    }

    private static String counted(Signal signal, Judgement latest) {
        return latest.seen() + " " + mentions(signal, latest.seen()) + " in the " + STRETCH_MINUTES + " minutes to "
                + TIME.format(latest.end()) + " UTC, " + expected(latest);
    }

    private static String mentions(Signal signal, long count) {
        boolean one = count == 1;
        return switch (signal) {
            case NEGATIVE -> one ? "negative mention" : "negative mentions";
            case REVIEWS -> one ? "review of one or two stars" : "reviews of one or two stars";
            case AMPLIFICATION -> one ? "repost or copy" : "reposts and copies";
            case VOLUME, UNANSWERED, OTHER -> one ? "mention" : "mentions";
        };
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
