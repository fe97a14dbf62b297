package io.groundswell.flow;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.state.FunctionInitializationContext;

/**
 * Counts by outcome that a restart neither loses nor doubles: they are saved with the checkpoint the source rewinds to,
 * and shown as the metric {@code groundswell.<stage>.outcome.<outcome>.records}. Owned by one operator, which passes on
 * {@code initializeState} and {@code snapshotState}.
 */
public final class LastingCounts {

    /** Name of the metric, after the groups {@code groundswell}, the stage, and outcome. */
    public static final String METRIC = "records";

    private final MetricGroup group;
    private final ListState<Tuple2<String, Long>> saved;
    private final Map<String, Counter> counters = new HashMap<>();

    private LastingCounts(MetricGroup group, ListState<Tuple2<String, Long>> saved) {
        this.group = group;
        this.saved = saved;
    }

    public static LastingCounts restored(String stage, FunctionInitializationContext context, MetricGroup metrics)
            throws Exception {
        ListState<Tuple2<String, Long>> saved = context.getOperatorStateStore()
                .getListState(new ListStateDescriptor<>("outcome-counts", Types.TUPLE(Types.STRING, Types.LONG)));
        LastingCounts counts = new LastingCounts(metrics.addGroup("groundswell").addGroup(stage), saved);
        for (Tuple2<String, Long> count : saved.get()) {
            counts.add(count.f0, count.f1);
        }
        return counts;
    }

    /**
     * Counts owned by somebody who keeps them himself, as a sink's writer does: it saves {@link #all()} and hands them
     * back here.
     */
    public static LastingCounts resumed(String stage, MetricGroup metrics, Map<String, Long> before) {
        LastingCounts counts = new LastingCounts(metrics.addGroup("groundswell").addGroup(stage), null);
        before.forEach(counts::add);
        return counts;
    }

    /** @param outcome a slug, such as {@code dropped-no-brand} */
    public void count(String outcome) {
        add(outcome, 1);
    }

    public long of(String outcome) {
        Counter counter = counters.get(outcome);
        return counter == null ? 0 : counter.getCount();
    }

    public Map<String, Long> all() {
        Map<String, Long> all = new TreeMap<>();
        counters.forEach((outcome, counter) -> all.put(outcome, counter.getCount()));
        return all;
    }

    private void add(String outcome, long more) {
        counters.computeIfAbsent(
                        outcome, name -> group.addGroup("outcome", name).counter(METRIC))
                .inc(more);
    }

    public void save() throws Exception {
        saved.clear();
        for (Map.Entry<String, Counter> counter : counters.entrySet()) {
            saved.add(Tuple2.of(counter.getKey(), counter.getValue().getCount()));
        }
    }
}
