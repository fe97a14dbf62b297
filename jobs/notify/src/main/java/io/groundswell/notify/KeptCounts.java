package io.groundswell.notify;

import io.groundswell.notify.crisis.Hour;
import io.groundswell.notify.crisis.Minute;
import io.groundswell.topics.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * One brand's counts minute by minute, and the mentions each minute holds up.
 *
 * <p>State, per brand, until it is pruned: {@code hours}, 52 bytes a minute that has mentions; {@code evidence}, at most 20 mentions a
 * minute; {@code held-from}, a time.
 */
final class KeptCounts {

    private final MapState<Long, Hour> hours;
    private final MapState<Long, List<Evidence>> evidence;
    private final ValueState<Instant> heldFrom;

    KeptCounts(RuntimeContext context) {
        hours = context.getMapState(new MapStateDescriptor<>("hours", Types.LONG, TypeInformation.of(Hour.class)));
        evidence = context.getMapState(
                new MapStateDescriptor<>("evidence", Types.LONG, Types.LIST(TypeInformation.of(Evidence.class))));
        heldFrom = context.getState(new ValueStateDescriptor<>("held-from", Types.INSTANT));
    }

    /** Whether a newer revision of this minute is known. */
    boolean isOutdated(Minute minute) throws Exception {
        Hour hour = hours.get(hourOf(minute.start()));
        return hour != null && minute.revision() < hour.revisionOf(minute.start());
    }

    /** @return whether it changes anything */
    boolean keep(Minute minute) throws Exception {
        Hour known = hours.get(hourOf(minute.start()));
        Hour before = known == null ? Hour.empty(Hour.startOf(minute.start())) : known;
        Hour after = before.with(minute);
        if (after != before) {
            hours.put(hourOf(minute.start()), after);
        }
        return after != before;
    }

    /** @return whether it changes anything */
    boolean keep(Instant minute, List<Evidence> told) throws Exception {
        return keep(minute, told, evidence);
    }

    /** Of a minute that is settled nothing is held any more, and what is told of it once more is no news. */
    <T> boolean keep(Instant minute, List<T> told, MapState<Long, List<T>> in) throws Exception {
        Instant from = heldFrom.value();
        if (from != null && minute.isBefore(from)) {
            return false;
        }
        List<T> held = in.get(minute.toEpochMilli());
        if (told.equals(held == null ? List.of() : held)) {
            return false;
        }
        in.put(minute.toEpochMilli(), new ArrayList<>(told));
        return true;
    }

    private static long hourOf(Instant time) {
        return Hour.startOf(time).toEpochMilli();
    }

    Iterable<Hour> hours() throws Exception {
        return hours.values();
    }

    boolean isEmpty() throws Exception {
        return hours.isEmpty();
    }

    boolean hasHour(long start) throws Exception {
        return hours.contains(start);
    }

    /** Null when the minute holds none up. */
    List<Evidence> evidence(long minute) throws Exception {
        return evidence.get(minute);
    }

    /**
     * Drops what nothing asks for any more.
     *
     * @param counted minutes before this are not counted on
     * @param held what stands behind minutes before this stays as it was told
     * @return the facts that the minutes dropped rested on
     */
    long prune(Instant counted, Instant held) throws Exception {
        long revisions = 0;
        Iterator<Map.Entry<Long, Hour>> kept = hours.iterator();
        while (kept.hasNext()) {
            Hour hour = kept.next().getValue();
            if (hour.start().isBefore(counted)) {
                revisions += hour.revisionsInAll();
                kept.remove();
            }
        }
        removeBefore(held, evidence);
        heldFrom.update(held);
        return revisions;
    }

    static <T> void removeBefore(Instant time, MapState<Long, T> from) throws Exception {
        removeIf(from.keys().iterator(), key -> key < time.toEpochMilli());
    }

    static <T> void removeIf(Iterator<T> all, Predicate<T> old) {
        while (all.hasNext()) {
            if (old.test(all.next())) {
                all.remove();
            }
        }
    }

    void clear() {
        hours.clear();
        evidence.clear();
        heldFrom.clear();
    }
}
