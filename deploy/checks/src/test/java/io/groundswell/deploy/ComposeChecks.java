package io.groundswell.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must hold of {@code compose.yaml}. Each check gives sentences, or none. */
final class ComposeChecks {

    static final Path FOLDER = Manifests.DEPLOY.resolve("compose");

    /** With its default, which stands wherever nobody sets it. */
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z_]+)(?::-([^}]*))?}");

    /** The file as it is when nobody sets anything, its merged parts in place. */
    static ObjectNode read() {
        String text = Manifests.text(FOLDER.resolve("compose.yaml"));
        String filled = VARIABLE.matcher(text).replaceAll(found -> found.group(2) == null ? "" : found.group(2));
        return (ObjectNode) Manifests.read("compose.yaml", filled).get(0);
    }

    static List<String> schema(ObjectNode compose) {
        try (InputStream schema = ComposeChecks.class.getResourceAsStream("compose-spec.json")) {
            return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                    .getSchema(new ObjectMapper().readTree(schema))
                    .validate(compose)
                    .stream()
                    .map(error -> error.getInstanceLocation() + " " + error.getMessage())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<String> services(ObjectNode compose) {
        List<String> problems = new ArrayList<>();
        JsonNode services = compose.path("services");
        services.properties().forEach(entry -> {
            String name = entry.getKey();
            JsonNode service = entry.getValue();
            problems.addAll(ClusterChecks.image(name, service.path("image").asText()));
            for (String wanted : List.of("mem_limit", "restart", "logging")) {
                if (!service.has(wanted)) {
                    problems.add(name + " has no " + wanted);
                }
            }
            service.path("ports").forEach(port -> {
                if (!port.asText().startsWith("127.0.0.1:")) {
                    problems.add(name + " opens " + port.asText() + " to others");
                }
            });
            service.path("volumes")
                    .forEach(volume -> mounted(name, volume.asText().split(":")[0], compose, problems));
            service.path("secrets").forEach(secret -> {
                if (!compose.path("secrets").has(secret.asText())) {
                    problems.add(name + " has a secret from nowhere, " + secret.asText());
                }
            });
            service.path("environment").properties().forEach(variable -> {
                if (variable.getKey().matches(".*(PASSWORD|SECRET|TOKEN|KEY)(?!.*FILE).*")) {
                    problems.add(name + ": " + variable.getKey() + " is written down");
                }
            });
            service.path("depends_on").properties().forEach(dependency -> {
                JsonNode other = services.path(dependency.getKey());
                String condition = dependency.getValue().path("condition").asText();
                if (other.isMissingNode()) {
                    problems.add(name + " waits for " + dependency.getKey() + ", which is not there");
                } else if (condition.equals("service_healthy") && !other.has("healthcheck")) {
                    problems.add(name + " waits for " + dependency.getKey() + ", which never says it is well");
                } else if (condition.equals("service_completed_successfully")
                        != other.path("restart").asText().equals("no")) {
                    problems.add(name + " waits for the end of " + dependency.getKey() + ", or not, and is wrong");
                }
            });
        });
        return problems;
    }

    private static void mounted(String service, String source, ObjectNode compose, List<String> problems) {
        boolean there = source.startsWith(".")
                ? Files.exists(FOLDER.resolve(source))
                : compose.path("volumes").has(source);
        if (!there) {
            problems.add(service + " mounts " + source + ", which is not there");
        }
    }

    static List<String> jobs(ObjectNode compose) {
        List<String> problems = new ArrayList<>();
        for (String job : TopicTable.JOBS) {
            JsonNode service = compose.path("services").path(job);
            try {
                Class.forName(service.at("/command/1").asText());
            } catch (ClassNotFoundException e) {
                problems.add(job + ": there is no class " + e.getMessage());
            }
            Map<String, String> flink = new TreeMap<>();
            service.at("/environment/FLINK_PROPERTIES").asText().lines().forEach(line -> {
                String[] parts = line.split(": ", 2);
                flink.put(parts[0], parts[1]);
            });
            FlinkKeys.problems(flink).forEach(problem -> problems.add(job + ": " + problem));
            if (!service.at("/environment").equals(compose.at("/services/" + job + "-tasks/environment"))) {
                problems.add(job + ": its task manager is told something else");
            }
            Map<String, String> settings = new TreeMap<>();
            service.path("volumes").forEach(volume -> {
                String source = volume.asText().split(":")[0];
                if (source.endsWith(".properties")) {
                    settings.putAll(JobSettings.read(Manifests.text(FOLDER.resolve(source))));
                }
            });
            problems.addAll(JobSettings.problems(job, settings));
        }
        return problems;
    }

    /** Names that stand in the file and in {@code .env.example}, each in both. */
    static List<String> variables(String compose, String example) {
        Set<String> used = new TreeSet<>();
        Matcher matcher = VARIABLE.matcher(compose);
        Map<String, String> defaults = new TreeMap<>();
        while (matcher.find()) {
            used.add(matcher.group(1));
            defaults.put(matcher.group(1), matcher.group(2));
        }
        List<String> problems = new ArrayList<>();
        Map<String, String> told = JobSettings.read(example);
        used.stream()
                .filter(name -> !defaults.get(name).equals(told.get(name)))
                .forEach(name ->
                        problems.add(name + " is " + defaults.get(name) + ", but .env.example says " + told.get(name)));
        told.keySet().stream()
                .filter(name -> !used.contains(name))
                .forEach(name -> problems.add(name + " is in .env.example and nowhere else"));
        return problems;
    }

    private ComposeChecks() {}
}
