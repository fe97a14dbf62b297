package io.groundswell.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MonitoringTest {

    private static final Path FOLDER = Manifests.DEPLOY.resolve("monitoring");
    private static final Pattern METRIC = Pattern.compile("\\bflink_[A-Za-z_]+");

    /** Names that running jobs do not have; {@code MetricsPageTest} keeps the list of those they have. */
    private static Set<String> unknown(String text) {
        List<String> known =
                Manifests.text(FOLDER.resolve("metrics.txt")).lines().toList();
        return METRIC.matcher(text)
                .results()
                .map(found -> found.group())
                .filter(name -> !known.contains(name))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void rules_and_dashboard_speak_of_what_running_jobs_tell() {
        for (String file : List.of("rules.yaml", "rules-test.yaml", "grafana/dashboards/pipeline.json")) {
            assertThat(unknown(Manifests.text(FOLDER.resolve(file)))).as(file).isEmpty();
        }
    }

    @Test
    void a_metric_that_no_job_tells_is_found() {
        assertThat(unknown("sum(flink_jobmanager_job_numRestart) + flink_jobmanager_job_numRestarts"))
                .containsExactly("flink_jobmanager_job_numRestart");
    }

    @Test
    void kubernetes_has_the_same_rules() {
        assertThat(Manifests.one(Manifests.DEPLOY.resolve("kubernetes/base/rules.yaml"))
                        .at("/spec"))
                .isEqualTo(Manifests.one(FOLDER.resolve("rules.yaml")));
    }

    @Test
    void every_alert_is_tried_on_a_series_that_raises_it_and_on_a_calm_one() {
        Set<String> expected = new TreeSet<>();
        for (JsonNode rule : Manifests.one(FOLDER.resolve("rules.yaml")).at("/groups/0/rules")) {
            expected.add(rule.path("alert").asText() + " rises");
            expected.add(rule.path("alert").asText() + " stays calm");
        }
        Set<String> tried = new TreeSet<>();
        for (JsonNode test : Manifests.one(FOLDER.resolve("rules-test.yaml")).path("tests")) {
            boolean told = !test.at("/alert_rule_test/0/exp_alerts").isEmpty();
            tried.add(test.at("/alert_rule_test/0/alertname").asText() + (told ? " rises" : " stays calm"));
        }

        assertThat(expected).hasSize(28);
        assertThat(tried).isEqualTo(expected);
    }

    @Test
    void every_job_and_its_tasks_are_scraped() {
        Set<String> targets = new TreeSet<>();
        Manifests.one(FOLDER.resolve("prometheus.yaml"))
                .at("/scrape_configs/0/static_configs/0/targets")
                .forEach(target -> targets.add(target.asText()));

        assertThat(targets)
                .isEqualTo(TopicTable.JOBS.stream()
                        .flatMap(job -> Stream.of(job + ":9249", job + "-tasks:9249"))
                        .collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void prometheus_takes_the_rules_and_they_do_as_they_should(@TempDir Path folder) {
        Program.require("promtool", "prometheus");

        accepted(folder, "promtool", "check", "config", file("prometheus.yaml"));
        accepted(folder, "promtool", "test", "rules", file("rules-test.yaml"));
        assertThat(Program.run(folder, "promtool", "check", "rules", file("alertmanager.yaml"))
                        .code())
                .isNotZero();
    }

    @Test
    void alertmanager_takes_the_routes(@TempDir Path folder) {
        Program.require("amtool", "prometheus-alertmanager");

        accepted(folder, "amtool", "check-config", file("alertmanager.yaml"));
        assertThat(Program.run(folder, "amtool", "check-config", file("rules.yaml"))
                        .code())
                .isNotZero();
    }

    private static void accepted(Path folder, String... words) {
        Program.Ended ended = Program.run(folder, words);
        assertThat(ended.code()).as(ended.said()).isZero();
    }

    private static String file(String name) {
        return FOLDER.resolve(name).toAbsolutePath().normalize().toString();
    }
}
