package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.kibana.Pack;
import io.groundswell.measure.metric.Metric;
import io.groundswell.measure.metric.MetricRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A metric that gets a new version is asked for in that version by the dashboards, too. */
class DashboardVersionsTest {

    private static final Pattern ASKED = Pattern.compile("metricVersions : [\\\\\"]+([a-z0-9-]+)/([0-9]+)");

    @Test
    void the_dashboards_ask_for_the_newest_version_of_each_metric() {
        Set<String> asked = ASKED.matcher(new String(Pack.shipped(), StandardCharsets.UTF_8))
                .results()
                .map(found -> found.group(1) + "/" + found.group(2))
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> newest = MetricRegistry.shipped().all().stream()
                .collect(Collectors.toMap(Metric::name, Metric::version, Math::max))
                .entrySet()
                .stream()
                .map(metric -> metric.getKey() + "/" + metric.getValue())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(asked).isNotEmpty().isSubsetOf(newest);
    }
}
