package io.groundswell.measure;

import io.groundswell.flow.LastingCounts;
import io.groundswell.flow.WholeValues;
import io.groundswell.measure.answers.Exchange;
import io.groundswell.measure.answers.ExchangeChange;
import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.history.Fact;
import io.groundswell.measure.history.History;
import io.groundswell.measure.history.Horizon;
import io.groundswell.measure.history.LateSight;
import io.groundswell.measure.history.Outcome;
import io.groundswell.measure.voices.Saying;
import io.groundswell.measure.voices.SayingChange;
import io.groundswell.topics.LateMention;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Turns each new fact about a mention into what it changes in which window; what is known already changes nothing.
 *
 * <p>Key: mention id. Keeps the mention's {@link History}, also of a mention about nobody and of a deletion that came
 * before its post, until event time is {@code measure.lateness} + {@code measure.first-snapshot} past both its creation
 * and the last sight of it; an event-time timer, of which there is one per mention, clears it.
 */
final class TrackVersions extends KeyedProcessFunction<String, Fact, Contribution> implements CheckpointedFunction {

    /** The door for mentions, and observations, that came after their windows were settled. */
    static final OutputTag<LateMention> LATE = new OutputTag<>("late-mentions") {};

    /** The same, to be counted, as long as the window in which they came is open. */
    static final OutputTag<LateSight> LATE_SIGHTS = new OutputTag<>("late-sights", TypeInformation.of(LateSight.class));

    /** The door for what posts say as if in their own words. */
    static final OutputTag<SayingChange> SAYINGS = new OutputTag<>("sayings", TypeInformation.of(SayingChange.class));

    /** The door for questions to brands, and for their answers. */
    static final OutputTag<ExchangeChange> EXCHANGES =
            new OutputTag<>("exchanges", TypeInformation.of(ExchangeChange.class));

    private final long lateness;
    private final long firstSnapshot;

    private transient ValueState<History> histories;
    private transient ListState<Long> watermarks;
    private transient LastingCounts counts;
    private transient long watermark;

    TrackVersions(MeasureSettings settings) {
        lateness = settings.lateness().toMillis();
        firstSnapshot = settings.firstSnapshot().toMillis();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        counts = LastingCounts.restored("measure", context, getRuntimeContext().getMetricGroup());
        watermarks =
                context.getOperatorStateStore().getUnionListState(new ListStateDescriptor<>("watermarks", Types.LONG));
        // Flink forgets event time on a restart. Without it, a mention that was late before would be counted after.
        watermark = Long.MAX_VALUE;
        for (long saved : watermarks.get()) {
            watermark = Math.min(watermark, saved);
        }
        if (watermark == Long.MAX_VALUE) {
            watermark = Long.MIN_VALUE;
        }
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        counts.save();
        watermarks.clear();
        watermarks.add(watermark);
    }

    @Override
    public void open(OpenContext context) {
        histories = getRuntimeContext()
                .getState(new ValueStateDescriptor<>(
                        "history", WholeValues.of(TypeInformation.of(History.class), getRuntimeContext())));
    }

    @Override
    public void processElement(Fact fact, Context context, Collector<Contribution> out) throws Exception {
        watermark = Math.max(watermark, context.timerService().currentWatermark());
        // A fact tells the time as well, and in every run the same: what is late by its own observation is late even
        // when
        // the watermark, which after a restart has to come again, lags behind.
        Horizon horizon = new Horizon(Math.max(watermark, fact.observedAt()), lateness, firstSnapshot);
        History before = histories.value();
        Outcome outcome = Outcome.of(fact, before, horizon);
        if (outcome.late()) {
            counts.count("late");
            context.output(LATE, late(fact));
            if (!horizon.settled(fact.observedAt())) {
                context.output(LATE_SIGHTS, LateSight.of(fact));
            }
        }
        if (outcome.history() == before) {
            return;
        }
        histories.update(outcome.history());
        if (before == null) {
            context.timerService().registerEventTimeTimer(horizon.forgets(outcome.history()));
        }
        for (Contribution contribution : outcome.contributions()) {
            out.collect(contribution);
        }
        if (before == null || !before.saysTheSameAs(outcome.history())) {
            say(fact, outcome.history(), before, false, horizon, context);
            say(fact, before, outcome.history(), true, horizon, context);
        }
    }

    /** What it no longer says comes first. */
    private static void say(Fact fact, History other, History one, boolean said, Horizon horizon, Context context) {
        String mention = fact.mention();
        String platform = fact.platform();
        for (Saying saying : less(Saying.of(mention, platform, one), Saying.of(mention, platform, other))) {
            context.output(SAYINGS, new SayingChange(saying, said, horizon.settledBefore()));
        }
        for (Exchange exchange : less(Exchange.of(mention, platform, one), Exchange.of(mention, platform, other))) {
            context.output(EXCHANGES, new ExchangeChange(exchange, said));
        }
    }

    private static <T> List<T> less(List<T> all, List<T> others) {
        List<T> rest = new ArrayList<>(all);
        rest.removeAll(others);
        return rest;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Contribution> out) throws Exception {
        History history = histories.value();
        long due = new Horizon(timestamp, lateness, firstSnapshot).forgets(history);
        if (due > timestamp) {
            // Seen again meanwhile. Moving the timer here and not at each sight keeps it one timer per mention.
            context.timerService().registerEventTimeTimer(due);
        } else {
            histories.clear();
        }
    }

    private LateMention late(Fact fact) {
        return LateMention.newBuilder()
                .setId(fact.mention() + "|" + fact.version())
                .setMention(fact.mention())
                .setVersion(fact.version())
                .setPlatform(fact.platform())
                .setBrands(fact.form().brands())
                .setCreatedAt(
                        fact.form().isCounted()
                                ? Instant.ofEpochMilli(fact.form().createdAt())
                                : null)
                .setObservedAt(Instant.ofEpochMilli(fact.observedAt()))
                .setStage("measure")
                .setAllowedLateness(lateness)
                .build();
    }
}
