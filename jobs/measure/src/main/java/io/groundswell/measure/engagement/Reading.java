package io.groundswell.measure.engagement;

import java.util.Arrays;

/**
 * What was read off a post's counters within one minute: of each counter the last known value. That is all a window
 * can ask for, since no window is shorter, and it bounds what a post seen a thousand times a minute leaves behind.
 *
 * @param minute its start, milliseconds since 1970
 * @param seconds one bit for each second of the minute in which counters were read
 * @param values by counter, {@link Snapshot#UNKNOWN} where none was told
 * @param offsets by counter, when it was read, milliseconds into the minute
 */
public record Reading(long minute, long seconds, long[] values, int[] offsets) {

    static final long MINUTE = 60_000;

    static Reading of(long observedAt, long[] counters) {
        long minute = Math.floorDiv(observedAt, MINUTE) * MINUTE;
        int offset = (int) (observedAt - minute);
        int[] offsets = new int[Snapshot.COUNTERS];
        for (int i = 0; i < Snapshot.COUNTERS; i++) {
            offsets[i] = counters[i] == Snapshot.UNKNOWN ? 0 : offset;
        }
        return new Reading(minute, 1L << (offset / 1000), counters, offsets);
    }

    /** Both as one, the later value of each counter; of two at the same moment the greater. Gives this when it knew. */
    Reading with(Reading other) {
        long[] merged = null;
        int[] moments = null;
        for (int i = 0; i < Snapshot.COUNTERS; i++) {
            boolean better = other.values[i] != Snapshot.UNKNOWN
                    && (values[i] == Snapshot.UNKNOWN
                            || other.offsets[i] > offsets[i]
                            || (other.offsets[i] == offsets[i] && other.values[i] > values[i]));
            if (better) {
                if (merged == null) {
                    merged = values.clone();
                    moments = offsets.clone();
                }
                merged[i] = other.values[i];
                moments[i] = other.offsets[i];
            }
        }
        long all = seconds | other.seconds;
        if (merged == null) {
            return all == seconds ? this : new Reading(minute, all, values, offsets);
        }
        return new Reading(minute, all, merged, moments);
    }

    /** In how many seconds of the minute counters were read. */
    int moments() {
        return Long.bitCount(seconds);
    }

    /** When the counter was read, milliseconds since 1970. */
    long readAt(int counter) {
        return minute + offsets[counter];
    }

    /** When a value this holds was last read, milliseconds since 1970. */
    long lastReadAt() {
        long last = minute;
        for (int i = 0; i < Snapshot.COUNTERS; i++) {
            if (values[i] != Snapshot.UNKNOWN) {
                last = Math.max(last, readAt(i));
            }
        }
        return last;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Reading that
                && minute == that.minute
                && seconds == that.seconds
                && Arrays.equals(values, that.values)
                && Arrays.equals(offsets, that.offsets);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(minute) * 31 + Arrays.hashCode(values);
    }
}
