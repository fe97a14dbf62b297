package io.groundswell.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Brings the pack to a Kibana. Objects of ours that are there are replaced, and those of others stay. */
public final class PackImport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "groundswell-saved-objects";

    /**
     * What Kibana said. Sentences hold words of the server.
     *
     * @param count objects that were taken
     * @param problems a sentence for each object that was not
     */
    public record Imported(int count, List<String> problems, List<String> warnings) {}

    /**
     * @param kibana with the path of its space, if any, such as {@code https://kibana.example/s/marketing}
     * @param apiKey as Elasticsearch encodes it; null when Kibana needs none
     * @throws IOException when there is no answer, or nothing was taken, in a sentence
     */
    public static Imported into(URI kibana, String apiKey, byte[] pack) throws IOException, InterruptedException {
        URI address = URI.create(kibana.toString().replaceAll("/+$", "") + "/api/saved_objects/_import?overwrite=true");
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(Duration.ofMinutes(2))
                .header("kbn-xsrf", "true")
                .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
                .POST(HttpRequest.BodyPublishers.ofByteArray(form(pack)));
        if (apiKey != null) {
            request.header("Authorization", "ApiKey " + apiKey);
        }
        HttpClient http =
                HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
        HttpResponse<byte[]> response;
        try {
            response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException silence) {
            throw new IOException(
                    "Kibana at " + kibana + " does not answer ("
                            + silence.getClass().getSimpleName() + "): is it up, and is that its address?",
                    silence);
        }
        return imported(kibana, response.statusCode(), read(response.body()));
    }

    private static byte[] form(byte[] pack) throws IOException {
        ByteArrayOutputStream form = new ByteArrayOutputStream();
        form.write(("--" + BOUNDARY
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"groundswell.ndjson\"\r\n"
                        + "Content-Type: application/ndjson\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8));
        form.write(pack);
        form.write(("\r\n--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return form.toByteArray();
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    private static Imported imported(URI kibana, int status, JsonNode answer) throws IOException {
        if (status == 401 || status == 403 || status / 100 == 3) {
            throw new IOException("Kibana at " + kibana + " does not let us in (" + status
                    + "): give it an API key that may manage saved objects, in the file of --kibana-api-key-file");
        }
        if (status != 200) {
            throw new IOException("Kibana at " + kibana + " refuses the dashboards with " + status
                    + (answer.path("message").isTextual()
                            ? ": " + answer.path("message").asText()
                            : ""));
        }
        if (!answer.path("success").isBoolean()) {
            throw new IOException(
                    "What answers at " + kibana + " is not a Kibana: its answer to an import has no success");
        }
        List<String> problems = new ArrayList<>();
        answer.path("errors").forEach(error -> problems.add(problem(error)));
        if (problems.isEmpty() && !answer.path("success").asBoolean()) {
            problems.add("Kibana says that the import failed, and not why");
        }
        List<String> warnings = new ArrayList<>();
        answer.path("warnings")
                .forEach(warning -> warnings.add(warning.path("message").asText()));
        return new Imported(answer.path("successCount").asInt(), problems, warnings);
    }

    private static String problem(JsonNode error) {
        String object = error.path("type").asText() + " " + error.path("id").asText();
        JsonNode why = error.path("error");
        return object
                + switch (why.path("type").asText()) {
                    case "missing_references" ->
                        " was not taken: it needs "
                                + StreamSupport.stream(why.path("references").spliterator(), false)
                                        .map(each -> each.path("type").asText() + " "
                                                + each.path("id").asText())
                                        .collect(Collectors.joining(", "))
                                + ", which is not there";
                    case "conflict", "ambiguous_conflict" ->
                        " was not taken: another object is in its place, in this space or one shared with it";
                    case "unsupported_type" ->
                        " was not taken: this Kibana has no objects of that type; the dashboards are for 8.19 and later";
                    default ->
                        " was not taken: "
                                + (why.path("message").isTextual()
                                        ? why.path("message").asText()
                                        : "Kibana does not say why");
                };
    }

    private PackImport() {}
}
