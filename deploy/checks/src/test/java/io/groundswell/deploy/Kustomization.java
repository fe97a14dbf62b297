package io.groundswell.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Builds a folder as Kustomize does, by the few features our folders use; whatever else a folder asks for is refused. Where a
 * kubectl is at hand, {@link KustomizeTest} holds the two against each other.
 */
final class Kustomization {

    private static final Set<String> KNOWN =
            Set.of("apiVersion", "kind", "namespace", "generatorOptions", "configMapGenerator", "resources", "patches");

    /** Of no namespace. */
    private static final Set<String> CLUSTER_WIDE = Set.of("Namespace");

    private final Path folder;
    private final JsonNode written;
    private final List<ObjectNode> objects = new ArrayList<>();

    private Kustomization(Path folder) {
        this.folder = folder;
        this.written = Manifests.one(folder.resolve("kustomization.yaml"));
    }

    /**
     * The objects of a folder, in the order they are listed.
     *
     * @throws IllegalArgumentException in a sentence, when a file is missing, a patch finds nothing to change, two objects have
     *     one name, or the folder uses what is not read here
     */
    static List<ObjectNode> build(Path folder) {
        Kustomization kustomization = new Kustomization(folder);
        kustomization.refuseUnknown();
        kustomization.gather();
        kustomization.generate();
        kustomization.patch();
        kustomization.nameNamespace();
        kustomization.refuseDoubles();
        return kustomization.objects;
    }

    private void refuseUnknown() {
        Set<String> unknown = new TreeSet<>();
        written.properties().forEach(field -> unknown.add(field.getKey()));
        unknown.removeAll(KNOWN);
        if (!unknown.isEmpty()) {
            throw problem("uses " + String.join(", ", unknown) + ", which is not read here");
        }
    }

    private void gather() {
        for (JsonNode resource : written.path("resources")) {
            Path path = folder.resolve(resource.asText()).normalize();
            if (Files.isDirectory(path)) {
                objects.addAll(build(path));
            } else {
                for (JsonNode document : Manifests.in(path)) {
                    objects.add((ObjectNode) document);
                }
            }
        }
    }

    private void generate() {
        if (written.has("configMapGenerator")
                && !written.path("generatorOptions")
                        .path("disableNameSuffixHash")
                        .asBoolean()) {
            throw problem("gives its ConfigMaps names with a hash, which Flink deployments would not find");
        }
        for (JsonNode generator : written.path("configMapGenerator")) {
            ObjectNode map = generator.deepCopy();
            map.removeAll();
            map.put("apiVersion", "v1").put("kind", "ConfigMap");
            map.putObject("metadata").put("name", generator.path("name").asText());
            ObjectNode data = map.putObject("data");
            for (JsonNode file : generator.path("files")) {
                data.put(file.asText(), Manifests.text(folder.resolve(file.asText())));
            }
            objects.add(map);
        }
    }

    private void patch() {
        for (JsonNode patch : written.path("patches")) {
            String file = patch.path("path").asText();
            JsonNode change = Manifests.one(folder.resolve(file));
            List<ObjectNode> targets = objects.stream()
                    .filter(object -> isTarget(object, patch.path("target")))
                    .toList();
            if (targets.isEmpty()) {
                throw problem("patches with " + file + " what is not there");
            }
            for (ObjectNode target : targets) {
                apply(file, change, target);
            }
        }
    }

    private static boolean isTarget(ObjectNode object, JsonNode target) {
        return Manifests.kind(object).equals(target.path("kind").asText())
                && (!target.has("name")
                        || Manifests.name(object).equals(target.path("name").asText()));
    }

    private void apply(String file, JsonNode change, ObjectNode target) {
        if (change.isArray()) {
            JsonChanges.apply(folder.resolve(file).toString(), change, target);
        } else if (change.path("$patch").asText().equals("delete")) {
            objects.remove(target);
        } else {
            ObjectNode laidOver = change.deepCopy();
            laidOver.remove("metadata");
            merge(target, laidOver);
        }
    }

    /** Maps are merged; lists are replaced, as Kustomize does for kinds whose lists it knows nothing of. */
    private static void merge(ObjectNode target, ObjectNode change) {
        for (Map.Entry<String, JsonNode> field : change.properties()) {
            JsonNode before = target.get(field.getKey());
            if (field.getValue() instanceof ObjectNode inner && before instanceof ObjectNode outer) {
                merge(outer, inner);
            } else {
                target.set(field.getKey(), field.getValue().deepCopy());
            }
        }
    }

    private void nameNamespace() {
        String namespace = written.path("namespace").asText();
        if (namespace.isEmpty()) {
            return;
        }
        for (ObjectNode object : objects) {
            if (!CLUSTER_WIDE.contains(Manifests.kind(object))) {
                ((ObjectNode) object.get("metadata")).put("namespace", namespace);
            }
            for (JsonNode subject : object.path("subjects")) {
                ((ObjectNode) subject).put("namespace", namespace);
            }
        }
    }

    private void refuseDoubles() {
        Set<String> seen = new HashSet<>();
        for (ObjectNode object : objects) {
            String called = Manifests.kind(object) + " " + Manifests.name(object);
            if (!seen.add(called)) {
                throw problem("has " + called + " twice");
            }
        }
    }

    private IllegalArgumentException problem(String what) {
        return new IllegalArgumentException(folder.resolve("kustomization.yaml") + " " + what);
    }
}
