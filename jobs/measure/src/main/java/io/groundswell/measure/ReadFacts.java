package io.groundswell.measure;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.HearsBrands;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.RecordReader;
import io.groundswell.measure.campaign.Plan;
import io.groundswell.measure.history.Fact;
import io.groundswell.measure.volume.CampaignTime;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Campaign;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Reason;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps of an enriched mention only what is counted, so that texts do not travel further, and writes beside it where the days
 * of its brands begin, and when their campaigns are. What cannot be read leaves as a dead letter.
 *
 * <p>State (broadcast): the brands, see {@link BrandsHeard}.
 */
final class ReadFacts extends BroadcastProcessFunction<KafkaRecord, KafkaRecord, Fact> implements HearsBrands {

    private final BrandsHeard brands;

    private transient RecordReader<EnrichedMention> reader;
    private transient Map<String, String> zones;
    private transient Map<String, CampaignTime> campaigns;

    ReadFacts(BrandsHeard brands) {
        this.brands = brands;
    }

    @Override
    public BrandsHeard brands() {
        return brands;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        reader = new RecordReader<>(MeasureTopology.STAGE, EnrichedMention.class);
        HearsBrands.super.initializeState(context);
        lookUpTimes();
    }

    private void lookUpTimes() {
        zones = new TreeMap<>();
        campaigns = new TreeMap<>();
        for (Brand brand : brands.all().values()) {
            for (Campaign campaign : brand.getCampaigns()) {
                CampaignTime time = new Plan(brand, campaign).time();
                campaigns.put(time.id(), time);
            }
            if (!brand.getTimeZone().equals("UTC")) {
                zones.put(brand.getId(), brand.getTimeZone());
            }
        }
    }

    @Override
    public void processElement(KafkaRecord record, ReadOnlyContext context, Collector<Fact> out) {
        reader.read(record, letter -> context.output(DeadLetters.DOOR, letter))
                .ifPresent(mention -> out.collect(Fact.of(mention, zones, campaigns)));
    }

    @Override
    public void processBroadcastElement(KafkaRecord record, Context context, Collector<Fact> out) throws Exception {
        Optional<String> problem = brands.hear(record, context.getBroadcastState(BrandsHeard.STATE));
        lookUpTimes();
        // Every subtask hears of every brand; one of them tells.
        if (problem.isPresent() && getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            context.output(
                    DeadLetters.DOOR,
                    DeadLetters.of(MeasureTopology.STAGE, record, Reason.AVRO_DECODE, null, problem.get()));
        }
    }
}
