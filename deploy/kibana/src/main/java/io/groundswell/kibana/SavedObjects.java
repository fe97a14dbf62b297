package io.groundswell.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.kibana.Definitions.Control;
import io.groundswell.kibana.Definitions.Dashboard;
import io.groundswell.kibana.Definitions.DataView;
import io.groundswell.kibana.Definitions.Kind;
import io.groundswell.kibana.Definitions.Panel;
import io.groundswell.kibana.Definitions.SavedSearch;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/**
 * Makes of definitions the saved objects that Kibana imports: data views first, then searches, then dashboards, a line of
 * JSON each. The same definitions give the same bytes.
 */
final class SavedObjects {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "groundswell-";
    private static final int NAVIGATION_HEIGHT = 2;

    private final Definitions definitions;

    private SavedObjects(Definitions definitions) {
        this.definitions = definitions;
    }

    /** @throws DefinitionProblem when a panel lacks something or speaks of something that is not there */
    static String lines(Definitions definitions) {
        SavedObjects objects = new SavedObjects(definitions);
        StringBuilder lines = new StringBuilder();
        definitions.dataViews().forEach(view -> lines.append(dataView(view)).append('\n'));
        definitions.searches().forEach(search -> lines.append(objects.search(search))
                .append('\n'));
        definitions.dashboards().forEach(dashboard -> lines.append(objects.dashboard(dashboard))
                .append('\n'));
        return lines.toString();
    }

    static String id(String shortName) {
        return PREFIX + shortName;
    }

    private static ObjectNode envelope(String type, String shortName, String version) {
        ObjectNode envelope = JSON.createObjectNode();
        envelope.put("type", type).put("id", id(shortName));
        envelope.put("coreMigrationVersion", "8.8.0").put("typeMigrationVersion", version);
        envelope.putObject("attributes");
        envelope.putArray("references");
        return envelope;
    }

    private static ObjectNode attributes(ObjectNode envelope) {
        return (ObjectNode) envelope.get("attributes");
    }

    private static ArrayNode references(ObjectNode envelope) {
        return (ArrayNode) envelope.get("references");
    }

    static void refer(ArrayNode references, String name, String type, String id) {
        references.addObject().put("id", id).put("name", name).put("type", type);
    }

    private static ObjectNode dataView(DataView view) {
        ObjectNode envelope = envelope("index-pattern", view.id(), "8.0.0");
        ObjectNode attributes = attributes(envelope);
        attributes.put("title", id(view.id())).put("name", "Groundswell " + view.id());
        if (view.time() != null) {
            attributes.put("timeFieldName", view.time());
        }
        ObjectNode formats = JSON.createObjectNode();
        view.formats().forEach((field, format) -> formats.set(field, format(format)));
        attributes.put("fieldFormatMap", formats.toString());
        attributes.put("allowNoIndex", true);
        return envelope;
    }

    private static ObjectNode format(String name) {
        ObjectNode format = JSON.createObjectNode();
        switch (name) {
            case "url", "percent" -> format.put("id", name).putObject("params");
            case "seconds", "milliseconds" ->
                format.put("id", "duration")
                        .putObject("params")
                        .put("inputFormat", name)
                        .put("outputFormat", "humanizePrecise")
                        .put("outputPrecision", 0);
            default ->
                throw new DefinitionProblem(
                        "the format '" + name + "' of data-views.yaml is none of url, percent, seconds, milliseconds");
        }
        return format;
    }

    private ObjectNode search(SavedSearch search) {
        DataView view = definitions.dataView(search.of(), "the search '" + search.title() + "'");
        ObjectNode envelope = envelope("search", search.id(), "7.9.3");
        ObjectNode attributes = attributes(envelope);
        attributes.put("title", search.title()).put("description", search.description());
        ArrayNode columns = attributes.putArray("columns");
        search.columns().forEach(columns::add);
        String[] sort = search.sort().split(" ");
        attributes.putArray("sort").addArray().add(sort[0]).add(sort[1]);
        ObjectNode source = JSON.createObjectNode();
        source.set("query", kql(search.where()));
        source.putArray("filter");
        source.put("indexRefName", "kibanaSavedObjectMeta.searchSourceJSON.index");
        attributes.putObject("kibanaSavedObjectMeta").put("searchSourceJSON", source.toString());
        refer(references(envelope), "kibanaSavedObjectMeta.searchSourceJSON.index", "index-pattern", id(view.id()));
        return envelope;
    }

