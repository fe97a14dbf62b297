package io.groundswell.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.kibana.Pack.Item;
import io.groundswell.kibana.Pack.Layer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a dashboard is put together: places, columns, kinds of panels, titles. */
final class LayoutChecks {

    private static final int GRID_COLUMNS = 48;

    private static final Set<String> CHARTS = Set.of("lnsXY", "lnsMetric", "lnsDatatable");

    /** A version that a panel asks for, as in {@code formula : "measure/1"}. */
    private static final Pattern VERSION =
            Pattern.compile("\\b(formula|metricVersions)\\s*:\\s*\"([a-z0-9-]+/[0-9]+)\"");

    private record Place(String panel, int x, int y, int w, int h) {

        boolean overlaps(Place other) {
            return x < other.x + other.w && other.x < x + w && y < other.y + other.h && other.y < y + h;
        }
    }

    static void grid(Pack pack, List<Finding> findings) {
        for (Item dashboard : pack.of("dashboard")) {
            List<Place> places = new ArrayList<>();
            Set<String> indices = new HashSet<>();
            for (JsonNode panel : dashboard.panels()) {
                JsonNode grid = panel.path("gridData");
                String index = panel.path("panelIndex").asText();
                if (!indices.add(index)) {
                    add(
                            findings,
                            Check.GRID,
                            dashboard,
                            panel,
                            "its panelIndex " + index + " is another panel's too: change it");
                }
                if (!grid.path("i").asText().equals(index)) {
                    add(
                            findings,
                            Check.GRID,
                            dashboard,
                            panel,
                            "its panelIndex is " + index + " and its gridData.i is "
                                    + grid.path("i").asText() + ": make them the same");
                }
                Place place = new Place(
                        name(panel),
                        grid.path("x").asInt(-1),
                        grid.path("y").asInt(-1),
                        grid.path("w").asInt(),
                        grid.path("h").asInt());
                if (place.x < 0 || place.y < 0 || place.w < 1 || place.h < 1 || place.x + place.w > GRID_COLUMNS) {
                    add(
                            findings,
                            Check.GRID,
                            dashboard,
                            panel,
                            "it does not lie on the grid of " + GRID_COLUMNS + " columns: x + w is "
                                    + (place.x + place.w));
                }
                places.stream()
                        .filter(place::overlaps)
                        .forEach(other -> add(
                                findings,
                                Check.GRID,
                                dashboard,
                                panel,
                                "it lies on the panel '" + other.panel + "': move one"));
                places.add(place);
            }
        }
    }

    static void columns(Pack pack, List<Finding> findings) {
        for (Item dashboard : pack.of("dashboard")) {
            for (Layer layer : pack.layers(dashboard)) {
                columns(layer, findings);
            }
            for (JsonNode panel : dashboard.panels()) {
                axes(dashboard, panel, findings);
            }
        }
    }

    private static void columns(Layer layer, List<Finding> findings) {
        JsonNode columns = layer.json().path("columns");
        List<String> order = new ArrayList<>();
        layer.json().path("columnOrder").forEach(column -> order.add(column.asText()));
        Set<String> names = new TreeSet<>();
        columns.fieldNames().forEachRemaining(names::add);
        if (!new TreeSet<>(order).equals(names) || order.size() != names.size()) {
            add(
                    findings,
                    Check.COLUMNS,
                    layer.dashboard(),
                    layer.panel(),
                    "columnOrder is " + order + " and the columns are " + names + ": name each once");
        }
        boolean numbers = false;
        for (String column : order) {
            boolean bucketed = columns.path(column).path("isBucketed").asBoolean();
            if (bucketed && numbers) {
                add(
                        findings,
                        Check.COLUMNS,
                        layer.dashboard(),
                        layer.panel(),
                        "the group " + column + " stands behind a number in columnOrder: put groups first");
            }
            numbers |= !bucketed;
            String by = columns.path(column).at("/params/orderBy/columnId").asText();
            if (!by.isEmpty()
                    && (!columns.has(by) || columns.path(by).path("isBucketed").asBoolean())) {
                add(
                        findings,
                        Check.COLUMNS,
                        layer.dashboard(),
                        layer.panel(),
                        "the group " + column + " is ordered by " + by + ", which is no number here");
            }
        }
    }

    private static void axes(Item dashboard, JsonNode panel, List<Finding> findings) {
        JsonNode state = panel.at("/embeddableConfig/attributes/state");
        JsonNode layers = state.at("/datasourceStates/formBased/layers");
        JsonNode visualisation = state.path("visualization");
        List<JsonNode> shown = new ArrayList<>(Pack.visualLayers(panel)
                .filter(layer -> layer.path("layerType").asText().equals("data"))
                .toList());
        if (visualisation.has("layerId")) {
            shown.add(visualisation);
        }
        Set<String> drawn = new TreeSet<>();
        for (JsonNode layer : shown) {
            String id = layer.path("layerId").asText();
            drawn.add(id);
            if (!layers.has(id)) {
                add(findings, Check.COLUMNS, dashboard, panel, "it draws the layer " + id + ", which is not there");
                continue;
            }
            List<String> used = new ArrayList<>();
            layer.path("accessors").forEach(column -> used.add(column.asText()));
            layer.path("columns")
                    .forEach(column -> used.add(column.path("columnId").asText()));
            layer.path("yConfig")
                    .forEach(look -> used.add(look.path("forAccessor").asText()));
            for (String key : List.of("xAccessor", "splitAccessor", "metricAccessor")) {
                if (layer.has(key)) {
                    used.add(layer.path(key).asText());
                }
            }
            for (String column : used) {
                if (!layers.path(id).path("columns").has(column)) {
                    add(
                            findings,
                            Check.COLUMNS,
                            dashboard,
                            panel,
                            "it draws the column " + column + ", which is not there");
                }
            }
            Set<String> forgotten = new TreeSet<>();
            layers.path(id).path("columns").fieldNames().forEachRemaining(forgotten::add);
            used.forEach(forgotten::remove);
            if (!forgotten.isEmpty()) {
                add(
                        findings,
                        Check.COLUMNS,
                        dashboard,
                        panel,
                        "it does not draw the column " + String.join(", ", forgotten) + ": draw it or leave it out");
            }
        }
        layers.fieldNames().forEachRemaining(id -> {
            if (!drawn.contains(id)) {
                add(findings, Check.COLUMNS, dashboard, panel, "it does not draw the layer " + id);
            }
        });
    }

