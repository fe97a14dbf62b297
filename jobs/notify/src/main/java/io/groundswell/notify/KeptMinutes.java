package io.groundswell.notify;

import io.groundswell.notify.crisis.Behind;
import io.groundswell.notify.crisis.Hour;
import io.groundswell.notify.crisis.Minute;
import io.groundswell.topics.Evidence;
import io.groundswell.topics.Measure;
import io.groundswell.topics.MeasuredPart;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;

/**
 * One brand's minutes, as far as alerts still ask for them.
 *
 * <p>State, per brand:
 *
 * <ul>
 *   <li>{@code hours}: counts per minute, until they are pruned (17 days by default, 52 bytes a minute that has mentions)
 *   <li>{@code evidence}: the mentions each minute holds up, at most 20, while it is correctable (8 days)
 *   <li>{@code parts}: what the mentions of each minute carry, some 30 bytes each, at most 140, while it is correctable
 *   <li>{@code parts-of-hours}: the same summed up, of each kind the 50 most frequent, from the end of the hour until nothing is told
 *       on that asks for it (25 days)
 * </ul>
 */
final class KeptMinutes extends Behind {

    private static final long MINUTE = 60_000;

    private final MapState<Long, Hour> hours;
    private final MapState<Long, List<Evidence>> evidence;
    private final MapState<Long, List<MeasuredPart>> parts;
    private final MapState<Long, List<MeasuredPart>> partsOfHours;

    KeptMinutes(RuntimeContext context) {
        hours = context.getMapState(new MapStateDescriptor<>("hours", Types.LONG, TypeInformation.of(Hour.class)));
        evidence = context.getMapState(
                new MapStateDescriptor<>("evidence", Types.LONG, Types.LIST(TypeInformation.of(Evidence.class))));
        parts = context.getMapState(
                new MapStateDescriptor<>("parts", Types.LONG, Types.LIST(TypeInformation.of(MeasuredPart.class))));
        partsOfHours = context.getMapState(new MapStateDescriptor<>(
                "parts-of-hours", Types.LONG, Types.LIST(TypeInformation.of(MeasuredPart.class))));
    }

    /** @return whether this measure changes anything */
    boolean keep(Measure measure) throws Exception {
        Instant start = measure.getWindowStart();
        Instant hourStart = Hour.startOf(start);
        Hour hour = hours.get(hourStart.toEpochMilli());
        Hour before = hour == null ? Hour.empty(hourStart) : hour;
        if (measure.getRevision() < before.revisionOf(start)) {
            return false;
        }
        Hour after = before.with(Minute.of(measure));
        boolean changed = after != before;
        if (changed) {
            hours.put(hourStart.toEpochMilli(), after);
        }
        long minute = start.toEpochMilli();
        changed |= keep(minute, measure.getEvidence(), evidence);
        if (keep(minute, measure.getParts(), parts)) {
            partsOfHours.remove(hourStart.toEpochMilli());
            changed = true;
        }
        return changed;
    }

    private static <T> boolean keep(long minute, List<T> told, MapState<Long, List<T>> in) throws Exception {
        List<T> held = in.get(minute);
        if (told.equals(held == null ? List.of() : held)) {
            return false;
        }
        in.put(minute, new ArrayList<>(told));
        return true;
    }

    Iterable<Hour> hours() throws Exception {
        return hours.values();
    }

    @Override
    protected List<Evidence> evidence(long minute) throws Exception {
        return evidence.get(minute);
    }

    @Override
    protected List<MeasuredPart> parts(long minute) throws Exception {
        return parts.get(minute);
    }

    @Override
    protected List<MeasuredPart> partsOfHour(long hour) throws Exception {
        List<MeasuredPart> known = partsOfHours.get(hour);
        if (known == null) {
            known = summedUp(hour);
            if (known != null) {
                partsOfHours.put(hour, known);
            }
        }
        return known;
    }

    /** Sums up the hours that have ended, so that the first alert need not wait for a week of them. */
    void sumUp(Instant from, Instant to) throws Exception {
        Instant end = Hour.startOf(to);
        for (Instant hour = Hour.startOf(from); hour.isBefore(end); hour = hour.plusMillis(60 * MINUTE)) {
            if (hours.contains(hour.toEpochMilli())) {
                partsOfHour(hour.toEpochMilli());
            }
        }
    }

    /**
     * Drops what nothing asks for any more.
     *
     * @param counted minutes before this are not counted on
     * @param settled what stands behind minutes before this stays as it was told
     * @return the facts that the minutes dropped rested on
     */
    long prune(Instant counted, Instant settled) throws Exception {
        long revisions = 0;
        Iterator<Map.Entry<Long, Hour>> kept = hours.iterator();
        while (kept.hasNext()) {
            Hour hour = kept.next().getValue();
            if (hour.start().isBefore(counted)) {
                revisions += hour.revisionsInAll();
                kept.remove();
            }
        }
        removeBefore(settled, evidence);
        for (long minute : parts.keys()) {
            if (minute < settled.toEpochMilli()) {
                partsOfHour(Hour.startOf(Instant.ofEpochMilli(minute)).toEpochMilli());
            }
        }
        removeBefore(settled, parts);
        removeBefore(counted.minus(USUAL), partsOfHours);
        return revisions;
    }

    private static <T> void removeBefore(Instant time, MapState<Long, T> from) throws Exception {
        Iterator<Long> times = from.keys().iterator();
        while (times.hasNext()) {
            if (times.next() < time.toEpochMilli()) {
                times.remove();
            }
        }
    }

    void clear() {
        hours.clear();
        evidence.clear();
        parts.clear();
        partsOfHours.clear();
    }
}
