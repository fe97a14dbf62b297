package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.engines.ElasticsearchServer;
import io.groundswell.kibana.Pack;
import io.groundswell.testkit.ReceiverStub;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command against a real Elasticsearch, which has no lifecycle management, and a stub in the place of a Kibana: it takes
 * what it is sent and answers as Kibana's documentation says, and is none.
 */
class SetupCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OBJECTS = "27 objects taken by Kibana at ";

    private static ElasticsearchServer elasticsearch;

    @TempDir
    private Path folder;

    private ReceiverStub kibana;

    @BeforeAll
    static void start() throws IOException {
        elasticsearch = ElasticsearchServer.temporary().start();
    }

    @AfterAll
    static void stop() {
        elasticsearch.close();
    }

    @BeforeEach
    void aStub() throws IOException {
        kibana = new ReceiverStub();
    }

    @AfterEach
    void noStub() {
        kibana.close();
    }

    private static Ended run(String... words) {
        return Ended.ofCommand("setup", (Object[]) words);
    }

    private Ended runWithKibana(String... more) {
        List<String> words = new ArrayList<>(List.of("--elasticsearch", search(), "--kibana", stub()));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private static String search() {
        return elasticsearch.uri().toString();
    }

    private String stub() {
        return kibana.address().replace("/hook", "/s/marketing/");
    }

    private void kibanaAnswers(int status, String json) {
        kibana.answers(exchange -> {
            byte[] body = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
        });
    }

    private static JsonNode get(String path) throws Exception {
        return JSON.readTree(HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(elasticsearch.uri().resolve(path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString())
                .body());
    }

    @Test
    void an_empty_elasticsearch_gets_its_indices_and_is_told_what_it_does_not_have() throws Exception {
        Ended first = run("--elasticsearch", search());
        Ended again = run("--elasticsearch", search());

        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).isEmpty();
        assertThat(first.err().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .matches("Index templates and indices … 15 are there, ready in [0-9.]+ s"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "Lifecycle … left out, as this Elasticsearch has none: indices stay until somebody"
                                                + " deletes them"),
                        line -> assertThat(line)
                                .isEqualTo("Roles … left out, as this Elasticsearch asks nobody who they are: whoever"
                                        + " reaches it may do everything"),
                        line -> assertThat(line)
                                .isEqualTo(
                                        "Dashboards … stay here, as no Kibana was named; --kibana URL brings them there"));
        assertThat(again.code()).isZero();
        assertThat(get("/_alias/groundswell-*").size()).isEqualTo(15);
        assertThat(get("/groundswell-mentions/_mapping/field/brand").toString()).contains("\"path\":\"brands\"");
    }

    @Test
    void the_dashboards_go_to_the_space_of_the_kibana_that_is_named() throws Exception {
        kibanaAnswers(
                200,
                "{'success':true,'successCount':27,'warnings':[{'type':'simple','message':'slow\\u001b[2J today'}]}");
        Path key = Files.writeString(folder.resolve("kibana.key"), "VGhlS2V5\n");

        Ended ended = runWithKibana("--kibana-api-key-file", key.toString());

        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.err().lines().skip(3))
                .containsExactly("Kibana warns: slow [2J today", "Dashboards … " + OBJECTS + stub());
        ReceiverStub.Received received = kibana.received().get(0);
        assertThat(received.path()).isEqualTo("/s/marketing/api/saved_objects/_import?overwrite=true");
        assertThat(received.headers().getFirst("kbn-xsrf")).isEqualTo("true");
        assertThat(received.headers().getFirst("Authorization")).isEqualTo("ApiKey VGhlS2V5");
        String boundary = received.headers().getFirst("Content-Type").replaceAll(".*boundary=", "");
        assertThat(received.body())
                .isEqualTo("--" + boundary
                        + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"groundswell.ndjson\"\r\n"
                        + "Content-Type: application/ndjson\r\n\r\n"
                        + new String(Pack.shipped(), StandardCharsets.UTF_8)
                        + "\r\n--" + boundary + "--\r\n");
    }

    @Test
    void what_kibana_does_not_take_is_told_object_by_object() {
        kibanaAnswers(
                200,
                """
                {'success':false,'successCount':23,'errors':[
                  {'id':'groundswell-overview','type':'dashboard','error':{'type':'missing_references','references':[
                    {'type':'index-pattern','id':'groundswell-shares'}]}},
                  {'id':'groundswell-late','type':'index-pattern','error':{'type':'conflict'}},
                  {'id':'groundswell-reviews','type':'search','error':{'type':'unsupported_type'}},
                  {'id':'groundswell-voices','type':'dashboard','error':{'type':'unknown','message':'too new','statusCode':422}}]}
                """);

        Ended ended = runWithKibana();

        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err().lines().skip(3))
                .containsExactly(
                        "dashboard groundswell-overview was not taken: it needs index-pattern groundswell-shares, which is not"
                                + " there",
                        "index-pattern groundswell-late was not taken: another object is in its place, in this space or one shared"
                                + " with it",
                        "search groundswell-reviews was not taken: this Kibana has no objects of that type; the dashboards are for"
                                + " 8.19 and later",
                        "dashboard groundswell-voices was not taken: too new",
                        "Dashboards … 23 objects taken by Kibana at " + stub() + ", 4 not");
    }

    @Test
    void a_kibana_that_lets_nobody_in_is_told_with_what_it_takes() {
        kibanaAnswers(401, "{'message':'who are you?'}");
        assertThat(lastLine(runWithKibana()))
                .isEqualTo("groundswell: Kibana at " + stub()
                        + " does not let us in (401): give it an API key that may manage saved objects, in the file of"
                        + " --kibana-api-key-file.");
        kibanaAnswers(500, "{'message':'out of order'}");
        assertThat(lastLine(runWithKibana()))
                .isEqualTo("groundswell: Kibana at " + stub() + " refuses the dashboards with 500: out of order.");
    }

    @Test
    void what_is_no_kibana_is_told() {
        kibanaAnswers(200, "<html>welcome</html>");
        assertThat(lastLine(runWithKibana()))
                .isEqualTo("groundswell: What answers at " + stub()
                        + " is not a Kibana: its answer to an import has no success.");
    }

    @Test
    void nobody_at_home_is_told_at_once() throws IOException {
        String nobody;
        try (ServerSocket free = new ServerSocket(0)) {
            nobody = "http://127.0.0.1:" + free.getLocalPort();
        }
        Ended search = run("--elasticsearch", nobody);
        assertThat(search)
                .isEqualTo(new Ended(
                        1,
                        "",
                        "groundswell: Elasticsearch at " + nobody
                                + " does not answer (ConnectException): is it up, and is that its address?\n"));
        assertThat(lastLine(run("--elasticsearch", search(), "--kibana", nobody)))
                .isEqualTo("groundswell: Kibana at " + nobody
                        + " does not answer (ConnectException): is it up, and is that its address?");
    }

    @Test
    void wrong_words_change_nothing_and_a_password_in_an_address_is_not_repeated() {
        assertThat(run("--elasticsearch", search(), "--kibana", "https://ann:secret@kibana.example"))
                .isEqualTo(new Ended(
                        2,
                        "",
                        "groundswell: --kibana must be an address such as https://127.0.0.1:9200, without a user, but is"
                                + " https://…@kibana.example.\n"));
        assertThat(run("--elasticsearch", "localhost:9200").err())
                .isEqualTo(
                        "groundswell: --elasticsearch must be an address such as https://127.0.0.1:9200, without a user, but"
                                + " is localhost:9200.\n");
        assertThat(run(
                        "--elasticsearch",
                        search(),
                        "--kibana-api-key-file",
                        folder.resolve("none").toString()))
                .satisfies(ended -> assertThat(ended.code()).isEqualTo(2))
                .satisfies(ended ->
                        assertThat(ended.err()).startsWith("groundswell: the file with the API key cannot be read"));
    }

    @Test
    void without_an_address_it_is_the_stack_that_runs() {
        assertThat(run("--data", folder.toString()))
                .isEqualTo(new Ended(
                        1,
                        "",
                        "groundswell: No stack runs on " + folder
                                + "; start one with groundswell up, name another folder with --data, or an Elasticsearch"
                                + " with --elasticsearch.\n"));
    }

    private static String lastLine(Ended ended) {
        assertThat(ended.code()).isEqualTo(1);
        return ended.err().lines().reduce((one, other) -> other).orElseThrow();
    }
}
