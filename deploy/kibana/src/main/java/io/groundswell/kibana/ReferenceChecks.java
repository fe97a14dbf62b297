package io.groundswell.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.kibana.Pack.Item;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What saved objects say of each other. */
final class ReferenceChecks {

    private static final String SOURCE = "kibanaSavedObjectMeta.searchSourceJSON";

    static void references(Pack pack, List<Finding> findings) {
        for (Item item : pack.items()) {
            Set<String> declared = new TreeSet<>();
            for (JsonNode reference : item.json().path("references")) {
                String name = reference.path("name").asText();
                if (!declared.add(name)) {
                    add(findings, item, "the reference " + name + " is declared twice: leave one out");
                }
                String type = reference.path("type").asText();
                String id = reference.path("id").asText();
                if (pack.find(type, id).isEmpty()) {
                    add(
                            findings,
                            item,
                            "the reference " + name + " leads to the " + type + " " + id
                                    + ", which is not in the pack: add it, or point elsewhere");
                }
            }
            Set<String> used = used(item);
            for (String name : used) {
                if (!declared.contains(name)) {
                    add(findings, item, "the reference " + name + " is used and not declared: add it to references");
                }
            }
            for (String name : declared) {
                if (!used.contains(name)) {
                    add(findings, item, "the reference " + name + " is declared and not used: leave it out");
                }
            }
        }
    }

    private static void add(List<Finding> findings, Item item, String sentence) {
        findings.add(new Finding(Check.REFERENCES, item.name(), "", sentence));
    }

    private static Set<String> used(Item item) {
        Set<String> used = new TreeSet<>();
        JsonNode source = Pack.inside(item.attributes().path("kibanaSavedObjectMeta"), "searchSourceJSON");
        if (source.has("indexRefName")) {
            used.add(source.path("indexRefName").asText());
        }
        source.path("filter").forEach(filter -> {
            if (filter.path("meta").has("indexRefName")) {
                used.add(filter.path("meta").path("indexRefName").asText());
            }
        });
        item.controls()
                .forEach(control -> used.add("controlGroup_"
                        + control.path("explicitInput").path("id").asText() + ":"
                        + control.path("type").asText().replace("Control", "DataView")));
        item.panels().forEach(panel -> used(panel, used));
        return used;
    }

    private static void used(JsonNode panel, Set<String> used) {
        String prefix = panel.path("panelIndex").asText() + ":";
        if (panel.has("panelRefName")) {
            used.add(prefix + panel.path("panelRefName").asText());
        }
        JsonNode attributes = panel.path("embeddableConfig").path("attributes");
        attributes
                .path("links")
                .forEach(link ->
                        used.add(prefix + link.path("destinationRefName").asText()));
        attributes
                .at("/state/datasourceStates/formBased/layers")
                .fieldNames()
                .forEachRemaining(layer -> used.add(prefix + "indexpattern-datasource-layer-" + layer));
        Pack.visualLayers(panel)
                .filter(layer -> layer.path("layerType").asText().equals("annotations"))
                .forEach(layer -> used.add(prefix + "xy-visualization-layer-"
                        + layer.path("layerId").asText()));
        if (panel.path("type").asText().equals("search") && !panel.has("panelRefName")) {
            used.add(prefix + SOURCE + ".index");
        }
    }

    private ReferenceChecks() {}
}
