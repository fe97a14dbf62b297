package io.groundswell.notify.crisis;

import io.groundswell.topics.AlertState;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One storm as far as it has been judged.
 *
 * @param openedAt end of the first step that was too much; with brand and signal it names the storm
 * @param incident when the first of the storms opened that this one belongs together with
 * @param tier the highest it has reached
 * @param closedAt null while it lasts
 * @param outlived whether it was closed only because it lasted too long: then it is the new normal
 * @param latest the step judged last, unless an unfinished one already shows more
 * @param peak the step of the greatest severity; the earlier of equals
 * @param peakSeen the most mentions in an hour
 * @param announced severity when it was last announced: opened, or worse
 * @param announcedAt end of the step when that was
 * @param calmSince end of the first of the latest calm steps, or null
 * @param history changes of state, oldest first; of very many, the first and the latest
 */
public record Storm(
        Signal signal,
        Instant openedAt,
        Instant incident,
        AlertTier tier,
        AlertState state,
        Instant closedAt,
        boolean outlived,
        Judgement latest,
        Judgement peak,
        long peakSeen,
        double announced,
        Instant announcedAt,
        Instant calmSince,
        List<Change> history) {

    private static final double WORSE_BY = 2;
    private static final int LONGEST_HISTORY = 100;

    static Storm opened(Signal signal, Judgement by, RuleLimits limits, Instant incident) {
        AlertTier tier = tierOf(by, limits);
        return new Storm(
                signal,
                by.end(),
                incident,
                tier,
                AlertState.OPEN,
                null,
                false,
                by,
                by,
                by.seen(),
                by.severity(),
                by.end(),
                null,
                List.of(new Change(AlertState.OPEN, tier, by, by.seen())));
    }

    private static AlertTier tierOf(Judgement by, RuleLimits limits) {
        return by.grave() && by.severity() >= limits.crisisAt() ? AlertTier.CRISIS : AlertTier.WATCH;
    }

    boolean isOpen() {
        return closedAt == null;
    }

    /** Whether a storm that is over still forbids another to open: nobody is called twice for the same. */
    boolean coolsDown(Judgement now, RuleLimits limits) {
        return Duration.between(announcedAt, now.end()).compareTo(limits.coolDown()) <= 0
                && now.severity() < WORSE_BY * announced
                && !(tier == AlertTier.WATCH && tierOf(now, limits) == AlertTier.CRISIS);
    }

    /** This storm after one more whole step. */
    Storm judged(Judgement now, RuleLimits limits) {
        Instant calm = now.isLoud(limits.closeAt()) ? null : calmSince == null ? now.end() : calmSince;
        Storm seen = with(now, calm);
        boolean tooLong = Duration.between(openedAt, now.end()).compareTo(limits.longest()) >= 0;
        boolean over = calm != null && Duration.between(calm, now.end()).compareTo(limits.closeAfter()) >= 0;
        if (tooLong || over) {
            return seen.changed(AlertState.CLOSED, now.end(), !over);
        }
        if (isWorse(now, limits)) {
            return seen.announced(AlertState.WORSE, now, limits);
        }
        if (isBack(now, limits)) {
            return seen.announced(AlertState.OPEN, now, limits);
        }
        if (state != AlertState.EASING && calm != null) {
            return seen.changed(AlertState.EASING, null, false);
        }
        return seen;
    }

    /** This storm after a look at a step not yet over: it can only tell that things get worse. */
    Storm glimpsed(Judgement now, RuleLimits limits) {
        if (now.severity() <= latest.severity()) {
            return this;
        }
        Storm seen = with(now, calmSince);
        return isWorse(now, limits) ? seen.announced(AlertState.WORSE, now, limits) : seen;
    }

    private boolean isWorse(Judgement now, RuleLimits limits) {
        return now.severity() >= WORSE_BY * announced
                || tier == AlertTier.WATCH && tierOf(now, limits) == AlertTier.CRISIS;
    }

    private boolean isBack(Judgement now, RuleLimits limits) {
        return state == AlertState.EASING
                && now.severity() >= limits.watchAt()
                && Duration.between(announcedAt, now.end()).compareTo(limits.coolDown()) > 0;
    }

    private Storm with(Judgement now, Instant calm) {
        return new Storm(
                signal,
                openedAt,
                incident,
                tier,
                state,
                closedAt,
                outlived,
                now,
                now.severity() > peak.severity() ? now : peak,
                Math.max(peakSeen, now.seen()),
                announced,
                announcedAt,
                calm,
                history);
    }

    private Storm announced(AlertState to, Judgement now, RuleLimits limits) {
        AlertTier reached = tier == AlertTier.CRISIS ? tier : tierOf(now, limits);
        return turned(to, reached, null, false, now.severity(), now.end());
    }

    private Storm changed(AlertState to, Instant closed, boolean tooLong) {
        return turned(to, tier, closed, tooLong, announced, announcedAt);
    }

    private Storm turned(
            AlertState to, AlertTier reached, Instant closed, boolean tooLong, double severity, Instant severityAt) {
        return new Storm(
                signal,
                openedAt,
                incident,
                reached,
                to,
                closed,
                tooLong,
                latest,
                peak,
                peakSeen,
                severity,
                severityAt,
                calmSince,
                grown(to, reached));
    }

    private List<Change> grown(AlertState to, AlertTier reached) {
        List<Change> changes = new ArrayList<>(history);
        if (changes.size() == LONGEST_HISTORY) {
            changes.remove(1);
        }
        changes.add(new Change(to, reached, latest, peakSeen));
        return List.copyOf(changes);
    }
}
