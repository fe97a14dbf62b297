package io.groundswell.notify.backtest;

import io.groundswell.flow.RuleForms;
import io.groundswell.notify.crisis.CountJudge;
import io.groundswell.notify.crisis.RuleLimits;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.RuleKind;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How often people can bear to be called.
 *
 * @param most more than 0
 * @param per day, week or month of 30 days
 */
public record AlarmBudget(int most, Span per) {

    private static final Pattern WORDS = Pattern.compile("([1-9][0-9]{0,5})/(day|week|month)");
    private static final double FINEST = 0.05;
    private static final double HIGHEST = 200;
    private static final long LEAST_PERCENT = 101;

    /** What a budget is counted by. */
    public enum Span {
        DAY(Duration.ofDays(1)),
        WEEK(Duration.ofDays(7)),
        MONTH(Duration.ofDays(30));

        private final Duration length;

        Span(Duration length) {
            this.length = length;
        }
    }

    /** @param words such as 1/week; empty when they are none */
    public static Optional<AlarmBudget> of(String words) {
        Matcher budget = WORDS.matcher(words);
        return budget.matches()
                ? Optional.of(new AlarmBudget(
                        Integer.parseInt(budget.group(1)),
                        Span.valueOf(budget.group(2).toUpperCase(Locale.ROOT))))
                : Optional.empty();
    }

    /** How many crises would have been announced. */
    public interface Crises {
        long at(RuleLimits limits) throws Exception;
    }

    /**
     * The same limits with the lowest threshold of a crisis, not below that of watching, at which no more crises would have
     * been announced than this allows on average. Every threshold below it announces too many.
     *
     * @param length of the history
     */
    public RuleLimits kept(Duration length, RuleLimits limits, Crises crises) throws Exception {
        double allowed = most * (double) length.toMillis() / per.length.toMillis();
        double crisisAt = limits.watchAt();
        while (crisisAt < HIGHEST && crises.at(limits.withCrisisAt(crisisAt)) > allowed) {
            crisisAt += FINEST;
        }
        return limits.withCrisisAt(crisisAt);
    }

    /** How many alerts a rule of a brand's own would have told. */
    public interface Alarms {
        long by(BrandRule rule) throws Exception;
    }

    /** What a rule calls the number that a budget finds for it; empty when it has none. */
    public static Optional<String> threshold(BrandRule rule) {
        return switch (rule.getKind()) {
            case FIXED_COUNT, LOW_RATINGS, UNANSWERED -> Optional.of("count");
            case PERCENT_OF_BASELINE -> Optional.of("percent");
            case EVERY_MENTION, BIG_AUTHOR, SILENCE, BLIND_FEED, OTHER -> Optional.empty();
        };
    }

    /** That number. */
    public static long valueOf(BrandRule rule) {
        return rule.getKind() == RuleKind.PERCENT_OF_BASELINE ? rule.getPercent() : rule.getCount();
    }

    /**
     * The same rule with the lowest number, in steps of 2 percent, at which it would not have told more than this allows on average;
     * empty when there is none that a rule may have.
     *
     * @param length of the history
     * @param rule one with a {@link #threshold}
     */
    public Optional<BrandRule> kept(Duration length, BrandRule rule, Alarms alarms) throws Exception {
        double allowed = most * (double) length.toMillis() / per.length.toMillis();
        boolean percent = rule.getKind() == RuleKind.PERCENT_OF_BASELINE;
        BrandRule raised = BrandRule.newBuilder(rule).build();
        long value = percent ? LEAST_PERCENT : 1;
        while (true) {
            if (percent) {
                raised.setPercent(value);
            } else {
                raised.setCount(value);
            }
            if (!RuleForms.problems(raised).isEmpty()) {
                return Optional.empty();
            }
            if (alarms.by(raised) <= allowed) {
                return Optional.of(raised);
            }
            value = Math.max(value + 1, value + value / 50);
        }
    }

    /** As {@link #kept(Duration, RuleLimits, Crises)}, of a series of counts. */
    public RuleLimits kept(Counts counts, RuleLimits limits) throws Exception {
        Duration length = Duration.between(
                        counts.rows().get(0).start(),
                        counts.rows().get(counts.rows().size() - 1).start())
                .plus(RuleLimits.STEP);
        return kept(length, limits, raised -> crises(counts, raised));
    }

    private static long crises(Counts counts, RuleLimits limits) {
        CountJudge judge = new CountJudge(limits);
        return counts.rows().stream()
                .filter(row -> judge.judge(row.start(), row.count())
                        .filter(alarm -> alarm.tier() == AlertTier.CRISIS)
                        .isPresent())
                .count();
    }

    @Override
    public String toString() {
        return most + "/" + per.name().toLowerCase(Locale.ROOT);
    }
}
