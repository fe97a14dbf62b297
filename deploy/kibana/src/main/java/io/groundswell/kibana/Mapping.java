package io.groundswell.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The fields of one of our indices, as its template maps them. */
final class Mapping {

    /** @param counted whether values can be sorted and grouped; texts cannot */
    record Field(String type, boolean searched, boolean counted) {

        boolean isNumber() {
            return type.equals("long") || type.equals("integer") || type.equals("double");
        }

        boolean isDate() {
            return type.equals("date");
        }
    }

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "groundswell-";

    private final Map<String, Field> fields = new TreeMap<>();
    private final JsonNode templates;

    private Mapping(JsonNode mappings) {
        templates = mappings.path("dynamic_templates");
        addAll("", mappings.path("properties"));
        addAliases("", mappings.path("properties"));
    }

    /** @param name such as {@code groundswell-mentions}; empty when there is no such index */
    static Optional<Mapping> of(String name) {
        if (!name.matches(PREFIX + "[a-z-]+")) {
            return Optional.empty();
        }
        try (InputStream template =
                Mapping.class.getResourceAsStream("/indices/" + name.substring(PREFIX.length()) + ".json")) {
            return template == null
                    ? Optional.empty()
                    : Optional.of(
                            new Mapping(JSON.readTree(template).path("template").path("mappings")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addAll(String path, JsonNode properties) {
        properties.properties().forEach(property -> {
            String name = path + property.getKey();
            JsonNode field = property.getValue();
            String type = field.path("type").asText("object");
            if (!type.equals("object") && !type.equals("alias")) {
                fields.put(
                        name,
                        new Field(
                                type,
                                field.path("index").asBoolean(true) && !type.equals("binary"),
                                field.path("doc_values").asBoolean(true)
                                        && !type.equals("text")
                                        && !type.equals("binary")));
            }
            addAll(name + ".", field.path("properties"));
            addAll(name + ".", field.path("fields"));
        });
    }

    private void addAliases(String path, JsonNode properties) {
        properties.properties().forEach(property -> {
            JsonNode field = property.getValue();
            if (field.path("type").asText().equals("alias")) {
                fields.put(
                        path + property.getKey(), fields.get(field.path("path").asText()));
            }
            addAliases(path + property.getKey() + ".", field.path("properties"));
        });
    }

    Optional<Field> field(String name) {
        Field known = fields.get(name);
        if (known != null) {
            return Optional.of(known);
        }
        for (JsonNode each : templates) {
            for (JsonNode template : each) {
                String pattern = template.path("path_match").asText();
                if (pattern.endsWith("*") && name.startsWith(pattern.substring(0, pattern.length() - 1))) {
                    return Optional.of(
                            new Field(template.path("mapping").path("type").asText(), true, true));
                }
            }
        }
        return Optional.empty();
    }
}
