package io.groundswell.notify.rules;

import io.groundswell.topics.Alert;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Counted;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What a rule tells, in one sentence that can be forwarded. No words of posts are in it. */
final class RuleWords {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    static String opened(String brand, BrandRule rule, Reading by) {
        return name(brand, rule.getName()) + ": "
                + said(rule, by, "the " + span(by) + " to " + TIME.format(by.to()) + " UTC") + ".";
    }

    static String closed(String brand, BrandRule rule, Episode episode) {
        String over = name(brand, rule.getName()) + " is over: ";
        String period = "from " + TIME.format(episode.openedAt()) + " to " + TIME.format(episode.closedAt()) + " UTC";
        if (episode.latest().holds()) {
            return name(brand, rule.getName()) + " has become usual since " + TIME.format(episode.openedAt()) + " UTC: "
                    + said(rule, episode.latest(), "the " + span(episode.latest())) + ".";
        }
        return switch (rule.getKind()) {
            case SILENCE ->
                over + "no mention from " + TIME.format(episode.opening().from()) + " to "
                        + TIME.format(episode.closedAt()) + " UTC.";
            case UNANSWERED ->
                over + period + ", " + whoWaits(episode.peak(), " had") + " waited for an answer for "
                        + span(episode.peak()) + " or longer when it was worst.";
            default -> over + period + ", " + said(rule, episode.peak(), "the worst " + span(episode.peak())) + ".";
        };
    }

    private static String said(BrandRule rule, Reading reading, String when) {
        String counted = reading.seen() + " " + counted(CountedRule.counted(rule), reading.seen()) + " in " + when;
        return switch (rule.getKind()) {
            case PERCENT_OF_BASELINE ->
                counted + ", " + rounded(reading.expected()) + " usual"
                        + (reading.expected() > 0
                                ? " (" + Math.round(100.0 * reading.seen() / reading.expected()) + " %)"
                                : "");
            case SILENCE -> "no mention in " + when + ", " + rounded(reading.expected()) + " usual";
            case UNANSWERED ->
                whoWaits(reading, reading.seen() == 1 ? " has" : " have") + " waited for an answer for " + span(reading)
                        + " or longer at " + TIME.format(reading.to()) + " UTC, " + rule.getCount() + " are enough";
            default -> counted + ", " + rule.getCount() + " are enough";
        };
    }

    private static String whoWaits(Reading reading, String verb) {
        return reading.seen() + (reading.seen() == 1 ? " question or complaint" : " questions and complaints") + verb;
    }

    static String openedBlind(String brand, BrandRule rule, String platform, Reading by) {
        return name(brand, rule.getName()) + ": nothing came from " + platform + " since " + TIME.format(by.from())
                + " UTC, " + by.seen() + " minutes long.";
    }

    static String closedBlind(String brand, BrandRule rule, String platform, Episode episode) {
        return name(brand, rule.getName()) + " is over: nothing came from " + platform + " from "
                + TIME.format(episode.opening().from()) + " to " + TIME.format(episode.closedAt()) + " UTC.";
    }

    static String ofMentions(String brand, BrandRule rule, Match first, int mentions) {
        String platform =
                first.mention().substring(0, Math.max(0, first.mention().indexOf(':')));
        String by =
                switch (rule.getKind()) {
                    case BIG_AUTHOR ->
                        " by " + (mentions == 1 ? "an author" : "authors") + " followed by " + rule.getFollowers()
                                + " or more";
                    default -> "";
                };
        String when = TIME.format(first.createdAt()) + " UTC";
        return name(brand, rule.getName()) + ": "
                + (mentions == 1
                        ? "a mention" + by + " on " + platform + " at " + when
                        : mentions + " mentions" + by + " since " + when)
                + ".";
    }

    static String takenBack(String brand, String rule, Alert alert) {
        return name(brand, rule) + " taken back: what opened it at " + TIME.format(alert.getOpenedAt())
                + " UTC has been corrected.";
    }

    static String takenOut(String brand, String rule) {
        return name(brand, rule) + " is over: the rule was changed or taken out.";
    }

    private static String name(String brand, String rule) {
        return rule + ", " + brand;
    }

    private static String counted(Counted counted, long count) {
        boolean one = count == 1;
        return switch (counted) {
            case MENTIONS -> one ? "mention" : "mentions";
            case PEOPLE -> one ? "mention in a person's own words" : "mentions in people's own words";
            case NEGATIVE -> one ? "negative mention" : "negative mentions";
            case LOW_REVIEWS -> one ? "review of one or two stars" : "reviews of one or two stars";
            case AMPLIFIED -> one ? "repost or copy" : "reposts and copies";
            case REACH -> one ? "follower of who mentions it" : "followers of those who mention it";
        };
    }

    private static String span(Reading reading) {
        return Duration.between(reading.from(), reading.to()).toMinutes() + " minutes";
    }

    /** One decimal below ten, and none where it would be zero. */
    private static String rounded(double number) {
        String text = String.format(Locale.ROOT, number < 9.95 ? "%.1f" : "%.0f", number);
        return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }

    private RuleWords() {}
}
