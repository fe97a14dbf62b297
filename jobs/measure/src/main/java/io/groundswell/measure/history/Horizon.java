package io.groundswell.measure.history;

import io.groundswell.measure.volume.WindowKey;

/**
 * What is still open at a moment of event time. A minute is settled, and nothing is corrected in it any more, when its
 * end is further back than the lateness; with it goes its share of the hour and of the day, so that minutes always add
 * up to hours and days.
 *
 * @param watermark event time reached, milliseconds since 1970
 * @param lateness milliseconds
 * @param firstSnapshot milliseconds; counters first read within this of the post's making count from 0
 */
public record Horizon(long watermark, long lateness, long firstSnapshot) {

    /** Minutes that began before this are settled. */
    public long settledBefore() {
        // Event time that has not begun yet, or is no time any post was made in.
        return watermark < lateness ? Long.MIN_VALUE : WindowKey.minuteOf(watermark - lateness + 1);
    }

    public boolean settled(long time) {
        return time < settledBefore();
    }

    /**
     * When event time reaches this, a mention can be forgotten: its windows are settled, and were it read again, that
     * would be too long after its making to count from 0.
     */
    public long forgets(History history) {
        long last = history.lastObserved();
        for (Sighting sighting : history.forms()) {
            last = Math.max(last, sighting.form().createdAt());
        }
        return WindowKey.minuteOf(last) + WindowKey.MINUTE + lateness + firstSnapshot;
    }
}
