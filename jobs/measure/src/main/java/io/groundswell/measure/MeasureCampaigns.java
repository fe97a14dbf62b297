package io.groundswell.measure;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.HearsBrands;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.measure.campaign.CampaignFact;
import io.groundswell.measure.campaign.Plan;
import io.groundswell.measure.campaign.Reckoning;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Campaign;
import io.groundswell.topics.CampaignResults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells what became of a brand's campaigns, whenever something that they rest on is told again. What a campaign is compared with
 * lies before it, and often before anybody writes it down, so the days of every brand are kept.
 *
 * <p>Key: brand. Keeps what was last told of each of its days and campaigns, and what was last told of each campaign, some 600
 * bytes for each day, until event time is {@link #MEMORY} past the day; event-time timers clear them.
 *
 * <p>State (broadcast): the brands, see {@link BrandsHeard}. What cannot be used was told by {@link ReadFacts}. A definition that
 * changes holds from the next that is told of the brand on.
 */
final class MeasureCampaigns extends KeyedBroadcastProcessFunction<String, CampaignFact, KafkaRecord, CampaignResults>
        implements HearsBrands {

    /** Longer than from the day before the longest campaign that it is compared with to the last correction of the one after it. */
    static final Duration MEMORY = Duration.ofDays(310);

    private final BrandsHeard brands;

    private transient MapState<String, CampaignFact> facts;
    private transient MapState<String, CampaignResults> told;

    MeasureCampaigns(BrandsHeard brands) {
        this.brands = brands;
    }

    @Override
    public BrandsHeard brands() {
        return brands;
    }

    @Override
    public void open(OpenContext context) {
        facts = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("facts", Types.STRING, TypeInformation.of(CampaignFact.class)));
        told = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("told", Types.STRING, new AvroTypeInfo<>(CampaignResults.class)));
    }

    @Override
    public void processElement(CampaignFact fact, ReadOnlyContext context, Collector<CampaignResults> out)
            throws Exception {
        CampaignFact known = facts.get(fact.id());
        if (known != null && known.revision() > fact.revision()
                || forgottenAt(fact) <= context.timerService().currentWatermark()) {
            return;
        }
        if (known == null) {
            context.timerService().registerEventTimeTimer(forgottenAt(fact));
        }
        facts.put(fact.id(), fact);
        Optional<Brand> brand = brands.of(fact.brand());
        if (brand.isPresent()) {
            for (Campaign campaign : brand.get().getCampaigns()) {
                Plan plan = new Plan(brand.get(), campaign);
                if (plan.restsOn(fact)) {
                    tell(plan, out);
                }
            }
        }
    }

    private void tell(Plan plan, Collector<CampaignResults> out) throws Exception {
        CampaignResults results = Reckoning.of(plan, facts.values());
        CampaignResults before = told.get(results.getCampaign());
        if (results.equals(before)) {
            return;
        }
        if (before != null && results.getRevision() < before.getRevision()) {
            // With other dates it rests on less than it did.
            results.setRevision(before.getRevision() + 1);
        }
        told.put(results.getCampaign(), results);
        out.collect(results);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CampaignResults> out) throws Exception {
        List<String> forgotten = new ArrayList<>();
        for (Map.Entry<String, CampaignFact> fact : facts.entries()) {
            if (forgottenAt(fact.getValue()) <= timestamp) {
                forgotten.add(fact.getKey());
            }
        }
        for (String id : forgotten) {
            facts.remove(id);
        }
        if (facts.isEmpty()) {
            told.clear();
        }
    }

    private static long forgottenAt(CampaignFact fact) {
        return fact.day() + MEMORY.toMillis();
    }

    @Override
    public void processBroadcastElement(KafkaRecord record, Context context, Collector<CampaignResults> out)
            throws Exception {
        brands.hear(record, context.getBroadcastState(BrandsHeard.STATE));
    }
}
