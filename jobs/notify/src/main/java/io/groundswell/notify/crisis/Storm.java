package io.groundswell.notify.crisis;

import io.groundswell.topics.AlertState;
import io.groundswell.topics.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One storm as far as it has been judged.
 *
 * @param openedAt end of the first stretch that was too much; with brand and signal it names the storm
 * @param closedAt null while it lasts
 * @param outlived whether it was closed only because it lasted too long: then it is the new normal, and is learnt from
 * @param latest the stretch judged last, unless an unfinished one already shows more
 * @param peak the stretch of the greatest severity; the earlier of equals
 * @param peakSeen the most mentions in a stretch
 * @param announced severity when the state last rose
 * @param calmSince end of the first of the latest calm stretches, or null
 * @param history changes of state, oldest first; of very many, the first and the latest
 */
public record Storm(
        Signal signal,
        Instant openedAt,
        AlertState state,
        Instant closedAt,
        boolean outlived,
        Judgement latest,
        Judgement peak,
        long peakSeen,
        double announced,
        Instant calmSince,
        List<Change> history) {

    private static final double WORSE_BY = 2;
    private static final double EASES_BELOW = 0.5;
    private static final int LONGEST_HISTORY = 100;

    static Storm opened(Signal signal, Judgement by) {
        return new Storm(
                signal,
                by.end(),
                AlertState.OPEN,
                null,
                false,
                by,
                by,
                by.seen(),
                by.severity(),
                null,
                List.of(new Change(AlertState.OPEN, by, by.seen())));
    }

    boolean isOpen() {
        return closedAt == null;
    }

    /** This storm after one more whole stretch. */
    Storm judged(Judgement now, RuleLimits limits) {
        Instant calm = now.severity() >= limits.closeAt() ? null : calmSince == null ? now.end() : calmSince;
        Storm seen = with(now, calm);
        boolean tooLong = Duration.between(openedAt, now.end()).compareTo(limits.longest()) >= 0;
        boolean over = calm != null && Duration.between(calm, now.end()).compareTo(limits.closeAfter()) >= 0;
        if (tooLong || over) {
            return seen.changed(AlertState.CLOSED, now.end(), !over, announced);
        }
        AlertState rising = rising(now, limits);
        if (rising != null) {
            return seen.changed(rising, null, false, now.severity());
        }
        if (state != AlertState.EASING && now.severity() < limits.openAt() * EASES_BELOW) {
            return seen.changed(AlertState.EASING, null, false, announced);
        }
        return seen;
    }

    /** This storm after a look at a stretch not yet over: it can only tell that things get worse. */
    Storm glimpsed(Judgement now, RuleLimits limits) {
        if (now.severity() <= latest.severity()) {
            return this;
        }
        Storm seen = with(now, calmSince);
        AlertState rising = rising(now, limits);
        return rising == null ? seen : seen.changed(rising, null, false, now.severity());
    }

    private AlertState rising(Judgement now, RuleLimits limits) {
        if (now.severity() >= WORSE_BY * announced) {
            return AlertState.WORSE;
        }
        return state == AlertState.EASING && now.severity() >= limits.openAt() ? AlertState.OPEN : null;
    }

    private Storm with(Judgement now, Instant calm) {
        return new Storm(
                signal,
                openedAt,
                state,
                closedAt,
                outlived,
                now,
                now.severity() > peak.severity() ? now : peak,
                Math.max(peakSeen, now.seen()),
                announced,
                calm,
                history);
    }

    private Storm changed(AlertState to, Instant closed, boolean tooLong, double told) {
        List<Change> changes = new ArrayList<>(history);
        if (changes.size() == LONGEST_HISTORY) {
            changes.remove(1);
        }
        changes.add(new Change(to, latest, peakSeen));
        return new Storm(
                signal, openedAt, to, closed, tooLong, latest, peak, peakSeen, told, calmSince, List.copyOf(changes));
    }

    /** Whether a stretch lies in this storm, so that nothing usual can be learnt from it. */
    boolean spoils(long from, long to, long stretch) {
        return !outlived
                && to > openedAt.toEpochMilli() - stretch
                && (closedAt == null || from < closedAt.toEpochMilli());
    }
}
