package io.groundswell.publish.search;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Growing pauses: from a tenth of a second, doubled each time, up to ten seconds, each shortened by chance by up to half. */
public final class Backoff {

    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 10_000;

    private long next = FIRST_MILLIS;

    public Duration next() {
        long most = next;
        next = Math.min(LONGEST_MILLIS, next * 2);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(most / 2, most + 1));
    }

    public void reset() {
        next = FIRST_MILLIS;
    }
}
