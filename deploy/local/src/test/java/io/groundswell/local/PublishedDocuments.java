package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Everything that lies in an Elasticsearch under one of our names, as a reader sees it. */
final class PublishedDocuments {

    static final String MENTIONS = "groundswell-mentions";
    static final String MEASURES = "groundswell-measures";
    static final String ALERTS = "groundswell-alerts";
    static final String DEAD_LETTERS = "groundswell-dead-letters";
    static final String LATE = "groundswell-late";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 2_000;
    private static final int DIFFERENCES_SHOWN = 5;

    private final URI elasticsearch;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    PublishedDocuments(URI elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /** By id; an id in two documents fails. */
    SortedMap<String, JsonNode> in(String alias) throws IOException, InterruptedException {
        ask("POST", "/" + alias + "/_refresh", "");
        SortedMap<String, JsonNode> documents = new TreeMap<>();
        JsonNode page = ask("POST", "/" + alias + "/_search?scroll=1m", "{\"size\":" + PAGE + ",\"sort\":[\"_doc\"]}");
        while (!page.path("hits").path("hits").isEmpty()) {
            for (JsonNode hit : page.path("hits").path("hits")) {
                assertThat(documents.put(hit.path("_id").asText(), hit.path("_source")))
                        .as("a document of the same id")
                        .isNull();
            }
            page = ask(
                    "POST",
                    "/_search/scroll",
                    JSON.writeValueAsString(java.util.Map.of(
                            "scroll", "1m", "scroll_id", page.path("_scroll_id").asText())));
        }
        return documents;
    }

    /** How many there are; 0 while Elasticsearch does not answer. */
    long count(String alias) throws InterruptedException {
        try {
            ask("POST", "/" + alias + "/_refresh", "");
            return ask("GET", "/" + alias + "/_count", "").path("count").asLong();
        } catch (IOException e) {
            return 0;
        }
    }

    private JsonNode ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(elasticsearch.resolve(path))
                .timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new IOException("Elasticsearch answered " + response.statusCode() + " to " + path);
        }
        return JSON.readTree(response.body());
    }

    static SortedMap<String, JsonNode> where(SortedMap<String, JsonNode> documents, Predicate<JsonNode> wanted) {
        SortedMap<String, JsonNode> found = new TreeMap<>(documents);
        found.values().removeIf(wanted.negate());
        return found;
    }

    /** What differs, a few of it, by id and the fields that do; contents of posts are not shown. */
    static List<String> differences(SortedMap<String, JsonNode> expected, SortedMap<String, JsonNode> found) {
        List<String> differences = new ArrayList<>();
        long more = 0;
        SortedMap<String, JsonNode> all = new TreeMap<>(expected);
        all.putAll(found);
        for (String id : all.keySet()) {
            JsonNode one = expected.get(id);
            JsonNode other = found.get(id);
            if (one != null && one.equals(other)) {
                continue;
            }
            if (differences.size() == DIFFERENCES_SHOWN) {
                more++;
            } else if (one == null || other == null) {
                differences.add(id + (one == null ? " is new" : " is gone"));
            } else {
                List<String> fields = new ArrayList<>();
                fields("", one, other, fields);
                differences.add(id + ": " + String.join(", ", fields));
            }
        }
        if (more > 0) {
            differences.add("and " + more + " more");
        }
        return differences;
    }

    private static void fields(String path, JsonNode one, JsonNode other, List<String> fields) {
        if (one.isObject() && other.isObject()) {
            SortedMap<String, JsonNode> names = new TreeMap<>();
            one.properties().forEach(field -> names.put(field.getKey(), field.getValue()));
            other.properties().forEach(field -> names.put(field.getKey(), field.getValue()));
            names.keySet().forEach(name -> fields(path + "." + name, one.path(name), other.path(name), fields));
        } else if (!one.equals(other)) {
            boolean tells = one.isNumber() || other.isNumber() || one.isMissingNode() || other.isMissingNode();
            fields.add(path.replaceFirst("^\\.", "") + (tells ? " " + one + " / " + other : ""));
        }
    }
}
