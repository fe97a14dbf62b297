package io.groundswell.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.kibana.Kql.Condition;
import io.groundswell.kibana.Mapping.Field;
import io.groundswell.kibana.Pack.Item;
import io.groundswell.kibana.Pack.Layer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Fields are where a panel looks for them, and can do what it asks of them. */
final class FieldChecks {

    private final Pack pack;
    private final List<Finding> findings;

    private FieldChecks(Pack pack, List<Finding> findings) {
        this.pack = pack;
        this.findings = findings;
    }

    static void fields(Pack pack, List<Finding> findings) {
        FieldChecks checks = new FieldChecks(pack, findings);
        pack.of("index-pattern").forEach(checks::dataView);
        pack.of("search").forEach(checks::search);
        for (Item dashboard : pack.of("dashboard")) {
            pack.layers(dashboard).forEach(checks::layer);
            dashboard.panels().forEach(panel -> checks.marks(dashboard, panel));
            checks.controls(dashboard);
        }
    }

    private void add(String object, String panel, String sentence) {
        findings.add(new Finding(Check.FIELDS, object, panel, sentence));
    }

    /** The field, if it is there; told when it is not. */
    private Optional<Field> known(String object, String panel, String index, String field) {
        Optional<Mapping> mapping = Mapping.of(index);
        if (mapping.isEmpty()) {
            // Told of the data view, or of the reference that is missing.
            return Optional.empty();
        }
        Optional<Field> known = mapping.get().field(field);
        if (known.isEmpty()) {
            add(object, panel, index + " has no field " + field + ": see its mapping in schemas/indices");
        }
        return known;
    }

    private void dataView(Item view) {
        String index = view.attributes().path("title").asText();
        if (Mapping.of(index).isEmpty()) {
            add(view.name(), "", "there is no index " + index + ": see schemas/indices");
            return;
        }
        String time = view.attributes().path("timeFieldName").asText();
        if (!time.isEmpty()) {
            known(view.name(), "", index, time)
                    .filter(field -> !field.isDate())
                    .ifPresent(field ->
                            add(view.name(), "", "its time " + time + " is of type " + field.type() + ", not a date"));
        }
        Pack.inside(view.attributes(), "fieldFormatMap")
                .fieldNames()
                .forEachRemaining(field -> known(view.name(), "", index, field));
    }

    private void search(Item search) {
        String index = pack.index(search.target("kibanaSavedObjectMeta.searchSourceJSON.index"));
        search.attributes().path("columns").forEach(column -> known(search.name(), "", index, column.asText()));
        for (JsonNode sort : search.attributes().path("sort")) {
            String field = sort.path(0).asText();
            known(search.name(), "", index, field)
                    .filter(type -> !type.counted())
                    .ifPresent(type -> add(
                            search.name(),
                            "",
                            "it is sorted by " + field + ", of type " + type.type() + ", which cannot be sorted"));
        }
        JsonNode source = Pack.inside(search.attributes().path("kibanaSavedObjectMeta"), "searchSourceJSON");
        kql(search.name(), "", index, source.path("query").path("query").asText());
    }

    private void layer(Layer layer) {
        String object = layer.dashboard().name();
        kql(object, layer.title(), layer.index(), layer.kql());
        for (JsonNode column : layer.json().path("columns")) {
            String operation = column.path("operationType").asText();
            String field = column.path("sourceField").asText();
            if (column.has("filter")) {
                kql(
                        object,
                        layer.title(),
                        layer.index(),
                        column.path("filter").path("query").asText());
            }
            if (operation.equals("count") && field.equals("___records___")) {
                continue;
            }
            known(object, layer.title(), layer.index(), field)
                    .filter(type -> !can(operation, type))
                    .ifPresent(type -> add(
                            object,
                            layer.title(),
                            "the field " + field + " is of type " + type.type() + ", which " + operation
                                    + " cannot take: choose another field or another operation"));
        }
    }

    private static boolean can(String operation, Field field) {
        return switch (operation) {
            case "terms", "unique_count" -> field.counted() && !field.isDate();
            case "date_histogram" -> field.isDate();
            case "sum", "average", "median" -> field.isNumber();
            case "min", "max" -> field.isNumber() || field.isDate();
            default -> false;
        };
    }

