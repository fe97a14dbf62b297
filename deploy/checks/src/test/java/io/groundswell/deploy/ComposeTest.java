package io.groundswell.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.publish.document.Index;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeTest {

    private final ObjectNode compose = ComposeChecks.read();

    private ObjectNode service(String name) {
        return (ObjectNode) compose.at("/services/" + name);
    }

    @Test
    void the_file_is_what_compose_takes_and_opens_nothing_to_others() {
        // What is merged in is left in place by our reader, and by compose is not.
        assertThat(ComposeChecks.schema(compose)).isEmpty();
        assertThat(ComposeChecks.services(compose)).isEmpty();
        assertThat(ComposeChecks.jobs(compose)).isEmpty();
        assertThat(service("kafka").path("image").asText()).endsWith(":" + Versions.of("kafka.version"));
        assertThat(service("elasticsearch").path("image").asText())
                .endsWith(":" + Versions.of("elasticsearch.server.version"));
        assertThat(ComposeChecks.variables(
                        Manifests.text(ComposeChecks.FOLDER.resolve("compose.yaml")),
                        Manifests.text(ComposeChecks.FOLDER.resolve(".env.example"))))
                .isEmpty();
    }

    @Test
    void the_topics_are_made_as_on_kubernetes() {
        Map<String, Map<String, String>> there = new TreeMap<>();
        for (ObjectNode topic : Kustomization.build(
                Manifests.DEPLOY.resolve("kubernetes").resolve("overlays").resolve("small"))) {
            if (Manifests.kind(topic).equals("KafkaTopic")) {
                Map<String, String> settings = new TreeMap<>();
                topic.at("/spec/config")
                        .properties()
                        .forEach(each ->
                                settings.put(each.getKey(), each.getValue().asText()));
                there.put(Manifests.name(topic), settings);
            }
        }
        Map<String, Map<String, String>> here = new TreeMap<>();
        Manifests.text(ComposeChecks.FOLDER.resolve("topics.txt")).lines().forEach(line -> {
            Map<String, String> settings = new TreeMap<>();
            Stream.of(line.split(" "))
                    .skip(2)
                    .map(setting -> setting.split("="))
                    .forEach(setting -> settings.put(setting[0], setting[1]));
            here.put(line.split(" ")[0], settings);
        });

        assertThat(here).isEqualTo(there);
    }

    @Test
    void the_key_of_publish_reaches_every_index_and_none_of_others() {
        assertThat(Manifests.one(ComposeChecks.FOLDER.resolve("publish-key.json"))
                        .at("/role_descriptors/groundswell-publish/indices/0/names/0")
                        .asText())
                .isEqualTo("groundswell-*");
        assertThat(Index.values()).allSatisfy(index -> assertThat(index.alias()).startsWith("groundswell-"));
    }

    @Test
    void a_job_goes_on_from_the_newest_checkpoint_it_left(@TempDir Path folder) throws IOException {
        Path state = folder.resolve("state");
        for (String checkpoint : new String[] {"chk-7", "chk-8"}) {
            Path left = Files.createDirectories(
                    state.resolve("collect").resolve("0a").resolve(checkpoint));
            Files.createFile(left.resolve("_metadata"));
            Files.setLastModifiedTime(
                    left.resolve("_metadata"),
                    java.nio.file.attribute.FileTime.fromMillis(checkpoint.equals("chk-8") ? 2_000_000 : 1_000_000));
        }
        String script = Manifests.text(ComposeChecks.FOLDER.resolve("run-job"))
                .replace("/opt/flink/state", state.toString())
                .replace("exec /docker-entrypoint.sh", "echo");
        Path here = Files.writeString(folder.resolve("run-job"), script);

        String goesOn = Program.run(folder, "sh", here.toString(), "collect", "io.groundswell.collect.CollectJob")
                .said();
        String begins = Program.run(folder, "sh", here.toString(), "notify", "io.groundswell.notify.NotifyJob")
                .said();

        assertThat(goesOn)
                .endsWith("standalone-job --job-classname io.groundswell.collect.CollectJob --fromSavepoint " + state
                        + "/collect/0a/chk-8 --settings /opt/groundswell/settings/collect.properties"
                        + " --settings /opt/groundswell/settings/compose.properties\n");
        assertThat(begins)
                .isEqualTo("standalone-job --job-classname io.groundswell.notify.NotifyJob"
                        + " --settings /opt/groundswell/settings/notify.properties"
                        + " --settings /opt/groundswell/settings/compose.properties\n");
    }

    @Test
    void secrets_are_made_once_and_for_their_owner_alone(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("secrets"));
        Path here = Files.copy(ComposeChecks.FOLDER.resolve("make-secrets"), folder.resolve("make-secrets"));

        assertThat(Program.run(folder, "sh", here.toString()).code()).isZero();
        Map<String, String> first = secrets(folder);
        Program.run(folder, "sh", here.toString());

        assertThat(secrets(folder)).isEqualTo(first);
        assertThat(first.keySet()).containsExactlyElementsOf(new TreeMap<>(names()).keySet());
        assertThat(first.values())
                .allMatch(secret -> secret.matches("[0-9a-f]{48}"))
                .doesNotHaveDuplicates();
        assertThat(Files.getPosixFilePermissions(folder.resolve("secrets").resolve("elastic-password")))
                .allMatch(permission -> permission.name().startsWith("OWNER"));
    }

    private Map<String, String> names() {
        Map<String, String> names = new TreeMap<>();
        compose.path("secrets").properties().forEach(secret -> names.put(secret.getKey(), ""));
        return names;
    }

    private static Map<String, String> secrets(Path folder) throws IOException {
        Map<String, String> secrets = new TreeMap<>();
        try (Stream<Path> files = Files.list(folder.resolve("secrets"))) {
            files.forEach(file -> secrets.put(file.getFileName().toString(), Manifests.text(file)));
        }
        return secrets;
    }

    @Test
    void what_is_wrong_is_told() {
        ((ArrayNode) service("kibana").get("ports")).removeAll().add("5601:5601");
        service("kibana").put("image", "docker.elastic.co/kibana/kibana:latest").remove("mem_limit");
        ((ObjectNode) service("kafka").get("environment")).put("KAFKA_PASSWORD", "ours");
        service("kafka").remove("healthcheck");
        ((ArrayNode) service("topics").get("volumes")).add("./gone:/gone:ro");
        ((ObjectNode) service("setup").get("depends_on")).putObject("nobody").put("condition", "service_started");
        service("dashboards").put("entrypont", "x");
        ((ArrayNode) service("notify").get("command")).set(1, "io.groundswell.notify.NotyfiJob");

        assertThat(ComposeChecks.services(compose))
                .containsExactlyInAnyOrder(
                        "kibana opens 5601:5601 to others",
                        "kibana: the image docker.elastic.co/kibana/kibana:latest bears no version",
                        "kibana has no mem_limit",
                        "kafka: KAFKA_PASSWORD is written down",
                        "topics waits for kafka, which never says it is well",
                        "topics mounts ./gone, which is not there",
                        "setup waits for nobody, which is not there");
        assertThat(ComposeChecks.schema(compose)).anyMatch(problem -> problem.contains("entrypont"));
        assertThat(ComposeChecks.jobs(compose))
                .containsExactly("notify: there is no class io.groundswell.notify.NotyfiJob");
        assertThat(ComposeChecks.variables("${A:-1} ${B:-2}", "B=3\nC=4"))
                .containsExactly(
                        "A is 1, but .env.example says null",
                        "B is 2, but .env.example says 3",
                        "C is in .env.example and nowhere else");
    }
}
