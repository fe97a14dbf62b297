package io.groundswell.measure;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.measure.panel.HourOfMember;
import io.groundswell.measure.panel.Membership;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.topics.Measure;
import io.groundswell.topics.WindowSize;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Takes each hour of a brand to all panels that the brand belongs to, and there to the hour and to the owner's day.
 *
 * <p>State (broadcast): the brands, see {@link BrandsHeard}. A brand that cannot be read was told of by {@link ReadFacts}.
 */
final class AskPanels extends BroadcastProcessFunction<Measure, KafkaRecord, HourOfMember>
        implements CheckpointedFunction {

    private static final int MINUTES_IN_HOUR = WindowKey.MINUTES_IN_HOUR;

    private final BrandsHeard brands;

    AskPanels(BrandsHeard brands) {
        this.brands = brands;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        brands.restore(context);
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) {
        // Broadcast state saves itself.
    }

    @Override
    public void processElement(Measure measure, ReadOnlyContext context, Collector<HourOfMember> out) {
        if (measure.getSize() != WindowSize.HOUR) {
            return;
        }
        long hour = measure.getWindowStart().toEpochMilli();
        HourOfMember.Voices voices = new HourOfMember.Voices(
                measure.getMentions(),
                measure.getPeople(),
                measure.getNegative(),
                measure.getPositive(),
                measure.getReach(),
                measure.getEngagement());
        long asOf = measure.getAsOf().toEpochMilli();
        for (Membership panel :
                Membership.of(measure.getBrand(), hour, brands.all().values())) {
            int minutesOfDay = (int) ((panel.nextDay() - panel.day()) / WindowKey.MINUTE);
            WindowKey own = new WindowKey(panel.owner(), measure.getPlatform(), MINUTES_IN_HOUR, hour);
            WindowKey day = new WindowKey(panel.owner(), measure.getPlatform(), minutesOfDay, panel.day());
            out.collect(new HourOfMember(own, panel, measure.getBrand(), hour, voices, measure.getRevision(), asOf));
            out.collect(new HourOfMember(day, panel, measure.getBrand(), hour, voices, measure.getRevision(), asOf));
        }
    }

    @Override
    public void processBroadcastElement(KafkaRecord record, Context context, Collector<HourOfMember> out)
            throws Exception {
        try {
            brands.hear(record, context.getBroadcastState(BrandsHeard.STATE));
        } catch (BrandsHeard.Unusable e) {
            // Told already, see above.
        }
    }
}
