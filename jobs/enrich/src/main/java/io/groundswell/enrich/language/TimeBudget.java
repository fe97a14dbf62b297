package io.groundswell.enrich.language;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * How much processor time one post may cost. Asked between steps, each of which is bounded by the limits on length:
 * so no thread has to be stopped by force or left behind, which Java cannot do safely. Processor time of the asking
 * thread and not time on the wall, so that a busy machine or a garbage collection does not cost anyone their sentiment.
 */
public final class TimeBudget {

    /** The post cost too much. Without a stack trace: it is an answer, not a fault. */
    static final class Spent extends RuntimeException {
        private Spent() {
            super("time budget spent", null, false, false);
        }
    }

    private final LongSupplier nanos;
    private final long end;

    private TimeBudget(LongSupplier nanos, long end) {
        this.nanos = nanos;
        this.end = end;
    }

    /** @param threadNanos processor time of the current thread so far, in nanoseconds */
    public static TimeBudget of(Duration most, LongSupplier threadNanos) {
        return new TimeBudget(threadNanos, threadNanos.getAsLong() + most.toNanos());
    }

    /** @throws Spent when there is no time left for another step */
    void check() {
        if (nanos.getAsLong() - end > 0) {
            throw new Spent();
        }
    }
}
