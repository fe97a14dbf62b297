package io.groundswell.local.brief;

import static io.groundswell.local.brief.MadeUp.NOW;
import static io.groundswell.local.brief.MadeUp.SIX;
import static io.groundswell.local.brief.MadeUp.VIENNA;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a browser makes of a brief of documents in a real Elasticsearch, hostile ones among them. */
class BriefInBrowserTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Span SPAN = Span.sinceYesterdayMorning(NOW, VIENNA);
    private static final List<String> HOSTILE = List.of(
            "<script>parent.ran = true</script>",
            "<img src=x onerror='parent.ran = true'>",
            "</script><script>parent.ran = true</script>",
            "<a href=\"javascript:parent.ran = true\">win a kettle</a>",
            "https://a.very.long.address.example/" + "0123456789".repeat(20));

    @TempDir
    static Path folder;

    private static Chromium chromium;
    private static MadeUp made;
    private static HttpServer server;

    @BeforeAll
    static void a_stormy_morning_is_published() throws Exception {
        chromium = Chromium.in(folder);
        made = new MadeUp();
        for (int i = 0; i < 28; i++) {
            made.hour("acme", SIX.plus(i, ChronoUnit.HOURS), 10 + i, i / 3)
                    .heard("x", SIX.plus(i, ChronoUnit.HOURS), i == 4 ? "BLIND" : "HEARD")
                    .platformHour("acme", "x", SIX.plus(i, ChronoUnit.HOURS), 13 + i);
            for (int day = 1; day <= 5; day++) {
                made.hour("acme", SIX.plus(i, ChronoUnit.HOURS).minus(48L + 24 * day, ChronoUnit.HOURS), 5 + day, 0);
            }
        }
        made.day("acme", SIX.minus(5, ChronoUnit.HOURS), 600, 90);
        for (int i = 0; i < HOSTILE.size(); i++) {
            made.mention(
                            "acme",
                            "x:" + i,
                            SIX,
                            HOSTILE.get(i),
                            Map.of(
                                    "author",
                                    Map.of("id", "" + i, "handle", HOSTILE.get(i), "followers", 10),
                                    "hashtags",
                                    List.of(HOSTILE.get(i)),
                                    "permalink",
                                    "javascript:parent.ran = true"))
                    .response("acme", "x:" + i, SIX, "OVERDUE");
        }
        made.publish();
        String page = new BriefPage().of(made.brief("acme", SPAN), false);
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/brief", exchange -> answer(exchange, page));
        server.createContext("/look", exchange -> answer(exchange, look()));
        server.start();
    }

    private static String look() throws IOException {
        try (InputStream in = BriefInBrowserTest.class.getResourceAsStream("/brief/look.html")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void answer(HttpExchange exchange, String html) throws IOException {
        byte[] body = html.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @AfterAll
    static void all_is_quiet() {
        if (server != null) {
            server.stop(0);
        }
        if (made != null) {
            made.close();
        }
    }

    private static String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** In the light, and in the dark. */
    @ParameterizedTest
    @ValueSource(ints = {1, 0})
    void on_a_phone_it_is_drawn_readable_and_runs_nothing_of_what_strangers_wrote(int scheme) throws Exception {
        // When
        Chromium.Seen page = chromium.open(address("/look"), "--blink-settings=preferredColorScheme=" + scheme);

        // Then
        assertThat(page.console()).isEmpty();
        JsonNode seen = JSON.readTree(Jsoup.parse(page.html()).select("#seen").text());
        assertThat(seen.path("tooWide").asInt(1)).isZero();
        assertThat(seen.path("colours")).hasSize(2).allSatisfy(colours -> assertThat(colours.asInt())
                .isGreaterThan(3));
        assertThat(seen.path("ran").asBoolean(true)).isFalse();
        assertThat(seen.path("contrast").asDouble()).isGreaterThanOrEqualTo(4.5);
        assertThat(seen.path("links")).isEmpty();
        assertThat(seen.path("quotes")).extracting(JsonNode::asText).containsAll(HOSTILE);
    }

    @Test
    void its_numbers_are_those_of_elasticsearch() throws Exception {
        // Given: what Elasticsearch adds up itself
        HttpResponse<String> sums = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(made.uri().resolve("/groundswell-measures/_search"))
                                .header("Content-Type", "application/json")
                                .POST(HttpRequest.BodyPublishers.ofString(
                                        """
                                                {"size": 0, "query": {"bool": {"filter": [
                                                  {"term": {"brand": "acme"}}, {"term": {"platform": "all"}}, {"term": {"size": "HOUR"}},
                                                  {"range": {"windowStart": {"gte": "%s", "lt": "%s"}}}]}},
                                                 "aggs": {"mentions": {"sum": {"field": "mentions"}}, "people": {"sum": {"field": "people"}}}}
                                                """
                                                .formatted(SPAN.from(), SPAN.to())))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        JsonNode all = JSON.readTree(sums.body()).path("aggregations");

        // When
        JsonNode seen =
                JSON.readTree(Jsoup.parse(chromium.open(address("/look")).html())
                        .select("#seen")
                        .text());

        // Then
        long people = 0;
        for (JsonNode row : seen.path("rows")) {
            people += row.path(1).asLong();
        }
        assertThat(seen.path("rows")).hasSize(28);
        assertThat(people).isEqualTo(all.at("/people/value").asLong()).isEqualTo(658);
        assertThat(seen.path("mentions").asText())
                .isEqualTo(Long.toString(all.at("/mentions/value").asLong()))
                .isEqualTo("742");
    }

    @Test
    void it_opens_from_a_file_without_asking_anybody() throws Exception {
        // Given
        Path file =
                Files.writeString(folder.resolve("brief.html"), new BriefPage().of(made.brief("acme", SPAN), false));

        // When: no name leads anywhere
        Chromium.Seen page = chromium.open(file.toUri().toString(), "--host-resolver-rules=MAP * ~NOTFOUND");

        // Then
        assertThat(page.console()).isEmpty();
        assertThat(Jsoup.parse(page.html()).select("canvas")).hasSize(2);
    }

    @Test
    void served_live_it_looks_for_a_newer_one_of_itself_without_complaint() throws Exception {
        try (BriefDoor door = new BriefDoor(
                0, Published.at(made.uri(), null), () -> List.of(new Brief.Listened("acme", "Acme", VIENNA)))) {
            URI brief = door.uri().resolve("brands/acme");

            // When: long enough for it to look twice
            Chromium.Seen page = chromium.open(brief.toString(), "--virtual-time-budget=70000");

            // Then
            assertThat(page.console()).isEmpty();
            assertThat(Jsoup.parse(page.html()).select("h1").text()).isEqualTo("Acme");
            assertThat(Jsoup.parse(page.html()).select("main")).hasSize(1);
        }
    }
}
