package io.groundswell.notify;

import io.groundswell.notify.crisis.Behind;
import io.groundswell.notify.crisis.Hour;
import io.groundswell.notify.crisis.Minute;
import io.groundswell.topics.Evidence;
import io.groundswell.topics.Measure;
import io.groundswell.topics.MeasuredPart;
import java.time.Instant;
import java.util.List;
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
 *   <li>{@link KeptCounts}: counts for 17 days by default, evidence while it is correctable (8 days)
 *   <li>{@code parts}: what the mentions of each minute carry, some 30 bytes each, at most 140, while it is correctable
 *   <li>{@code parts-of-hours}: the same summed up, of each kind the 50 most frequent, from the end of the hour until nothing is told
 *       on that asks for it (25 days)
 * </ul>
 */
final class KeptMinutes extends Behind {

    private static final long MINUTE = 60_000;

    private final KeptCounts counts;
    private final MapState<Long, List<MeasuredPart>> parts;
    private final MapState<Long, List<MeasuredPart>> partsOfHours;

    KeptMinutes(RuntimeContext context) {
        counts = new KeptCounts(context);
        parts = context.getMapState(
                new MapStateDescriptor<>("parts", Types.LONG, Types.LIST(TypeInformation.of(MeasuredPart.class))));
        partsOfHours = context.getMapState(new MapStateDescriptor<>(
                "parts-of-hours", Types.LONG, Types.LIST(TypeInformation.of(MeasuredPart.class))));
    }

    /** @return whether this measure changes anything */
    boolean keep(Measure measure) throws Exception {
        Minute minute = Minute.of(measure);
        if (counts.isOutdated(minute)) {
            return false;
        }
        boolean changed = counts.keep(minute) | counts.keep(minute.start(), measure.getEvidence());
        if (counts.keep(minute.start(), measure.getParts(), parts)) {
            partsOfHours.remove(Hour.startOf(minute.start()).toEpochMilli());
            changed = true;
        }
        return changed;
    }

    Iterable<Hour> hours() throws Exception {
        return counts.hours();
    }

    @Override
    protected List<Evidence> evidence(long minute) throws Exception {
        return counts.evidence(minute);
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
            if (counts.hasHour(hour.toEpochMilli())) {
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
        for (long minute : parts.keys()) {
            if (minute < settled.toEpochMilli()) {
                partsOfHour(Hour.startOf(Instant.ofEpochMilli(minute)).toEpochMilli());
            }
        }
        KeptCounts.removeBefore(settled, parts);
        KeptCounts.removeBefore(counted.minus(USUAL), partsOfHours);
        return counts.prune(counted, settled);
    }

    void clear() {
        counts.clear();
        parts.clear();
        partsOfHours.clear();
    }
}
