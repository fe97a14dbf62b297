package io.groundswell.deploy;

import io.groundswell.collect.CollectSettings;
import io.groundswell.enrich.EnrichSettings;
import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.measure.MeasureSettings;
import io.groundswell.notify.NotifySettings;
import io.groundswell.publish.PublishSettings;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** Settings as they stand in files, against what the jobs read. */
final class JobSettings {

    private static final Map<String, List<Setting<?>>> OWN = Map.of(
            "collect", CollectSettings.ALL,
            "enrich", EnrichSettings.ALL,
            "measure", MeasureSettings.ALL,
            "notify", NotifySettings.ALL,
            "publish", PublishSettings.ALL);

    static Map<String, String> read(String text) {
        Properties properties = new Properties();
        try {
            properties.load(new StringReader(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> written = new TreeMap<>();
        properties
                .stringPropertyNames()
                .forEach(key -> written.put(key, properties.getProperty(key).strip()));
        return written;
    }

    /** What a job would say of them when it starts, and what of Kafka's no client of it knows. */
    static List<String> problems(String stage, Map<String, String> written) {
        List<String> problems = new ArrayList<>();
        List<Setting<?>> declared = new ArrayList<>(FlowSettings.ALL);
        declared.addAll(OWN.get(stage));
        try {
            Settings.of(written).checked(stage, declared);
        } catch (SettingsProblem problem) {
            problems.addAll(problem.problems());
        }
        // One file serves all jobs, and each looks at its own keys only: here the others' are looked at, too.
        Set<String> known = new HashSet<>();
        OWN.values().forEach(settings -> settings.forEach(setting -> known.add(setting.key())));
        FlowSettings.ALL.forEach(setting -> known.add(setting.key()));
        Set<String> kafka = new HashSet<>(ConsumerConfig.configNames());
        kafka.addAll(ProducerConfig.configNames());
        kafka.addAll(AdminClientConfig.configNames());
        written.forEach((key, value) -> {
            if (key.startsWith(Settings.KAFKA_CLIENT_PREFIX)) {
                String client = key.substring(Settings.KAFKA_CLIENT_PREFIX.length());
                if (!kafka.contains(client) && !client.startsWith("config.providers")) {
                    problems.add("Kafka's clients know no '" + client + "'");
                }
                if (client.matches(".*(password|jaas|keystore\\.key|secret).*") && !value.contains("${")) {
                    problems.add("'" + key + "' is a secret that stands in a file of the repository");
                }
            } else if (!known.contains(key)) {
                problems.add("no job knows '" + key + "'");
            }
        });
        return problems.stream().map(problem -> stage + ": " + problem).toList();
    }

    private JobSettings() {}
}
