package io.groundswell.notify;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.HearsBrands;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.notify.rules.Heard;
import io.groundswell.topics.Brand;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Coverage;
import io.groundswell.topics.CoverageState;
import io.groundswell.topics.RuleKind;
import io.groundswell.topics.WindowSize;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Takes each minute of a platform to the brands that have a rule about it.
 *
 * <p>State (broadcast): the brands, see {@link BrandsHeard}. What cannot be used was told by {@link ApplyRules}.
 */
final class AskFeeds extends BroadcastProcessFunction<Coverage, KafkaRecord, RuleFact> implements HearsBrands {

    private final BrandsHeard brands;

    AskFeeds(BrandsHeard brands) {
        this.brands = brands;
    }

    @Override
    public BrandsHeard brands() {
        return brands;
    }

    @Override
    public void processElement(Coverage coverage, ReadOnlyContext context, Collector<RuleFact> out) {
        boolean heard = coverage.getState() == CoverageState.HEARD;
        if (coverage.getSize() != WindowSize.MINUTE || !heard && coverage.getState() != CoverageState.BLIND) {
            return;
        }
        for (Brand brand : brands.all().values()) {
            if (brand.getAlerts().stream().anyMatch(rule -> isAbout(rule, coverage.getPlatform()))) {
                out.collect(RuleFact.of(
                        brand.getId(), Heard.minute(coverage.getPlatform(), coverage.getWindowStart(), heard)));
            }
        }
    }

    private static boolean isAbout(BrandRule rule, String platform) {
        return rule.getKind() == RuleKind.BLIND_FEED
                && (rule.getPlatforms().isEmpty() || rule.getPlatforms().contains(platform));
    }

    @Override
    public void processBroadcastElement(KafkaRecord record, Context context, Collector<RuleFact> out) throws Exception {
        brands.hear(record, context.getBroadcastState(BrandsHeard.STATE));
    }
}
