package io.groundswell.flow;

import java.time.Clock;
import java.time.Instant;

/** The only place that knows what time it is now. Results never depend on it; waiting and showing may. */
public final class WallClock {

    private static final Clock CLOCK = Clock.systemUTC();

    public static Instant now() {
        return CLOCK.instant();
    }

    /** Nanoseconds since some moment, for how long something took: never steps when the clock is set. */
    public static long ticks() {
        return System.nanoTime();
    }

    private WallClock() {}
}
