package io.groundswell.measure;

import io.groundswell.flow.LastingCounts;
import io.groundswell.measure.traffic.TrafficGroup;
import io.groundswell.measure.traffic.TrafficTally;
import io.groundswell.measure.traffic.Visit;
import io.groundswell.topics.TrafficDay;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds up what came to a site on one day from one place, each event once, and tells it at most once every {@code
 * measure.refresh}. An event that comes after its day is settled is left out and counted as {@code traffic-late}.
 *
 * <p>Key: {@link TrafficGroup}. Keeps the sums, and the id of each event, some 100 bytes, until event time is {@code
 * measure.lateness} past the end of the day; an event-time timer clears both.
 */
final class MeasureTraffic extends KeyedProcessFunction<TrafficGroup, Visit, TrafficDay>
        implements CheckpointedFunction {

    private final long lateness;
    private final long refresh;

    private transient ValueState<TrafficTally> tallies;
    private transient MapState<String, Boolean> counted;
    private transient LastingCounts counts;

    MeasureTraffic(MeasureSettings settings) {
        lateness = settings.lateness().toMillis();
        refresh = Math.max(1, settings.refresh().toMillis());
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
        tallies = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("tally", TypeInformation.of(TrafficTally.class)));
        counted = getRuntimeContext().getMapState(new MapStateDescriptor<>("counted", Types.STRING, Types.BOOLEAN));
    }

    @Override
    public void processElement(Visit visit, Context context, Collector<TrafficDay> out) throws Exception {
        TimerService timers = context.timerService();
        if (settledAt(visit.group()) <= timers.currentWatermark()) {
            counts.count("traffic-late");
            return;
        }
        if (counted.contains(visit.id())) {
            return;
        }
        counted.put(visit.id(), true);
        TrafficTally tally = tallies.value();
        if (tally == null) {
            tally = new TrafficTally();
            timers.registerEventTimeTimer(settledAt(visit.group()));
        }
        if (!tally.changed) {
            long now = timers.currentProcessingTime();
            timers.registerProcessingTimeTimer(now - Math.floorMod(now, refresh) + refresh);
        }
        tally.add(visit);
        tallies.update(tally);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<TrafficDay> out) throws Exception {
        TrafficTally tally = tallies.value();
        if (tally != null && tally.changed) {
            out.collect(tally.day(context.getCurrentKey()));
            tally.changed = false;
            tallies.update(tally);
        }
        if (context.timeDomain() == TimeDomain.EVENT_TIME) {
            tallies.clear();
            counted.clear();
        }
    }

    private long settledAt(TrafficGroup group) {
        return group.end() - 1 + lateness;
    }
}
