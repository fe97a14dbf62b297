package io.groundswell.local.feed;

import java.time.Duration;
import java.time.Instant;

/** How long to wait until a line is due, when time runs faster than it did. Times that go back are due at once. */
public final class Pace {

    private final double speed;
    private Instant firstTime;
    private Instant firstSent;

    private Pace(double speed) {
        this.speed = speed;
    }

    /** As fast as the broker takes it. */
    public static Pace unlimited() {
        return new Pace(Double.POSITIVE_INFINITY);
    }

    /** @param speed seconds of the feed per second of ours, above 0 */
    public static Pace of(double speed) {
        return new Pace(speed);
    }

    /**
     * @param time of the line
     * @param now of the clock on the wall
     */
    public Duration untilDue(Instant time, Instant now) {
        if (Double.isInfinite(speed)) {
            return Duration.ZERO;
        }
        if (firstTime == null) {
            firstTime = time;
            firstSent = now;
        }
        double millis = Duration.between(firstTime, time).toMillis() / speed;
        Duration wait = Duration.between(now, firstSent.plusMillis((long) millis));
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
