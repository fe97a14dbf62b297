package io.groundswell.kibana;

import static io.groundswell.kibana.BrokenPack.MENTIONS;
import static io.groundswell.kibana.BrokenPack.NET_SENTIMENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.engines.ElasticsearchServer;
import io.groundswell.kibana.PanelRun.Told;
import io.groundswell.testkit.Approved;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The panels are asked of a real Elasticsearch with a handful of documents; the story's are asked where it is played. */
class PanelRunTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant NOW = Instant.parse("2026-03-09T00:00:00Z");
    private static final String SHARES = "Share of voice of each brand among those it is compared with, by day";
    private static final String OVERVIEW = "dashboard groundswell-overview";
    private static final Map<String, String> NOTHING_PICKED = Map.of();

    private static ElasticsearchServer server;

    @BeforeAll
    static void a_few_documents() throws Exception {
        server = ElasticsearchServer.temporary().start();
        try (Stream<Path> templates = Files.list(Approved.root().resolve("schemas/indices"))) {
            for (Path template : templates.toList()) {
                String name = "groundswell-" + template.getFileName().toString().replace(".json", "");
                put("/_index_template/" + name, Files.readString(template));
                put("/" + name + "-1", "{\"aliases\":{\"" + name + "\":{\"is_write_index\":true}}}");
            }
        }
        for (String hour : List.of("08", "09")) {
            for (String platform : List.of("x", "reddit", "all")) {
                measure("acme", platform, "HOUR", "2026-03-08T" + hour + ":00:00Z", 3);
            }
        }
        measure("acme", "all", "DAY", "2026-03-08T00:00:00Z", 12);
        measure("bolt", "x", "HOUR", "2026-03-08T08:00:00Z", 100);
        measure("bolt", "all", "DAY", "2026-03-08T00:00:00Z", 100);
        mention("x:1", "acme", "x", 500);
        mention("x:2", "bolt", "x", 90_000);
        mention("reddit:1", "acme", "reddit", 7);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static void measure(String brand, String platform, String size, String from, int mentions)
            throws Exception {
        ObjectNode measure = JSON.createObjectNode();
        measure.put("brand", brand).put("platform", platform).put("size", size).put("windowStart", from);
        measure.put("mentions", mentions).put("people", mentions - 1).put("amplified", 1);
        measure.put("formula", "measure/1").putArray("metricVersions").add("net-sentiment/1");
        measure.putObject("metrics").put("net-sentiment", 0.25);
        put("/groundswell-measures/_doc/" + brand + platform + size + from + "?refresh=true", measure.toString());
    }

    private static void mention(String id, String brand, String platform, int followers) throws Exception {
        ObjectNode mention = JSON.createObjectNode();
        mention.put("id", id).put("platform", platform).put("deleted", false).put("createdAt", "2026-03-08T08:30:00Z");
        mention.putArray("brands").add(brand);
        mention.putObject("author").put("id", id + "a").put("followers", followers);
        put("/groundswell-mentions/_doc/" + id + "?refresh=true", mention.toString());
    }

    private static void put(String path, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(server.uri().resolve(path))
                                .header("Content-Type", "application/json")
                                .PUT(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isLessThan(300);
    }

    private static PanelRun run(BrokenPack pack, Map<String, String> picked) throws InterruptedException {
        return PanelRun.of(pack.pack(), Asking.at(server.uri()), NOW, picked);
    }

    private static List<String> of(PanelRun run, String panel) {
        return run.told().stream()
                .filter(told -> told.dashboard().equals("[Groundswell] Overview")
                        && told.panel().equals(panel))
                .map(Told::lines)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void a_panel_shows_what_its_documents_say() throws Exception {
        PanelRun run = run(new BrokenPack(), NOTHING_PICKED);
        assertThat(of(run, MENTIONS)).containsExactly("(mentions)", "112");
        assertThat(of(run, "Mentions by platform and voice (measure/1)"))
                .containsExactly("(people's own words, handed on, automated)", "x  103  3  0", "reddit  4  2  0");
        assertThat(of(run, NET_SENTIMENT))
                .containsExactly(
                        "(net sentiment, -1 to 1)",
                        "acme  2026-03-08T00:00:00.000Z  0.2500",
                        "bolt  2026-03-08T00:00:00.000Z  0.2500");
        assertThat(of(run, "Mentions, the most followed authors first")).containsExactly("documents  3");
        assertThat(run.findings()).noneMatch(finding -> finding.check() == Check.QUERIES);
    }

    @Test
    void a_panel_heeds_what_is_picked_above_unless_it_says_that_it_does_not() throws Exception {
        PanelRun run = run(new BrokenPack(), Map.of("brand", "acme", "platform", "reddit"));
        assertThat(of(run, MENTIONS)).containsExactly("(mentions)", "6");
        assertThat(of(run, "Mentions, the most followed authors first")).containsExactly("documents  1");
        assertThat(of(run, NET_SENTIMENT)).hasSize(3);
        assertThat(run.findings()).noneMatch(finding -> finding.check() == Check.QUERIES);
    }

    @Test
    void ten_a_query_that_elasticsearch_refuses() throws Exception {
        assertThat(run(
                                new BrokenPack()
                                        .column(MENTIONS, "value-1", column -> column.put("sourceField", "platform")),
                                NOTHING_PICKED)
                        .findings())
                .extracting(Finding::toString)
                .contains(
                        "10 queries: " + OVERVIEW + ", panel '" + MENTIONS
                                + "': its query is refused: Field [platform] of type [keyword] is not supported for aggregation [sum]");
    }

    @Test
    void ten_a_search_a_control_and_marks_that_elasticsearch_refuses() throws Exception {
        JsonNode refusal =
                JSON.readTree("{\"_shards\":{\"failed\":1,\"failures\":[{\"reason\":{\"reason\":\"broken\"}}]}}");
        PanelRun run = PanelRun.of(new BrokenPack().pack(), (index, body) -> refusal, NOW, NOTHING_PICKED);
        assertThat(run.findings())
                .extracting(Finding::toString)
                .contains(
                        "10 queries: " + OVERVIEW
                                + ", panel 'Mentions, the most followed authors first': its search is refused: broken",
                        "10 queries: " + OVERVIEW + ", panel 'Brand': the control's query is refused: broken",
                        "10 queries: " + OVERVIEW
                                + ", panel 'Mentions by voice, with incidents (measure/1)': the query of its"
                                + " marks is refused: broken");
    }

    @Test
    void eleven_a_panel_that_is_empty_without_saying_when_that_may_be() throws Exception {
        assertThat(run(new BrokenPack(), NOTHING_PICKED).findings())
                .extracting(Finding::toString)
                .contains("11 answers: " + OVERVIEW + ", panel '" + SHARES
                        + "': it is empty: mend its query, or say in its description when that may be, beginning with “Empty"
                        + " when”");
        assertThat(run(
                                new BrokenPack()
                                        .panel(SHARES, panel -> ((ObjectNode) panel.at("/embeddableConfig/attributes"))
                                                .put("description", "Empty when no brand has competitors.")),
                                NOTHING_PICKED)
                        .findings())
                .noneMatch(finding -> finding.panel().equals(SHARES));
    }

    @Test
    void eleven_a_search_that_finds_nothing_and_a_control_that_offers_nothing() throws Exception {
        assertThat(run(new BrokenPack(), NOTHING_PICKED).findings())
                .extracting(Finding::toString)
                .contains(
                        "11 answers: dashboard groundswell-crisis-room, panel 'Negative mentions, the newest first': its search"
                                + " groundswell-negative-mentions finds nothing: mend its query, or say in its description when"
                                + " that may be, beginning with “Empty when”",
                        "11 answers: dashboard groundswell-crisis-room, panel 'Brand': the control offers no value: take it of"
                                + " another data view");
    }

    @Test
    void eleven_a_mean_of_means() throws Exception {
        assertThat(run(new BrokenPack().query(NET_SENTIMENT, "metricVersions : \"net-sentiment/1\""), NOTHING_PICKED)
                        .findings())
                .extracting(Finding::toString)
                .contains("11 answers: " + OVERVIEW + ", panel '" + NET_SENTIMENT
                        + "': it takes the mean of 7 documents that are means or sums themselves, at acme"
                        + " 2026-03-08T00:00:00.000Z: group until each number is of one document, or show the counts");
    }
}
