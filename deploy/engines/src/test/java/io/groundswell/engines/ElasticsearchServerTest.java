package io.groundswell.engines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ElasticsearchServerTest {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final List<String> SENTENCES = new ArrayList<>();
    private static ElasticsearchServer server;

    @BeforeAll
    static void start() throws IOException {
        server = ElasticsearchServer.temporary().progress(SENTENCES::add).start();
        put("/things", "{\"settings\":{\"number_of_replicas\":0}}");
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void a_document_outlives_a_kill() throws Exception {
        // Given
        put("/things/_doc/1", "{\"name\":\"wave\"}");

        // When
        server.kill();
        server.restart();

        // Then
        assertThat(get("/things/_source/1")).isEqualTo("{\"name\":\"wave\"}");
        assertThat(SENTENCES).contains("Elasticsearch is up on " + server.uri());
    }

    @Test
    void paused_it_keeps_silent_and_resumed_it_answers() throws Exception {
        // Given
        server.pause();

        // When
        Throwable silence = org.assertj.core.api.Assertions.catchThrowable(() -> get("/_cluster/health"));
        server.resume();

        // Then
        assertThat(silence).isInstanceOf(HttpTimeoutException.class);
        assertThat(get("/_cluster/health")).contains("\"status\"");
    }

    @Test
    void an_index_nobody_set_up_is_not_made_up() throws Exception {
        // When
        String answer = put("/misspelt/_doc/1", "{}");

        // Then
        assertThat(answer).contains("index_not_found_exception");
    }

    @Test
    void a_taken_port_is_told_in_a_sentence() throws Exception {
        // Given
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = other.getLocalPort();

            // When, Then
            assertThatThrownBy(() -> ElasticsearchServer.temporary().port(port).start())
                    .isInstanceOf(IOException.class)
                    .hasMessage("Port " + port + " on 127.0.0.1 is taken by another program: stop it, or choose another"
                            + " port, or 0 for any free one.");
        }
    }

    @Test
    void a_server_that_cannot_start_says_why() {
        // When, Then
        assertThatThrownBy(() -> ElasticsearchServer.temporary()
                        .setting("no.such.setting", "1")
                        .start())
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("Elasticsearch ended with code")
                .hasMessageContaining("no.such.setting");
    }

    @Test
    void a_distribution_of_other_bytes_is_refused(@TempDir Path cache) throws IOException {
        // Given
        Path forged = Files.writeString(cache.resolve("forged.zip"), "not it");
        System.setProperty("groundswell.elasticsearch.zip", forged.toString());

        // When, Then
        try {
            assertThatThrownBy(() -> ElasticsearchHome.unpackedIn(cache.resolve("home"), sentence -> {}))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("The Elasticsearch distribution " + forged + " is not the one expected");
            assertThat(cache.resolve("home")).isDirectoryNotContaining(Files::isDirectory);
        } finally {
            System.clearProperty("groundswell.elasticsearch.zip");
        }
    }

    private static String get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(at(path)));
    }

    private static String put(String path, String json) throws IOException {
        try {
            return send(HttpRequest.newBuilder(at(path))
                    .header("content-type", "application/json")
                    .PUT(HttpRequest.BodyPublishers.ofString(json)));
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    private static String send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(request.timeout(Duration.ofSeconds(4)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static URI at(String path) {
        return server.uri().resolve(path);
    }
}
