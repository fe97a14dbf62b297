package io.groundswell.collect.engagement;

import io.groundswell.topics.Counters;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.EngagementAction;
import io.groundswell.topics.Mention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The counters of one post whose platform tells likes and shares one by one: a snapshot for each minute in which
 * something happened. It is a function of what is known and not of the order it came in, and whenever more is known of a
 * minute its snapshot gets a greater version, so what follows it may be told again and again.
 */
public final class CounterSnapshots {

    /** No window is shorter, milliseconds. */
    private static final long MINUTE = 60_000;

    /** A snapshot moves within a second, a millisecond for each thing known. */
    private static final int MOST_STEPS = 999;

    private static final int LIKES = 0;
    private static final int REPOSTS = 1;
    private static final int EVENTS = 2;

    private final SortedMap<Long, Mention> versions = new TreeMap<>();
    private final SortedMap<Long, long[]> minutes = new TreeMap<>();
    private final SortedMap<Long, Counters> readings = new TreeMap<>();

    /** Start of the minute a moment lies in; both milliseconds since 1970. */
    public static long minuteOf(long time) {
        return Math.floorDiv(time, MINUTE) * MINUTE;
    }

    /**
     * A minute's sums with one more event.
     *
     * @param sums as this gave them before; null when nothing happened in that minute yet
     */
    public static long[] with(long[] sums, Engagement engagement) {
        long[] more = sums == null ? new long[3] : sums.clone();
        int step = engagement.getRemoved() ? -1 : 1;
        if (engagement.getAction() == EngagementAction.LIKE) {
            more[LIKES] += step;
        } else if (engagement.getAction() == EngagementAction.REPOST) {
            more[REPOSTS] += step;
        }
        more[EVENTS]++;
        return more;
    }

    public void version(Mention mention) {
        versions.put(mention.getVersion(), mention);
    }

    public void sums(long minute, long[] sums) {
        minutes.put(minute, sums);
    }

    /** @param observedAt milliseconds since 1970 */
    public void reading(long observedAt, Counters counters) {
        readings.put(observedAt, counters);
    }

    /**
     * The post with its counters at the end of each minute in which anything is known of it.
     *
     * @param from minutes that began before are not told
     */
    public List<Mention> since(long from) {
        if (versions.values().stream().anyMatch(Mention::getDeleted)) {
            return List.of();
        }
        List<Mention> snapshots = new ArrayList<>();
        for (long minute : active()) {
            if (minute >= from) {
                Mention snapshot = at(minute);
                if (snapshot != null) {
                    snapshots.add(snapshot);
                }
            }
        }
        return snapshots;
    }

    private SortedSet<Long> active() {
        SortedSet<Long> active = new TreeSet<>(minutes.keySet());
        versions.values()
                .forEach(mention -> active.add(minuteOf(mention.getObservedAt().toEpochMilli())));
        readings.keySet().forEach(time -> active.add(minuteOf(time)));
        return active;
    }

    private Mention at(long minute) {
        long end = minute + MINUTE;
        Mention post = null;
        long steps = 0;
        for (Mention version : versions.values()) {
            if (version.getObservedAt().toEpochMilli() < end) {
                post = version;
                steps++;
            }
        }
        long[] sums = new long[3];
        for (long[] more : minutes.headMap(end).values()) {
            for (int i = 0; i < sums.length; i++) {
                sums[i] += more[i];
            }
        }
        SortedMap<Long, Counters> read = readings.headMap(end);
        if (post == null || sums[EVENTS] == 0 && read.isEmpty()) {
            return null;
        }
        steps += sums[EVENTS] + read.size();
        long time = Math.max(minute, post.getObservedAt().toEpochMilli()) + Math.min(steps, MOST_STEPS);
        return Mention.newBuilder(post)
                .setVersion(time)
                .setObservedAt(Instant.ofEpochMilli(time))
                .setCounters(
                        read.isEmpty()
                                ? Counters.newBuilder()
                                        .setLikes(Math.max(0, sums[LIKES]))
                                        .setReposts(Math.max(0, sums[REPOSTS]))
                                        .build()
                                : read.get(read.lastKey()))
                .build();
    }
}
