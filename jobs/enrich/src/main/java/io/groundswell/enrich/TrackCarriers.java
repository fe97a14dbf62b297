package io.groundswell.enrich;

import io.groundswell.enrich.copies.Carrier;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Mention;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells which text a mention carries about which brand, and takes it back when an edit or a deletion says otherwise. The
 * newest version wins whatever the order, a deletion for good, so who carries what depends on the set of versions alone.
 *
 * <p>Key: mention id. Keeps what the newest version carries, until event time is {@code enrich.copy-groups} past the last
 * sight of it; an event-time timer, one for each mention, clears it. A post that was older than that when it was seen is left
 * out: it is nobody's copy of today.
 */
final class TrackCarriers extends KeyedProcessFunction<String, EnrichedMention, CarrierChange> {

    /** What the newest version carries; no text when there is none, or the mention is deleted. */
    public record Carried(
            long version,
            boolean deleted,
            List<String> brands,
            String textHash,
            List<String> sketch,
            Carrier carrier,
            long observedAt) {}

    private final long memory;

    private transient ValueState<Carried> newest;

    TrackCarriers(EnrichSettings settings) {
        memory = settings.copyGroups().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        newest = getRuntimeContext().getState(new ValueStateDescriptor<>("carried", TypeInformation.of(Carried.class)));
    }

    @Override
    public void processElement(EnrichedMention seen, Context context, Collector<CarrierChange> out) throws Exception {
        Carried before = newest.value();
        Carried now = carried(seen);
        if (before != null && !isNewer(now, before)) {
            return;
        }
        newest.update(now);
        if (before == null) {
            context.timerService().registerEventTimeTimer(now.observedAt() + memory);
        }
        String mention = seen.getMention().getId();
        if (before != null && before.textHash() != null) {
            for (String brand : before.brands()) {
                if (!before.textHash().equals(now.textHash()) || !now.brands().contains(brand)) {
                    out.collect(new CarrierChange(
                            brand, before.textHash(), before.sketch(), mention, null, now.observedAt()));
                }
            }
        }
        if (now.textHash() != null) {
            for (String brand : now.brands()) {
                boolean known = before != null
                        && now.textHash().equals(before.textHash())
                        && before.brands().contains(brand)
                        && now.carrier().equals(before.carrier());
                if (!known) {
                    out.collect(new CarrierChange(
                            brand, now.textHash(), now.sketch(), mention, now.carrier(), now.observedAt()));
                }
            }
        }
    }

    private Carried carried(EnrichedMention seen) {
        Mention mention = seen.getMention();
        long observedAt = mention.getObservedAt().toEpochMilli();
        boolean old = mention.getCreatedAt() != null
                && observedAt - mention.getCreatedAt().toEpochMilli() > memory;
        if (mention.getDeleted() || old) {
            return new Carried(
                    mention.getVersion(), mention.getDeleted(), List.of(), null, List.of(), null, observedAt);
        }
        return new Carried(
                mention.getVersion(),
                false,
                mention.getBrands(),
                seen.getEnrichment().getTextHash(),
                seen.getEnrichment().getSketch(),
                Carrier.of(mention),
                observedAt);
    }

    private static boolean isNewer(Carried one, Carried other) {
        if (one.deleted() != other.deleted()) {
            return one.deleted();
        }
        if (one.version() != other.version()) {
            return one.version() > other.version();
        }
        // Of two readings of one moment either will do, but always the same.
        return one.toString().compareTo(other.toString()) > 0;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CarrierChange> out) throws Exception {
        long due = newest.value().observedAt() + memory;
        if (due > timestamp) {
            // Seen again meanwhile.
            context.timerService().registerEventTimeTimer(due);
        } else {
            newest.clear();
        }
    }
}
