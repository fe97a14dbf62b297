package io.groundswell.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What must hold between the objects of an overlay, and between them and the code. Each check gives sentences, or none. */
final class ClusterChecks {

    /** Secrets that no manifest makes; {@code deploy/kubernetes/README.md} says how each comes to be. */
    static final Set<String> FROM_ELSEWHERE = Set.of(
            "groundswell-cluster-ca-cert",
            "groundswell-es-http-certs-public",
            "groundswell-publish-key",
            "groundswell-channels",
            "groundswell-object-store");

    static List<String> settings(List<ObjectNode> objects) {
        List<String> problems = new ArrayList<>();
        for (ObjectNode job : jobs(objects)) {
            Map<String, String> files = files(job, objects, problems);
            Map<String, String> written = new HashMap<>();
            JsonNode arguments = job.at("/spec/job/args");
            for (int i = 0; i < arguments.size(); i++) {
                String word = arguments.get(i).asText();
                if (word.startsWith("/opt/groundswell/settings/")) {
                    String text = files.get(word.substring("/opt/groundswell/settings/".length()));
                    if (text == null) {
                        problems.add(Manifests.name(job) + ": nothing is mounted at " + word);
                    } else {
                        written.putAll(JobSettings.read(text));
                    }
                } else if (!word.equals("--settings")) {
                    problems.add(Manifests.name(job) + ": '" + word + "' belongs into a settings file");
                }
            }
            problems.addAll(JobSettings.problems(Manifests.name(job), written));
        }
        return problems;
    }

    private static Map<String, String> files(ObjectNode job, List<ObjectNode> objects, List<String> problems) {
        Map<String, String> files = new HashMap<>();
        for (JsonNode source : job.at("/spec/podTemplate/spec/volumes/0/projected/sources")) {
            String map = source.path("configMap").path("name").asText();
            objects.stream()
                    .filter(object -> Manifests.kind(object).equals("ConfigMap")
                            && Manifests.name(object).equals(map))
                    .findFirst()
                    .ifPresentOrElse(
                            found -> found.path("data")
                                    .properties()
                                    .forEach(file -> files.put(
                                            file.getKey(), file.getValue().asText())),
                            () -> problems.add(Manifests.name(job) + ": there is no ConfigMap " + map));
        }
        return files;
    }

    static List<String> flink(List<ObjectNode> objects) {
        List<String> problems = new ArrayList<>();
        for (ObjectNode job : jobs(objects)) {
            Map<String, String> configuration = new TreeMap<>();
            job.at("/spec/flinkConfiguration")
                    .properties()
                    .forEach(entry ->
                            configuration.put(entry.getKey(), entry.getValue().asText()));
            FlinkKeys.problems(configuration).forEach(problem -> problems.add(Manifests.name(job) + ": " + problem));
            try {
                Class.forName(job.at("/spec/job/entryClass").asText());
            } catch (ClassNotFoundException e) {
                problems.add(Manifests.name(job) + ": there is no class " + e.getMessage());
            }
        }
        return problems;
    }

    /** Images bear a version, ours the one of the house; none is newest. */
    static List<String> images(List<ObjectNode> objects) {
        List<String> problems = new ArrayList<>();
        for (ObjectNode object : objects) {
            for (JsonNode image : object.findValues("image")) {
                problems.addAll(image(Manifests.name(object), image.asText()));
            }
        }
        require("kafka.version", Manifests.find(objects, "Kafka", "groundswell").at("/spec/kafka/version"), problems);
        for (String kind : List.of("Elasticsearch", "Kibana")) {
            require(
                    "elasticsearch.server.version",
                    Manifests.find(objects, kind, "groundswell").at("/spec/version"),
                    problems);
        }
        return problems;
    }

    static List<String> image(String where, String image) {
        int colon = image.lastIndexOf(':');
        String version = colon < 0 ? "" : image.substring(colon + 1);
        if (!version.matches("v?\\d+\\.\\d+\\.\\d+.*")) {
            return List.of(where + ": the image " + image + " bears no version");
        }
        return image.startsWith("groundswell-") && !version.equals(Versions.ours())
                ? List.of(where + ": the image " + image + " is not of this version, " + Versions.ours())
                : List.of();
    }

    private static void require(String property, JsonNode version, List<String> problems) {
        if (!Versions.of(property).equals(version.asText())) {
            problems.add(property + " is " + Versions.of(property) + " in the root pom, but here " + version.asText());
        }
    }

    /** Secrets are named, never written, and are made by somebody. */
    static List<String> secrets(List<ObjectNode> objects) {
        List<String> problems = new ArrayList<>();
        Set<String> made = named(objects, "KafkaUser");
        for (ObjectNode object : objects) {
            if (Manifests.kind(object).equals("Secret")) {
                problems.add("Secret " + Manifests.name(object) + " has no place in a repository");
            }
            for (JsonNode environment : object.findValues("env")) {
                for (JsonNode variable : environment) {
                    if (variable.has("value")
                            && variable.path("name").asText().matches(".*(KEY|SECRET|PASSWORD|TOKEN).*")) {
                        problems.add(Manifests.name(object) + ": "
                                + variable.path("name").asText() + " is written down");
                    }
                }
            }
            List<JsonNode> references = new ArrayList<>(object.findValues("secret"));
            references.addAll(object.findValues("secretKeyRef"));
            for (JsonNode reference : references) {
                String secret = reference.path("name").asText();
                if (!made.contains(secret) && !FROM_ELSEWHERE.contains(secret)) {
                    problems.add(Manifests.name(object) + ": nobody makes the secret " + secret);
                }
            }
        }
        return problems;
    }

    /** What a job may do in Kafka is what the table of topics says it does. */
    static List<String> rights(List<ObjectNode> objects) {
        List<String> problems = new ArrayList<>();
        for (String job : TopicTable.JOBS) {
            Set<String> expected = new TreeSet<>(Set.of("Read group groundswell-" + job));
            for (TopicTable row : TopicTable.rows()) {
                String topic = row.topic().equals(TopicTable.FEEDS) ? "feed.*" : row.topic();
                if (row.readers().contains(job)) {
                    expected.add("Describe, Read topic " + topic);
                }
                if (row.writers().contains(job)) {
                    expected.add("Describe, Write topic " + topic);
                }
            }
            Set<String> given = new TreeSet<>();
            for (JsonNode right :
                    Manifests.find(objects, "KafkaUser", "groundswell-" + job).at("/spec/authorization/acls")) {
                List<String> operations = new ArrayList<>();
                right.path("operations").forEach(operation -> operations.add(operation.asText()));
                JsonNode resource = right.path("resource");
                given.add(String.join(", ", operations) + " "
                        + resource.path("type").asText() + " "
                        + resource.path("name").asText()
                        + (resource.path("patternType").asText().equals("prefix") ? "*" : ""));
            }
            expected.stream()
                    .filter(right -> !given.contains(right))
                    .forEach(right -> problems.add(job + " may not: " + right));
            given.stream()
                    .filter(right -> !expected.contains(right))
                    .forEach(right -> problems.add(job + " need not: " + right));
        }
        return problems;
    }

    static Set<String> named(List<ObjectNode> objects, String kind) {
        return objects.stream()
                .filter(object -> Manifests.kind(object).equals(kind))
                .map(Manifests::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static List<ObjectNode> jobs(List<ObjectNode> objects) {
        return objects.stream()
                .filter(object -> Manifests.kind(object).equals("FlinkDeployment"))
                .toList();
    }

    private ClusterChecks() {}
}
