package io.groundswell.measure;

import io.groundswell.measure.history.Fact;
import io.groundswell.topics.EnrichedMention;
import org.apache.flink.api.common.functions.MapFunction;

/** Keeps of an enriched mention only what is counted, so that texts do not travel further. */
final class ReadFacts implements MapFunction<EnrichedMention, Fact> {

    @Override
    public Fact map(EnrichedMention mention) {
        return Fact.of(mention);
    }
}
