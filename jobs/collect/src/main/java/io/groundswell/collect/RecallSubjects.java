package io.groundswell.collect;

import io.groundswell.topics.Engagement;
import io.groundswell.topics.EngagementAction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Passes on each like and share once, and with its post: where it is taken back, some platforms name only the like.
 *
 * <p>Key: engagement id. Keeps the like and its taking back, whichever came first, until event time is
 * {@code collect.engagement-memory} past the later of them; what is taken back after that cannot be told from whom, and
 * stays counted. Counters read as a whole pass through and leave nothing.
 */
final class RecallSubjects extends KeyedProcessFunction<String, Engagement, Engagement> {

    private final long memory;

    private transient ValueState<Engagement> given;
    private transient ValueState<Engagement> takenBack;

    /** @param memory milliseconds */
    RecallSubjects(long memory) {
        this.memory = memory;
    }

    @Override
    public void open(OpenContext context) {
        given = getRuntimeContext().getState(new ValueStateDescriptor<>("given", new AvroTypeInfo<>(Engagement.class)));
        takenBack = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("taken-back", new AvroTypeInfo<>(Engagement.class)));
    }

    @Override
    public void processElement(Engagement engagement, Context context, Collector<Engagement> out) throws Exception {
        if (engagement.getAction() == EngagementAction.SNAPSHOT) {
            out.collect(engagement);
            return;
        }
        ValueState<Engagement> mine = engagement.getRemoved() ? takenBack : given;
        if (mine.value() != null) {
            return;
        }
        if (given.value() == null && takenBack.value() == null) {
            context.timerService().registerEventTimeTimer(forgets(engagement));
        }
        mine.update(engagement);
        if (!engagement.getRemoved()) {
            out.collect(engagement);
        }
        if (given.value() != null && takenBack.value() != null) {
            out.collect(Engagement.newBuilder(takenBack.value())
                    .setSubject(given.value().getSubject())
                    .setAction(given.value().getAction())
                    .build());
        }
    }

    private long forgets(Engagement engagement) {
        return engagement.getObservedAt().toEpochMilli() + memory;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Engagement> out) throws Exception {
        long due = timestamp;
        for (Engagement known : new Engagement[] {given.value(), takenBack.value()}) {
            due = known == null ? due : Math.max(due, forgets(known));
        }
        if (due > timestamp) {
            context.timerService().registerEventTimeTimer(due);
        } else {
            given.clear();
            takenBack.clear();
        }
    }
}
