package io.groundswell.notify.crisis;

import io.groundswell.topics.Signal;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** One brand's minutes, summed by step, to be asked for any stretch. Times asked for lie on steps. */
public final class BrandSeries {

    private static final long DAY = 86_400_000;

    private final long step;
    private final int stepsOfDay;
    private final Map<Long, Day> days = new HashMap<>();
    private final long forgottenRevisions;
    private long first;
    private long last = Long.MIN_VALUE;

    /** One day's steps; a day without minutes is absent. */
    private record Day(long[] mentions, long[] negatives, long[] revisions, long[] asOfs) {
        static Day of(int steps) {
            return new Day(new long[steps], new long[steps], new long[steps], new long[steps]);
        }
    }

    /** @param forgotten what came before these hours, or null */
    public BrandSeries(RuleLimits limits, Iterable<Hour> hours, Forgotten forgotten) {
        step = limits.step().toMillis();
        stepsOfDay = (int) (DAY / step);
        forgottenRevisions = forgotten == null ? 0 : forgotten.revisions();
        first = forgotten == null ? Long.MAX_VALUE : forgotten.first().toEpochMilli();
        hours.forEach(this::add);
    }

    private void add(Hour hour) {
        long start = hour.start().toEpochMilli();
        for (int i = 0; i < hour.minutes().length; i++) {
            long minute = start + hour.minutes()[i] * 60_000L;
            Day day = days.computeIfAbsent(Math.floorDiv(minute, DAY), number -> Day.of(stepsOfDay));
            int place = (int) (Math.floorMod(minute, DAY) / step);
            day.mentions[place] += hour.mentions()[i];
            day.negatives[place] += hour.negatives()[i];
            day.revisions[place] += hour.revisions()[i];
            day.asOfs[place] = Math.max(day.asOfs[place], hour.asOfs()[i]);
            first = Math.min(first, minute);
            last = Math.max(last, minute + 60_000);
        }
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
        return Instant.ofEpochMilli(-Math.floorDiv(-last, step) * step);
    }

    /** Mentions in a stretch, all or the negative ones. */
    long seen(Signal signal, long from, long to) {
        long sum = 0;
        long dayNumber = Long.MIN_VALUE;
        long[] counts = null;
        for (long at = from; at < to; at += step) {
            long number = Math.floorDiv(at, DAY);
            if (number != dayNumber) {
                dayNumber = number;
                Day day = days.get(number);
                counts = day == null ? null : signal == Signal.NEGATIVE ? day.negatives : day.mentions;
            }
            if (counts != null) {
                sum += counts[(int) ((at - number * DAY) / step)];
            }
        }
        return sum;
    }

    /** Whether anything was counted from one time on and before another. */
    boolean isSilent(long from, long to) {
        return seen(Signal.VOLUME, from, to) == 0 && seen(Signal.NEGATIVE, from, to) == 0;
    }

    /** The start of the first day with minutes, from that of the given time on; the greatest long when there is none. */
    long nextDayWithMinutes(long from) {
        long number = Math.floorDiv(from, DAY);
        return days.keySet().stream()
                .mapToLong(Long::longValue)
                .filter(day -> day >= number)
                .map(day -> day * DAY)
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /** How many facts all minutes before a time rest on, forgotten ones included. */
    long revisionsBefore(Instant time) {
        long end = time.toEpochMilli();
        long sum = forgottenRevisions;
        for (Map.Entry<Long, Day> day : days.entrySet()) {
            long start = day.getKey() * DAY;
            for (int i = 0; i < stepsOfDay && start + i * step < end; i++) {
                sum += day.getValue().revisions[i];
            }
        }
        return sum;
    }

    /** The latest observation that a span of time rests on; its beginning when there is none. */
    Instant asOf(Instant from, Instant to) {
        long latest = Long.MIN_VALUE;
        for (long at = from.toEpochMilli(); at < to.toEpochMilli(); at += step) {
            Day day = days.get(Math.floorDiv(at, DAY));
            if (day != null && day.revisions[(int) (Math.floorMod(at, DAY) / step)] > 0) {
                latest = Math.max(latest, day.asOfs[(int) (Math.floorMod(at, DAY) / step)]);
            }
        }
        return latest == Long.MIN_VALUE ? from : Instant.ofEpochMilli(latest);
    }
}
