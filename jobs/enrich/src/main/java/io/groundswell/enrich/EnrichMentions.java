package io.groundswell.enrich;

import io.groundswell.enrich.language.Enricher;
import io.groundswell.flow.WallClock;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.Mention;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.ThreadSafeSimpleCounter;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;

/**
 * Enriches each mention, on the threads of {@link Judgements}. No state but the mentions on their way, which Flink saves and
 * hands in again after a restart.
 *
 * <p>Metrics: copies looked up, {@code copies.looked-up}; posts the deep tier had no time for, {@code deep.refused}; threads that
 * never came back from a text, {@code threads.left}.
 */
final class EnrichMentions extends RichAsyncFunction<Mention, EnrichedMention> {

    /** Mentions on their way in each parallel task: enough that no thread waits for work, few enough to be judged again. */
    static final int ON_THEIR_WAY = 64;

    private final EnrichSettings settings;

    private transient Judgements judgements;
    private transient DeepBudget deepBudget;
    private transient Counter lookedUp;
    private transient Counter refused;

    EnrichMentions(EnrichSettings settings) {
        this.settings = settings;
    }

    @Override
    public void open(OpenContext context) {
        judgements = Judgements.taken(settings);
        deepBudget = new DeepBudget(settings.deepPerSecond(), () -> WallClock.ticks() / 1_000_000);
        MetricGroup own =
                getRuntimeContext().getMetricGroup().addGroup("groundswell").addGroup(EnrichTopology.STAGE);
        lookedUp = own.addGroup("copies").counter("looked-up", new ThreadSafeSimpleCounter());
        refused = own.addGroup("deep").counter("refused", new ThreadSafeSimpleCounter());
        own.addGroup("threads").gauge("left", (Gauge<Integer>) judgements.threads()::left);
    }

    @Override
    public void close() {
        if (judgements != null) {
            judgements.giveBack();
        }
    }

    @Override
    public void asyncInvoke(Mention mention, ResultFuture<EnrichedMention> out) {
        if (mention.getDeleted()) {
            out.complete(List.of(enriched(mention, Enricher.ofDeleted())));
            return;
        }
        judgements.of(mention, this::mayGoDeep).whenComplete((answer, failure) -> {
            if (failure != null) {
                out.completeExceptionally(failure);
                return;
            }
            try {
                if (answer.lookedUp()) {
                    lookedUp.inc();
                }
                out.complete(List.of(enriched(mention, Enricher.as(mention, answer.enrichment()))));
            } catch (Throwable e) {
                // Else the mention would be on its way for ever.
                out.completeExceptionally(e);
            }
        });
    }

    private static EnrichedMention enriched(Mention mention, Enrichment enrichment) {
        return EnrichedMention.newBuilder()
                .setMention(mention)
                .setEnrichment(enrichment)
                .build();
    }

    private boolean mayGoDeep() {
        boolean granted = deepBudget.take();
        if (!granted) {
            refused.inc();
        }
        return granted;
    }
}
