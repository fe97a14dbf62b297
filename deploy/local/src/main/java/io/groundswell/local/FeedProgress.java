package io.groundswell.local;

import io.groundswell.flow.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far a feed is: a bar for a person at a terminal, else a line every few seconds. */
final class FeedProgress implements AutoCloseable {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final Steps steps;
    private final ProgressBar bar;
    private final Instant began = WallClock.now();
    private Instant told = began;

    /** @param whole what the work is measured in, in all */
    FeedProgress(Steps steps, long whole) {
        this.steps = steps;
        this.bar = Terminal.isShowing()
                ? new ProgressBarBuilder()
                        .setTaskName("Feeding")
                        .setInitialMax(Math.max(1, whole))
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(500)
                        .build()
                : null;
        this.whole = Math.max(1, whole);
    }

    private final long whole;

    /**
     * @param done of the whole
     * @param lines sent
     * @param time of the newest
     */
    void at(long done, long lines, Instant time) {
        if (bar != null) {
            bar.stepTo(done);
            bar.setExtraMessage(" " + TIME.format(time));
        } else if (Duration.between(told, WallClock.now()).compareTo(BETWEEN_LINES) >= 0) {
            told = WallClock.now();
            steps.say(String.format(
                    Locale.ROOT,
                    "Fed %,d records, %d %%, up to %s, after %s",
                    lines,
                    Math.min(100, 100 * done / whole),
                    TIME.format(time),
                    Steps.seconds(Duration.between(began, told))));
        }
    }

    void finished(long lines) {
        if (bar != null) {
            bar.stepTo(whole);
        }
        close();
        steps.say(String.format(
                Locale.ROOT, "Fed %,d records in %s", lines, Steps.seconds(Duration.between(began, WallClock.now()))));
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
