package io.groundswell.measure;

import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.history.LateSight;
import io.groundswell.measure.volume.WindowKey;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Counts what came too late, each sight once, in the windows in which it came: those it belongs to are settled.
 *
 * <p>Key: id of the sight. Keeps that it was counted until event time is {@code measure.lateness} past the minute it came in; an
 * event-time timer clears that.
 */
final class CountLate extends KeyedProcessFunction<String, LateSight, Contribution> {

    private final long lateness;

    private transient ValueState<Boolean> counted;

    CountLate(MeasureSettings settings) {
        lateness = settings.lateness().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        counted = getRuntimeContext().getState(new ValueStateDescriptor<>("counted", Types.BOOLEAN));
    }

    @Override
    public void processElement(LateSight sight, Context context, Collector<Contribution> out) throws Exception {
        if (counted.value() == null) {
            counted.update(true);
            context.timerService()
                    .registerEventTimeTimer(WindowKey.minuteOf(sight.observedAt()) + WindowKey.MINUTE - 1 + lateness);
            sight.contributions().forEach(out::collect);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Contribution> out) {
        counted.clear();
    }
}
