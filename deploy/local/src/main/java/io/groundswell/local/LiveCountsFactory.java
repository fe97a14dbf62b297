package io.groundswell.local;

import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Found by Flink; gives each stack in this JVM the reporter it asked for by name. */
public final class LiveCountsFactory implements MetricReporterFactory {

    /** Setting of the reporter that names the stack. */
    static final String STACK = "stack";

    private static final Map<String, LiveCounts> BY_STACK = new ConcurrentHashMap<>();

    static LiveCounts of(String stack) {
        return BY_STACK.computeIfAbsent(stack, name -> new LiveCounts());
    }

    static void forget(String stack) {
        BY_STACK.remove(stack);
    }

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return of(properties.getProperty(STACK, ""));
    }
}
