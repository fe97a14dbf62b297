package io.groundswell.measure;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.measure.campaign.CampaignFact;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.topics.AudienceDay;
import io.groundswell.topics.CampaignResults;
import io.groundswell.topics.Measure;
import io.groundswell.topics.ShareOfVoice;
import io.groundswell.topics.WindowSize;
import java.util.List;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.datastream.BroadcastStream;
import org.apache.flink.streaming.api.datastream.DataStream;

/** What became of each campaign: all that is measured of its brand, brought together. */
final class CampaignTopology {

    /**
     * @param measured of the brands
     * @param own what their accounts and sites gained
     * @param brands records of the topic of brands, changes while the job runs
     * @param known the records of that topic to begin with
     */
    static DataStream<CampaignResults> define(
            MeasureTopology.Measured measured,
            OwnChannelsTopology.Measured own,
            DataStream<KafkaRecord> brands,
            List<KafkaRecord> known) {
        BroadcastStream<KafkaRecord> heard = brands.broadcast(BrandsHeard.STATE);

        DataStream<CampaignFact> visits = own.trafficDays()
                .connect(heard)
                .process(new AskCampaigns(new BrandsHeard(known)))
                .returns(CampaignFact.class)
                .uid("measure-ask-campaigns")
                .name("Take visits to the campaigns they are of");

        return facts("sums", measured.campaignSums(), sums -> true, CampaignFact::ofSums)
                .union(
                        facts("days", measured.measures(), CampaignTopology::isWholeDay, CampaignFact::ofDay),
                        facts("rivals", measured.shares(), CampaignTopology::isWholeDay, CampaignFact::ofRivals),
                        facts("followers", own.audienceDays(), CampaignTopology::isOwn, CampaignFact::ofFollowers),
                        visits)
                .keyBy(CampaignFact::brand)
                .connect(heard)
                .process(new MeasureCampaigns(new BrandsHeard(known)))
                .returns(CampaignResults.class)
                .uid("measure-measure-campaigns")
                .name("Tell what became of campaigns");
    }

    private static <T> DataStream<CampaignFact> facts(
            String what, DataStream<T> told, FilterFunction<T> wanted, MapFunction<T, CampaignFact> fact) {
        return told.filter(wanted)
                .uid("measure-campaign-" + what)
                .name("Keep " + what + " that campaigns rest on")
                .map(fact)
                .returns(CampaignFact.class)
                .uid("measure-campaign-" + what + "-as-facts")
                .name("Keep the numbers of " + what);
    }

    private static boolean isWholeDay(Measure measure) {
        return measure.getSize() == WindowSize.DAY && measure.getPlatform().equals(WindowKey.ALL_PLATFORMS);
    }

    private static boolean isWholeDay(ShareOfVoice share) {
        return share.getSize() == WindowSize.DAY && share.getPlatform().equals(WindowKey.ALL_PLATFORMS);
    }

    private static boolean isOwn(AudienceDay day) {
        return day.getBrand() != null;
    }

    private CampaignTopology() {}
}
