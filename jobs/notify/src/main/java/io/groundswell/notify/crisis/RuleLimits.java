package io.groundswell.notify.crisis;

import io.groundswell.notify.surge.SurgeDetector;
import io.groundswell.topics.Sensitivity;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of the rule {@code crisis/2}.
 *
 * @param warmUp history a brand needs before its first alert, from its first minute on
 * @param leastMentions what the last hour must hold for an alert to open
 * @param watchAt severity from which an alert opens, to be watched
 * @param crisisAt severity from which it is a crisis
 * @param closeAt severity below which a bucket counts as calm; so does one whose last hour lies fewer spreads above the
 *     expected
 * @param closeAfter how long it must be calm before the alert closes
 * @param coolDown how long after an alert was last announced none opens again at the same tier and less than twice the severity
 * @param longest how long an alert may live; what lasts longer is the new normal
 * @param correctable how long after a bucket its minutes may still change and alerts follow
 * @param early how far past the watermark an unfinished bucket may open or worsen an alert
 */
public record RuleLimits(
        Duration warmUp,
        long leastMentions,
        double watchAt,
        double crisisAt,
        double closeAt,
        Duration closeAfter,
        Duration coolDown,
        Duration longest,
        Duration correctable,
        Duration early)
        implements Serializable {

    /** How often a brand is judged, in event time. */
    public static final Duration STEP = SurgeDetector.BUCKET;

    /** What the counts told to people are of. */
    public static final Duration STRETCH = Duration.ofHours(1);

    private static final Duration DAY = Duration.ofDays(1);

    /** An alert's revision counts its steps in twelve bits, the one that opened it among them. */
    static final int MOST_STEPS = 4_094;

    /** What makes these numbers senseless together, in sentences; empty when nothing does. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (warmUp.compareTo(DAY) < 0) {
            problems.add("'notify.warm-up' must be at least 1d: before, nothing is known about a brand's day");
        }
        if (longest.isZero() || longest.toMillis() % STEP.toMillis() != 0 || steps(longest) > MOST_STEPS) {
            problems.add("'notify.longest' must be a multiple of 5m, at most " + MOST_STEPS + " of them");
        }
        if (closeAt >= watchAt) {
            problems.add("'notify.close-at' must be less than 'notify.watch-at'");
        }
        if (watchAt > crisisAt) {
            problems.add("'notify.watch-at' must not be more than 'notify.crisis-at'");
        }
        return problems;
    }

    /** The same with another threshold of a crisis. */
    public RuleLimits withCrisisAt(double severity) {
        return new RuleLimits(
                warmUp, leastMentions, watchAt, severity, closeAt, closeAfter, coolDown, longest, correctable, early);
    }

    /**
     * The same for a brand that wants to hear of fewer or of more: at severities a third higher, or a fifth lower, but none at which
     * it would be calm.
     */
    public RuleLimits at(Sensitivity sensitivity) {
        double times =
                switch (sensitivity) {
                    case FEWER -> 4.0 / 3;
                    case BALANCED -> 1;
                    case MORE -> 0.8;
                };
        return new RuleLimits(
                warmUp,
                leastMentions,
                Math.max(closeAt, watchAt * times),
                Math.max(closeAt, crisisAt * times),
                closeAt,
                closeAfter,
                coolDown,
                longest,
                correctable,
                early);
    }

    static long steps(Duration duration) {
        return duration.toMillis() / STEP.toMillis();
    }

    /**
     * How far back minutes are asked for from the oldest step that can still be corrected: to the beginning of the oldest alert
     * still told, and to the midnight before.
     */
    public Duration memory() {
        return longest.plus(DAY).plus(STRETCH).plus(STEP);
    }
}
