package io.groundswell.measure;

import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import java.time.Duration;
import java.util.List;

/**
 * How long numbers may still be corrected, and how often they are told.
 *
 * @param lateness how far event time may be past a minute before the minute is settled
 * @param refresh how often a window that changes is told again
 * @param firstSnapshot how old a post may be for its first counters to count as gained
 */
public record MeasureSettings(Duration lateness, Duration refresh, Duration firstSnapshot) {

    private static final Setting<Duration> LATENESS = Setting.duration(
            "measure.lateness", "7d", "How long after its end a window is still corrected by late posts and deletions");

    private static final Setting<Duration> REFRESH =
            Setting.duration("measure.refresh", "1s", "How often the value of a changing window is written again");

    private static final Setting<Duration> FIRST_SNAPSHOT = Setting.duration(
            "measure.first-snapshot",
            "24h",
            "Up to which age of a post its first known counters count as engagement gained, and not only as a start");

    public static final List<Setting<?>> ALL = List.of(LATENESS, REFRESH, FIRST_SNAPSHOT);

    public static MeasureSettings from(Settings settings) {
        return new MeasureSettings(settings.get(LATENESS), settings.get(REFRESH), settings.get(FIRST_SNAPSHOT));
    }
}
