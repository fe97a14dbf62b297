package io.groundswell.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.kibana.Pack.Item;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The outside of saved objects: keys, versions, attributes, and strings that hold JSON. */
final class EnvelopeChecks {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As an export of 8.18 and 9.0 has them; what else an export has, an import may refuse. */
    private static final Set<String> KEYS =
            Set.of("type", "id", "attributes", "references", "coreMigrationVersion", "typeMigrationVersion");

    private static final String CORE_VERSION = "8.8.0";

    /** The newest version of each type that Kibana 8.19 knows; newer ones are refused there. */
    private static final Map<String, String> TYPE_VERSIONS =
            Map.of("dashboard", "10.2.0", "index-pattern", "8.0.0", "search", "7.9.3");

    private static final Map<String, Set<String>> ATTRIBUTES = Map.of(
            "dashboard",
            Set.of(
                    "title",
                    "description",
                    "kibanaSavedObjectMeta",
                    "timeRestore",
                    "timeFrom",
                    "timeTo",
                    "refreshInterval",
                    "controlGroupInput",
                    "panelsJSON",
                    "optionsJSON",
                    "hits",
                    "version"),
            "index-pattern",
            Set.of("title", "name", "timeFieldName", "fieldFormatMap", "runtimeFieldMap", "fieldAttrs", "allowNoIndex"),
            "search",
            Set.of("title", "description", "columns", "sort", "grid", "kibanaSavedObjectMeta"));

    static void envelopes(Pack pack, List<Finding> findings) {
        Set<String> names = new HashSet<>();
        for (Item item : pack.items()) {
            String name = item.id().isEmpty() ? "line " + item.line() : item.name();
            Set<String> keys = keys(item.json());
            Set<String> missing = new TreeSet<>(KEYS);
            missing.removeAll(keys);
            Set<String> other = new TreeSet<>(keys);
            other.removeAll(KEYS);
            if (!missing.isEmpty()) {
                findings.add(
                        new Finding(Check.ENVELOPE, name, "", "it lacks " + String.join(", ", missing) + ": add it"));
            }
            if (!other.isEmpty()) {
                findings.add(new Finding(
                        Check.ENVELOPE,
                        name,
                        "",
                        "it has " + String.join(", ", other) + ", of one Kibana alone: leave it out"));
            }
            if (!names.add(item.name())) {
                findings.add(new Finding(
                        Check.ENVELOPE,
                        name,
                        "",
                        "it is there twice, and the second would replace the first: rename one"));
            }
            String version = TYPE_VERSIONS.get(item.type());
            if (version == null) {
                findings.add(new Finding(
                        Check.ENVELOPE,
                        name,
                        "",
                        "objects of the type '" + item.type() + "' are not known here: keep to "
                                + String.join(", ", new TreeSet<>(TYPE_VERSIONS.keySet()))));
            } else {
                version(name, "typeMigrationVersion", version, item, findings);
                version(name, "coreMigrationVersion", CORE_VERSION, item, findings);
            }
        }
    }

    private static void version(String name, String key, String needed, Item item, List<Finding> findings) {
        String found = item.json().path(key).asText(needed);
        if (!found.equals(needed)) {
            findings.add(new Finding(
                    Check.ENVELOPE,
                    name,
                    "",
                    "its " + key + " is " + found + ", but " + needed + " is what Kibana 8.19 takes: write that"));
        }
    }

    private static Set<String> keys(JsonNode object) {
        Set<String> keys = new TreeSet<>();
        object.fieldNames().forEachRemaining(keys::add);
        return keys;
    }

    static void attributes(Pack pack, List<Finding> findings) {
        for (Item item : pack.items()) {
            Set<String> other = keys(item.attributes());
            other.removeAll(ATTRIBUTES.getOrDefault(item.type(), other));
            if (!other.isEmpty()) {
                findings.add(new Finding(
                        Check.ATTRIBUTES,
                        item.name(),
                        "",
                        "Kibana refuses the attribute " + String.join(", ", other) + ": leave it out"));
            }
            if (item.attributes().path("title").asText().isBlank()) {
                findings.add(new Finding(Check.ATTRIBUTES, item.name(), "", "it has no title: give it one"));
            }
        }
    }

    static void jsonStrings(Pack pack, List<Finding> findings) {
        for (Item item : pack.items()) {
            jsonStrings(item, "", item.attributes(), findings);
        }
    }

    private static void jsonStrings(Item item, String path, JsonNode object, List<Finding> findings) {
        object.properties().forEach(each -> {
            String key = each.getKey();
            JsonNode value = each.getValue();
            if (key.endsWith("JSON") || key.endsWith("Map")) {
                String problem = value.isTextual() ? unreadable(value.asText()) : "it is no string";
                if (!problem.isEmpty()) {
                    findings.add(new Finding(
                            Check.JSON_STRINGS,
                            item.name(),
                            "",
                            path + key + " is not JSON inside a string, " + problem + ": generate it anew"));
                }
            } else if (value.isObject()) {
                jsonStrings(item, path + key + ".", value, findings);
            }
        });
    }

    private static String unreadable(String text) {
        try {
            JSON.readTree(text);
            return "";
        } catch (JsonProcessingException e) {
            return "broken at character " + e.getLocation().getCharOffset();
        }
    }

    private EnvelopeChecks() {}
}
