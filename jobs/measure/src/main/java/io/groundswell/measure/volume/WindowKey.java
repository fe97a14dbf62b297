package io.groundswell.measure.volume;

import io.groundswell.topics.WindowSize;
import java.time.Instant;
import java.util.List;

/**
 * Which window of which brand. The size is a number and not an enum because keys are hashed on several machines.
 *
 * @param platform slug, or {@link #ALL_PLATFORMS}
 * @param minutes length of the window
 * @param start milliseconds since 1970, inclusive, a multiple of the length in UTC
 */
public record WindowKey(String brand, String platform, int minutes, long start) {

    public static final String ALL_PLATFORMS = "all";
    public static final long MINUTE = 60_000;
    public static final int MINUTES_IN_HOUR = 60;
    public static final int MINUTES_IN_DAY = 1440;

    /** Lengths in minutes of the windows every mention is counted in. */
    public static final List<Integer> LENGTHS = List.of(1, MINUTES_IN_HOUR, MINUTES_IN_DAY);

    public static long startOf(long time, int minutes) {
        return Math.floorDiv(time, minutes * MINUTE) * minutes * MINUTE;
    }

    /** Milliseconds since 1970, exclusive. */
    public long end() {
        return start + minutes * MINUTE;
    }

    public WindowSize size() {
        return switch (minutes) {
            case 1 -> WindowSize.MINUTE;
            case MINUTES_IN_HOUR -> WindowSize.HOUR;
            case MINUTES_IN_DAY -> WindowSize.DAY;
            default -> throw new IllegalStateException("no window lasts " + minutes + " minutes");
        };
    }

    /** Whether this window names the mentions behind its numbers. */
    public boolean showsEvidence() {
        return minutes == 1 && platform.equals(ALL_PLATFORMS);
    }

    public String id() {
        String word =
                switch (size()) {
                    case MINUTE -> "minute";
                    case HOUR -> "hour";
                    case DAY -> "day";
                };
        return brand + "|" + platform + "|" + word + "|" + Instant.ofEpochMilli(start);
    }
}
