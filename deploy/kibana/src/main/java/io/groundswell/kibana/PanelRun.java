package io.groundswell.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.kibana.LensQuery.Row;
import io.groundswell.kibana.Pack.Item;
import io.groundswell.kibana.Pack.Layer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Asks an Elasticsearch what the panels of a pack would ask it, and looks at the answers. The queries are ours, made of the
 * same columns, filters and time ranges; Kibana's own are a little different in form.
 */
public final class PanelRun {

    /** What a panel shows, a line each. @param lines groups and numbers, parted by two blanks and more */
    public record Told(String dashboard, String panel, List<String> lines) {}

    /** Ends of time ranges that are understood here. */
    static final Pattern MOMENT = Pattern.compile("now(?:-([0-9]+)([mhd]))?");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MARKS = 20;

    private final Pack pack;
    private final Asking elasticsearch;
    private final Instant now;
    private final Map<String, String> picked;
    private final List<Finding> findings = new ArrayList<>();
    private final List<Told> told = new ArrayList<>();

    private PanelRun(Pack pack, Asking elasticsearch, Instant now, Map<String, String> picked) {
        this.pack = pack;
        this.elasticsearch = elasticsearch;
        this.now = now;
        this.picked = picked;
    }

    /**
     * Runs everything.
     *
     * @param now what the time ranges of the dashboards count back from
     * @param picked values of controls, by field; a dashboard without such a control is left as it is
     */
    public static PanelRun of(Pack pack, Asking elasticsearch, Instant now, Map<String, String> picked)
            throws InterruptedException {
        PanelRun run = new PanelRun(pack, elasticsearch, now, picked);
        for (Item dashboard : pack.of("dashboard")) {
            run.controls(dashboard);
            for (JsonNode panel : dashboard.panels()) {
                run.panel(dashboard, panel);
            }
        }
        return run;
    }

    /** Of the checks {@link Check#QUERIES} and {@link Check#ANSWERS}. */
    public List<Finding> findings() {
        return findings;
    }

    /** In the order of the dashboards and their panels. */
    public List<Told> told() {
        return told;
    }

    private void add(Check check, Item dashboard, String panel, String sentence) {
        findings.add(new Finding(check, dashboard.name(), panel, sentence));
    }

    private void panel(Item dashboard, JsonNode panel) throws InterruptedException {
        String title = panel.path("title").asText();
        List<String> lines = new ArrayList<>();
        for (Layer layer : pack.layers(dashboard)) {
            if (layer.panel().equals(panel)) {
                layer(layer, lines);
            }
        }
        for (JsonNode layer : Pack.visualLayers(panel).toList()) {
            if (layer.path("layerType").asText().equals("annotations")) {
                marks(dashboard, panel, layer, lines);
            }
        }
        String target = dashboard.target(panel.path("panelIndex").asText() + ":"
                + panel.path("panelRefName").asText());
        Optional<Item> search = pack.find("search", target);
        if (search.isPresent()) {
            search(dashboard, title, search.get(), lines);
        }
        if (panel.path("type").asText().equals("lens") || search.isPresent()) {
            told.add(new Told(dashboard.attributes().path("title").asText(), title, lines));
        }
    }

    private void layer(Layer layer, List<String> lines) throws InterruptedException {
        LensQuery query = new LensQuery(layer.json(), range(layer.dashboard()));
        ArrayNode filters = JSON.createArrayNode();
        addRange(filters, layer.dashboard(), layer.time());
        if (layer.heedsControls()) {
            addPicked(filters, layer.dashboard());
        }
        try {
            filters.add(Kql.read(layer.kql()).query());
            JsonNode answer = ask(layer.index(), query.body(filters));
            List<Row> rows = query.rows(answer);
            lines.add("(" + String.join(", ", query.labels()) + ")");
            rows.forEach(row -> lines.add(line(Stream.concat(row.groups().stream(), row.values().stream()))));
            answers(layer, query, rows, answer);
        } catch (IOException | Kql.NotUnderstood problem) {
            add(Check.QUERIES, layer.dashboard(), layer.title(), "its query is refused: " + problem.getMessage());
        }
    }

    private void answers(Layer layer, LensQuery query, List<Row> rows, JsonNode answer) {
        String description =
                layer.panel().at("/embeddableConfig/attributes/description").asText();
        boolean excused = description.startsWith(LensPanel.EMPTY_WHEN) || !picked.isEmpty();
        if (hits(answer) == 0 && !excused) {
            add(
                    Check.ANSWERS,
                    layer.dashboard(),
                    layer.title(),
                    "it is empty: mend its query, or say in its description when that may be, beginning with “"
                            + LensPanel.EMPTY_WHEN.strip() + "”");
        }
        if (query.hasMean() && sumsUp(layer.index())) {
            rows.stream()
                    .filter(row -> row.documents() > 1)
                    .findFirst()
                    .ifPresent(row -> add(
                            Check.ANSWERS,
                            layer.dashboard(),
                            layer.title(),
                            "it takes the mean of " + row.documents() + " documents that are means or sums themselves"
                                    + (row.groups().isEmpty() ? "" : ", at " + String.join(" ", row.groups()))
                                    + ": group until each number is of one document, or show the counts"));
        }
    }

    /** Whether a document of an index is about a stretch of time, not about one thing. */
    private static boolean sumsUp(String index) {
        return Mapping.of(index)
                .filter(mapping -> mapping.field("asOf").isPresent())
                .filter(mapping -> Stream.of("windowStart", "day", "weeks")
                        .anyMatch(field -> mapping.field(field).isPresent()))
                .isPresent();
    }

