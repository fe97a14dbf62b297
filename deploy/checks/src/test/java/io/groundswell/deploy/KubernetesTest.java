package io.groundswell.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.flow.TopicKeeping;
import io.groundswell.flow.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesTest {

    private static final Path KUBERNETES = Manifests.DEPLOY.resolve("kubernetes");

    private static List<ObjectNode> built(String overlay) {
        return Kustomization.build(KUBERNETES.resolve("overlays").resolve(overlay));
    }

    private static ObjectNode collect(List<ObjectNode> objects) {
        return Manifests.find(objects, "FlinkDeployment", "collect");
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "production"})
    void the_five_jobs_are_there_with_settings_they_read_and_options_that_flink_knows(String overlay) {
        List<ObjectNode> objects = built(overlay);

        assertThat(ClusterChecks.jobs(objects)).extracting(Manifests::name).containsExactlyElementsOf(TopicTable.JOBS);
        assertThat(ClusterChecks.settings(objects)).isEmpty();
        assertThat(ClusterChecks.flink(objects)).isEmpty();
        assertThat(ClusterChecks.images(objects)).isEmpty();
        assertThat(ClusterChecks.secrets(objects)).isEmpty();
        assertThat(ClusterChecks.rights(objects)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"small", "production"})
    void every_job_tells_what_it_does_as_the_image_has_it(String overlay) throws IOException {
        String image = Files.readString(Manifests.DEPLOY.resolve("image").resolve("log4j-console.properties"));

        assertThat(ClusterChecks.jobs(built(overlay))).hasSize(5).allSatisfy(job -> assertThat(
                        job.at("/spec/logConfiguration/log4j-console.properties")
                                .asText())
                .isEqualTo(image));
    }

    @Test
    void users_may_do_what_the_rules_in_security_say() {
        JsonNode rules = Manifests.one(Manifests.DEPLOY.resolve("security").resolve("kafka-acls.yaml"));
        for (ObjectNode user : built("small")) {
            String job = Manifests.name(user).replace("groundswell-", "");
            if (Manifests.kind(user).equals("KafkaUser") && TopicTable.JOBS.contains(job)) {
                assertThat(topics(user, "Read"))
                        .as(job)
                        .isEqualTo(names(rules.path(job).path("reads")));
                assertThat(topics(user, "Write"))
                        .as(job)
                        .isEqualTo(names(rules.path(job).path("writes")));
            }
        }
    }

    private static Set<String> topics(ObjectNode user, String operation) {
        Set<String> topics = new TreeSet<>();
        user.at("/spec/authorization/acls").forEach(rule -> {
            boolean prefix = rule.at("/resource/patternType").asText().equals("prefix");
            if (rule.at("/resource/type").asText().equals("topic")
                    && names(rule.path("operations")).contains(operation)) {
                topics.add(rule.at("/resource/name").asText() + (prefix ? "*" : ""));
            }
        });
        return topics;
    }

    private static Set<String> names(JsonNode list) {
        Set<String> names = new TreeSet<>();
        list.forEach(name -> names.add(name.asText()));
        return names;
    }

    @Test
    void the_topics_are_those_of_the_code() throws ClassNotFoundException {
        Set<String> expected = new TreeSet<>(Topics.ALL);
        FeedDecoders.platforms().forEach(platform -> expected.add(Topics.feed(platform)));

        assertThat(ClusterChecks.named(built("small"), "KafkaTopic")).isEqualTo(expected);
        for (ObjectNode topic : built("small")) {
            if (Manifests.kind(topic).equals("KafkaTopic")) {
                TopicKeeping.settings(Manifests.name(topic)).forEach((key, value) -> assertThat(
                                topic.path("spec").path("config").path(key).asText())
                        .as("%s of %s", key, Manifests.name(topic))
                        .isEqualTo(value));
            }
        }
        assertThat(TopicTable.rows())
                .extracting(TopicTable::topic)
                .contains("feed.<platform>")
                .containsAll(Topics.ALL);
        for (TopicTable row : TopicTable.rows()) {
            if (!row.type().isEmpty()) {
                assertThat(Class.forName("io.groundswell.topics." + row.type())).isNotNull();
            }
        }
    }

    @Test
    void nothing_of_the_production_overlay_needs_a_volume_that_all_nodes_share() {
        List<ObjectNode> objects = built("production");

        assertThat(ClusterChecks.named(objects, "PersistentVolumeClaim")).isEmpty();
        assertThat(objects.toString()).doesNotContain("flink-state");
    }

    @Test
    void a_setting_that_no_job_reads_is_told() {
        List<ObjectNode> objects = built("small");
        ObjectNode map = (ObjectNode)
                Manifests.find(objects, "ConfigMap", "settings-cluster").get("data");
        map.put(
                "cluster.properties",
                "kafka.broker = a:1\nnotify.coolness = 3h\nkafka.client.ssl.truststore.tip = PEM\n"
                        + "kafka.client.ssl.key.password = ours\n");

        assertThat(ClusterChecks.settings(objects))
                .contains(
                        "collect: unknown setting 'kafka.broker'; did you mean 'kafka.brokers'?",
                        "collect: no job knows 'notify.coolness'",
                        "collect: Kafka's clients know no 'ssl.truststore.tip'",
                        "collect: 'kafka.client.ssl.key.password' is a secret that stands in a file of the repository");
    }

    @Test
    void a_settings_file_that_is_not_mounted_is_told() {
        List<ObjectNode> objects = built("small");
        ((ArrayNode) collect(objects).at("/spec/job/args")).set(1, "/opt/groundswell/settings/colect.properties");

        assertThat(ClusterChecks.settings(objects))
                .containsExactly("collect: nothing is mounted at /opt/groundswell/settings/colect.properties");
    }

    @Test
    void an_option_that_flink_does_not_know_and_a_value_it_cannot_read_are_told() {
        List<ObjectNode> objects = built("production");
        ((ObjectNode) collect(objects).at("/spec/flinkConfiguration"))
                .put("taskmanager.numberOfTaskSlot", "1")
                .put("execution.checkpointing.timeout", "soon")
                .put("job.autoscaler.utilisation.target", "0.6")
                .put("metrics.reporter.prom.factory.class", "org.example.Reporter");
        ((ObjectNode) collect(objects).at("/spec/job")).put("entryClass", "io.groundswell.collect.ColectJob");

        assertThat(ClusterChecks.flink(objects))
                .containsExactlyInAnyOrder(
                        "collect: Flink knows no 'taskmanager.numberOfTaskSlot'",
                        "collect: 'execution.checkpointing.timeout' cannot be 'soon'",
                        "collect: Flink knows no 'job.autoscaler.utilisation.target'",
                        "collect: 'metrics.reporter.prom.factory.class' names no reporter that the image has",
                        "collect: there is no class io.groundswell.collect.ColectJob");
    }

    @Test
    void an_image_without_a_version_or_of_another_is_told() {
        List<ObjectNode> objects = built("small");
        ((ObjectNode) collect(objects).get("spec")).put("image", "groundswell-job:latest");
        ((ObjectNode) Manifests.find(objects, "FlinkDeployment", "enrich").get("spec"))
                .put("image", "groundswell-job:9.9.9");
        ((ObjectNode) Manifests.find(objects, "Kafka", "groundswell").at("/spec/kafka")).put("version", "3.9.0");

        assertThat(ClusterChecks.images(objects))
                .containsExactly(
                        "collect: the image groundswell-job:latest bears no version",
                        "enrich: the image groundswell-job:9.9.9 is not of this version, " + Versions.ours(),
                        "kafka.version is " + Versions.of("kafka.version") + " in the root pom, but here 3.9.0");
    }

    @Test
    void a_secret_that_is_written_down_or_that_nobody_makes_is_told() {
        List<ObjectNode> objects = built("production");
        ObjectNode container = (ObjectNode) collect(objects).at("/spec/podTemplate/spec/containers/0");
        ((ArrayNode) container.get("env")).addObject().put("name", "API_TOKEN").put("value", "abc");
        ((ObjectNode) collect(objects).at("/spec/podTemplate/spec/volumes/1/projected/sources/0/secret"))
                .put("name", "groundswell-colect");

        assertThat(ClusterChecks.secrets(objects))
                .containsExactly(
                        "collect: API_TOKEN is written down", "collect: nobody makes the secret groundswell-colect");
    }

    @Test
    void a_right_too_many_and_one_too_few_are_told() {
        List<ObjectNode> objects = built("small");
        ((ObjectNode) Manifests.find(objects, "KafkaUser", "groundswell-publish")
                        .at("/spec/authorization/acls/0/resource"))
                .put("name", "brands");

        assertThat(ClusterChecks.rights(objects))
                .containsExactly(
                        "publish may not: Describe, Read topic enriched-mentions",
                        "publish need not: Describe, Read topic brands");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resources: [gone.yaml]| there is no file",
                "resources: [a.yaml, a.yaml]| has Kafka a twice",
                "resources: [a.yaml]\npatches: [{path: b.yaml, target: {kind: Kibana}}]| patches with b.yaml what is not there",
                "resources: [a.yaml]\npatches: [{path: c.yaml, target: {kind: Kafka}}]| finds no /spec/x in Kafka a",
                "resources: [a.yaml]\npatches: [{path: gone.yaml, target: {kind: Kafka}}]| there is no file",
                "resources: [twice.yaml]| found duplicate key name",
                "bases: [a]| uses bases, which is not read here"
            })
    void a_folder_that_cannot_be_built_says_why(String written, @TempDir Path folder) throws IOException {
        String[] parts = written.split("\\| ");
        Files.writeString(folder.resolve("kustomization.yaml"), parts[0]);
        Files.writeString(folder.resolve("a.yaml"), "{kind: Kafka, metadata: {name: a}, spec: {}}");
        Files.writeString(folder.resolve("b.yaml"), "{spec: {replicas: 3}}");
        Files.writeString(folder.resolve("c.yaml"), "[{op: replace, path: /spec/x, value: 3}]");
        Files.writeString(folder.resolve("twice.yaml"), "{kind: Kafka, metadata: {name: a, name: b}}");

        assertThatThrownBy(() -> Kustomization.build(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(parts[1]);
    }
}
