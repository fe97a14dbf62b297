package io.groundswell.notify.crisis;

import io.groundswell.notify.explain.Explanation;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertChange;
import io.groundswell.topics.AlertEvidence;
import io.groundswell.topics.AlertExplanation;
import io.groundswell.topics.AlertState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes storms down as alerts.
 *
 * <p>An alert's revision is {@code facts * 4096 + steps}: how many facts all the brand's minutes rest on that start
 * before the alert could at the longest live, then how many steps it has been judged for while open, and all 4095 once
 * closed. A correction adds facts, even one that makes the alert shorter, and time adds steps, so the revision only grows; and
 * as both follow from the minutes alone, it comes out the same whatever order they arrived in. One thing changes minutes
 * without a fact: who turns out to have said a text after somebody else. It may move the end of an alert, which is why a
 * closed one's steps do not tell when. Of what is told on the same facts the later word holds, and never ranks below the earlier.
 */
public final class AlertWriter {

    private static final long STEPS = RuleLimits.MOST_STEPS + 2;

    private final RuleLimits limits;

    public AlertWriter(RuleLimits limits) {
        this.limits = limits;
    }

    /**
     * The alerts that follow from a brand's minutes now, by id.
     *
     * @param told the alerts told before, by id; what stands behind a peak that is settled is taken from there
     * @param early how far unfinished stretches may be looked at
     * @param changedFrom the earliest minute changed since those were told; null when none was
     */
    public Map<String, Alert> alerts(
            String brand,
            CrisisRule rule,
            Watch watch,
            BrandSeries series,
            Instant early,
            Instant settled,
            Behind behind,
            Instant changedFrom,
            Map<String, Alert> told)
            throws Exception {
        Map<String, Alert> alerts = new TreeMap<>();
        for (Storm storm : rule.glimpse(watch.now(), series, early)) {
            if (isPast(storm.openedAt(), settled)) {
                continue;
            }
            String id = id(brand, storm);
            Instant from = storm.peak().end().minus(RuleLimits.STRETCH);
            Alert was = told.get(id);
            boolean lasting = was != null && from.isBefore(settled);
            List<AlertEvidence> posts = lasting
                    ? was.getEvidence()
                    : PostsBehind.of(
                            storm.signal(), behind.evidence(from, storm.peak().end()));
            AlertExplanation explanation = lasting || was != null && isStillExplained(was, storm, changedFrom)
                    ? was.getExplanation()
                    : explained(storm, behind);
            alerts.put(id, alert(id, brand, storm, series, watch.until(), posts, explanation));
        }
        return alerts;
    }

    /** Whether it is the same peak, and nothing up to it has changed: then the week before need not be gone through again. */
    private static boolean isStillExplained(Alert was, Storm storm, Instant changedFrom) {
        AlertExplanation known = was.getExplanation();
        Judgement peak = storm.peak();
        return known != null
                && known.getWindowEnd().equals(peak.end())
                && known.getSeen() == peak.seen()
                && known.getExpected() == peak.expected()
                && (changedFrom == null || !changedFrom.isBefore(peak.end()));
    }

    private static AlertExplanation explained(Storm storm, Behind behind) throws Exception {
        Judgement peak = storm.peak();
        return Explanation.of(
                storm.signal(),
                peak.seen(),
                peak.expected(),
                behind.minutes(peak.end().minus(RuleLimits.STRETCH), peak.end()),
                behind.usualBefore(storm.openedAt()));
    }

    /** Whether nothing that can still be corrected touches an alert opened then. */
    public boolean isPast(Instant openedAt, Instant settled) {
        return openedAt.plus(limits.longest()).isBefore(settled);
    }

    private static String id(String brand, Storm storm) {
        return brand + "|" + storm.signal().name().toLowerCase(Locale.ROOT) + "|" + storm.openedAt();
    }

    private Alert alert(
            String id,
            String brand,
            Storm storm,
            BrandSeries series,
            Instant judged,
            List<AlertEvidence> posts,
            AlertExplanation explanation) {
        Judgement latest = storm.latest();
        Change change = storm.history().get(storm.history().size() - 1);
        return Alert.newBuilder()
                .setId(id)
                .setBrand(brand)
                .setSignal(storm.signal())
                .setTier(storm.tier())
                .setIncident(brand + "|" + storm.incident())
                .setState(storm.state())
                .setOpenedAt(storm.openedAt())
                .setChangedAt(change.by().end())
                .setClosedAt(storm.closedAt())
                .setWindowStart(latest.end().minus(RuleLimits.STRETCH))
                .setWindowEnd(latest.end())
                .setExpected(latest.expected())
                .setSpread(latest.spread())
                .setSeen(latest.seen())
                .setSeverity(latest.severity())
                .setOnceInDays(storm.peak().onceInDays())
                .setPeakSeverity(storm.peak().severity())
                .setPeakSeen(storm.peakSeen())
                .setHeadline(Headline.of(brand, storm))
                .setEvidence(posts)
                .setExplanation(explanation)
                .setHistory(storm.history().stream()
                        .map(step -> new AlertChange(
                                step.state(),
                                step.tier(),
                                step.by().end(),
                                step.by().expected(),
                                step.by().seen(),
                                step.by().severity(),
                                Headline.of(brand, storm, step)))
                        .toList())
                .setRule(CrisisRule.NAME)
                .setRevision(facts(storm.openedAt(), series) * STEPS + steps(storm, judged))
                .setAsOf(series.asOf(storm.openedAt().minus(RuleLimits.STRETCH), latest.end()))
                .build();
    }

    private long facts(Instant openedAt, BrandSeries series) {
        return series.revisionsBefore(openedAt.plus(limits.longest()));
    }

    private static long steps(Storm storm, Instant judged) {
        if (storm.closedAt() != null && !judged.isBefore(storm.closedAt())) {
            return STEPS - 1;
        }
        if (judged.isBefore(storm.openedAt())) {
            return 0;
        }
        return RuleLimits.steps(Duration.between(storm.openedAt(), judged)) + 1;
    }

    /**
     * An alert told before that no longer follows from the corrected minutes. What stands behind it goes with it. On the same facts it has
     * the revision of what was told, so the later one holds: who only hands on a text is told without another fact, and after a
     * restart an older word of that may be heard once more before the newer one.
     */
    public Alert takenBack(Alert was, BrandSeries series) {
        Instant asOf = series.asOf(
                Watch.floor(was.getOpenedAt().minus(limits.memory()), RuleLimits.STEP),
                was.getOpenedAt().plus(limits.longest()));
        Instant latest = asOf.isAfter(was.getAsOf()) ? asOf : was.getAsOf();
        List<AlertChange> history = new ArrayList<>(was.getHistory());
        String headline = Headline.takenBack(was);
        history.add(new AlertChange(
                AlertState.RETRACTED,
                was.getTier(),
                latest,
                was.getExpected(),
                was.getSeen(),
                was.getSeverity(),
                headline));
        return Alert.newBuilder(was)
                .setState(AlertState.RETRACTED)
                .setChangedAt(latest)
                .setHeadline(headline)
                .setEvidence(List.of())
                .setExplanation(null)
                .setHistory(history)
                .setRevision(Math.max(
                        was.getRevision(), facts(was.getOpenedAt(), series) * STEPS + was.getRevision() % STEPS))
                .setAsOf(latest)
                .build();
    }
}
