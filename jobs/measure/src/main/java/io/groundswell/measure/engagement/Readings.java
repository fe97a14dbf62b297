package io.groundswell.measure.engagement;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * All readings of one post's counters, one a minute, in the order of time whatever the order they came in. Minutes
 * whose windows are settled are folded into a base, so there are at most as many as minutes within the lateness, about
 * 10,000 for 7 days, of about 120 bytes each.
 *
 * @param base by counter, the last value before the first minute; unknown when it was never read then
 * @param baseMoments how many moments of reading the base rests on
 * @param minutes ascending, one per minute in which counters were read
 */
public record Readings(long[] base, long baseMoments, List<Reading> minutes) {

    public Readings {
        minutes = List.copyOf(minutes);
    }

    /** Told once for each minute with a reading. */
    @FunctionalInterface
    public interface Gains {
        /**
         * @param minute its start, milliseconds since 1970
         * @param moments how many moments of reading the gains rest on, earlier minutes included
         * @param lastReadAt milliseconds since 1970
         * @param gained by counter, since the reading before; negative when likes were taken back
         */
        void in(long minute, long moments, long lastReadAt, long[] gained);
    }

    public static Readings none() {
        return new Readings(Snapshot.unknown(), 0, List.of());
    }

    /**
     * These and one more; gives this when nothing is new.
     *
     * @param settledBefore minutes that began before this are settled, milliseconds since 1970
     */
    public Readings with(long observedAt, long[] counters, long settledBefore) {
        Reading reading = Reading.of(observedAt, counters);
        int place = placeOf(reading.minute());
        if (place < minutes.size() && minutes.get(place).minute() == reading.minute()) {
            Reading merged = minutes.get(place).with(reading);
            if (merged == minutes.get(place)) {
                return this;
            }
            List<Reading> changed = new ArrayList<>(minutes);
            changed.set(place, merged);
            return new Readings(base, baseMoments, changed);
        }
        List<Reading> more = new ArrayList<>(minutes.size() + 1);
        more.addAll(minutes);
        more.add(place, reading);
        return new Readings(base, baseMoments, more).folded(settledBefore);
    }

    private Readings folded(long settledBefore) {
        int settled = 0;
        while (settled < minutes.size() && minutes.get(settled).minute() < settledBefore) {
            settled++;
        }
        if (settled == 0) {
            return this;
        }
        long[] folded = base.clone();
        long moments = baseMoments;
        for (Reading reading : minutes.subList(0, settled)) {
            for (int i = 0; i < Snapshot.COUNTERS; i++) {
                if (reading.values()[i] != Snapshot.UNKNOWN) {
                    folded[i] = reading.values()[i];
                }
            }
            moments += reading.moments();
        }
        return new Readings(folded, moments, new ArrayList<>(minutes.subList(settled, minutes.size())));
    }

    private int placeOf(long minute) {
        // The newest minute is nearly always the one asked for.
        int place = minutes.size();
        while (place > 0 && minutes.get(place - 1).minute() >= minute) {
            place--;
        }
        return place;
    }

    /**
     * What each minute gained on the reading before it. The very first reading of a counter is a gain from 0 when it
     * was taken soon enough after the post was made; otherwise nobody knows when those likes came, and it only serves
     * to compare with.
     *
     * @param from minutes that began before this are not told
     * @param countsFromZeroUntil a first reading up to this moment is a gain, milliseconds since 1970
     */
    public void gains(long from, long countsFromZeroUntil, Gains told) {
        long[] before = base.clone();
        long moments = baseMoments;
        for (Reading reading : minutes) {
            moments += reading.moments();
            boolean wanted = reading.minute() >= from;
            long[] gained = wanted ? new long[Snapshot.COUNTERS] : null;
            for (int i = 0; i < Snapshot.COUNTERS; i++) {
                long value = reading.values()[i];
                if (value == Snapshot.UNKNOWN) {
                    continue;
                }
                if (wanted && before[i] != Snapshot.UNKNOWN) {
                    gained[i] = value - before[i];
                } else if (wanted && reading.readAt(i) <= countsFromZeroUntil) {
                    gained[i] = value;
                }
                before[i] = value;
            }
            if (wanted) {
                told.in(reading.minute(), moments, reading.lastReadAt(), gained);
            }
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Readings that
                && baseMoments == that.baseMoments
                && Arrays.equals(base, that.base)
                && minutes.equals(that.minutes);
    }

    @Override
    public int hashCode() {
        return minutes.hashCode();
    }
}
