package io.groundswell.collect;

import io.groundswell.collect.engagement.CounterSnapshots;
import io.groundswell.flow.LastingCounts;
import io.groundswell.topics.Counters;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.EngagementAction;
import io.groundswell.topics.Mention;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells a post again with its counters when it was liked or shared, at most once a second, counted as
 * {@code counter-update}.
 *
 * <p>Key: mention id. Keeps the post's versions, sums by minute, and counters read as a whole, until event time is
 * {@code collect.engagement-memory} past the latest of them: also likes of posts about nobody, whose post never comes.
 */
final class CountEngagement extends KeyedCoProcessFunction<String, Mention, Engagement, Mention>
        implements CheckpointedFunction {

    private static final long TOLD_WITHIN = 1_000;

    private final long memory;

    private transient MapState<Long, Mention> versions;
    private transient MapState<Long, long[]> minutes;
    private transient MapState<Long, Counters> readings;
    private transient ValueState<Long> changedSince;
    private transient ValueState<Long> latest;
    private transient LastingCounts counts;

    /** @param memory milliseconds */
    CountEngagement(long memory) {
        this.memory = memory;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        counts = LastingCounts.restored("collect", context, getRuntimeContext().getMetricGroup());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        counts.save();
    }

    @Override
    public void open(OpenContext context) {
        versions = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("versions", Types.LONG, new AvroTypeInfo<>(Mention.class)));
        minutes = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "minutes", Types.LONG, PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
        readings = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("readings", Types.LONG, new AvroTypeInfo<>(Counters.class)));
        changedSince = getRuntimeContext().getState(new ValueStateDescriptor<>("changed-since", Types.LONG));
        latest = getRuntimeContext().getState(new ValueStateDescriptor<>("latest", Types.LONG));
    }

    @Override
    public void processElement1(Mention post, Context context, Collector<Mention> out) throws Exception {
        if (post.getDeleted()) {
            // What was deleted is told no more, so its words need not be kept.
            versions.clear();
            versions.put(post.getVersion(), post);
            changed(post.getObservedAt().toEpochMilli(), context);
        } else if (!versions.contains(post.getVersion()) && !isDeleted()) {
            versions.put(post.getVersion(), post);
            changed(post.getObservedAt().toEpochMilli(), context);
        }
    }

    private boolean isDeleted() throws Exception {
        for (Mention version : versions.values()) {
            if (version.getDeleted()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void processElement2(Engagement engagement, Context context, Collector<Mention> out) throws Exception {
        long time = engagement.getObservedAt().toEpochMilli();
        if (engagement.getAction() == EngagementAction.SNAPSHOT) {
            if (readings.contains(time)) {
                return;
            }
            readings.put(time, engagement.getCounters());
        } else {
            long minute = CounterSnapshots.minuteOf(time);
            minutes.put(minute, CounterSnapshots.with(minutes.get(minute), engagement));
        }
        changed(time, context);
    }

    private void changed(long time, Context context) throws Exception {
        long minute = CounterSnapshots.minuteOf(time);
        if (latest.value() == null) {
            context.timerService().registerEventTimeTimer(time + memory);
        }
        latest.update(latest.value() == null ? time : Math.max(latest.value(), time));
        if (changedSince.value() == null) {
            long now = context.timerService().currentProcessingTime();
            context.timerService().registerProcessingTimeTimer((now / TOLD_WITHIN + 1) * TOLD_WITHIN);
            changedSince.update(minute);
        } else if (minute < changedSince.value()) {
            changedSince.update(minute);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Mention> out) throws Exception {
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            tell(out);
        } else if (latest.value() + memory > timestamp) {
            context.timerService().registerEventTimeTimer(latest.value() + memory);
        } else {
            versions.clear();
            minutes.clear();
            readings.clear();
            changedSince.clear();
            latest.clear();
        }
    }

    private void tell(Collector<Mention> out) throws Exception {
        Long since = changedSince.value();
        if (since == null) {
            return;
        }
        changedSince.clear();
        CounterSnapshots snapshots = new CounterSnapshots();
        for (Mention version : versions.values()) {
            snapshots.version(version);
        }
        for (Map.Entry<Long, long[]> minute : minutes.entries()) {
            snapshots.sums(minute.getKey(), minute.getValue());
        }
        for (Map.Entry<Long, Counters> reading : readings.entries()) {
            snapshots.reading(reading.getKey(), reading.getValue());
        }
        for (Mention snapshot : snapshots.since(since)) {
            counts.count("counter-update");
            out.collect(snapshot);
        }
    }
}
