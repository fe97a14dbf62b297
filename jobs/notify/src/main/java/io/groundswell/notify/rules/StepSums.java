package io.groundswell.notify.rules;

import io.groundswell.notify.crisis.Hour;
import io.groundswell.notify.crisis.RuleLimits;
import io.groundswell.topics.Counted;
import java.time.Instant;

/** One brand's minutes by five of them, so that any span costs two look-ups. Times asked for lie on steps. */
public final class StepSums {

    private static final long STEP = RuleLimits.STEP.toMillis();
    private static final long MINUTE = 60_000;
    private static final int SERIES = Counted.values().length;

    private final long first;
    private final long last;
    private final long[][] upTo;
    private final long[] revisions;
    private final long[] asOfs;

    public StepSums(Iterable<Hour> hours) {
        long earliest = Long.MAX_VALUE;
        long latest = Long.MIN_VALUE;
        for (Hour hour : hours) {
            int[] minutes = hour.minutes();
            if (minutes.length > 0) {
                long start = hour.start().toEpochMilli();
                earliest = Math.min(earliest, start + minutes[0] * MINUTE);
                latest = Math.max(latest, start + (minutes[minutes.length - 1] + 1) * MINUTE);
            }
        }
        boolean none = latest == Long.MIN_VALUE;
        first = none ? 0 : Math.floorDiv(earliest, STEP) * STEP;
        last = none ? 0 : -Math.floorDiv(-latest, STEP) * STEP;
        int steps = (int) ((last - first) / STEP);
        upTo = new long[SERIES][steps + 1];
        revisions = new long[steps + 1];
        asOfs = new long[steps];
        hours.forEach(this::add);
        for (long[] series : upTo) {
            addUp(series);
        }
        addUp(revisions);
    }

    private void add(Hour hour) {
        for (int i = 0; i < hour.minutes().length; i++) {
            long minute = hour.start().toEpochMilli() + hour.minutes()[i] * MINUTE;
            int step = (int) ((minute - first) / STEP);
            for (Counted counted : Counted.values()) {
                upTo[counted.ordinal()][step + 1] += count(hour, i, counted);
            }
            revisions[step + 1] += hour.revisions()[i];
            asOfs[step] = Math.max(asOfs[step], hour.asOfs()[i]);
        }
    }

    private static long count(Hour hour, int minute, Counted counted) {
        return switch (counted) {
            case MENTIONS -> hour.people()[minute] + hour.amplified()[minute];
            case PEOPLE -> hour.people()[minute];
            case NEGATIVE -> hour.negatives()[minute];
            case LOW_REVIEWS -> hour.lowReviews()[minute];
            case AMPLIFIED -> hour.amplified()[minute];
            case REACH -> hour.reach()[minute];
        };
    }

    private static void addUp(long[] series) {
        for (int i = 1; i < series.length; i++) {
            series[i] += series[i - 1];
        }
    }

    public boolean isEmpty() {
        return asOfs.length == 0;
    }

    /** Start of the first five minutes that hold anything. */
    public Instant first() {
        return Instant.ofEpochMilli(first);
    }

    /** End of the last. */
    public Instant last() {
        return Instant.ofEpochMilli(last);
    }

    long sum(Counted counted, Instant from, Instant to) {
        return between(upTo[counted.ordinal()], from, to);
    }

    /** How many facts a span rests on. */
    long revisions(Instant from, Instant to) {
        return between(revisions, from, to);
    }

    private long between(long[] series, Instant from, Instant to) {
        return series[place(to)] - series[place(from)];
    }

    private int place(Instant time) {
        long steps = Math.floorDiv(time.toEpochMilli() - first, STEP);
        return (int) Math.max(0, Math.min(asOfs.length, steps));
    }

    /** The latest observation that a span rests on; its beginning when there is none. */
    Instant asOf(Instant from, Instant to) {
        long latest = from.toEpochMilli();
        for (int step = place(from); step < place(to); step++) {
            latest = Math.max(latest, asOfs[step]);
        }
        return Instant.ofEpochMilli(latest);
    }
}
