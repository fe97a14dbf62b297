package io.groundswell.notify.crisis;

import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The numbers of the rule {@code crisis/1}.
 *
 * @param stretch how long a time is judged at once
 * @param step how often, in event time; divides the day and the stretch
 * @param baselineDays how many days back the same time of day is looked at
 * @param warmUp history a brand needs before its first alert, from its first minute on
 * @param leastMentions what a stretch must hold for an alert to open
 * @param openAt severity from which an alert opens; below half of it, it eases
 * @param closeAt severity below which a stretch counts as calm
 * @param closeAfter how long it must be calm before the alert closes
 * @param longest how long an alert may live; what lasts longer is the new normal
 * @param correctable how long after a stretch its minutes may still change and alerts follow
 * @param early how far past the watermark an unfinished stretch may open or worsen an alert
 */
public record RuleLimits(
        Duration stretch,
        Duration step,
        int baselineDays,
        Duration warmUp,
        long leastMentions,
        double openAt,
        double closeAt,
        Duration closeAfter,
        Duration longest,
        Duration correctable,
        Duration early)
        implements Serializable {

    private static final Duration DAY = Duration.ofDays(1);

    /** An alert's revision counts its steps in twelve bits, less one for its retraction. */
    static final int MOST_STEPS = 4_094;

    /** What makes these numbers senseless together, in sentences; empty when nothing does. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        if (step.compareTo(Duration.ofMinutes(1)) < 0
                || step.toMillis() % 60_000 != 0
                || DAY.toMillis() % step.toMillis() != 0) {
            problems.add("'notify.step' must be whole minutes and divide a day");
            return problems;
        }
        if (stretch.isZero() || stretch.toMillis() % step.toMillis() != 0 || stretch.compareTo(DAY) > 0) {
            problems.add("'notify.stretch' must be a multiple of 'notify.step', at most a day");
        }
        if (longest.isZero() || longest.toMillis() % step.toMillis() != 0 || steps(longest) > MOST_STEPS) {
            problems.add("'notify.longest' must be a multiple of 'notify.step', at most " + MOST_STEPS + " of them");
        }
        if (closeAt >= openAt) {
            problems.add("'notify.close-at' must be less than 'notify.open-at'");
        }
        return problems;
    }

    long steps(Duration duration) {
        return duration.toMillis() / step.toMillis();
    }

    /** How far back from a judged stretch's end the rule looks. */
    public Duration memory() {
        return DAY.multipliedBy(baselineDays).plus(stretch).plus(step);
    }
}
