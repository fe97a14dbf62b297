package io.groundswell.local.export;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.flow.WallClock;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;

/** Where Elasticsearch is asked. What passes by itself is asked again; everything else is a sentence. Thread-safe. */
public final class SearchDoor {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);
    private static final Duration ANSWER_WITHIN = Duration.ofMinutes(2);
    private static final Set<Integer> PASSING = Set.of(429, 502, 503, 504);
    private static final long FIRST_WAIT_MILLIS = 500;
    private static final long LONGEST_WAIT_MILLIS = 5_000;

    /** How long whoever has answered before is waited for; who never has is not there. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final URI elasticsearch;
    private final String key;
    private volatile boolean hasAnswered;
    private final HttpClient http;

    /** Elasticsearch refused; {@link #type()} is what it calls the reason. */
    static final class Refused extends IOException {

        private final String type;

        private Refused(String sentence, String type) {
            super(sentence);
            this.type = type;
        }

        String type() {
            return type;
        }
    }

    private SearchDoor(URI elasticsearch, String key, SSLContext authority) {
        this.elasticsearch = elasticsearch;
        this.key = key;
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN);
        this.http = authority == null
                ? client.build()
                : client.sslContext(authority).build();
    }

    /**
     * Nothing is sent yet.
     *
     * @param elasticsearch such as {@code https://search.example:9200}
     * @param key an API key as Elasticsearch encodes it; null when it needs none
     */
    public static SearchDoor at(URI elasticsearch, String key) {
        return at(elasticsearch, key, null);
    }

    /**
     * As above.
     *
     * @param authority whom to trust; null for the public authorities
     */
    public static SearchDoor at(URI elasticsearch, String key, SSLContext authority) {
        String path = elasticsearch.getPath();
        return new SearchDoor(path.endsWith("/") ? elasticsearch : URI.create(elasticsearch + "/"), key, authority);
    }

    /**
     * @param path without a slash in front
     * @param body null for none
     * @throws IOException with a sentence, when it does not answer or refuses
     */
    public JsonNode ask(String method, String path, JsonNode body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(elasticsearch.resolve(path))
                .timeout(ANSWER_WITHIN)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        if (key != null) {
            request.header("Authorization", "ApiKey " + key);
        }
        Instant until = WallClock.now().plus(hasAnswered ? PATIENCE : Duration.ZERO);
        for (long wait = FIRST_WAIT_MILLIS; ; wait = Math.min(2 * wait, LONGEST_WAIT_MILLIS)) {
            boolean last = WallClock.now().isAfter(until);
            try {
                HttpResponse<byte[]> answer = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
                if (answer.statusCode() < 300) {
                    JsonNode said = JSON.readTree(answer.body());
                    hasAnswered = true;
                    return said;
                }
                if (!PASSING.contains(answer.statusCode()) || last) {
                    throw refused(answer, path);
                }
            } catch (Refused e) {
                throw e;
            } catch (JacksonException e) {
                throw new IOException("What answers at " + elasticsearch + " is no Elasticsearch", e);
            } catch (SSLHandshakeException e) {
                throw new IOException(
                        "Elasticsearch at " + elasticsearch
                                + " shows a certificate we do not trust; --ca-file names the"
                                + " authority that signed it",
                        e);
            } catch (IOException e) {
                if (last) {
                    throw new IOException(
                            "Elasticsearch at " + elasticsearch + " does not answer ("
                                    + e.getClass().getSimpleName() + "); is it running?",
                            e);
                }
            }
            Thread.sleep(wait);
        }
    }

    private Refused refused(HttpResponse<byte[]> answer, String path) {
        JsonNode error;
        try {
            error = JSON.readTree(answer.body()).path("error");
        } catch (IOException e) {
            error = JSON.missingNode();
        }
        JsonNode cause = error.path("root_cause").path(0);
        String type = cause.path("type").asText(error.path("type").asText());
        String said = "Elasticsearch at " + elasticsearch;
        int status = answer.statusCode();
        if (status == 401 || status == 403) {
            return new Refused(
                    said + " does not let us read (" + status + " " + type
                            + "): give the file of an API key that may read groundswell-* with --api-key-file",
                    type);
        } else if (type.equals("index_not_found_exception")) {
            return new Refused(said + " has nothing published: there is no " + path.split("/")[0], type);
        }
        return new Refused(
                said + " refuses with " + status + " " + type + ": "
                        + cause.path("reason").asText(),
                type);
    }
}
