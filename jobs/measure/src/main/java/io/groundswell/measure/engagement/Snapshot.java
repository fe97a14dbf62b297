package io.groundswell.measure.engagement;

import io.groundswell.topics.Counters;
import java.util.Arrays;

/** The six counters of a post as plain numbers, always in the same order. */
public final class Snapshot {

    /** A counter the platform did not tell. Not 0. */
    public static final long UNKNOWN = Long.MIN_VALUE;

    public static final int LIKES = 0;
    public static final int REPOSTS = 1;
    public static final int REPLIES = 2;
    public static final int QUOTES = 3;
    public static final int BOOKMARKS = 4;
    public static final int VIEWS = 5;
    public static final int COUNTERS = 6;

    /** @return null when no counter is known */
    public static long[] of(Counters counters) {
        if (counters == null) {
            return null;
        }
        long[] values = {
            known(counters.getLikes()),
            known(counters.getReposts()),
            known(counters.getReplies()),
            known(counters.getQuotes()),
            known(counters.getBookmarks()),
            known(counters.getViews())
        };
        return Arrays.equals(values, unknown()) ? null : values;
    }

    /** All that people did, views aside. */
    public static long engagement(long[] gained) {
        return gained[LIKES] + gained[REPOSTS] + gained[REPLIES] + gained[QUOTES] + gained[BOOKMARKS];
    }

    static long[] unknown() {
        long[] values = new long[COUNTERS];
        Arrays.fill(values, UNKNOWN);
        return values;
    }

    private static long known(Long counter) {
        return counter == null ? UNKNOWN : counter;
    }

    private Snapshot() {}
}
