package io.groundswell.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What Lens would ask Elasticsearch for one layer, and the rows it would make of the answer. */
final class LensQuery {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String INNER = "it";

    /** One line of what a panel shows. @param documents how many documents its numbers rest on */
    record Row(List<String> groups, List<String> values, long documents) {}

    private final JsonNode columns;
    private final List<String> groups = new ArrayList<>();
    private final List<String> numbers = new ArrayList<>();
    private final Duration range;

    /** @param range of the dashboard, by which the steps of a time axis are chosen */
    LensQuery(JsonNode layer, Duration range) {
        this.columns = layer.path("columns");
        this.range = range;
        for (JsonNode column : layer.path("columnOrder")) {
            boolean bucketed = columns.path(column.asText()).path("isBucketed").asBoolean();
            (bucketed ? groups : numbers).add(column.asText());
        }
    }

    /** The labels of the numbers, in their order. */
    List<String> labels() {
        return numbers.stream()
                .map(column -> columns.path(column).path("label").asText())
                .toList();
    }

    boolean hasMean() {
        return numbers.stream()
                .anyMatch(column ->
                        columns.path(column).path("operationType").asText().equals("average"));
    }

    /** @param filters what the documents must be */
    ObjectNode body(ArrayNode filters) throws Kql.NotUnderstood {
        ObjectNode body = JSON.createObjectNode().put("size", 0).put("track_total_hits", true);
        body.putObject("query").putObject("bool").set("filter", filters);
        body.set("aggs", level(0));
        return body;
    }

    private ObjectNode level(int depth) throws Kql.NotUnderstood {
        ObjectNode aggregations = JSON.createObjectNode();
        for (String number : numbers) {
            addNumber(aggregations, number);
        }
        if (depth < groups.size()) {
            ObjectNode group = group(groups.get(depth));
            group.set("aggs", level(depth + 1));
            aggregations.set(groups.get(depth), group);
        }
        return aggregations;
    }

    private void addNumber(ObjectNode aggregations, String id) throws Kql.NotUnderstood {
        JsonNode column = columns.path(id);
        ObjectNode number = number(column);
        if (column.has("filter")) {
            ObjectNode filtered = aggregations.putObject(id);
            filtered.set(
                    "filter",
                    Kql.read(column.path("filter").path("query").asText()).query());
            if (number != null) {
                filtered.putObject("aggs").set(INNER, number);
            }
        } else if (number != null) {
            aggregations.set(id, number);
        }
    }

    /** Null for a count, which every bucket has by itself. */
    private static ObjectNode number(JsonNode column) {
        String operation = column.path("operationType").asText();
        String field = column.path("sourceField").asText();
        ObjectNode number = JSON.createObjectNode();
        switch (operation) {
            case "count" -> {
                return null;
            }
            case "average" -> number.putObject("avg").put("field", field);
            case "unique_count" -> number.putObject("cardinality").put("field", field);
            case "median" ->
                number.putObject("percentiles")
                        .put("field", field)
                        .putArray("percents")
                        .add(50);
            default -> number.putObject(operation).put("field", field);
        }
        return number;
    }

    private ObjectNode group(String id) {
        JsonNode column = columns.path(id);
        ObjectNode group = JSON.createObjectNode();
        if (column.path("operationType").asText().equals("date_histogram")) {
            ObjectNode histogram = group.putObject("date_histogram");
            String step = step(column.path("params").path("interval").asText());
            histogram.put("field", column.path("sourceField").asText()).put("min_doc_count", 1);
            histogram.put(step.equals("1d") ? "calendar_interval" : "fixed_interval", step);
            return group;
        }
        JsonNode params = column.path("params");
        ObjectNode terms = group.putObject("terms");
        terms.put("field", column.path("sourceField").asText())
                .put("size", params.path("size").asInt());
        String direction = params.path("orderDirection").asText();
        String by = params.path("orderBy").path("columnId").asText();
        terms.putObject("order").put(by.isEmpty() ? "_key" : path(by), direction);
        return group;
    }

    /** Ours: hours up to two days, days beyond. Kibana takes as many steps as fit on the screen. */
    private String step(String interval) {
        if (!interval.equals("auto")) {
            return interval;
        }
        return range.compareTo(Duration.ofDays(2)) > 0 ? "1d" : "1h";
    }

    private String path(String id) {
        JsonNode column = columns.path(id);
        String operation = column.path("operationType").asText();
        if (operation.equals("count")) {
            return column.has("filter") ? id : "_count";
        }
        return id + (column.has("filter") ? ">" + INNER : "") + (operation.equals("median") ? ".50" : "");
    }

    List<Row> rows(JsonNode answer) {
        List<Row> rows = new ArrayList<>();
        long hits = answer.path("hits").path("total").path("value").asLong();
        collect(answer.path("aggregations"), hits, 0, List.of(), rows);
        return rows;
    }

    private void collect(JsonNode bucket, long documents, int depth, List<String> path, List<Row> rows) {
        if (depth == groups.size()) {
            rows.add(new Row(
                    path,
                    numbers.stream().map(id -> value(bucket, documents, id)).toList(),
                    documents));
            return;
        }
        for (JsonNode inner : bucket.path(groups.get(depth)).path("buckets")) {
            List<String> longer = new ArrayList<>(path);
            longer.add(inner.path("key_as_string").asText(inner.path("key").asText()));
            collect(inner, inner.path("doc_count").asLong(), depth + 1, longer, rows);
        }
    }

    private String value(JsonNode bucket, long documents, String id) {
        JsonNode column = columns.path(id);
        JsonNode found = bucket.path(id);
        String operation = column.path("operationType").asText();
        if (operation.equals("count")) {
            return Long.toString(column.has("filter") ? found.path("doc_count").asLong() : documents);
        }
        JsonNode number = column.has("filter") ? found.path(INNER) : found;
        JsonNode value = operation.equals("median") ? number.path("values").path("50.0") : number.path("value");
        if (!value.isNumber()) {
            return "-";
        }
        double plain = value.asDouble();
        return plain == Math.rint(plain) ? Long.toString(Math.round(plain)) : String.format(Locale.ROOT, "%.4f", plain);
    }
}
