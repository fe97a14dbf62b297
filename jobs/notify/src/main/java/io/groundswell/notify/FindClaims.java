package io.groundswell.notify;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.HearsBrands;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.notify.rules.Sight;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Mention;
import io.groundswell.topics.RuleKind;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps of a mention only which rules ask for it, so that texts do not travel further. A mention that is of no brand with such a rule
 * goes no further, unless it may have been of one in an earlier version.
 *
 * <p>State (broadcast): the brands, see {@link BrandsHeard}. What cannot be used was told by {@link ApplyRules}.
 */
final class FindClaims extends BroadcastProcessFunction<EnrichedMention, KafkaRecord, Sight> implements HearsBrands {

    private final BrandsHeard brands;

    private transient Map<String, List<BrandRule>> rules;

    FindClaims(BrandsHeard brands) {
        this.brands = brands;
    }

    @Override
    public BrandsHeard brands() {
        return brands;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        HearsBrands.super.initializeState(context);
        lookUpRules();
    }

    private void lookUpRules() {
        rules = new TreeMap<>();
        brands.all().forEach((id, brand) -> {
            List<BrandRule> ofMentions = brand.getAlerts().stream()
                    .filter(rule -> rule.getKind() == RuleKind.EVERY_MENTION || rule.getKind() == RuleKind.BIG_AUTHOR)
                    .toList();
            if (!ofMentions.isEmpty()) {
                rules.put(id, ofMentions);
            }
        });
    }

    @Override
    public void processElement(EnrichedMention enriched, ReadOnlyContext context, Collector<Sight> out) {
        if (rules.isEmpty()) {
            return;
        }
        Mention mention = enriched.getMention();
        boolean mayHaveBeen = mention.getDeleted()
                || mention.getEdited()
                || mention.getBrands().isEmpty();
        if (mayHaveBeen || mention.getBrands().stream().anyMatch(rules::containsKey)) {
            out.collect(Sight.of(enriched, rules));
        }
    }

    @Override
    public void processBroadcastElement(KafkaRecord record, Context context, Collector<Sight> out) throws Exception {
        brands.hear(record, context.getBroadcastState(BrandsHeard.STATE));
        lookUpRules();
    }
}
