package io.groundswell.local.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.engines.ElasticsearchServer;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.publish.document.Document;
import io.groundswell.publish.document.Documents;
import io.groundswell.publish.document.Index;
import io.groundswell.publish.search.Elasticsearch;
import io.groundswell.publish.search.Indices;
import io.groundswell.testkit.AMention;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A real Elasticsearch with our indices in it, and what a test publishes there. */
final class Published implements AutoCloseable {

    private static final KafkaRecord NOWHERE = new KafkaRecord("none", 0, 0, 0, null, null);

    private final ElasticsearchServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    private final Set<Index> written = EnumSet.noneOf(Index.class);

    private Published(ElasticsearchServer server) {
        this.server = server;
    }

    static Published nothing() throws IOException {
        Published published = new Published(ElasticsearchServer.temporary().start());
        try (Elasticsearch elasticsearch =
                Elasticsearch.at(List.of(published.uri().toString()), null, Duration.ofSeconds(30))) {
            Indices.setUp(elasticsearch);
        }
        return published;
    }

    URI uri() {
        return server.uri();
    }

    ElasticsearchServer server() {
        return server;
    }

    void mentions(AMention... mentions) throws IOException, InterruptedException {
        mentions(Stream.of(mentions));
    }

    void mentions(Stream<AMention> mentions) throws IOException, InterruptedException {
        Documents<io.groundswell.topics.EnrichedMention> documents = Documents.ofMentions();
        StringBuilder lines = new StringBuilder();
        mentions.map(mention -> documents.from(mention.enriched(), NOWHERE)).forEach(document -> add(lines, document));
        bulk(Index.MENTIONS, lines);
    }

    private static void add(StringBuilder lines, Document document) {
        add(lines, document.id(), new String(document.json(), StandardCharsets.UTF_8));
    }

    private static void add(StringBuilder lines, String id, String json) {
        lines.append("{\"index\":{\"_id\":\"")
                .append(id)
                .append("\"}}\n")
                .append(json)
                .append('\n');
    }

    /** @param json with an id */
    void document(Index index, String json) throws IOException, InterruptedException {
        StringBuilder lines = new StringBuilder();
        add(lines, json.replaceAll("(?s).*?\"id\": ?\"([^\"]+)\".*", "$1"), json.replace("\n", " "));
        bulk(index, lines);
    }

    private void bulk(Index index, StringBuilder lines) throws IOException, InterruptedException {
        String answer = ask("POST", "/" + index.alias() + "/_bulk?refresh=true", lines.toString());
        assertThat(answer).contains("\"errors\":false");
        written.add(index);
    }

    void forgetAll() throws IOException, InterruptedException {
        for (Index index : written) {
            ask("DELETE", "/" + index.first(), "");
            ask("PUT", "/" + index.first(), "{\"aliases\":{\"" + index.alias() + "\":{\"is_write_index\":true}}}");
        }
        written.clear();
    }

    private String ask(String method, String path, String body) throws IOException, InterruptedException {
        return http.send(
                        HttpRequest.newBuilder(uri().resolve(path))
                                .header("Content-Type", "application/json")
                                .method(method, HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** An export of what is published, as if it were done then. */
    Export export(Instant now) {
        return new Export(SearchDoor.at(uri(), null), Licences.read("none", ""), now);
    }

    static ExportRequest all(ExportKind kind, ExportFormat format) {
        return new ExportRequest(
                kind, new TreeSet<>(List.of("acme")), null, null, io.groundswell.topics.WindowSize.DAY, format);
    }

    @Override
    public void close() {
        server.close();
    }
}
