package io.groundswell.measure;

import io.groundswell.measure.panel.Comparison;
import io.groundswell.measure.panel.HourOfMember;
import io.groundswell.measure.panel.Membership;
import io.groundswell.measure.panel.Voices;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.topics.ShareOfVoice;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells how a brand stands in a window among those it is compared with, whenever one of them got more or less there. The panel
 * that was told of first holds for the window: a brands file that says otherwise later does not rewrite what was.
 *
 * <p>Key: a window of the brand whose panel it is. Keeps the newest word on each member and hour, and the panel, until event
 * time is {@code measure.lateness} past the window's end; an event-time timer clears both.
 */
final class ComparePanel extends KeyedProcessFunction<WindowKey, HourOfMember, ShareOfVoice> {

    private final long lateness;

    private transient MapState<HourOfMember.Place, Voices> hours;
    private transient ValueState<Membership> panels;

    ComparePanel(MeasureSettings settings) {
        lateness = settings.lateness().toMillis();
    }

    @Override
    public void open(OpenContext context) {
        hours = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>(
                        "hours", TypeInformation.of(HourOfMember.Place.class), TypeInformation.of(Voices.class)));
        panels =
                getRuntimeContext().getState(new ValueStateDescriptor<>("panel", TypeInformation.of(Membership.class)));
    }

    @Override
    public void processElement(HourOfMember hour, Context context, Collector<ShareOfVoice> out) throws Exception {
        Membership panel = panels.value();
        if (panel == null) {
            panel = hour.panel();
            panels.update(panel);
            // A window that ends behind event time is told all the same, and its state goes with the next watermark.
            context.timerService().registerEventTimeTimer(hour.window().end() - 1 + lateness);
        }
        if (panel.members().contains(hour.of().member())) {
            hours.put(hour.of(), hour.voices());
            out.collect(Comparison.of(hour.window(), panel, hours.entries()));
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ShareOfVoice> out) {
        hours.clear();
        panels.clear();
    }
}