    static ObjectNode kql(String query) {
        return JSON.createObjectNode().put("query", query).put("language", "kuery");
    }

    private ObjectNode dashboard(Dashboard dashboard) {
        ObjectNode envelope = envelope("dashboard", dashboard.id(), "10.2.0");
        ObjectNode attributes = attributes(envelope);
        attributes.put("title", dashboard.title()).put("description", dashboard.description());
        attributes.put("version", 1).put("timeRestore", true);
        attributes
                .put("timeFrom", dashboard.time().from())
                .put("timeTo", dashboard.time().to());
        attributes
                .putObject("refreshInterval")
                .put("pause", dashboard.time().refresh() == null)
                .put("value", millis(dashboard.time().refresh()));
        attributes.put(
                "optionsJSON",
                "{\"useMargins\":true,\"syncColors\":false,\"syncCursor\":true,\"syncTooltips\":false,\"hidePanelTitles\":false}");
        ObjectNode source = JSON.createObjectNode();
        source.set("query", kql(""));
        source.putArray("filter");
        attributes.putObject("kibanaSavedObjectMeta").put("searchSourceJSON", source.toString());
        controls(dashboard, attributes, references(envelope));
        attributes.put("panelsJSON", text(panels(dashboard, references(envelope))));
        return envelope;
    }

    private static long millis(String refresh) {
        return refresh == null
                ? 60_000
                : Duration.parse("PT" + refresh.toUpperCase(Locale.ROOT)).toMillis();
    }

    private void controls(Dashboard dashboard, ObjectNode attributes, ArrayNode references) {
        ObjectNode controls = JSON.createObjectNode();
        int order = 0;
        for (Control control : dashboard.controls()) {
            DataView view =
                    definitions.dataView(control.of(), "the control '" + control.title() + "' of " + dashboard.title());
            String id = "control-" + control.field();
            ObjectNode one = controls.putObject(id);
            one.put("order", order++).put("width", "medium").put("grow", true).put("type", "optionsListControl");
            ObjectNode input = one.putObject("explicitInput");
            input.put("id", id).put("fieldName", control.field()).put("title", control.title());
            input.put("searchTechnique", "prefix").putArray("selectedOptions");
            input.putObject("enhancements");
            refer(references, "controlGroup_" + id + ":optionsListDataView", "index-pattern", id(view.id()));
        }
        attributes
                .putObject("controlGroupInput")
                .put("chainingSystem", "HIERARCHICAL")
                .put("controlStyle", "oneLine")
                .put(
                        "ignoreParentSettingsJSON",
                        "{\"ignoreFilters\":false,\"ignoreQuery\":false,\"ignoreTimerange\":false,\"ignoreValidations\":false}")
                .put("panelsJSON", controls.toString());
    }

    private ArrayNode panels(Dashboard dashboard, ArrayNode references) {
        ArrayNode panels = JSON.createArrayNode();
        panels.add(navigation(dashboard, references));
        int x = 0;
        int y = NAVIGATION_HEIGHT;
        int rowHeight = 0;
        for (int i = 0; i < dashboard.panels().size(); i++) {
            Panel panel = dashboard.panels().get(i);
            String where = "the panel '" + panel.title() + "' of " + dashboard.title();
            if (panel.size() == null || !panel.size().matches("[0-9]{1,2}x[0-9]{1,2}")) {
                throw new DefinitionProblem(where + " needs a size, such as 24x12");
            }
            int width = Integer.parseInt(panel.size().split("x")[0]);
            int height = Integer.parseInt(panel.size().split("x")[1]);
            if (x + width > 48) {
                x = 0;
                y += rowHeight;
                rowHeight = 0;
            }
            String index = String.format(Locale.ROOT, "panel-%02d", i + 1);
            ObjectNode made = panel(panel, index, where, references);
            made.put("panelIndex", index).put("title", panel.title() == null ? "" : panel.title());
            grid(made, index, x, y, width, height);
            panels.add(made);
            x += width;
            rowHeight = Math.max(rowHeight, height);
        }
        return panels;
    }

