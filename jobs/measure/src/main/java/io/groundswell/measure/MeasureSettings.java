package io.groundswell.measure;

import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.measure.metric.MetricRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * How long numbers may still be corrected, and how often they are told.
 *
 * @param lateness how far event time may be past a minute before the minute is settled
 * @param refresh how often a window that changes is told again
 * @param firstSnapshot how old a post may be for its first counters to count as gained
 * @param metrics which metrics each window gets
 * @param conversions names of a site's events that are conversions whatever its feed calls them
 */
public record MeasureSettings(
        Duration lateness,
        Duration refresh,
        Duration firstSnapshot,
        List<MetricRegistry.Pick> metrics,
        List<String> conversions) {

    private static final Setting<Duration> LATENESS = Setting.duration(
            "measure.lateness", "7d", "How long after its end a window is still corrected by late posts and deletions");

    private static final Setting<Duration> REFRESH =
            Setting.duration("measure.refresh", "1s", "How often the value of a changing window is written again");

    private static final Setting<Duration> FIRST_SNAPSHOT = Setting.duration(
            "measure.first-snapshot",
            "24h",
            "Up to which age of a post its first known counters count as engagement gained, and not only as a start");

    private static final Setting<List<String>> METRICS = Setting.list(
            "measure.metrics",
            "engagement, net-sentiment, negative-share, people-share, average-stars, talkwalker-x-engagement",
            "Which metrics of the registry each window gets, by name, or by name/version for one version whatever the day");

    private static final Setting<String> METRICS_FILE =
            Setting.text("measure.metrics-file", "", "A file with metrics of your own, in the form of those that ship");

    private static final Setting<List<String>> CONVERSIONS = Setting.list(
            "measure.conversions",
            "",
            "Names of events of your sites that count as conversions, such as GA4's key events of your own, beside purchases,"
                    + " leads and sign-ups under the names GA4 recommends; from when it is set on");

    public static final List<Setting<?>> ALL =
            List.of(LATENESS, REFRESH, FIRST_SNAPSHOT, METRICS, METRICS_FILE, CONVERSIONS);

    /** @throws SettingsProblem when a metric is not defined, or is defined wrongly */
    public static MeasureSettings from(Settings settings) {
        return new MeasureSettings(
                settings.get(LATENESS),
                settings.get(REFRESH),
                settings.get(FIRST_SNAPSHOT),
                registry(settings.get(METRICS_FILE)).picked(settings.get(METRICS)),
                settings.get(CONVERSIONS));
    }

    private static MetricRegistry registry(String file) {
        MetricRegistry shipped = MetricRegistry.shipped();
        if (file.isBlank()) {
            return shipped;
        }
        try {
            return shipped.with(file, Files.readString(Path.of(file)));
        } catch (NoSuchFileException | InvalidPathException e) {
            throw new SettingsProblem(List.of("measure.metrics-file: there is no file " + file));
        } catch (IOException e) {
            throw new SettingsProblem(
                    List.of("measure.metrics-file: " + file + " cannot be read as UTF-8 text: " + e.getMessage()));
        }
    }
}
