package io.groundswell.kibana;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.kibana.Definitions.DataView;
import io.groundswell.kibana.Definitions.Group;
import io.groundswell.kibana.Definitions.Incidents;
import io.groundswell.kibana.Definitions.Kind;
import io.groundswell.kibana.Definitions.Operation;
import io.groundswell.kibana.Definitions.Panel;
import io.groundswell.kibana.Definitions.Value;

/** One chart, number or table as Lens keeps it inside a dashboard. */
final class LensPanel {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** How the description of a panel begins that may well be empty. */
    static final String EMPTY_WHEN = "Empty when ";

    private static final String LAYER = "numbers";
    private static final String INCIDENTS = "incidents";
    private static final int USUAL_TOP = 10;

    private final Panel panel;
    private final DataView view;
    private final String where;
    private final ObjectNode columns = JSON.createObjectNode();
    private final ArrayNode order = JSON.createArrayNode();
    private final ArrayNode references = JSON.createArrayNode();

    /** @param where for sentences */
    LensPanel(Panel panel, DataView view, String where) {
        this.panel = panel;
        this.view = view;
        this.where = where;
    }

    /** Filled by {@link #attributes()}. */
    ArrayNode references() {
        return references;
    }

    ObjectNode attributes() {
        SavedObjects.refer(
                references, "indexpattern-datasource-layer-" + LAYER, "index-pattern", SavedObjects.id(view.id()));
        ObjectNode visualisation = visualisation();
        ObjectNode attributes = JSON.createObjectNode();
        attributes.put("title", panel.title()).put("type", "lens").put("visualizationType", type());
        if (panel.emptyWhen() != null) {
            attributes.put("description", EMPTY_WHEN + panel.emptyWhen() + ".");
        }
        attributes.set("references", references);
        ObjectNode state = attributes.putObject("state");
        ObjectNode layer = state.putObject("datasourceStates")
                .putObject("formBased")
                .putObject("layers")
                .putObject(LAYER);
        layer.set("columns", columns);
        layer.set("columnOrder", order);
        layer.putObject("incompleteColumns");
        layer.put("sampling", 1);
        if (panel.ignoresControls()) {
            layer.put("ignoreGlobalFilters", true);
        }
        state.set("visualization", visualisation);
        state.set("query", SavedObjects.kql(panel.where()));
        state.putArray("filters");
        state.putArray("internalReferences");
        state.putObject("adHocDataViews");
        return attributes;
    }

    private String type() {
        return switch (panel.kind()) {
            case METRIC -> "lnsMetric";
            case TABLE -> "lnsDatatable";
            default -> "lnsXY";
        };
    }

    private ObjectNode visualisation() {
        if (panel.values().isEmpty()) {
            throw new DefinitionProblem(where + " has no values");
        }
        return switch (panel.kind()) {
            case METRIC -> metric();
            case TABLE -> table();
            default -> chart();
        };
    }

    private ObjectNode metric() {
        addValues();
        return JSON.createObjectNode()
                .put("layerId", LAYER)
                .put("layerType", "data")
                .put("metricAccessor", "value-1");
    }

    private ObjectNode table() {
        ObjectNode table = JSON.createObjectNode().put("layerId", LAYER).put("layerType", "data");
        for (int i = 0; i < panel.rows().size(); i++) {
            addGroup("row-" + (i + 1), panel.rows().get(i));
        }
        if (panel.over() != null) {
            addTime();
        }
        addValues();
        ArrayNode shown = table.putArray("columns");
        order.forEach(
                column -> shown.addObject().put("columnId", column.asText()).put("isTransposed", false));
        return table;
    }

    private ObjectNode chart() {
        ObjectNode data = JSON.createObjectNode().put("layerId", LAYER).put("layerType", "data");
        data.put("seriesType", series());
        if (panel.by() != null) {
            addGroup("series", panel.by());
            data.put("splitAccessor", "series");
        }
        if (panel.over() != null) {
            addTime();
            data.put("xAccessor", "time");
        } else if (panel.rows().size() == 1) {
            addGroup("row-1", panel.rows().get(0));
            data.put("xAccessor", "row-1");
        } else {
            throw new DefinitionProblem(where + " needs over, or one row, for its axis");
        }
        addValues();
        ArrayNode accessors = data.putArray("accessors");
        ArrayNode looks = data.putArray("yConfig");
        for (int i = 0; i < panel.values().size(); i++) {
            String column = "value-" + (i + 1);
            accessors.add(column);
            String colour = panel.values().get(i).colour();
            if (colour != null) {
                looks.addObject().put("forAccessor", column).put("color", colour);
            }
        }
        ObjectNode chart = JSON.createObjectNode();
        chart.putObject("legend")
                .put("isVisible", accessors.size() > 1 || panel.by() != null)
                .put("position", "right");
        chart.put("preferredSeriesType", series()).put("valueLabels", "hide").put("fittingFunction", "None");
        ArrayNode layers = chart.putArray("layers");
        layers.add(data);
        if (panel.incidents() != null) {
            layers.add(incidents());
        }
        return chart;
    }

