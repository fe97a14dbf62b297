package io.groundswell.notify.backtest;

import io.groundswell.notify.crisis.CountJudge;
import io.groundswell.notify.crisis.RuleLimits;
import io.groundswell.topics.AlertTier;
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