    private void kql(String object, String panel, String index, String query) {
        try {
            for (Condition condition : Kql.read(query).conditions()) {
                known(object, panel, index, condition.field()).ifPresent(field -> {
                    if (condition.compares() && !field.isNumber() && !field.isDate()) {
                        add(
                                object,
                                panel,
                                "the query compares " + condition.field() + ", of type " + field.type()
                                        + ", by greater and less: ask for its values");
                    } else if (!field.searched()) {
                        add(object, panel, "the query asks for " + condition.field() + ", which is not searched by");
                    }
                });
            }
        } catch (Kql.NotUnderstood problem) {
            add(object, panel, problem.getMessage());
        }
    }

    /** Marks on the time axis. */
    private void marks(Item dashboard, JsonNode panel) {
        String title = panel.path("title").asText();
        Pack.visualLayers(panel)
                .filter(layer -> layer.path("layerType").asText().equals("annotations"))
                .forEach(layer -> {
                    String index =
                            pack.index(dashboard.target(panel.path("panelIndex").asText() + ":xy-visualization-layer-"
                                    + layer.path("layerId").asText()));
                    for (JsonNode mark : layer.path("annotations")) {
                        String time = mark.path("timeField").asText();
                        known(dashboard.name(), title, index, time)
                                .filter(field -> !field.isDate())
                                .ifPresent(field -> add(
                                        dashboard.name(),
                                        title,
                                        "its marks stand at " + time + ", of type " + field.type() + ", not a date"));
                        known(
                                dashboard.name(),
                                title,
                                index,
                                mark.path("textField").asText());
                        mark.path("extraFields")
                                .forEach(field -> known(dashboard.name(), title, index, field.asText()));
                        kql(
                                dashboard.name(),
                                title,
                                index,
                                mark.at("/filter/query").asText());
                    }
                    if (!layer.path("ignoreGlobalFilters").asBoolean()) {
                        heeds(dashboard, title, index);
                    }
                });
    }

    private void controls(Item dashboard) {
        for (JsonNode control : dashboard.controls()) {
            JsonNode input = control.path("explicitInput");
            String field = input.path("fieldName").asText();
            String index = pack.index(
                    dashboard.target("controlGroup_" + input.path("id").asText() + ":"
                            + control.path("type").asText().replace("Control", "DataView")));
            String title = input.path("title").asText();
            known(dashboard.name(), title, index, field)
                    .filter(type ->
                            !type.type().equals("keyword") && !type.type().equals("boolean"))
                    .ifPresent(type -> add(
                            dashboard.name(),
                            title,
                            "the control offers values of " + field + ", of type " + type.type() + ": take a keyword"));
        }
        for (Layer layer : pack.layers(dashboard)) {
            if (layer.heedsControls()) {
                heeds(dashboard, layer.title(), layer.index());
            }
        }
        for (JsonNode panel : dashboard.panels()) {
            String target = dashboard.target(panel.path("panelIndex").asText() + ":"
                    + panel.path("panelRefName").asText());
            pack.find("search", target)
                    .ifPresent(search -> heeds(
                            dashboard,
                            panel.path("title").asText(),
                            pack.index(search.target("kibanaSavedObjectMeta.searchSourceJSON.index"))));
        }
    }

    /** A filter on a field that an index lacks finds nothing there. */
    private void heeds(Item dashboard, String panel, String index) {
        Optional<Mapping> mapping = Mapping.of(index);
        if (mapping.isEmpty()) {
            return;
        }
        Set<String> lacking = new TreeSet<>();
        for (JsonNode control : dashboard.controls()) {
            String field = control.path("explicitInput").path("fieldName").asText();
            if (mapping.get().field(field).isEmpty()) {
                lacking.add(field);
            }
        }
        if (!lacking.isEmpty()) {
            add(
                    dashboard.name(),
                    panel,
                    "it is empty as soon as somebody picks a " + String.join(" or a ", lacking) + ", as " + index
                            + " has no such field: let it ignore the controls, or leave the control out");
        }
    }
}
