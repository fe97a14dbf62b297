package io.groundswell.publish.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import io.groundswell.testkit.ReceiverStub;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What is asked of an Elasticsearch that has lifecycle management. None such can be had here, so a stub stands for it and
 * answers as its documentation says; that one without is left alone is seen on a real one in the test of the command.
 */
class LifecycleTest {

    private static final String POLICY = "/_ilm/policy/groundswell";

    private final Map<String, String> answers = new TreeMap<>();
    private ReceiverStub stub;
    private Elasticsearch elasticsearch;

    @BeforeEach
    void open() throws IOException {
        stub = new ReceiverStub();
        stub.answers(this::answer);
        elasticsearch = Elasticsearch.at(List.of(stub.address().replace("/hook", "")), null, Duration.ofSeconds(5));
        answers.put("GET /_ilm/status", "{\"operation_mode\":\"RUNNING\"}");
    }

    @AfterEach
    void close() {
        elasticsearch.close();
        stub.close();
    }

    /** 404 for what no answer was put down for. */
    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String asked = exchange.getRequestMethod() + " " + (path.endsWith("/_settings") ? "/…/_settings" : path);
        byte[] body = answers.getOrDefault(asked, "{}").getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("content-type", "application/json");
        exchange.sendResponseHeaders(answers.containsKey(asked) ? 200 : 404, body.length);
        exchange.getResponseBody().write(body);
    }

    private void hasTwoIndicesOneWithAPolicyOfItsOwn() {
        answers.put(
                "GET /…/_settings",
                """
                {"groundswell-late-1": {"settings": {"index": {"number_of_shards": "1"}}},
                 "groundswell-mentions-1": {"settings": {"index": {"lifecycle": {"name": "forget-after-a-year"}}}}}""");
        answers.put("PUT /…/_settings", "{}");
    }

    @Test
    void a_policy_that_deletes_nothing_is_given_to_the_indices_that_have_none() throws Exception {
        hasTwoIndicesOneWithAPolicyOfItsOwn();
        answers.put("PUT " + POLICY, "{}");

        String said = Lifecycle.of(elasticsearch).apply();

        assertThat(said).isEqualTo("the policy groundswell is new and deletes nothing, given to groundswell-late-1");
        assertThat(stub.received())
                .filteredOn(received -> !received.body().isEmpty())
                .satisfiesExactly(
                        policy -> {
                            assertThat(policy.path()).isEqualTo(POLICY);
                            assertThat(policy.body())
                                    .contains("\"set_priority\"")
                                    .doesNotContain("delete\"");
                        },
                        settings -> {
                            assertThat(settings.path()).isEqualTo("/groundswell-late-1/_settings");
                            assertThat(settings.body())
                                    .isEqualTo("{\"index\": {\"lifecycle\": {\"name\": \"groundswell\"}}}");
                        });
    }

    @Test
    void a_policy_that_somebody_has_changed_stays_as_it_is() throws Exception {
        hasTwoIndicesOneWithAPolicyOfItsOwn();
        answers.put("GET " + POLICY, "{\"groundswell\":{}}");

        assertThat(Lifecycle.of(elasticsearch).apply())
                .isEqualTo("the policy groundswell was there and stays as it is, given to groundswell-late-1");
        assertThat(stub.received())
                .filteredOn(received -> received.path().equals(POLICY))
                .hasSize(1);
    }

    @Test
    void a_server_that_refuses_is_told_with_what_it_takes() {
        assertThatThrownBy(() -> Lifecycle.of(elasticsearch).apply())
                .isInstanceOf(IndexProblem.class)
                .hasMessageEndingWith(" refuses the lifecycle of our indices with 404 : give the API key the privileges"
                        + " manage_ilm and manage on groundswell-*");
    }

    @Test
    void a_server_that_does_not_let_us_look_is_left_alone() throws Exception {
        stub.answers(ReceiverStub.status(403));
        assertThat(Lifecycle.of(elasticsearch).apply())
                .isEqualTo(
                        "left alone, as Elasticsearch does not let us look (403): the key needs the privilege manage_ilm");
    }
}
