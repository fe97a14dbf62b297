package io.groundswell.local;

import io.groundswell.flow.WallClock;
import io.groundswell.local.export.Export;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows how far an export is: a bar for a person at a terminal, else a line every few seconds. */
final class ExportProgress implements Export.Progress, AutoCloseable {

    private static final Duration BETWEEN_LINES = Duration.ofSeconds(5);

    private final Steps steps;
    private final ProgressBar bar;
    private Instant told = WallClock.now();

    ExportProgress(Steps steps) {
        this.steps = steps;
        this.bar = Terminal.isShowing()
                ? new ProgressBarBuilder()
                        .setTaskName("Exporting")
                        .setStyle(ProgressBarStyle.ASCII)
                        .setUpdateIntervalMillis(500)
                        .build()
                : null;
    }

    @Override
    public void at(long rows, long of) {
        if (bar != null) {
            bar.maxHint(of);
            bar.stepTo(rows);
        } else if (Duration.between(told, WallClock.now()).compareTo(BETWEEN_LINES) >= 0) {
            told = WallClock.now();
            steps.say(String.format(Locale.ROOT, "Exported %,d of %,d rows", rows, of));
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
