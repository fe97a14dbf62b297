package io.groundswell.enrich;

import io.groundswell.enrich.language.Enricher;
import io.groundswell.flow.LastingCounts;
import io.groundswell.flow.WallClock;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.Mention;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Locale;
import java.util.function.LongSupplier;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.StateTtlConfig;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Enriches each mention; keyed by everything a judgement depends on.
 *
 * <p>State: per text judged, the judgement (half a kilobyte), for {@code enrich.copy-memory} of processing time after it
 * was made. It only saves work: a judgement is a function of the text, so a copy that finds the memory empty, after a
 * restart or hours later, comes out the same. That is why there is no timer and why forgetting by the wall clock is safe.
 * Judgements that failed, ran out of time, or were refused the deep tier, are not remembered: the next copy is a new chance.
 *
 * <p>Counts every mention under the status it left with; beside that, copies looked up are the metric
 * {@code copies.looked-up}, and posts the deep tier had no time for {@code deep.refused}.
 */
final class EnrichMentions extends KeyedProcessFunction<String, Mention, EnrichedMention>
        implements CheckpointedFunction {

    /** Renamed whenever a model or a rule around it changes, so that old judgements are forgotten then. */
    static final String MEMORY = "judged-texts-2";

    private final EnrichSettings settings;

    private transient Enricher enricher;
    private transient LongSupplier threadNanos;
    private transient ValueState<Enrichment> judged;
    private transient LastingCounts counts;
    private transient Counter lookedUp;
    private transient DeepBudget deepBudget;
    private transient Counter refused;

    EnrichMentions(EnrichSettings settings) {
        this.settings = settings;
    }

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
    public void open(OpenContext context) {
        enricher = ModelsOfThisProcess.enricher(settings.sentiment());
        deepBudget =
                new DeepBudget(settings.deepPerSecond(), () -> WallClock.now().toEpochMilli());
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        threadNanos = threads::getCurrentThreadCpuTime;
        ValueStateDescriptor<Enrichment> memory = new ValueStateDescriptor<>(MEMORY, Enrichment.class);
        memory.enableTimeToLive(StateTtlConfig.newBuilder(settings.copyMemory()).build());
        judged = getRuntimeContext().getState(memory);
        MetricGroup own =
                getRuntimeContext().getMetricGroup().addGroup("groundswell").addGroup(EnrichTopology.STAGE);
        lookedUp = own.addGroup("copies").counter("looked-up");
        refused = own.addGroup("deep").counter("refused");
    }

    @Override
    public void processElement(Mention mention, Context context, Collector<EnrichedMention> out) throws Exception {
        Enrichment enrichment = mention.getDeleted() ? Enricher.ofDeleted() : Enricher.as(mention, judgement(mention));
        counts.count(enrichment.getStatus().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        out.collect(EnrichedMention.newBuilder()
                .setMention(mention)
                .setEnrichment(enrichment)
                .build());
    }

    long deepRefused() {
        return refused.getCount();
    }

    long copiesLookedUp() {
        return lookedUp.getCount();
    }

    private Enrichment judgement(Mention mention) throws Exception {
        Enrichment remembered = judged.value();
        if (remembered != null) {
            lookedUp.inc();
            return remembered;
        }
        Enricher.Judgement made = enricher.judge(
                mention.getText(),
                mention.getGivenLanguage(),
                EnrichTopology.matters(mention, settings.deepFollowers()),
                new Enricher.Limits(settings.budget(), threadNanos, this::mayGoDeep));
        if (made.lasting()) {
            judged.update(made.enrichment());
        }
        return made.enrichment();
    }

    private boolean mayGoDeep() {
        boolean granted = deepBudget.take();
        if (!granted) {
            refused.inc();
        }
        return granted;
    }
}
