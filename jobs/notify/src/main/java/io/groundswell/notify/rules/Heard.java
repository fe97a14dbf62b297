package io.groundswell.notify.rules;

import java.time.Instant;

/**
 * Which minutes of an hour something came in from a platform, and in which nothing. What was heard once stays heard, so the order
 * in which minutes are told does not matter.
 *
 * @param hour its start
 * @param heard a bit for each minute something came in
 * @param blind a bit for each minute that was told to be without anything
 */
public record Heard(String platform, Instant hour, long heard, long blind) {

    private static final int MINUTES = 60;
    private static final long HOUR = 3_600_000;

    /** One minute. */
    public static Heard minute(String platform, Instant start, boolean heard) {
        long hour = Math.floorDiv(start.toEpochMilli(), HOUR) * HOUR;
        long bit = 1L << ((start.toEpochMilli() - hour) / 60_000);
        return new Heard(platform, Instant.ofEpochMilli(hour), heard ? bit : 0, heard ? 0 : bit);
    }

    /** Under which it is kept. */
    public String key() {
        return platform + "|" + hour.toEpochMilli();
    }

    /** Both together; they are of one hour of one platform. */
    public Heard and(Heard other) {
        return new Heard(platform, hour, heard | other.heard, blind | other.blind);
    }

    boolean isHeard(int minute) {
        return (heard >>> minute & 1) == 1;
    }

    boolean isBlind(int minute) {
        return !isHeard(minute) && (blind >>> minute & 1) == 1;
    }

    /** How much is known; it only grows. */
    long facts() {
        long blindOnly = blind & ~heard;
        return 2L * Long.bitCount(heard) + Long.bitCount(blindOnly);
    }

    static int minutes() {
        return MINUTES;
    }
}
