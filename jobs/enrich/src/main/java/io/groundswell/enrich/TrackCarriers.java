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
 * sight of it; an event-time timer, one for each mention, clears it. A post that was older than that when it was first seen is
 * left out: it is nobody's copy of today. An edit or a deletion that comes later than that no longer finds what the post
 * carried, and the group keeps counting it.
 */
final class TrackCarriers extends KeyedProcessFunction<String, EnrichedMention, CarrierChange> {

    /** What one version says; no text when there is none, or the mention is deleted. */
    public record Form(
            long version,
            boolean deleted,
            List<String> brands,
            String textHash,
            List<String> sketch,
            Carrier carrier,
            long observedAt) {}

    /**
     * @param firstSeenAt the earliest sight of any version, milliseconds since 1970
     * @param lastSeenAt the latest
     */
    public record Tracked(Form newest, long firstSeenAt, long lastSeenAt) {

        private static Tracked of(Form form) {
            return new Tracked(form, form.observedAt(), form.observedAt());
        }

        private Tracked with(Form form) {
            return new Tracked(
                    isNewer(form, newest) ? form : newest,
                    Math.min(firstSeenAt, form.observedAt()),
                    Math.max(lastSeenAt, form.observedAt()));
        }

        /** The brands about which the mention carries its text. */
        private List<String> brands(long memory) {
            boolean old =
                    newest.carrier() != null && firstSeenAt - newest.carrier().createdAt() > memory;
            return newest.textHash() == null || old ? List.of() : newest.brands();
        }
    }

    private final long memory;

    private transient ValueState<Tracked> tracked;

    TrackCarriers(EnrichSettings settings) {
        memory = settings.copyGroups().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        tracked =
                getRuntimeContext().getState(new ValueStateDescriptor<>("tracked", TypeInformation.of(Tracked.class)));
    }

    @Override
    public void processElement(EnrichedMention seen, Context context, Collector<CarrierChange> out) throws Exception {
        Tracked before = tracked.value();
        Form form = form(seen);
        Tracked now = before == null ? Tracked.of(form) : before.with(form);
        tracked.update(now);
        if (before == null) {
            context.timerService().registerEventTimeTimer(now.lastSeenAt() + memory);
        }
        String mention = seen.getMention().getId();
        List<String> brandsNow = now.brands(memory);
        List<String> brandsBefore = before == null ? List.of() : before.brands(memory);
        for (String brand : brandsBefore) {
            Form left = before.newest();
            if (!left.textHash().equals(now.newest().textHash()) || !brandsNow.contains(brand)) {
                out.collect(new CarrierChange(brand, left.textHash(), left.sketch(), mention, null, now.lastSeenAt()));
            }
        }
        for (String brand : brandsNow) {
            // Told again when only seen again: the text is remembered for as long as its posts.
            boolean known = brandsBefore.contains(brand)
                    && now.newest().equals(before.newest())
                    && now.lastSeenAt() == before.lastSeenAt();
            if (!known) {
                Form carried = now.newest();
                out.collect(new CarrierChange(
                        brand, carried.textHash(), carried.sketch(), mention, carried.carrier(), now.lastSeenAt()));
            }
        }
    }

    private static Form form(EnrichedMention seen) {
        Mention mention = seen.getMention();
        long observedAt = mention.getObservedAt().toEpochMilli();
        if (mention.getDeleted()) {
            return new Form(mention.getVersion(), true, List.of(), null, List.of(), null, observedAt);
        }
        return new Form(
                mention.getVersion(),
                false,
                mention.getBrands(),
                seen.getEnrichment().getTextHash(),
                seen.getEnrichment().getSketch(),
                Carrier.of(mention),
                observedAt);
    }

    private static boolean isNewer(Form one, Form other) {
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
        long due = tracked.value().lastSeenAt() + memory;
        if (due > timestamp) {
            // Seen again meanwhile.
            context.timerService().registerEventTimeTimer(due);
        } else {
            tracked.clear();
        }
    }
}
