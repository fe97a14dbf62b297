package io.groundswell.notify.crisis;

import io.groundswell.topics.Signal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One brand's minutes, summed by step, to be asked for any stretch. Times asked for lie on steps. */
public final class BrandSeries {

    private static final long DAY = 86_400_000;
    private static final long STEP = RuleLimits.STEP.toMillis();
    private static final long MINUTE = 60_000;
    private static final int MINUTES_OF_STEP = (int) (STEP / MINUTE);
    private static final int STEPS_OF_DAY = (int) (DAY / STEP);

    private final Map<Long, Day> days = new HashMap<>();
    private final long forgottenRevisions;
    private final Behind behind;
    private long first;
    private long last = Long.MIN_VALUE;

    /** One day's steps, of each signal; a day without minutes is absent. */
    private record Day(long[][] counts, long[] revisions, long[] asOfs) {
        static Day empty() {
            return new Day(
                    new long[CrisisRule.SIGNALS.size()][STEPS_OF_DAY], new long[STEPS_OF_DAY], new long[STEPS_OF_DAY]);
        }
    }

    /**
     * @param forgotten what came before these hours, or null
     * @param behind who spoke in them
     */
    public BrandSeries(Iterable<Hour> hours, Forgotten forgotten, Behind behind) {
        this.behind = behind;
        forgottenRevisions = forgotten == null ? 0 : forgotten.revisions();
        first = forgotten == null ? Long.MAX_VALUE : forgotten.first().toEpochMilli();
        hours.forEach(this::add);
    }

    private void add(Hour hour) {
        long start = hour.start().toEpochMilli();
        int[] minutes = hour.minutes();
        if (minutes.length == 0) {
            return;
        }
        // An hour lies in one day.
        Day day = days.computeIfAbsent(Math.floorDiv(start, DAY), number -> Day.empty());
        int firstStep = (int) (Math.floorMod(start, DAY) / STEP);
        for (int signal = 0; signal < day.counts.length; signal++) {
            long[] counts = hour.of(CrisisRule.SIGNALS.get(signal));
            for (int i = 0; i < minutes.length; i++) {
                day.counts[signal][firstStep + minutes[i] / MINUTES_OF_STEP] += counts[i];
            }
        }
        for (int i = 0; i < minutes.length; i++) {
            int step = firstStep + minutes[i] / MINUTES_OF_STEP;
            day.revisions[step] += hour.revisions()[i];
            day.asOfs[step] = Math.max(day.asOfs[step], hour.asOfs()[i]);
        }
        first = Math.min(first, start + minutes[0] * MINUTE);
        last = Math.max(last, start + (minutes[minutes.length - 1] + 1) * MINUTE);
    }

    /** Whether not one minute is kept. */
    public boolean isEmpty() {
        return last == Long.MIN_VALUE;
    }

    /** Start of the brand's first minute ever. */
    public Instant first() {
        return Instant.ofEpochMilli(first);
    }

    /** End of the step that holds the last minute. */
    public Instant last() {
        return Instant.ofEpochMilli(-Math.floorDiv(-last, STEP) * STEP);
    }

    /** What was counted of a signal in a stretch. */
    long seen(Signal signal, long from, long to) {
        int number = CrisisRule.SIGNALS.indexOf(signal);
        long sum = 0;
        for (long at = from; at < to; at += STEP) {
            Day day = days.get(Math.floorDiv(at, DAY));
            if (day != null) {
                sum += day.counts[number][(int) (Math.floorMod(at, DAY) / STEP)];
            }
        }
        return sum;
    }

    /** The same with each author counted once, as far as authors are known. */
    long voices(Signal signal, long from, long to) {
        return seen(signal, from, to) - behind.repeated(signal, from, to);
    }

    /** How many facts all minutes before a time rest on, forgotten ones included. */
    long revisionsBefore(Instant time) {
        long end = time.toEpochMilli();
        long sum = forgottenRevisions;
        for (Map.Entry<Long, Day> day : days.entrySet()) {
            long start = day.getKey() * DAY;
            for (int i = 0; i < STEPS_OF_DAY && start + i * STEP < end; i++) {
                sum += day.getValue().revisions[i];
            }
        }
        return sum;
    }

    /** The latest observation that a span of time rests on; its beginning when there is none. */
    Instant asOf(Instant from, Instant to) {
        long latest = Long.MIN_VALUE;
        for (long at = from.toEpochMilli(); at < to.toEpochMilli(); at += STEP) {
            Day day = days.get(Math.floorDiv(at, DAY));
            if (day != null && day.revisions[(int) (Math.floorMod(at, DAY) / STEP)] > 0) {
                latest = Math.max(latest, day.asOfs[(int) (Math.floorMod(at, DAY) / STEP)]);
            }
        }
        return latest == Long.MIN_VALUE ? from : Instant.ofEpochMilli(latest);
    }
}
