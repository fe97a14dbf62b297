package io.groundswell.deploy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** YAML as the files under {@code deploy} are written: no key twice, nothing made of tags. */
final class Manifests {

    static final Path DEPLOY = Path.of("..");
    static final Path HOUSE = Path.of("..", "..");

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Every document of a file.
     *
     * @throws IllegalArgumentException naming the file when it is not there, is no YAML, or says a key twice
     */
    static List<JsonNode> in(Path file) {
        return read(file.toString(), text(file));
    }

    static List<JsonNode> read(String where, String text) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        try {
            List<JsonNode> documents = new ArrayList<>();
            new Yaml(new SafeConstructor(options))
                    .loadAll(text)
                    .forEach(document -> documents.add(JSON.valueToTree(document)));
            return documents;
        } catch (YAMLException e) {
            throw new IllegalArgumentException(where + " cannot be read: " + e.getMessage(), e);
        }
    }

    static JsonNode one(Path file) {
        List<JsonNode> documents = in(file);
        if (documents.size() != 1) {
            throw new IllegalArgumentException(file + " must hold one document, but holds " + documents.size());
        }
        return documents.get(0);
    }

    static String text(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("there is no file " + file);
        }
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String kind(JsonNode object) {
        return object.path("kind").asText();
    }

    static String name(JsonNode object) {
        return object.path("metadata").path("name").asText();
    }

    /** The one object of a kind with a name. */
    static ObjectNode find(List<ObjectNode> objects, String kind, String name) {
        return objects.stream()
                .filter(object -> kind(object).equals(kind) && name(object).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + kind + " " + name));
    }

    private Manifests() {}
}