    private void marks(Item dashboard, JsonNode panel, JsonNode layer, List<String> lines) throws InterruptedException {
        String title = panel.path("title").asText();
        String index = pack.index(dashboard.target(panel.path("panelIndex").asText() + ":xy-visualization-layer-"
                + layer.path("layerId").asText()));
        for (JsonNode mark : layer.path("annotations")) {
            String time = mark.path("timeField").asText();
            String text = mark.path("textField").asText();
            ArrayNode filters = JSON.createArrayNode();
            addRange(filters, dashboard, time);
            if (!layer.path("ignoreGlobalFilters").asBoolean()) {
                addPicked(filters, dashboard);
            }
            try {
                filters.add(Kql.read(mark.at("/filter/query").asText()).query());
                ObjectNode body = JSON.createObjectNode().put("size", MARKS).put("_source", false);
                body.putObject("query").putObject("bool").set("filter", filters);
                body.putArray("sort").addObject().put(time, "asc");
                body.putArray("fields").add(time).add(text);
                for (JsonNode hit : ask(index, body).path("hits").path("hits")) {
                    JsonNode fields = hit.path("fields");
                    lines.add(line(Stream.of(
                            "mark",
                            fields.path(time).path(0).asText(),
                            fields.path(text).path(0).asText())));
                }
            } catch (IOException | Kql.NotUnderstood problem) {
                add(Check.QUERIES, dashboard, title, "the query of its marks is refused: " + problem.getMessage());
            }
        }
    }

    private void search(Item dashboard, String title, Item search, List<String> lines) throws InterruptedException {
        String view = search.target("kibanaSavedObjectMeta.searchSourceJSON.index");
        JsonNode source = Pack.inside(search.attributes().path("kibanaSavedObjectMeta"), "searchSourceJSON");
        ArrayNode filters = JSON.createArrayNode();
        addRange(filters, dashboard, pack.time(view));
        addPicked(filters, dashboard);
        try {
            filters.add(Kql.read(source.path("query").path("query").asText()).query());
            ObjectNode body = JSON.createObjectNode()
                    .put("size", 1)
                    .put("track_total_hits", true)
                    .put("_source", false);
            body.putObject("query").putObject("bool").set("filter", filters);
            ArrayNode sorts = body.putArray("sort");
            search.attributes().path("sort").forEach(sort -> sorts.addObject()
                    .put(sort.path(0).asText(), sort.path(1).asText()));
            JsonNode answer = ask(pack.index(view), body);
            lines.add(line(Stream.of("documents", Long.toString(hits(answer)))));
            boolean excused = search.attributes().path("description").asText().startsWith(LensPanel.EMPTY_WHEN)
                    || !picked.isEmpty();
            if (hits(answer) == 0 && !excused) {
                add(
                        Check.ANSWERS,
                        dashboard,
                        title,
                        "its search " + search.id() + " finds nothing: mend its query, or say in its description when"
                                + " that may be, beginning with “" + LensPanel.EMPTY_WHEN.strip() + "”");
            }
        } catch (IOException | Kql.NotUnderstood problem) {
            add(Check.QUERIES, dashboard, title, "its search is refused: " + problem.getMessage());
        }
    }

    private void controls(Item dashboard) throws InterruptedException {
        for (JsonNode control : dashboard.controls()) {
            JsonNode input = control.path("explicitInput");
            String title = input.path("title").asText();
            String index = pack.index(
                    dashboard.target("controlGroup_" + input.path("id").asText() + ":optionsListDataView"));
            ObjectNode body = JSON.createObjectNode().put("size", 0);
            body.putObject("aggs")
                    .putObject("values")
                    .putObject("terms")
                    .put("field", input.path("fieldName").asText());
            try {
                if (ask(index, body).at("/aggregations/values/buckets").isEmpty()) {
                    add(Check.ANSWERS, dashboard, title, "the control offers no value: take it of another data view");
                }
            } catch (IOException problem) {
                add(Check.QUERIES, dashboard, title, "the control's query is refused: " + problem.getMessage());
            }
        }
    }

    private JsonNode ask(String index, ObjectNode body) throws IOException, InterruptedException {
        if (index.isEmpty()) {
            throw new IOException("its data view is not in the pack");
        }
        JsonNode answer = elasticsearch.search(index, body.toString());
        if (answer.path("_shards").path("failed").asInt() > 0) {
            throw new IOException(answer.at("/_shards/failures/0/reason/reason").asText());
        }
        return answer;
    }

    private static long hits(JsonNode answer) {
        return answer.path("hits").path("total").path("value").asLong();
    }

    private static String line(Stream<String> cells) {
        return String.join("  ", cells.toList());
    }

    private void addPicked(ArrayNode filters, Item dashboard) {
        dashboard.controls().stream()
                .map(control -> control.path("explicitInput").path("fieldName").asText())
                .filter(picked::containsKey)
                .forEach(field -> filters.addObject().putObject("match_phrase").put(field, picked.get(field)));
    }

    private void addRange(ArrayNode filters, Item dashboard, String time) {
        if (!time.isEmpty()) {
            filters.addObject()
                    .putObject("range")
                    .putObject(time)
                    .put("gte", moment(dashboard, "timeFrom").toString())
                    .put("lte", moment(dashboard, "timeTo").toString());
        }
    }

    private Duration range(Item dashboard) {
        return Duration.between(moment(dashboard, "timeFrom"), moment(dashboard, "timeTo"));
    }

    private Instant moment(Item dashboard, String end) {
        Matcher matcher = MOMENT.matcher(dashboard.attributes().path(end).asText());
        if (!matcher.matches() || matcher.group(1) == null) {
            return now;
        }
        long count = Long.parseLong(matcher.group(1));
        return now.minus(
                switch (matcher.group(2)) {
                    case "m" -> Duration.ofMinutes(count);
                    case "h" -> Duration.ofHours(count);
                    default -> Duration.ofDays(count);
                });
    }
}
