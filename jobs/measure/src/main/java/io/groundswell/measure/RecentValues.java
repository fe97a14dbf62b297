package io.groundswell.measure;

/**
 * One object for equal values that come soon after one another. Whatever is read from another task is a new object each time, the
 * same author for each window, the same hashtag for each mention; kept in state they would be many times as many. Remembers a
 * bounded number of them, and forgets what it has no room for; what it gives is equal to what it got.
 */
final class RecentValues<T> {

    private static final int ROOM = 1 << 13;

    private final Object[] values = new Object[ROOM];

    /** The one of before when there was an equal one lately. */
    @SuppressWarnings("unchecked")
    T one(T value) {
        int hash = value.hashCode();
        int place = (hash ^ hash >>> 16) & ROOM - 1;
        if (value.equals(values[place])) {
            return (T) values[place];
        }
        values[place] = value;
        return value;
    }
}
