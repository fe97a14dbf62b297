package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says before and without an Elasticsearch; what it writes, the tests of the package export tell. */
class ExportCommandTest {

    @TempDir
    Path folder;

    private static Ended run(Object... words) {
        return Ended.of(words);
    }

    private Ended export(Object... more) {
        Object[] words = {
            "export",
            "mentions",
            "--brand",
            "acme",
            "--out",
            folder.resolve("out.csv"),
            "--data",
            folder.resolve("data")
        };
        Object[] all = java.util.Arrays.copyOf(words, words.length + more.length);
        System.arraycopy(more, 0, all, words.length, more.length);
        return run(all);
    }

    @Test
    void without_a_stack_and_without_an_address_it_says_what_to_do() {
        assertThat(export("--format", "csv"))
                .isEqualTo(new Ended(
                        1,
                        "",
                        "groundswell: No stack runs on " + folder.resolve("data")
                                + "; start one with groundswell up, name another folder with --data, or an Elasticsearch with"
                                + " --elasticsearch.\n"));
    }

    @Test
    void what_is_wrong_in_the_command_is_told_before_anything_is_asked() throws Exception {
        assertThat(export("--format", "xlsx")).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("expected one of [CSV, PARQUET, JSONL] (case-insensitive) but was 'xlsx'");
        });
        assertThat(export("--format", "csv", "--elasticsearch", "http://127.0.0.1:1", "--from", "1.3.2026"))
                .isEqualTo(new Ended(
                        2,
                        "",
                        "groundswell: '--from' is '1.3.2026', but must be a day such as 2026-03-01 or an instant such as"
                                + " 2026-03-01T09:00:00Z.\n"));
        assertThat(export("--format", "csv", "--elasticsearch", "http://ann:secret@127.0.0.1:1"))
                .isEqualTo(new Ended(
                        2,
                        "",
                        "groundswell: --elasticsearch must be an address such as https://127.0.0.1:9200, without a user, but"
                                + " is http://…@127.0.0.1:1.\n"));
        assertThat(export("--format", "csv", "--licences", folder.resolve("none.yaml")))
                .isEqualTo(new Ended(
                        2,
                        "",
                        "groundswell: The rules of licences, " + folder.resolve("none.yaml") + ", cannot be read.\n"));
        Files.writeString(folder.resolve("out.csv"), "precious");
        assertThat(export("--format", "csv", "--elasticsearch", "http://127.0.0.1:1"))
                .isEqualTo(new Ended(
                        2,
                        "",
                        "groundswell: " + folder.resolve("out.csv")
                                + " is there already; name another file, or say --overwrite to replace it.\n"));
    }

    @Test
    void an_api_key_is_sent_and_a_refusal_says_what_the_key_must_be_allowed() throws IOException {
        // Given
        StringBuilder heard = new StringBuilder();
        HttpServer refusing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        refusing.createContext("/", exchange -> {
            heard.append(exchange.getRequestHeaders().getFirst("Authorization"));
            byte[] answer = "{\"error\":{\"type\":\"security_exception\"}}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(403, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        refusing.start();
        String address = "http://127.0.0.1:" + refusing.getAddress().getPort();
        Path key = Files.writeString(folder.resolve("key"), "bm90IHNlY3JldA==\n");

        // When
        Ended ended = export("--format", "csv", "--elasticsearch", address, "--api-key-file", key);
        refusing.stop(0);

        // Then
        assertThat(heard).hasToString("ApiKey bm90IHNlY3JldA==");
        assertThat(ended)
                .isEqualTo(new Ended(
                        1,
                        "",
                        "groundswell: Elasticsearch at " + address
                                + "/ does not let us read (403 security_exception): give the file of an API key that may"
                                + " read groundswell-* with --api-key-file.\n"));
    }
}