    private static void grid(ObjectNode panel, String index, int x, int y, int width, int height) {
        panel.putObject("gridData")
                .put("x", x)
                .put("y", y)
                .put("w", width)
                .put("h", height)
                .put("i", index);
    }

    private ObjectNode panel(Panel panel, String index, String where, ArrayNode references) {
        ObjectNode made = JSON.createObjectNode();
        if (panel.kind() == null) {
            throw new DefinitionProblem(where + " needs a kind");
        }
        if (panel.kind() == Kind.TEXT) {
            made.put("type", "visualization");
            ObjectNode visualisation = made.putObject("embeddableConfig").putObject("savedVis");
            visualisation.put("id", "").put("title", "").put("description", "").put("type", "markdown");
            visualisation
                    .putObject("params")
                    .put("fontSize", 12)
                    .put("openLinksInNewTab", false)
                    .put("markdown", panel.text().strip());
            visualisation.putObject("uiState");
            ObjectNode data = visualisation.putObject("data");
            data.putArray("aggs");
            data.putObject("searchSource").set("query", kql(""));
            ((ObjectNode) data.get("searchSource")).putArray("filter");
            ((ObjectNode) made.get("embeddableConfig")).put("hidePanelTitles", true);
        } else if (panel.kind() == Kind.SEARCH) {
            SavedSearch search = definitions.searches().stream()
                    .filter(each -> each.id().equals(panel.search()))
                    .findFirst()
                    .orElseThrow(() -> new DefinitionProblem(
                            where + " shows the search '" + panel.search() + "', which searches.yaml does not have"));
            made.put("type", "search").put("panelRefName", "panel_" + index);
            made.putObject("embeddableConfig").putObject("enhancements");
            refer(references, index + ":panel_" + index, "search", id(search.id()));
        } else {
            LensPanel lens = new LensPanel(panel, definitions.dataView(String.valueOf(panel.of()), where), where);
            made.put("type", "lens");
            ObjectNode embedded = made.putObject("embeddableConfig");
            embedded.putObject("enhancements").putObject("dynamicActions").putArray("events");
            embedded.set("attributes", lens.attributes());
            for (JsonNode inner : lens.references()) {
                refer(
                        references,
                        index + ":" + inner.path("name").asText(),
                        inner.path("type").asText(),
                        inner.path("id").asText());
            }
        }
        return made;
    }

    /** Links to the other dashboards, on top of each. */
    private ObjectNode navigation(Dashboard here, ArrayNode references) {
        String index = "panel-00";
        ObjectNode made = JSON.createObjectNode();
        made.put("type", "links");
        ObjectNode embedded = made.putObject("embeddableConfig");
        embedded.putObject("enhancements");
        ObjectNode attributes = embedded.putObject("attributes");
        attributes.put("layout", "horizontal");
        ArrayNode links = attributes.putArray("links");
        List<Dashboard> others = definitions.dashboards().stream()
                .filter(each -> !each.id().equals(here.id()))
                .toList();
        for (int i = 0; i < others.size(); i++) {
            Dashboard other = others.get(i);
            String name = "link_" + other.id() + "_dashboard";
            links.addObject()
                    .put("id", other.id())
                    .put("order", i)
                    .put("label", other.title().replaceFirst("^\\[[^]]*] ", ""))
                    .put("type", "dashboardLink")
                    .put("destinationRefName", name);
            refer(references, index + ":" + name, "dashboard", id(other.id()));
        }
        made.put("panelIndex", index).put("title", "");
        grid(made, index, 0, 0, 48, NAVIGATION_HEIGHT);
        return made;
    }

    private static String text(JsonNode node) {
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
