package io.groundswell.local.brief;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who may look through the door, and at what; the Elasticsearch behind it is down. */
class BriefDoorTest {

    private BriefDoor door;

    @BeforeEach
    void the_door_is_open() throws IOException {
        door = new BriefDoor(
                0,
                Published.at(URI.create("http://127.0.0.1:9"), null),
                () -> List.of(new Brief.Listened("acme", "Acme & <Sons>", MadeUp.VIENNA)));
    }

    @AfterEach
    void it_is_closed() throws IOException {
        door.close();
    }

    /** The first line of the answer, its headers and its body. */
    private String ask(String method, String path, String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", door.uri().getPort())) {
            OutputStream out = socket.getOutputStream();
            out.write((method + " " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String ours() {
        return "127.0.0.1:" + door.uri().getPort();
    }

    @Test
    void the_brands_stand_at_the_root() throws IOException {
        assertThat(ask("GET", "/", ours()))
                .startsWith("HTTP/1.1 200 OK")
                .contains("<a href=\"/brands/acme\">Acme &amp; &lt;Sons&gt;</a>");
        assertThat(ask("GET", "/", "localhost:" + door.uri().getPort())).startsWith("HTTP/1.1 200 OK");
    }

    @Test
    void who_comes_under_another_name_sees_nothing() throws IOException {
        for (String other : List.of("evil.example", "evil.example:" + door.uri().getPort(), "127.0.0.1", "")) {
            assertThat(ask("GET", "/", other))
                    .as(other)
                    .startsWith("HTTP/1.1 403 Forbidden")
                    .doesNotContain("Acme");
        }
    }

    @Test
    void nobody_can_do_anything_here() throws IOException {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS")) {
            assertThat(ask(method, "/", ours()))
                    .as(method)
                    .startsWith("HTTP/1.1 405 Method Not Allowed")
                    .containsIgnoringCase("Allow: GET");
        }
    }

    @Test
    void what_is_not_there_is_told_without_repeating_it() throws IOException {
        assertThat(ask("GET", "/brands/%3Cscript%3E", ours()))
                .startsWith("HTTP/1.1 404 Not Found")
                .contains("No such brand is listened for")
                .doesNotContain("script");
        assertThat(ask("GET", "/favicon.ico", ours())).startsWith("HTTP/1.1 404 Not Found");
    }

    @Test
    void an_elasticsearch_that_is_silent_is_one_sentence_and_no_trace() throws IOException {
        assertThat(ask("GET", "/brands/acme", ours()))
                .startsWith("HTTP/1.1 503 Service Unavailable")
                .endsWith(
                        "\r\n\r\nElasticsearch does not answer at http://127.0.0.1:9; is it up, and is that its address?\n");
    }
}
