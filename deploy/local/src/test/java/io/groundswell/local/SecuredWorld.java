package io.groundswell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.engines.ElasticsearchSecurity;
import io.groundswell.engines.ElasticsearchServer;
import io.groundswell.local.access.Duties;
import io.groundswell.local.access.Duty;
import io.groundswell.local.access.SearchRoles;
import io.groundswell.publish.document.Index;
import io.groundswell.publish.search.Authority;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A broker and an Elasticsearch that let in over TLS only and know who may do what, a user and a key for each duty, and for each a
 * folder that stands for this stack; made ready by the command.
 */
final class SecuredWorld implements AutoCloseable {

    static final Duties DUTIES = Duties.shipped();

    /** Stands in the administrator's password, and may stand nowhere else. */
    static final String SEARCH_CANARY = "searchCanary93ab17";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADMINISTRATOR = "administrator";

    private final Path folder;
    private final SecuredKafka kafka;
    private final ElasticsearchServer elasticsearch;
    private final HttpClient http;
    private final Ended setUp;

    SecuredWorld(Path folder) throws Exception {
        this.folder = folder;
        // Elasticsearch runs as somebody else.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        kafka = SecuredKafka.in(folder.resolve("kafka"), secrets());
        elasticsearch = ElasticsearchServer.in(folder.resolve("elasticsearch"))
                .security(new ElasticsearchSecurity(
                        kafka.certificates().certificate(),
                        kafka.certificates().key(),
                        authority(),
                        ADMINISTRATOR,
                        SEARCH_CANARY))
                .start();
        http = HttpClient.newBuilder().sslContext(Authority.in(authority())).build();
        for (String role : SearchRoles.NAMES) {
            key(role, SearchRoles.role(role));
        }
        for (Duty duty : DUTIES.all()) {
            StringBuilder lines = new StringBuilder();
            written(duty)
                    .forEach((key, value) ->
                            lines.append(key).append(" = ").append(value).append('\n'));
            Files.writeString(Files.createDirectories(of(duty.name())).resolve("stack.settings"), lines);
        }
        kafka.allow(duty("setup").rules());
        setUp = Ended.of("setup", "--data", of("setup"));
    }

    /** How the command that makes things ready ended. */
    Ended setUp() {
        return setUp;
    }

    SecuredKafka kafka() {
        return kafka;
    }

    ElasticsearchServer elasticsearch() {
        return elasticsearch;
    }

    Path authority() {
        return kafka.certificates().authority();
    }

    Path secrets() {
        return folder.resolve("secrets");
    }

    static Duty duty(String name) {
        return DUTIES.named(name).orElseThrow();
    }

    /** The folder that stands for this stack as one duty sees it. */
    Path of(String duty) {
        return folder.resolve("as").resolve(duty);
    }

    Path keyFile(String name) {
        return secrets().resolve(name + ".key");
    }

    Map<String, String> written(Duty duty) {
        Map<String, String> written = new HashMap<>(kafka.written(duty));
        String role = "groundswell-" + duty.name();
        written.put("publish.elasticsearch", elasticsearch.uri().toString());
        written.put(
                "publish.elasticsearch.api-key-file",
                keyFile(SearchRoles.NAMES.contains(role) ? role : "groundswell-reader")
                        .toString());
        written.put("publish.elasticsearch.ca-file", authority().toString());
        written.put("publish.indices.set-up", "false");
        return written;
    }

    /** Makes an API key that may do what a role may. */
    Path key(String name, JsonNode role) throws Exception {
        ObjectNode wanted = JSON.createObjectNode().put("name", name);
        wanted.putObject("role_descriptors").set(name, role);
        JsonNode made = ask("POST", "/_security/api_key", wanted.toString());
        return Files.writeString(keyFile(name), made.path("encoded").asText() + "\n");
    }

    JsonNode ask(String method, String path, String body) throws Exception {
        HttpResponse<String> answer = http.send(
                HttpRequest.newBuilder(elasticsearch.uri().resolve(path))
                        .header("Content-Type", "application/json")
                        .header(
                                "Authorization",
                                "Basic "
                                        + Base64.getEncoder()
                                                .encodeToString((ADMINISTRATOR + ":" + SEARCH_CANARY).getBytes(UTF_8)))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
        return JSON.readTree(answer.body());
    }

    List<JsonNode> documents(Index index) throws Exception {
        ask("POST", "/" + index.alias() + "/_refresh", "");
        List<JsonNode> documents = new ArrayList<>();
        ask("POST", "/" + index.alias() + "/_search", "{\"size\": 5000}")
                .at("/hits/hits")
                .forEach(hit -> documents.add(hit.path("_source")));
        return documents;
    }

    @Override
    public void close() {
        elasticsearch.close();
        kafka.close();
    }
}
