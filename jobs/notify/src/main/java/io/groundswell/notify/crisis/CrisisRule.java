package io.groundswell.notify.crisis;

import io.groundswell.notify.surge.Surge;
import io.groundswell.notify.surge.SurgeDetector;
import io.groundswell.notify.surge.SurgeDetector.Judged;
import io.groundswell.notify.surge.Usual;
import io.groundswell.topics.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The rule {@code crisis/2}: a storm is what {@link SurgeDetector} finds severe enough, for each signal by itself. Every step is
 * judged, one after the other; the outcome depends on the minutes alone.
 *
 * <p>The negative part of what people say in their own words may be a crisis, and all of it when more of it is negative than usual:
 * a loud joke is none. It must be too much also when each author is counted once: one person who posts all day makes no crisis. What
 * is only handed on by reposts, copies and automated accounts is a signal of its own: a flood of it is
 * named as that, and is no crisis.
 */
public final class CrisisRule {

    /** Name and version, as alerts carry them. */
    public static final String NAME = "crisis/2";

    /** What is watched, the most telling first. */
    static final List<Signal> SIGNALS = List.of(Signal.NEGATIVE, Signal.VOLUME, Signal.REVIEWS, Signal.AMPLIFICATION);

    private static final long DAY = 86_400_000;
    private static final long STRETCH = RuleLimits.STRETCH.toMillis();
    private static final long STEP = RuleLimits.STEP.toMillis();

    private final RuleLimits limits;

    public CrisisRule(RuleLimits limits) {
        this.limits = limits;
    }

    /** Judges every step after the given progress up to and including a time. All minutes before it are in. */
    Progress judge(Progress from, BrandSeries series, Instant until) {
        List<Storm> storms = new ArrayList<>(from.storms());
        List<Usual> usual = new ArrayList<>(from.usual());
        Instant reached = until.isAfter(from.judgedUntil()) ? until : from.judgedUntil();
        judgeSteps(from.judgedUntil(), until, series, storms, usual, false);
        storms.removeIf(storm -> isForgotten(storm, reached));
        return new Progress(reached, List.copyOf(storms), List.copyOf(usual));
    }

    /**
     * Looks at steps that are not over. As more minutes can only add to them, what is already too much stays so; what looks
     * calm may not.
     */
    List<Storm> glimpse(Progress from, BrandSeries series, Instant until) {
        List<Storm> storms = new ArrayList<>(from.storms());
        judgeSteps(from.judgedUntil(), until, series, storms, new ArrayList<>(from.usual()), true);
        return storms;
    }

    private void judgeSteps(
            Instant after,
            Instant until,
            BrandSeries series,
            List<Storm> storms,
            List<Usual> usual,
            boolean unfinished) {
        long last = until.toEpochMilli();
        for (long end = after.toEpochMilli() + STEP; end <= last; end += STEP) {
            Instant at = Instant.ofEpochMilli(end);
            Duration history = Duration.between(series.first(), at);
            Surge negative = null;
            for (int i = 0; i < SIGNALS.size(); i++) {
                Signal signal = SIGNALS.get(i);
                long count = series.seen(signal, end - STEP, end);
                double timeOfDay = timeOfDay(end - STEP);
                Judged judged = unfinished
                        ? SurgeDetector.glimpse(usual.get(i), count, timeOfDay)
                        : SurgeDetector.judge(usual.get(i), count, timeOfDay);
                usual.set(i, judged.after());
                negative = signal == Signal.NEGATIVE ? judged.surge() : negative;
                long seen = series.seen(signal, end - STRETCH, end);
                boolean grave =
                        switch (signal) {
                            case NEGATIVE, REVIEWS -> true;
                            // More of it may arrive, and be less negative.
                            case VOLUME ->
                                !unfinished
                                        && isMoreNegative(
                                                series.seen(Signal.NEGATIVE, end - STRETCH, end),
                                                seen,
                                                negative,
                                                judged.surge());
                            case AMPLIFICATION, UNANSWERED, OTHER -> false;
                        };
                if (grave && judged.surge().severity() >= limits.crisisAt()) {
                    grave = isLoud(series.voices(signal, end - STRETCH, end), judged.surge());
                }
                Judgement now = Judgement.of(at, seen, judged.surge(), grave, history);
                follow(storms, signal, now, history, unfinished);
            }
        }
    }

    /** Whether more of the last hour is negative than usual, by two standard errors of a share of so many. */
    private static boolean isMoreNegative(long negative, long seen, Surge ofNegative, Surge ofAll) {
        double usual = Math.min(1, ofNegative.expectedInHour() / Math.max(ofAll.expectedInHour(), 1));
        return seen > 0 && negative / (double) seen > usual + 2 * Math.sqrt(usual * (1 - usual) / seen);
    }

    /** Whether so many are more in an hour than a calm one has. */
    private boolean isLoud(long voices, Surge surge) {
        return voices >= limits.leastMentions() && voices > surge.expectedInHour() + limits.closeAt() * surge.spread();
    }

    /** When in the day a time lies, 0 to less than 1, UTC. */
    static double timeOfDay(long time) {
        return Math.floorMod(time, DAY) / (double) DAY;
    }

    /**
     * Takes the storm of a signal one step further, or opens one.
     *
     * @param storms of the brand, changed in place
     * @param history how long the brand has been heard of
     * @param unfinished whether the step is not over yet
     * @return the storm concerned, or null when there is none
     */
    Storm follow(List<Storm> storms, Signal signal, Judgement now, Duration history, boolean unfinished) {
        int place = placeOfLatest(storms, signal);
        Storm latest = place < 0 ? null : storms.get(place);
        if (latest != null && latest.isOpen()) {
            Storm followed = unfinished ? latest.glimpsed(now, limits) : latest.judged(now, limits);
            storms.set(place, followed);
            return followed;
        }
        if (now.severity() < limits.watchAt()
                || now.seen() < limits.leastMentions()
                || history.compareTo(limits.warmUp()) < 0
                || latest != null && latest.coolsDown(now, limits)) {
            return null;
        }
        Storm opened = Storm.opened(signal, now, limits, incidentOf(storms, now.end()));
        storms.add(opened);
        return opened;
    }

    /** Storms of one brand that are open together, or follow on each other within a cool-down, are one incident. */
    private Instant incidentOf(List<Storm> storms, Instant opening) {
        Instant earliest = opening;
        for (Storm storm : storms) {
            boolean near =
                    storm.isOpen() || !storm.closedAt().plus(limits.coolDown()).isBefore(opening);
            if (near && storm.incident().isBefore(earliest)) {
                earliest = storm.incident();
            }
        }
        return earliest;
    }

    private static int placeOfLatest(List<Storm> storms, Signal signal) {
        for (int i = storms.size() - 1; i >= 0; i--) {
            if (storms.get(i).signal() == signal) {
                return i;
            }
        }
        return -1;
    }

    private boolean isForgotten(Storm storm, Instant now) {
        Duration told = limits.longest().plus(limits.correctable()).plusMillis(DAY);
        return !storm.isOpen() && storm.closedAt().plus(told).isBefore(now);
    }
}
