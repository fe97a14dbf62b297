package io.groundswell.kibana;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.testkit.Approved;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/** The pack that ships, with one thing in it made wrong. */
final class BrokenPack {

    static final String OVERVIEW = "groundswell-overview";
    static final String MENTIONS = "Mentions by others than the brand (measure/1)";
    static final String VOICES = "Mentions by voice, with incidents (measure/1)";
    static final String NET_SENTIMENT = "Net sentiment of each brand, by day (net-sentiment/1, measure/1)";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<ObjectNode> objects = new ArrayList<>();
    private String more = "";

    BrokenPack() throws IOException {
        for (String line : Files.readAllLines(Approved.root().resolve("deploy/kibana/groundswell.ndjson"))) {
            objects.add((ObjectNode) JSON.readTree(line));
        }
    }

    BrokenPack line(String line) {
        more = line + "\n";
        return this;
    }

    BrokenPack object(String id, Consumer<ObjectNode> breaking) {
        breaking.accept(objects.stream()
                .filter(object -> object.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow());
        return this;
    }

    BrokenPack without(String id) {
        objects.removeIf(object -> object.path("id").asText().equals(id));
        return this;
    }

    BrokenPack attributes(String id, Consumer<ObjectNode> breaking) {
        return object(id, object -> breaking.accept((ObjectNode) object.get("attributes")));
    }

    /** A panel of the overview. */
    BrokenPack panel(String title, Consumer<ObjectNode> breaking) {
        return attributes(OVERVIEW, attributes -> {
            try {
                ArrayNode panels =
                        (ArrayNode) JSON.readTree(attributes.path("panelsJSON").asText());
                breaking.accept(StreamSupport.stream(panels.spliterator(), false)
                        .filter(panel -> panel.path("title").asText().equals(title))
                        .map(ObjectNode.class::cast)
                        .findFirst()
                        .orElseThrow());
                attributes.put("panelsJSON", panels.toString());
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** What a panel of the overview shows and asks. */
    BrokenPack state(String title, Consumer<ObjectNode> breaking) {
        return panel(title, panel -> breaking.accept((ObjectNode) panel.at("/embeddableConfig/attributes/state")));
    }

    /** The columns of a panel of the overview. */
    BrokenPack numbers(String title, Consumer<ObjectNode> breaking) {
        return state(
                title, state -> breaking.accept((ObjectNode) state.at("/datasourceStates/formBased/layers/numbers")));
    }

    BrokenPack column(String title, String column, Consumer<ObjectNode> breaking) {
        return numbers(
                title,
                numbers -> breaking.accept((ObjectNode) numbers.path("columns").path(column)));
    }

    BrokenPack query(String title, String kql) {
        return state(title, state -> ((ObjectNode) state.get("query")).put("query", kql));
    }

    Pack pack() {
        StringBuilder lines = new StringBuilder();
        for (JsonNode object : objects) {
            lines.append(object).append('\n');
        }
        return Pack.read((lines + more).getBytes(StandardCharsets.UTF_8));
    }

    /** What is found by the checks that need no documents. */
    List<String> found() {
        return PackChecks.of(pack()).stream().map(Finding::toString).toList();
    }
}
