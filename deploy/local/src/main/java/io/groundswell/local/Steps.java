package io.groundswell.local;

import io.groundswell.flow.WallClock;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Tells on standard error, step by step, what is going on. Safe for use by several threads. */
final class Steps {

    private final PrintStream out;

    Steps(PrintStream out) {
        this.out = out;
    }

    void say(String sentence) {
        synchronized (out) {
            out.println(sentence);
            out.flush();
        }
    }

    /** A step that is done: {@code Kafka … up in 2.9 s, 127.0.0.1:39411}. */
    void done(String what, Instant since, String result) {
        say(what + " … " + result + " in " + seconds(Duration.between(since, WallClock.now())));
    }

    static String seconds(Duration duration) {
        double seconds = duration.toMillis() / 1000.0;
        return seconds < 10 ? String.format(Locale.ROOT, "%.1f s", seconds) : Math.round(seconds) + " s";
    }
}
