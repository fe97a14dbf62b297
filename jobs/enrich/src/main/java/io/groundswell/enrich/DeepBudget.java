package io.groundswell.enrich;

import java.util.function.LongSupplier;

/**
 * How many posts a second the deep tier may judge. What is not used is saved for {@link #SAVED_SECONDS}, so that a burst
 * after a quiet time is judged deeply too; in a flood the deep tier is what is dropped first, and the job keeps up. Safe for
 * any number of threads.
 */
final class DeepBudget {

    static final int SAVED_SECONDS = 30;

    private final double perMilli;
    private final double most;
    private final LongSupplier millis;
    private double left;
    private long asked;

    /** @param millis the time now, in milliseconds since any beginning */
    DeepBudget(long perSecond, LongSupplier millis) {
        this.perMilli = perSecond / 1_000.0;
        this.most = (double) perSecond * SAVED_SECONDS;
        this.millis = millis;
        this.left = most;
        this.asked = millis.getAsLong();
    }

    /** Takes one post's worth when there is one. */
    synchronized boolean take() {
        long now = millis.getAsLong();
        left = Math.min(most, left + Math.max(0, now - asked) * perMilli);
        asked = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
