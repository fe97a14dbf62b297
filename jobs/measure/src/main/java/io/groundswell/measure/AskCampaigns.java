package io.groundswell.measure;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.HearsBrands;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.measure.campaign.CampaignFact;
import io.groundswell.measure.campaign.Plan;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Campaign;
import io.groundswell.topics.TrafficDay;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Takes each day of visits to the brands that have a campaign of its name. Visits before that was written down are nobody's.
 *
 * <p>State (broadcast): the brands, see {@link BrandsHeard}. What cannot be used was told by {@link ReadFacts}.
 */
final class AskCampaigns extends BroadcastProcessFunction<TrafficDay, KafkaRecord, CampaignFact>
        implements HearsBrands {

    private final BrandsHeard brands;

    AskCampaigns(BrandsHeard brands) {
        this.brands = brands;
    }

    @Override
    public BrandsHeard brands() {
        return brands;
    }

    @Override
    public void processElement(TrafficDay day, ReadOnlyContext context, Collector<CampaignFact> out) {
        for (Brand brand : brands.all().values()) {
            if (hasCampaignCalled(brand, day.getCampaign())) {
                out.collect(CampaignFact.ofVisits(day, brand.getId()));
            }
        }
    }

    private static boolean hasCampaignCalled(Brand brand, String utm) {
        for (Campaign campaign : brand.getCampaigns()) {
            if (new Plan(brand, campaign).isCalled(utm)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public void processBroadcastElement(KafkaRecord record, Context context, Collector<CampaignFact> out)
            throws Exception {
        brands.hear(record, context.getBroadcastState(BrandsHeard.STATE));
    }
}
