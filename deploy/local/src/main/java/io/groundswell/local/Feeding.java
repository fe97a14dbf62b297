package io.groundswell.local;

import io.groundswell.flow.WallClock;
import io.groundswell.local.feed.FeedLine;
import io.groundswell.local.feed.Pace;
import io.groundswell.local.feed.UnreadableFeed;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;

/** Feeds lines until there are no more, or the process is asked to end; what was sent is put down as it goes. */
final class Feeding {

    /** Where lines come from. */
    interface Source {
        /** The next line, or null at the end. */
        FeedLine next() throws UnreadableFeed;
    }

    /** Hears of every line sent; it is not safe yet. */
    interface Sent {
        void line(FeedLine line);
    }

    /** Told when everything sent so far has been acknowledged by Kafka. */
    interface Bookmark {
        void put() throws IOException;
    }

    /** Shown how far it is. */
    interface Shown {
        void at(long lines, Instant time);
    }

    private static final Duration BETWEEN_BOOKMARKS = Duration.ofSeconds(1);

    private final Feeder feeder;
    private final Sent sent;
    private final Bookmark bookmark;
    private final Shown shown;

    Feeding(Feeder feeder, Sent sent, Bookmark bookmark, Shown shown) {
        this.feeder = feeder;
        this.sent = sent;
        this.bookmark = bookmark;
        this.shown = shown;
    }

    void run(Source source, Pace pace) throws Trouble, IOException, InterruptedException, UnreadableFeed {
        try (Interruption.Work work = new Interruption.Work()) {
            Instant marked = WallClock.now();
            try {
                for (FeedLine line = source.next(); line != null; line = source.next()) {
                    if (!feeder.send(line, pace)) {
                        break;
                    }
                    sent.line(line);
                    shown.at(feeder.sent(), line.time());
                    if (Duration.between(marked, WallClock.now()).compareTo(BETWEEN_BOOKMARKS) >= 0) {
                        feeder.flush();
                        bookmark.put();
                        marked = WallClock.now();
                    }
                }
            } finally {
                feeder.flush();
                bookmark.put();
            }
        }
        if (Interruption.hasBegun()) {
            Interruption.waitForTheEnd();
        }
    }
}
