package io.groundswell.measure;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.HearsBrands;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.measure.panel.HourOfMember;
import io.groundswell.measure.panel.Membership;
import io.groundswell.measure.panel.Voices;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.topics.Measure;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Takes each hour of a brand to all panels that the brand belongs to, and there to the hour and to the owner's day.
 *
 * <p>State (broadcast): the brands, see {@link BrandsHeard}. What cannot be used was told by {@link ReadFacts}.
 */
final class AskPanels extends BroadcastProcessFunction<Measure, KafkaRecord, HourOfMember> implements HearsBrands {

    private final BrandsHeard brands;

    AskPanels(BrandsHeard brands) {
        this.brands = brands;
    }

    @Override
    public BrandsHeard brands() {
        return brands;
    }

    @Override
    public void processElement(Measure measure, ReadOnlyContext context, Collector<HourOfMember> out) {
        long hour = measure.getWindowStart().toEpochMilli();
        HourOfMember.Place place = new HourOfMember.Place(measure.getBrand(), hour);
        Voices voices = Voices.of(measure);
        for (Membership panel :
                Membership.of(measure.getBrand(), hour, brands.all().values())) {
            int minutesOfDay = (int) ((panel.nextDay() - panel.day()) / WindowKey.MINUTE);
            WindowKey own = new WindowKey(panel.owner(), measure.getPlatform(), WindowKey.MINUTES_IN_HOUR, hour);
            WindowKey day = new WindowKey(panel.owner(), measure.getPlatform(), minutesOfDay, panel.day());
            out.collect(new HourOfMember(own, panel, place, voices));
            out.collect(new HourOfMember(day, panel, place, voices));
        }
    }

    @Override
    public void processBroadcastElement(KafkaRecord record, Context context, Collector<HourOfMember> out)
            throws Exception {
        brands.hear(record, context.getBroadcastState(BrandsHeard.STATE));
    }
}
