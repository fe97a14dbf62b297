package io.groundswell.notify.rules;

import io.groundswell.notify.crisis.RuleLimits;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Counted;
import io.groundswell.topics.RuleKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A rule that looks at counts every five minutes of event time: a fixed count, one against what is usual, silence, or who waits. */
public final class CountedRule {

    private static final Duration DAY = Duration.ofDays(1);

    /** Days that say what is usual at an hour: a week, so that one odd day does not. */
    private static final int DAYS_OF_SILENCE = 7;

    private static final int LEAST_DAYS_OF_SILENCE = 3;

    private final BrandRule rule;
    private final StepSums sums;
    private final Instant heardSince;
    private final Duration longest;
    private final Backlog backlog;

    /**
     * What a rule says.
     *
     * @param episodes those that closed since it was asked before, and the open one last
     * @param standing after the last five minutes that are over
     */
    public record Judged(List<Episode> episodes, Standing standing) {}

    /** @param longest how long an alert may stay open */
    public CountedRule(BrandRule rule, BrandPast past, Duration longest) {
        this.rule = rule;
        this.sums = past.sums();
        this.heardSince = past.heardSince();
        this.longest = longest;
        backlog = rule.getKind() == RuleKind.UNANSWERED
                ? new Backlog(past.questions(), Duration.ofMinutes(rule.getAfter()))
                : null;
    }

    /** Whether this is how such a rule is judged. */
    public static boolean judges(BrandRule rule) {
        return switch (rule.getKind()) {
            case FIXED_COUNT, PERCENT_OF_BASELINE, LOW_RATINGS, SILENCE, UNANSWERED -> true;
            case EVERY_MENTION, BIG_AUTHOR, BLIND_FEED, OTHER -> false;
        };
    }

    /**
     * @param until how far five minutes are over; on a step
     * @param early how far those that are not may be looked at
     */
    public Judged judge(Standing before, Instant until, Instant early) {
        List<Episode> episodes = new ArrayList<>();
        Standing now = before;
        Instant from = before.judgedUntil();
        if (from == null) {
            from = sums.isEmpty() ? until : sums.first();
        }
        for (Instant end = from.plus(RuleLimits.STEP); !end.isAfter(until); end = end.plus(RuleLimits.STEP)) {
            now = now.after(read(end), rule, longest);
            if (now.episode() != null && !now.isOpen()) {
                episodes.add(now.episode());
            }
        }
        Standing glimpsed = now;
        Instant to = early;
        if (rule.getKind() == RuleKind.PERCENT_OF_BASELINE) {
            // What is usual must be over.
            to = earlier(early, until.plus(Duration.ofMinutes(rule.getWithin())));
        }
        for (Instant end = later(from, until).plus(RuleLimits.STEP);
                !end.isAfter(to) && onlyGrows(rule);
                end = end.plus(RuleLimits.STEP)) {
            glimpsed = glimpsed.glimpsed(read(end), rule);
        }
        if (glimpsed.isOpen()) {
            episodes.add(glimpsed.episode());
        }
        return new Judged(episodes, now);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** Whether what is counted can only become more until five minutes are over. */
    private static boolean onlyGrows(BrandRule rule) {
        return rule.getKind() != RuleKind.SILENCE && rule.getKind() != RuleKind.UNANSWERED;
    }

    /** What the rule sees at the end of five minutes. */
    Reading read(Instant end) {
        return switch (rule.getKind()) {
            case UNANSWERED -> {
                long seen = backlog.waiting(end);
                yield new Reading(
                        end.minus(Duration.ofMinutes(rule.getAfter())), end, seen, 0, seen >= rule.getCount());
            }
            case PERCENT_OF_BASELINE -> againstBaseline(end);
            case SILENCE -> silence(end);
            default -> {
                Instant from = end.minus(Duration.ofMinutes(rule.getWithin()));
                long seen = sums.sum(counted(rule), from, end);
                yield new Reading(from, end, seen, 0, seen >= rule.getCount());
            }
        };
    }

    static Counted counted(BrandRule rule) {
        return switch (rule.getKind()) {
            case LOW_RATINGS -> Counted.LOW_REVIEWS;
            case SILENCE -> Counted.MENTIONS;
            default -> rule.getOf();
        };
    }

    private Reading againstBaseline(Instant end) {
        Instant from = end.minus(Duration.ofMinutes(rule.getWithin()));
        Instant usualFrom = from.minus(Duration.ofMinutes(rule.getBaseline()));
        long seen = sums.sum(counted(rule), from, end);
        double expected = (double) sums.sum(counted(rule), usualFrom, from) * rule.getWithin() / rule.getBaseline();
        boolean holds =
                isHeardSince(usualFrom) && seen >= rule.getLeast() && seen * 100.0 >= rule.getPercent() * expected;
        return new Reading(from, end, seen, expected, holds);
    }

    private boolean isHeardSince(Instant moment) {
        return heardSince != null && !heardSince.isAfter(moment);
    }

    private Reading silence(Instant end) {
        Instant from = end.minus(Duration.ofMinutes(rule.getAfter()));
        long seen = sums.sum(Counted.MENTIONS, from, end);
        long[] days = new long[DAYS_OF_SILENCE];
        int known = 0;
        for (int back = 1; back <= DAYS_OF_SILENCE; back++) {
            Duration ago = DAY.multipliedBy(back);
            if (isHeardSince(from.minus(ago))) {
                days[known++] = sums.sum(Counted.MENTIONS, from.minus(ago), end.minus(ago));
            }
        }
        double expected = median(Arrays.copyOf(days, known));
        boolean holds = seen == 0 && known >= LEAST_DAYS_OF_SILENCE && expected >= rule.getLeast();
        return new Reading(from, end, seen, expected, holds);
    }

    private static double median(long[] numbers) {
        if (numbers.length == 0) {
            return 0;
        }
        Arrays.sort(numbers);
        return (numbers[(numbers.length - 1) / 2] + numbers[numbers.length / 2]) / 2.0;
    }

    /** How far back from a moment this rule asks: what changes before cannot change what it says of it. */
    private Instant asksFrom(Instant openedAt) {
        long minutes =
                switch (rule.getKind()) {
                    case PERCENT_OF_BASELINE -> rule.getWithin() + rule.getBaseline();
                    case SILENCE -> rule.getAfter() + DAYS_OF_SILENCE * 1440L;
                    case UNANSWERED -> rule.getAfter();
                    default -> rule.getWithin();
                };
        return openedAt.minus(Duration.ofMinutes(minutes + rule.getPersist()));
    }

    /** Grows with what is known that an episode rests on. */
    long revision(Episode episode) {
        Instant from = asksFrom(episode.openedAt());
        Instant to = episode.openedAt().plus(longest);
        return backlog == null ? sums.revisions(from, to) : backlog.version(from, to);
    }

    /** The latest observation that an episode rests on. */
    Instant asOf(Episode episode) {
        Instant to = episode.latest().to();
        return backlog == null ? sums.asOf(asksFrom(episode.openedAt()), to) : to;
    }
}
