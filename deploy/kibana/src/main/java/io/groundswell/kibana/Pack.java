package io.groundswell.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Saved objects as they stand in a file for Kibana, a line of JSON each, whoever wrote it. */
public final class Pack {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private static final String FILE = "/kibana/groundswell.ndjson";

    /** @param line from 1 on */
    record Item(int line, JsonNode json) {

        String type() {
            return json.path("type").asText();
        }

        String id() {
            return json.path("id").asText();
        }

        String name() {
            return type() + " " + id();
        }

        JsonNode attributes() {
            return json.path("attributes");
        }

        /** Panels of a dashboard; none of anything else, or when they cannot be read. */
        List<JsonNode> panels() {
            return list(inside(attributes(), "panelsJSON"));
        }

        /** Controls of a dashboard. */
        List<JsonNode> controls() {
            return list(inside(attributes().path("controlGroupInput"), "panelsJSON"));
        }

        String target(String reference) {
            return StreamSupport.stream(json.path("references").spliterator(), false)
                    .filter(each -> each.path("name").asText().equals(reference))
                    .map(each -> each.path("id").asText())
                    .findFirst()
                    .orElse("");
        }
    }

    /**
     * One set of columns of a chart.
     *
     * @param index name of the index its data view looks at; empty when there is no such data view
     * @param time field of the time range; empty when the range does not matter
     */
    record Layer(Item dashboard, JsonNode panel, String id, JsonNode json, String index, String time, String kql) {

        String title() {
            return panel.path("title").asText();
        }

        boolean heedsControls() {
            return !json.path("ignoreGlobalFilters").asBoolean();
        }
    }

    private final List<Item> items;
    private final List<Finding> unreadable;

    private Pack(List<Item> items, List<Finding> unreadable) {
        this.items = items;
        this.unreadable = unreadable;
    }

    /** The pack that ships, as its file is. */
    public static byte[] shipped() {
        try (InputStream file = Pack.class.getResourceAsStream(FILE)) {
            return file.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Pack read(byte[] file) {
        List<Item> items = new ArrayList<>();
        List<Finding> unreadable = new ArrayList<>();
        String[] lines = new String(file, StandardCharsets.UTF_8).split("\n");
        for (int i = 0; i < lines.length; i++) {
            try {
                JsonNode json = JSON.readTree(lines[i]);
                if (!json.isObject()) {
                    throw new IOException();
                }
                items.add(new Item(i + 1, json));
            } catch (IOException e) {
                unreadable.add(new Finding(
                        Check.ENVELOPE,
                        "line " + (i + 1),
                        "",
                        "it is not one JSON object: export or generate it anew"));
            }
        }
        return new Pack(items, unreadable);
    }

    List<Item> items() {
        return items;
    }

    List<Finding> unreadable() {
        return unreadable;
    }

    List<Item> of(String type) {
        return items.stream().filter(item -> item.type().equals(type)).toList();
    }

    Optional<Item> find(String type, String id) {
        return items.stream()
                .filter(item -> item.type().equals(type) && item.id().equals(id))
                .findFirst();
    }

    /** The index that a data view looks at. */
    String index(String dataView) {
        return find("index-pattern", dataView)
                .map(view -> view.attributes().path("title").asText())
                .orElse("");
    }

    String time(String dataView) {
        return find("index-pattern", dataView)
                .map(view -> view.attributes().path("timeFieldName").asText())
                .orElse("");
    }

    /** The layers of Lens in a dashboard, annotations not among them. */
    List<Layer> layers(Item dashboard) {
        List<Layer> layers = new ArrayList<>();
        for (JsonNode panel : dashboard.panels()) {
            JsonNode state = panel.path("embeddableConfig").path("attributes").path("state");
            state.path("datasourceStates")
                    .path("formBased")
                    .path("layers")
                    .properties()
                    .forEach(layer -> {
                        String dataView = dashboard.target(
                                panel.path("panelIndex").asText() + ":indexpattern-datasource-layer-" + layer.getKey());
                        layers.add(new Layer(
                                dashboard,
                                panel,
                                layer.getKey(),
                                layer.getValue(),
                                index(dataView),
                                time(dataView),
                                state.path("query").path("query").asText()));
                    });
        }
        return layers;
    }

    static Stream<JsonNode> visualLayers(JsonNode panel) {
        return list(panel.at("/embeddableConfig/attributes/state/visualization/layers")).stream();
    }

    /** JSON inside a string; missing when it cannot be read. */
    static JsonNode inside(JsonNode object, String key) {
        try {
            return object.path(key).isTextual() ? JSON.readTree(object.path(key).asText()) : MissingNode.getInstance();
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }
}
