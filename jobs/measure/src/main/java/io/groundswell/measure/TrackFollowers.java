package io.groundswell.measure;

import io.groundswell.flow.LastingCounts;
import io.groundswell.measure.audience.FollowerCount;
import io.groundswell.topics.AudienceDay;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells how many followers an account had at the end of each day, and how many more than before, whatever the order the counts
 * come in and however often. A count that comes after its day is settled is left out and counted as {@code audience-late}.
 *
 * <p>Key: account. Keeps the last count of each day, some 200 bytes, until event time is {@code measure.lateness} and {@link
 * FollowerCount#COMPARED_WITH} past its end, as later days are compared with it; event-time timers clear them.
 */
final class TrackFollowers extends KeyedProcessFunction<String, FollowerCount, AudienceDay>
        implements CheckpointedFunction {

    private final long lateness;

    private transient MapState<Long, FollowerCount> days;
    private transient LastingCounts counts;

    TrackFollowers(MeasureSettings settings) {
        lateness = settings.lateness().toMillis();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        counts = LastingCounts.restored(
                MeasureTopology.STAGE, context, getRuntimeContext().getMetricGroup());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        counts.save();
    }

    @Override
    public void open(OpenContext context) {
        days = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("days", Types.LONG, TypeInformation.of(FollowerCount.class)));
    }

    @Override
    public void processElement(FollowerCount count, Context context, Collector<AudienceDay> out) throws Exception {
        if (settledAt(count) <= context.timerService().currentWatermark()) {
            counts.count("audience-late");
            return;
        }
        FollowerCount known = days.get(count.day());
        if (!count.outranks(known)) {
            return;
        }
        if (known == null) {
            context.timerService().registerEventTimeTimer(forgottenAt(count));
        }
        days.put(count.day(), count);
        out.collect(count.comparedWith(latestBefore(count)));
        FollowerCount next = earliestAfter(count);
        if (next != null && count.isComparableFor(next)) {
            out.collect(next.comparedWith(count));
        }
    }

    private FollowerCount latestBefore(FollowerCount count) throws Exception {
        FollowerCount latest = null;
        for (FollowerCount other : days.values()) {
            if (other.isComparableFor(count) && (latest == null || other.day() > latest.day())) {
                latest = other;
            }
        }
        return latest;
    }

    private FollowerCount earliestAfter(FollowerCount count) throws Exception {
        FollowerCount earliest = null;
        for (FollowerCount other : days.values()) {
            if (other.day() > count.day() && (earliest == null || other.day() < earliest.day())) {
                earliest = other;
            }
        }
        return earliest;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<AudienceDay> out) throws Exception {
        List<Long> forgotten = new ArrayList<>();
        for (FollowerCount count : days.values()) {
            if (forgottenAt(count) <= timestamp) {
                forgotten.add(count.day());
            }
        }
        for (Long day : forgotten) {
            days.remove(day);
        }
    }

    private long settledAt(FollowerCount count) {
        return count.nextDay() - 1 + lateness;
    }

    private long forgottenAt(FollowerCount count) {
        return settledAt(count) + FollowerCount.COMPARED_WITH.toMillis();
    }
}
