package io.groundswell.notify.crisis;

import io.groundswell.notify.surge.Surge;
import io.groundswell.notify.surge.SurgeDetector;
import io.groundswell.notify.surge.SurgeDetector.Judged;
import io.groundswell.notify.surge.Usual;
import io.groundswell.topics.AlertState;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Judges one series of counts, five minutes by five minutes, as {@link CrisisRule} judges what people say about a brand: what it
 * calls an alarm is what people would have been told. Keeps a state of constant size.
 */
public final class CountJudge {

    private static final int STEPS_OF_STRETCH = (int) RuleLimits.steps(RuleLimits.STRETCH);

    private final CrisisRule rule;
    private final List<Storm> storms = new ArrayList<>();
    private final Deque<Double> lately = new ArrayDeque<>();
    private Usual usual = Usual.UNKNOWN;
    private Instant first;

    /** What people would have been told: that something opens, or that it gets worse. */
    public record Alarm(AlertTier tier, Surge surge) {}

    public CountJudge(RuleLimits limits) {
        rule = new CrisisRule(limits);
    }

    /**
     * @param start of five minutes, after those of the call before; minutes nobody measured may be left out
     * @param count of mentions in them, 0 or more
     * @return what it sets off
     */
    public Optional<Alarm> judge(Instant start, double count) {
        if (first == null) {
            first = start;
        }
        lately.addLast(count);
        if (lately.size() > STEPS_OF_STRETCH) {
            lately.removeFirst();
        }
        Judged judged = SurgeDetector.judge(usual, count, CrisisRule.timeOfDay(start.toEpochMilli()));
        usual = judged.after();
        long seen = Math.round(lately.stream().mapToDouble(Double::doubleValue).sum());
        Instant end = start.plus(RuleLimits.STEP);
        Duration history = Duration.between(first, end);
        int changes = storms.isEmpty() ? 0 : changesOf(storms.get(storms.size() - 1));
        Storm storm = rule.follow(
                storms, Signal.VOLUME, Judgement.of(end, seen, judged.surge(), true, history), history, false);
        if (storms.size() > 1) {
            // Only the latest one forbids another to open.
            storms.remove(0);
            changes = 0;
        }
        if (storm == null || changesOf(storm) == changes) {
            return Optional.empty();
        }
        Change change = storm.history().get(storm.history().size() - 1);
        boolean told = change.state() == AlertState.OPEN || change.state() == AlertState.WORSE;
        return told ? Optional.of(new Alarm(change.tier(), judged.surge())) : Optional.empty();
    }

    private static int changesOf(Storm storm) {
        return storm.history().size();
    }
}
