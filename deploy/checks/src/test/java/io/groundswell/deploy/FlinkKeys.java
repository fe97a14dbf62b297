package io.groundswell.deploy;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.flink.autoscaler.config.AutoScalerOptions;
import org.apache.flink.configuration.BlobServerOptions;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.DeploymentOptions;
import org.apache.flink.configuration.HighAvailabilityOptions;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MetricOptions;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.SecurityOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.configuration.WebOptions;
import org.apache.flink.kubernetes.configuration.KubernetesConfigOptions;
import org.apache.flink.metrics.prometheus.PrometheusReporterFactory;

/** Keys and values of Flink's configuration, against the options that Flink declares. */
final class FlinkKeys {

    private static final List<Class<?>> DECLARING = List.of(
            AutoScalerOptions.class,
            BlobServerOptions.class,
            CheckpointingOptions.class,
            CoreOptions.class,
            DeploymentOptions.class,
            HighAvailabilityOptions.class,
            JobManagerOptions.class,
            KubernetesConfigOptions.class,
            MetricOptions.class,
            PipelineOptions.class,
            RestOptions.class,
            RestartStrategyOptions.class,
            SecurityOptions.class,
            StateBackendOptions.class,
            TaskManagerOptions.class,
            WebOptions.class);

    /** Of the operator's release 1.15, which Central does not have as a library; from its reference of options. */
    private static final Set<String> OF_THE_OPERATOR = Set.of(
            "job.autoscaler.utilization.target",
            "job.autoscaler.utilization.min",
            "job.autoscaler.utilization.max",
            "kubernetes.operator.savepoint.format.type",
            "kubernetes.operator.periodic.savepoint.interval",
            "kubernetes.operator.savepoint.history.max.count",
            "kubernetes.operator.savepoint.history.max.age");

    private static final Pattern REPORTER = Pattern.compile("metrics\\.reporter\\.[a-z]+\\.(factory\\.class|port)");

    private static final Map<String, ConfigOption<?>> DECLARED = declared();

    private static Map<String, ConfigOption<?>> declared() {
        Map<String, ConfigOption<?>> options = new HashMap<>();
        for (Class<?> type : DECLARING) {
            for (Field field : type.getFields()) {
                if (Modifier.isStatic(field.getModifiers()) && field.getType() == ConfigOption.class) {
                    try {
                        ConfigOption<?> option = (ConfigOption<?>) field.get(null);
                        options.put(option.key(), option);
                    } catch (IllegalAccessException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }
        }
        return options;
    }

    /** A sentence for each key that nobody reads and each value that cannot be what its option wants. */
    static List<String> problems(Map<String, String> configuration) {
        List<String> problems = new ArrayList<>();
        configuration.forEach((key, value) -> {
            if (DECLARED.containsKey(key)) {
                try {
                    Configuration.fromMap(Map.of(key, value)).get(DECLARED.get(key));
                } catch (IllegalArgumentException e) {
                    problems.add("'" + key + "' cannot be '" + value + "'");
                }
            } else if (key.endsWith("factory.class") && REPORTER.matcher(key).matches()) {
                if (!value.equals(PrometheusReporterFactory.class.getName())) {
                    problems.add("'" + key + "' names no reporter that the image has");
                }
            } else if (!OF_THE_OPERATOR.contains(key) && !REPORTER.matcher(key).matches()) {
                problems.add("Flink knows no '" + key + "'");
            }
        });
        return problems;
    }

    private FlinkKeys() {}
}
