package io.groundswell.notify;

import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertState;
import java.time.Duration;
import java.time.Instant;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Holds alerts back from those who are told while their rule's quiet hours last, in event time. Afterwards the newest of them goes
 * on, unless it is over by then and nobody has heard of it.
 *
 * <p>Key: alert id. State: the alert that waits, until quiet hours end; that one went on, for sixty days of processing time.
 */
final class KeepQuietHours extends KeyedProcessFunction<String, Alert, Alert> {

    private static final StateTtlConfig KEPT =
            StateTtlConfig.newBuilder(Duration.ofDays(60)).build();

    private transient ValueState<Alert> waiting;
    private transient ValueState<Boolean> told;

    @Override
    public void open(OpenContext context) {
        waiting = getRuntimeContext().getState(new ValueStateDescriptor<>("waiting", TypeInformation.of(Alert.class)));
        ValueStateDescriptor<Boolean> ofTold = new ValueStateDescriptor<>("told", Types.BOOLEAN);
        ofTold.enableTimeToLive(KEPT);
        told = getRuntimeContext().getState(ofTold);
    }

    @Override
    public void processElement(Alert alert, Context context, Collector<Alert> out) throws Exception {
        Instant end = alert.getQuietUntil();
        if (end == null || end.toEpochMilli() <= context.timerService().currentWatermark()) {
            pass(alert, out);
        } else {
            waiting.update(alert);
            context.timerService().registerEventTimeTimer(end.toEpochMilli());
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        Alert alert = waiting.value();
        if (alert != null && alert.getQuietUntil().toEpochMilli() <= timestamp) {
            pass(alert, out);
        }
    }

    private void pass(Alert alert, Collector<Alert> out) throws Exception {
        // What waits is older than what passes it, or it is this one.
        Alert held = waiting.value();
        waiting.clear();
        // What was a moment is not over later.
        boolean over = alert.getState() == AlertState.RETRACTED
                || alert.getClosedAt() != null && alert.getClosedAt().isAfter(alert.getOpenedAt());
        boolean slept = held != null || alert.getQuietUntil() != null;
        if (over && slept && told.value() == null) {
            return;
        }
        told.update(true);
        out.collect(alert);
    }
}
