package io.groundswell.testkit;

import java.time.Duration;
import java.time.Instant;

/** The times tests speak of. The day is a Monday without anything special about it. */
public final class Moments {

    public static final Instant MIDNIGHT = Instant.parse("2026-03-02T00:00:00Z");
    public static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    public static Instant minutesAfterNoon(long minutes) {
        return NOON.plus(Duration.ofMinutes(minutes));
    }

    public static Instant secondsAfterNoon(long seconds) {
        return NOON.plusSeconds(seconds);
    }

    public static Instant daysBeforeNoon(long days) {
        return NOON.minus(Duration.ofDays(days));
    }

    private Moments() {}
}
