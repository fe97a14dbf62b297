package io.groundswell.notify.crisis;

import io.groundswell.topics.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rule {@code crisis/1}: a stretch is a storm when it holds far more than the same time of day usually does. Every
 * step is judged, one after the other, for all mentions and for the negative ones; the outcome depends on the minutes
 * alone.
 */
public final class CrisisRule {

    /** Name and version, as alerts carry them. */
    public static final String NAME = "crisis/1";

    private static final long DAY = 86_400_000;
    private static final List<Signal> SIGNALS = List.of(Signal.NEGATIVE, Signal.VOLUME);

    private final RuleLimits limits;
    private final long stretch;
    private final long step;

    public CrisisRule(RuleLimits limits) {
        this.limits = limits;
        stretch = limits.stretch().toMillis();
        step = limits.step().toMillis();
    }

    /** Judges every step after the given progress up to and including a time. All minutes before it are in. */
    Progress judge(Progress from, BrandSeries series, Instant until) {
        List<Storm> storms = new ArrayList<>(from.storms());
        long last = until.toEpochMilli();
        for (long end = from.judgedUntil().toEpochMilli() + step; end <= last; end += step) {
            if (storms.stream().noneMatch(Storm::isOpen) && series.isSilent(end - stretch, end)) {
                // Nothing can open in a stretch without mentions, so long silences cost nothing.
                long next = series.nextDayWithMinutes(end - stretch);
                if (next > end) {
                    end = next == Long.MAX_VALUE ? last : Math.min(next, last);
                }
                continue;
            }
            judgeStep(storms, series, end);
        }
        Instant reached = until.isAfter(from.judgedUntil()) ? until : from.judgedUntil();
        storms.removeIf(storm -> isForgotten(storm, reached));
        return new Progress(reached, List.copyOf(storms));
    }

    private void judgeStep(List<Storm> storms, BrandSeries series, long end) {
        for (Signal signal : SIGNALS) {
            int place = placeOfOpen(storms, signal);
            if (place >= 0) {
                storms.set(place, storms.get(place).judged(weighed(storms, series, signal, end), limits));
            } else {
                openIfTooMuch(storms, series, signal, end);
            }
        }
    }

    /**
     * Looks at stretches that are not over. As more minutes can only add to them, what is already too much stays so;
     * what looks calm may not.
     */
    Progress glimpse(Progress from, BrandSeries series, Instant until) {
        List<Storm> storms = new ArrayList<>(from.storms());
        for (long end = from.judgedUntil().toEpochMilli() + step; end <= until.toEpochMilli(); end += step) {
            for (Signal signal : SIGNALS) {
                int place = placeOfOpen(storms, signal);
                if (place >= 0) {
                    storms.set(place, storms.get(place).glimpsed(weighed(storms, series, signal, end), limits));
                } else {
                    openIfTooMuch(storms, series, signal, end);
                }
            }
        }
        return new Progress(from.judgedUntil(), List.copyOf(storms));
    }

    private static int placeOfOpen(List<Storm> storms, Signal signal) {
        for (int i = storms.size() - 1; i >= 0; i--) {
            if (storms.get(i).signal() == signal && storms.get(i).isOpen()) {
                return i;
            }
        }
        return -1;
    }

    private void openIfTooMuch(List<Storm> storms, BrandSeries series, Signal signal, long end) {
        if (end < series.first().toEpochMilli() + limits.warmUp().toMillis()
                || series.seen(signal, end - stretch, end) < limits.leastMentions()) {
            return;
        }
        Judgement judgement = weighed(storms, series, signal, end);
        if (judgement.severity() >= limits.openAt()) {
            storms.add(Storm.opened(signal, judgement));
        }
    }

    private Judgement weighed(List<Storm> storms, BrandSeries series, Signal signal, long end) {
        long seen = series.seen(signal, end - stretch, end);
        return Judgement.of(Instant.ofEpochMilli(end), seen, baseline(storms, series, signal, end));
    }

    private Baseline baseline(List<Storm> storms, BrandSeries series, Signal signal, long end) {
        List<Storm> spoiling =
                storms.stream().filter(storm -> storm.signal() == signal).toList();
        long[] sameTime = samples(spoiling, series, signal, end, DAY, limits.baselineDays());
        double usual = 0;
        if (sameTime.length < Baseline.ENOUGH_DAYS) {
            int stretches = (int) (limits.baselineDays() * DAY / stretch);
            long[] all = samples(spoiling, series, signal, end, stretch, stretches);
            usual = Baseline.median(Arrays.stream(all).asDoubleStream().toArray());
        }
        return Baseline.of(sameTime, usual);
    }

    /** Earlier stretches, every so many milliseconds back, none before the brand's first minute or inside a storm. */
    private long[] samples(List<Storm> storms, BrandSeries series, Signal signal, long end, long every, int most) {
        long first = series.first().toEpochMilli();
        long[] samples = new long[most];
        int count = 0;
        for (int i = 1; i <= most; i++) {
            long to = end - i * every;
            long from = to - stretch;
            if (from < first) {
                break;
            }
            if (storms.stream().noneMatch(storm -> storm.spoils(from, to, stretch))) {
                samples[count++] = series.seen(signal, from, to);
            }
        }
        return Arrays.copyOf(samples, count);
    }

    private boolean isForgotten(Storm storm, Instant now) {
        Duration told = limits.longest().plus(limits.correctable());
        Duration longer = told.compareTo(limits.memory()) > 0 ? told : limits.memory();
        return !storm.isOpen() && storm.closedAt().plus(longer).plusMillis(DAY).isBefore(now);
    }
}
