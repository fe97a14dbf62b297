package io.groundswell.local.feed;

/** A file that cannot be replayed, in one sentence for the user. */
public final class UnreadableFeed extends Exception {

    UnreadableFeed(String sentence) {
        super(sentence);
    }

    UnreadableFeed(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
