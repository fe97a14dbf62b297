package io.groundswell.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.SortedMap;
import java.util.TreeMap;

/** All documents behind an alias, however many. */
final class PublishedDocuments {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final URI elasticsearch;
    private final HttpClient http = HttpClient.newHttpClient();

    PublishedDocuments(URI elasticsearch) {
        this.elasticsearch = elasticsearch;
    }

    /** What was written, by document id; made visible first. */
    SortedMap<String, JsonNode> in(String alias) throws IOException, InterruptedException {
        post("/" + alias + "/_refresh", "");
        SortedMap<String, JsonNode> documents = new TreeMap<>();
        JsonNode page = post("/" + alias + "/_search?scroll=1m", "{\"size\":2000,\"sort\":[\"_doc\"]}");
        while (!page.path("hits").path("hits").isEmpty()) {
            for (JsonNode hit : page.path("hits").path("hits")) {
                documents.put(hit.path("_id").asText(), hit.path("_source"));
            }
            page = post(
                    "/_search/scroll",
                    "{\"scroll\":\"1m\",\"scroll_id\":\""
                            + page.path("_scroll_id").asText() + "\"}");
        }
        return documents;
    }

    private JsonNode post(String path, String body) throws IOException, InterruptedException {
        HttpResponse<byte[]> response = http.send(
                HttpRequest.newBuilder(elasticsearch.resolve(path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new IOException("Elasticsearch answered " + response.statusCode() + " to " + path);
        }
        return JSON.readTree(response.body());
    }
}
