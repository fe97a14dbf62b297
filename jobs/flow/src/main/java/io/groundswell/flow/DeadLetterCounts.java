package io.groundswell.flow;

import io.groundswell.topics.Reason;
import java.util.EnumMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/**
 * Counts dead letters by their reason, as the metric {@code groundswell.reason.<REASON>.deadLetters}. Each reason is there from
 * the start, at 0, or its first letter would be no rise.
 */
public final class DeadLetterCounts {

    private final Map<Reason, Counter> counters = new EnumMap<>(Reason.class);

    public DeadLetterCounts(MetricGroup metrics) {
        MetricGroup group = metrics.addGroup("groundswell");
        for (Reason reason : Reason.values()) {
            counters.put(reason, group.addGroup("reason", reason.name()).counter("deadLetters"));
        }
    }

    public void count(Reason reason) {
        counters.get(reason).inc();
    }
}