    static void kinds(Pack pack, List<Finding> findings) {
        for (Item dashboard : pack.of("dashboard")) {
            for (JsonNode panel : dashboard.panels()) {
                String type = panel.path("type").asText();
                String chart = panel.at("/embeddableConfig/attributes/visualizationType")
                        .asText();
                String legacy = panel.at("/embeddableConfig/savedVis/type").asText();
                if (type.equals("lens") && !CHARTS.contains(chart)) {
                    add(
                            findings,
                            Check.KINDS,
                            dashboard,
                            panel,
                            "its chart '" + chart + "' is not one that can be checked: use "
                                    + String.join(", ", new TreeSet<>(CHARTS)));
                } else if (type.equals("visualization") && !legacy.equals("markdown")) {
                    add(
                            findings,
                            Check.KINDS,
                            dashboard,
                            panel,
                            "'" + legacy + "' is a legacy visualisation, or one that nothing here can draw: use Lens");
                } else if (!Set.of("lens", "visualization", "search", "links").contains(type)) {
                    add(
                            findings,
                            Check.KINDS,
                            dashboard,
                            panel,
                            "panels of the type '" + type + "' are not known here");
                }
            }
        }
    }

    static void titles(Pack pack, List<Finding> findings) {
        for (Item dashboard : pack.of("dashboard")) {
            JsonNode attributes = dashboard.attributes();
            boolean saved = attributes.path("timeRestore").asBoolean()
                    && attributes.path("timeFrom").isTextual()
                    && attributes.path("timeTo").isTextual();
            if (!saved) {
                findings.add(new Finding(
                        Check.TITLES, dashboard.name(), "", "its time range is not saved: save it with the dashboard"));
            }
            for (String end : List.of("timeFrom", "timeTo")) {
                String moment = attributes.path(end).asText("now");
                if (!PanelRun.MOMENT.matcher(moment).matches()) {
                    findings.add(new Finding(
                            Check.TITLES,
                            dashboard.name(),
                            "",
                            "its " + end + " is " + moment + ", which cannot be checked: write now, or now-24h"));
                }
            }
            for (JsonNode panel : dashboard.panels()) {
                boolean speaks =
                        Set.of("lens", "search").contains(panel.path("type").asText());
                if (speaks && panel.path("title").asText().isBlank()) {
                    add(findings, Check.TITLES, dashboard, panel, "it has no title: say what it shows");
                }
            }
            for (Layer layer : pack.layers(dashboard)) {
                versions(layer, findings);
            }
        }
    }

    /** Numbers that have versions are asked for in one, and the title names it. */
    private static void versions(Layer layer, List<Finding> findings) {
        Set<String> asked = new TreeSet<>();
        Set<String> metrics = new TreeSet<>();
        boolean formula = false;
        Matcher matcher = VERSION.matcher(layer.kql());
        while (matcher.find()) {
            asked.add(matcher.group(2));
            formula |= matcher.group(1).equals("formula");
            metrics.add(matcher.group(2).replaceAll("/.*", ""));
        }
        boolean hasFormula = Mapping.of(layer.index())
                .flatMap(mapping -> mapping.field("formula"))
                .isPresent();
        if (hasFormula && !formula) {
            add(
                    findings,
                    Check.TITLES,
                    layer.dashboard(),
                    layer.panel(),
                    "it may mix versions of its numbers: ask for one, as in formula : \"measure/1\"");
        }
        for (Map.Entry<String, JsonNode> column : layer.json().path("columns").properties()) {
            String field = column.getValue().path("sourceField").asText();
            if (field.startsWith("metrics.") && !metrics.contains(field.substring("metrics.".length()))) {
                add(
                        findings,
                        Check.TITLES,
                        layer.dashboard(),
                        layer.panel(),
                        "it may mix versions of " + field + ": ask for one, as in metricVersions : \""
                                + field.substring("metrics.".length()) + "/1\"");
            }
        }
        for (String version : asked) {
            if (!layer.title().contains(version)) {
                add(
                        findings,
                        Check.TITLES,
                        layer.dashboard(),
                        layer.panel(),
                        "its title does not say that it shows " + version + ": add it");
            }
        }
    }

    private static String name(JsonNode panel) {
        String title = panel.path("title").asText();
        return title.isBlank() ? panel.path("panelIndex").asText() : title;
    }

    private static void add(List<Finding> findings, Check check, Item dashboard, JsonNode panel, String sentence) {
        findings.add(new Finding(check, dashboard.name(), name(panel), sentence));
    }

    private LayoutChecks() {}
}
