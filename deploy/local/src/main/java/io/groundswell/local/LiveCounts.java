package io.groundswell.local;

import io.groundswell.flow.LastingCounts;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;

/**
 * Reads the {@link LastingCounts} of all jobs of one stack where they live. Flink takes the metrics of an attempt away
 * when it ends, so what is summed is always the running attempt's.
 */
public final class LiveCounts implements MetricReporter {

    private record Place(String stage, String outcome) {}

    private final Map<Metric, Place> counters = new ConcurrentHashMap<>();

    LiveCounts() {}

    /** The sums over all subtasks, now. */
    OutcomeCounts read() {
        OutcomeCounts counts = OutcomeCounts.none();
        counters.forEach(
                (counter, place) -> counts.add(place.stage(), place.outcome(), ((Counter) counter).getCount()));
        return counts;
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter && name.equals(LastingCounts.METRIC)) {
            String[] scope = group.getScopeComponents();
            int last = scope.length - 1;
            if (last >= 3 && scope[last - 3].equals("groundswell") && scope[last - 1].equals("outcome")) {
                counters.put(metric, new Place(scope[last - 2], scope[last]));
            }
        }
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        counters.remove(metric);
    }

    @Override
    public void open(MetricConfig config) {
        // Nothing to open: the metrics come to us.
    }

    @Override
    public void close() {
        counters.clear();
    }
}