    private String series() {
        return switch (panel.kind()) {
            case LINES -> "line";
            case SHARES -> "bar_percentage_stacked";
            case RANKING -> "bar_horizontal_stacked";
            default -> "bar_stacked";
        };
    }

    private ObjectNode incidents() {
        ObjectNode layer = JSON.createObjectNode()
                .put("layerId", INCIDENTS)
                .put("layerType", "annotations")
                .put("ignoreGlobalFilters", panel.incidents() == Incidents.ALL);
        ObjectNode mark = layer.putArray("annotations").addObject();
        mark.put("type", "query").put("id", "incident").put("label", "Incident");
        mark.putObject("key").put("type", "point_in_time");
        mark.put("color", "#D55E00").put("icon", "alert");
        mark.put("timeField", "openedAt").put("textField", "headline.keyword").put("textVisibility", false);
        mark.putObject("filter")
                .put("type", "kibana_query")
                .put("query", "not state : \"TAKEN_BACK\"")
                .put("language", "kuery");
        mark.putArray("extraFields").add("headline.keyword").add("tier").add("state");
        SavedObjects.refer(
                references, "xy-visualization-layer-" + INCIDENTS, "index-pattern", SavedObjects.id("incidents"));
        return layer;
    }

    private void addTime() {
        if (view.time() == null) {
            throw new DefinitionProblem(where + " has a time axis, but the data view " + view.id() + " has no time");
        }
        ObjectNode column = columns.putObject("time");
        column.put("label", view.time()).put("dataType", "date").put("operationType", "date_histogram");
        column.put("sourceField", view.time()).put("isBucketed", true).put("scale", "interval");
        column.putObject("params")
                .put("interval", panel.over())
                .put("includeEmptyRows", true)
                .put("dropPartials", false);
        order.add("time");
    }

    private void addGroup(String id, Group group) {
        ObjectNode column = columns.putObject(id);
        column.put("label", group.as() == null ? group.field() : group.as()).put("customLabel", true);
        column.put("dataType", "string").put("operationType", "terms").put("sourceField", group.field());
        column.put("isBucketed", true).put("scale", "ordinal");
        ObjectNode params = column.putObject("params");
        params.put("size", group.top() == null ? USUAL_TOP : group.top());
        if (Boolean.TRUE.equals(group.sorted())) {
            params.putObject("orderBy").put("type", "alphabetical").put("fallback", false);
            params.put("orderDirection", "asc");
        } else {
            params.putObject("orderBy").put("type", "column").put("columnId", "value-1");
            params.put("orderDirection", "desc");
        }
        params.put("otherBucket", false).put("missingBucket", false);
        params.putObject("parentFormat").put("id", "terms");
        params.putArray("include");
        params.putArray("exclude");
        params.put("includeIsRegex", false).put("excludeIsRegex", false);
        order.add(id);
    }

    private void addValues() {
        for (int i = 0; i < panel.values().size(); i++) {
            addValue("value-" + (i + 1), panel.values().get(i));
        }
        if (panel.kind() == Kind.METRIC && panel.values().size() != 1) {
            throw new DefinitionProblem(
                    where + " is one number and has " + panel.values().size());
        }
    }

    private void addValue(String id, Value value) {
        if (value.take() == null || value.as() == null || (value.take() == Operation.COUNT) != (value.of() == null)) {
            throw new DefinitionProblem(where + " has a value without take, or as, or of; only count goes without of");
        }
        ObjectNode column = columns.putObject(id);
        column.put("label", value.as()).put("customLabel", true).put("dataType", "number");
        column.put("operationType", value.take().ofLens());
        column.put("sourceField", value.take() == Operation.COUNT ? "___records___" : value.of());
        column.put("isBucketed", false).put("scale", "ratio");
        ObjectNode params = column.putObject("params");
        if (value.take() == Operation.COUNT
                || value.take() == Operation.SUM
                || value.take() == Operation.UNIQUE_COUNT) {
            // A number that is 0 is told as 0.
            params.put("emptyAsNull", false);
        }
        if (value.where() != null) {
            column.set("filter", SavedObjects.kql(value.where()));
        }
        order.add(id);
    }
}
