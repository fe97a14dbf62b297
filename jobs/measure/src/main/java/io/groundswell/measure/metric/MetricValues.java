package io.groundswell.measure.metric;

import io.groundswell.topics.Measure;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Works out the picked metrics of windows. Not for several threads at once. */
public final class MetricValues {

    private record Ready(MetricRegistry.Pick pick, Metric metric, Formula formula) {}

    private final List<Ready> ready = new ArrayList<>();

    /** @param picks as {@link MetricRegistry#picked} gives them */
    public MetricValues(List<MetricRegistry.Pick> picks) {
        for (MetricRegistry.Pick pick : picks) {
            for (Metric metric : pick.versions()) {
                try {
                    ready.add(new Ready(pick, metric, Formula.of(metric.formula(), Counters.BY_NAME)));
                } catch (Formula.Misunderstood e) {
                    throw new IllegalStateException("a formula that was understood before: " + metric.formula(), e);
                }
            }
        }
    }

    /** Adds the values to a window that is counted, and which definitions gave them. A metric without a value is not there. */
    public void addTo(Measure measure) {
        LocalDate day = measure.getWindowStart().atZone(ZoneOffset.UTC).toLocalDate();
        Map<String, Double> values = new TreeMap<>();
        List<String> versions = new ArrayList<>();
        for (Ready each : ready) {
            Metric metric = each.metric();
            boolean here = metric.platform() == null || metric.platform().equals(measure.getPlatform());
            if (here && (each.pick().pinned() || metric.holdsOn(day))) {
                versions.add(metric.id());
                Double value = each.formula().of(measure);
                if (value != null) {
                    values.put(each.pick().field(), value);
                }
            }
        }
        measure.setMetrics(values);
        measure.setMetricVersions(versions);
    }
}
