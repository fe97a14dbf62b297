package io.groundswell.enrich;

import io.groundswell.flow.LastingCounts;
import io.groundswell.topics.EnrichedMention;
import java.util.Locale;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;

/**
 * Counts every mention under the status it leaves with. Behind the judging and not in it: what was on its way there is judged
 * again after a restart, and would be counted twice. State: the counts, for ever.
 */
final class CountOutcomes extends RichMapFunction<EnrichedMention, EnrichedMention> implements CheckpointedFunction {

    private transient LastingCounts counts;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        counts = LastingCounts.restored(
                EnrichTopology.STAGE, context, getRuntimeContext().getMetricGroup());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        counts.save();
    }

    @Override
    public EnrichedMention map(EnrichedMention mention) {
        counts.count(mention.getEnrichment()
                .getStatus()
                .name()
                .toLowerCase(Locale.ROOT)
                .replace('_', '-'));
        return mention;
    }
}
