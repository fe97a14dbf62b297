package io.groundswell.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** How an Elasticsearch is searched. */
@FunctionalInterface
public interface Asking {

    /**
     * @param index or an alias
     * @param body of a search, JSON
     * @return the answer
     * @throws IOException when there is none, or the search is refused, with the reason
     */
    JsonNode search(String index, String body) throws IOException, InterruptedException;

    /** An Elasticsearch that lets everybody in. */
    static Asking at(URI elasticsearch) {
        ObjectMapper json = new ObjectMapper();
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        return (index, body) -> {
            HttpRequest request = HttpRequest.newBuilder(elasticsearch.resolve("/" + index + "/_search"))
                    .timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            JsonNode answer = json.readTree(response.body());
            if (response.statusCode() != 200) {
                JsonNode cause = answer.at("/error/root_cause/0/reason");
                throw new IOException(
                        cause.isTextual() ? cause.asText() : "Elasticsearch answers " + response.statusCode());
            }
            return answer;
        };
    }
}
