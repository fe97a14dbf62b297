package io.groundswell.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;

/** Reads what was published. */
final class Documents {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String MENTIONS = "groundswell-mentions";

    private final URI elasticsearch;
    private final String key;
    private final HttpClient http;

    Documents(URI elasticsearch) {
        this(elasticsearch, null, null);
    }

    /**
     * @param key an API key; null when it needs none
     * @param authority whom to trust; null for the public authorities
     */
    Documents(URI elasticsearch, String key, SSLContext authority) {
        this.elasticsearch = elasticsearch;
        this.key = key;
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(3));
        this.http = authority == null
                ? client.build()
                : client.sslContext(authority).build();
    }

    /** The text of a mention, if it is there and was not deleted. */
    Optional<String> textOf(String mention) throws InterruptedException {
        try {
            JsonNode document = get("/" + MENTIONS + "/_doc/" + URLEncoder.encode(mention, StandardCharsets.UTF_8));
            return Optional.of(document.path("_source").path("text").asText()).filter(text -> !text.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Documents by index. */
    SortedMap<String, Long> counts() throws IOException, InterruptedException {
        SortedMap<String, Long> counts = new TreeMap<>();
        for (JsonNode index : get("/_cat/indices/groundswell-*?format=json&h=index,docs.count")) {
            counts.put(index.path("index").asText(), index.path("docs.count").asLong());
        }
        return counts;
    }

    /** Mentions by platform, deleted ones not among them. */
    SortedMap<String, Long> mentionsByPlatform() throws IOException, InterruptedException {
        get("/" + MENTIONS + "/_refresh");
        SortedMap<String, Long> counts = new TreeMap<>();
        JsonNode found = get("/" + MENTIONS + "/_search?size=0&source_content_type=application/json&source="
                + URLEncoder.encode(
                        "{\"query\":{\"term\":{\"deleted\":false}},"
                                + "\"aggs\":{\"platforms\":{\"terms\":{\"field\":\"platform\",\"size\":100}}}}",
                        StandardCharsets.UTF_8));
        for (JsonNode bucket : found.path("aggregations").path("platforms").path("buckets")) {
            counts.put(bucket.path("key").asText(), bucket.path("doc_count").asLong());
        }
        return counts;
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(elasticsearch.resolve(path)).timeout(Duration.ofSeconds(5));
        if (key != null) {
            request.header("Authorization", "ApiKey " + key);
        }
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() >= 300) {
            throw new IOException("Elasticsearch answered " + response.statusCode() + " to " + response.uri());
        }
        return JSON.readTree(response.body());
    }
}
