package io.groundswell.notify.crisis;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A brand under watch: how far it has been judged, and points from which it can be judged again when an older minute
 * changes. Points are kept at every hour of the last six and at every midnight, as far back as corrections reach.
 *
 * @param until end of the last whole step the watermark has let us judge; null before the first
 * @param points oldest first; the last one is where judging stands
 */
public record Watch(Instant until, List<Progress> points) {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration HOURLY_FOR = Duration.ofHours(6);

    public static final Watch NEW = new Watch(null, List.of());

    /**
     * Judges on, or again from where something changed.
     *
     * @param changedFrom the earliest minute changed since the last time; null when none was
     * @param to how far event time allows, on a step
     * @param settled what was judged up to here stays as it is
     */
    public Watch judged(CrisisRule rule, BrandSeries series, Instant changedFrom, Instant to, Instant settled) {
        List<Progress> all = new ArrayList<>(points);
        if (changedFrom != null) {
            all.removeIf(point -> point.judgedUntil().isAfter(changedFrom)
                    && point.judgedUntil().isAfter(settled));
        }
        if (all.isEmpty()) {
            all.add(Progress.before(floor(series.first(), RuleLimits.STEP)));
        }
        Progress now = all.get(all.size() - 1);
        while (now.judgedUntil().isBefore(to)) {
            Instant hour = floor(now.judgedUntil(), HOUR).plus(HOUR);
            now = rule.judge(now, series, hour.isBefore(to) ? hour : to);
            all.add(now);
        }
        return new Watch(to, thinned(all, to, settled));
    }

    private static List<Progress> thinned(List<Progress> points, Instant to, Instant settled) {
        List<Progress> kept = new ArrayList<>();
        for (int i = 0; i < points.size(); i++) {
            Instant at = points.get(i).judgedUntil();
            boolean last = i == points.size() - 1;
            boolean hourly = at.equals(floor(at, HOUR)) && !at.isBefore(to.minus(HOURLY_FOR));
            boolean daily = at.equals(floor(at, DAY));
            boolean lastSettled = !at.isAfter(settled)
                    && (last || points.get(i + 1).judgedUntil().isAfter(settled));
            if (last || lastSettled || at.isAfter(settled) && (hourly || daily)) {
                kept.add(points.get(i));
            }
        }
        return List.copyOf(kept);
    }

    /** Where judging stands. */
    Progress now() {
        return points.get(points.size() - 1);
    }

    /** Whether a storm is open, so that silence must be judged too. */
    public boolean isStormy() {
        return !points.isEmpty() && now().storms().stream().anyMatch(Storm::isOpen);
    }

    static Instant floor(Instant time, Duration unit) {
        long length = unit.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), length) * length);
    }
}
