package io.groundswell.enrich;

import io.groundswell.enrich.copies.Carrier;
import io.groundswell.enrich.copies.TextTally;
import java.util.List;
import java.util.Objects;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds up who carries a text, and tells it when that has changed: at most once every {@link #REFRESH_MILLIS}, so that a flood
 * is told once and not ten thousand times.
 *
 * <p>Key: a text about a brand. Keeps each post that carries it, some 200 bytes, until event time is {@code
 * enrich.copy-groups} past the last sight of any; an event-time timer clears all and says that the text is forgotten.
 */
final class TallyTexts extends KeyedProcessFunction<String, CarrierChange, TextTally> {

    static final long REFRESH_MILLIS = 1_000;

    /** What the carriers do not say themselves. */
    public record Text(
            String brand,
            String textHash,
            List<String> sketch,
            long lastObservedAt,
            long forgottenAt,
            boolean changed) {}

    private final long memory;

    private transient ValueState<Text> text;
    private transient MapState<String, Carrier> carriers;

    TallyTexts(EnrichSettings settings) {
        memory = settings.copyGroups().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        text = getRuntimeContext().getState(new ValueStateDescriptor<>("text", TypeInformation.of(Text.class)));
        carriers = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("carriers", Types.STRING, TypeInformation.of(Carrier.class)));
    }

    @Override
    public void processElement(CarrierChange change, Context context, Collector<TextTally> out) throws Exception {
        TimerService timers = context.timerService();
        Text before = text.value();
        List<String> sketch = before == null ? change.sketch() : greater(before.sketch(), change.sketch());
        boolean changed = before == null
                || !sketch.equals(before.sketch())
                || !Objects.equals(change.carrier(), carriers.get(change.mention()));
        if (change.carrier() == null) {
            carriers.remove(change.mention());
        } else {
            carriers.put(change.mention(), change.carrier());
        }
        boolean waiting = before != null && before.changed();
        if (changed && !waiting) {
            long now = timers.currentProcessingTime();
            timers.registerProcessingTimeTimer(now - Math.floorMod(now, REFRESH_MILLIS) + REFRESH_MILLIS);
        }
        long last = Math.max(before == null ? Long.MIN_VALUE : before.lastObservedAt(), change.observedAt());
        long forgotten = before == null ? last + memory : before.forgottenAt();
        if (before == null) {
            timers.registerEventTimeTimer(forgotten);
        }
        text.update(new Text(change.brand(), change.textHash(), sketch, last, forgotten, changed || waiting));
    }

    /** A text that took too long has no sketch; its copy may have one. Of two either will do, but always the same. */
    private static List<String> greater(List<String> one, List<String> other) {
        return one.toString().compareTo(other.toString()) >= 0 ? one : other;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<TextTally> out) throws Exception {
        Text now = text.value();
        if (now == null) {
            return;
        }
        if (now.changed()) {
            out.collect(TextTally.of(now.brand(), now.textHash(), now.sketch(), carriers.values()));
        }
        long due = now.lastObservedAt() + memory;
        if (context.timeDomain() == TimeDomain.EVENT_TIME && due <= timestamp) {
            out.collect(TextTally.forgotten(now.brand(), now.textHash(), now.sketch()));
            text.clear();
            carriers.clear();
            return;
        }
        if (context.timeDomain() == TimeDomain.EVENT_TIME) {
            // Seen again meanwhile.
            context.timerService().registerEventTimeTimer(due);
        }
        text.update(new Text(now.brand(), now.textHash(), now.sketch(), now.lastObservedAt(), due, false));
    }
}
