package io.groundswell.collect;

import io.groundswell.flow.LastingCounts;
import io.groundswell.topics.Mention;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Deletions that name their post only as one server does become deletions of the post, counted as
 * {@code deletion-named}.
 *
 * <p>Key: local name. Keeps the id of each post about a brand until event time is {@code collect.local-name-memory} past
 * its last sight; a deletion after that does not reach it. Keeps a deletion that overtook its post for a day: most are
 * of posts about nobody, which never come.
 */
final class NameDeletions extends KeyedCoProcessFunction<String, Mention, LocalName, Mention>
        implements CheckpointedFunction {

    static final long PATIENCE = Duration.ofDays(1).toMillis();

    private final long memory;

    private transient ValueState<LocalName> known;
    private transient ValueState<Mention> waiting;
    private transient LastingCounts counts;

    /** @param memory milliseconds */
    NameDeletions(long memory) {
        this.memory = memory;
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        counts = LastingCounts.restored("collect", context, getRuntimeContext().getMetricGroup());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        counts.save();
    }

    @Override
    public void open(OpenContext context) {
        known = getRuntimeContext().getState(new ValueStateDescriptor<>("known", TypeInformation.of(LocalName.class)));
        waiting =
                getRuntimeContext().getState(new ValueStateDescriptor<>("waiting", new AvroTypeInfo<>(Mention.class)));
    }

    @Override
    public void processElement1(Mention deletion, Context context, Collector<Mention> out) throws Exception {
        if (known.value() != null) {
            tell(deletion, known.value(), out);
            return;
        }
        Mention earlier = waiting.value();
        if (earlier == null) {
            context.timerService().registerEventTimeTimer(forgets(deletion));
        }
        if (earlier == null || earlier.getObservedAt().isBefore(deletion.getObservedAt())) {
            waiting.update(deletion);
        }
    }

    @Override
    public void processElement2(LocalName post, Context context, Collector<Mention> out) throws Exception {
        LocalName earlier = known.value();
        if (earlier == null) {
            context.timerService().registerEventTimeTimer(post.observedAt() + memory);
        }
        if (earlier == null || earlier.observedAt() < post.observedAt()) {
            known.update(post);
        }
        if (waiting.value() != null) {
            tell(waiting.value(), post, out);
            waiting.clear();
        }
    }

    private void tell(Mention deletion, LocalName post, Collector<Mention> out) {
        counts.count("deletion-named");
        out.collect(Mention.newBuilder(deletion)
                .setId(post.id())
                .setNotes(List.of())
                .build());
    }

    private static long forgets(Mention deletion) {
        return deletion.getObservedAt().toEpochMilli() + PATIENCE;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Mention> out) throws Exception {
        LocalName post = known.value();
        if (post != null && post.observedAt() + memory <= timestamp) {
            known.clear();
        } else if (post != null) {
            context.timerService().registerEventTimeTimer(post.observedAt() + memory);
        }
        Mention deletion = waiting.value();
        if (deletion != null && forgets(deletion) <= timestamp) {
            waiting.clear();
        } else if (deletion != null) {
            context.timerService().registerEventTimeTimer(forgets(deletion));
        }
    }
}
