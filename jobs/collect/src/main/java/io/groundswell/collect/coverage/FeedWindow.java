package io.groundswell.collect.coverage;

import io.groundswell.topics.WindowSize;
import java.time.Instant;
import java.util.List;

/**
 * A minute, an hour or a day of UTC. The size is a number and not an enum because keys are hashed on several machines.
 *
 * @param minutes length
 * @param start milliseconds since 1970, inclusive
 */
public record FeedWindow(int minutes, long start) {

    public static final long MINUTE = 60_000;
    public static final int MINUTES_IN_DAY = 1440;

    private static final int MINUTES_IN_HOUR = 60;

    /** The three that a moment lies in, the minute first. */
    public static List<FeedWindow> around(long time) {
        return List.of(of(1, time), of(MINUTES_IN_HOUR, time), of(MINUTES_IN_DAY, time));
    }

    private static FeedWindow of(int minutes, long time) {
        long length = minutes * MINUTE;
        return new FeedWindow(minutes, Math.floorDiv(time, length) * length);
    }

    /** The minute of a moment. */
    public static FeedWindow minute(long time) {
        return of(1, time);
    }

    /** The next one of the same size. */
    public FeedWindow next() {
        return new FeedWindow(minutes, end());
    }

    /** The one before, of the same size. */
    public FeedWindow before() {
        return new FeedWindow(minutes, start - minutes * MINUTE);
    }

    /** Milliseconds since 1970, exclusive. */
    public long end() {
        return start + minutes * MINUTE;
    }

    WindowSize size() {
        return switch (minutes) {
            case 1 -> WindowSize.MINUTE;
            case MINUTES_IN_HOUR -> WindowSize.HOUR;
            default -> WindowSize.DAY;
        };
    }

    String id(String platform) {
        String word =
                switch (size()) {
                    case MINUTE -> "minute";
                    case HOUR -> "hour";
                    case DAY -> "day";
                };
        return platform + "|" + word + "|" + Instant.ofEpochMilli(start);
    }
}
