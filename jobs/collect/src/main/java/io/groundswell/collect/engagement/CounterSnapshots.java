package io.groundswell.collect.engagement;

import io.groundswell.topics.Counters;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.EngagementAction;
import io.groundswell.topics.Mention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The counters of one post, from what its platform tells one by one, likes and shares, and what it tells as a whole, with
 * the post or without it: a snapshot for each minute in which something happened. A counter is what was last read of it,
 * and what was told one by one in the minutes after that. It is a function of what is known and not of the order it came
 * in, and whenever more is known of a minute its snapshot gets a greater version, so it may be told again and again.
 */
public final class CounterSnapshots {

    /** No window is shorter, milliseconds. */
    private static final long MINUTE = 60_000;

    /** A snapshot moves within a second, a millisecond for each thing known. */
    private static final int MOST_STEPS = 999;

    // What a minute's sums hold: the sum and the number of events, of likes and of shares.
    private static final int LIKES = 0;
    private static final int LIKE_EVENTS = 1;
    private static final int REPOSTS = 2;
    private static final int REPOST_EVENTS = 3;
    private static final int SUMS = 4;

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
        long[] more = sums == null ? new long[SUMS] : sums.clone();
        int step = engagement.getRemoved() ? -1 : 1;
        if (engagement.getAction() == EngagementAction.LIKE) {
            more[LIKES] += step;
            more[LIKE_EVENTS]++;
        } else if (engagement.getAction() == EngagementAction.REPOST) {
            more[REPOSTS] += step;
            more[REPOST_EVENTS]++;
        }
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
        SortedMap<Long, Counters> read = new TreeMap<>();
        for (Mention version : versions.values()) {
            long seen = version.getObservedAt().toEpochMilli();
            if (seen < end) {
                post = version;
                steps++;
                if (version.getCounters() != null) {
                    read.put(seen, version.getCounters());
                }
            }
        }
        long events = 0;
        for (long[] sums : minutes.headMap(end).values()) {
            events += sums[LIKE_EVENTS] + sums[REPOST_EVENTS];
        }
        SortedMap<Long, Counters> alone = readings.headMap(end);
        if (post == null || events == 0 && alone.isEmpty()) {
            return null;
        }
        read.putAll(alone);
        steps += events + alone.size();
        long time = Math.max(minute, post.getObservedAt().toEpochMilli()) + Math.min(steps, MOST_STEPS);
        return Mention.newBuilder(post)
                .setVersion(time)
                .setObservedAt(Instant.ofEpochMilli(time))
                .setCounters(Counters.newBuilder()
                        .setLikes(counter(read, Counters::getLikes, LIKES, end))
                        .setReposts(counter(read, Counters::getReposts, REPOSTS, end))
                        .setReplies(last(read, Counters::getReplies))
                        .setQuotes(last(read, Counters::getQuotes))
                        .setBookmarks(last(read, Counters::getBookmarks))
                        .setViews(last(read, Counters::getViews))
                        .setClicks(last(read, Counters::getClicks))
                        .setScore(last(read, Counters::getScore))
                        .build())
                .build();
    }

    private static Long last(SortedMap<Long, Counters> read, Function<Counters, Long> counter) {
        Long last = null;
        for (Counters counters : read.values()) {
            Long value = counter.apply(counters);
            last = value == null ? last : value;
        }
        return last;
    }

    /** Null when neither read nor told of. */
    private Long counter(SortedMap<Long, Counters> read, Function<Counters, Long> counter, int sum, long end) {
        Long value = null;
        long from = Long.MIN_VALUE;
        for (Map.Entry<Long, Counters> reading : read.entrySet()) {
            if (counter.apply(reading.getValue()) != null) {
                value = counter.apply(reading.getValue());
                // What happened in the minute of a reading is taken to be in it.
                from = minuteOf(reading.getKey()) + MINUTE;
            }
        }
        for (Map.Entry<Long, long[]> minute : minutes.headMap(end).entrySet()) {
            if (minute.getKey() >= from && minute.getValue()[sum + 1] > 0) {
                value = (value == null ? 0 : value) + minute.getValue()[sum];
            }
        }
        return value == null ? null : Math.max(0, value);
    }
}
