package io.groundswell.notify.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.flow.WallClock;
import io.groundswell.notify.deliver.Channel.Kind;
import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.Announcement.Turn;
import io.groundswell.topics.AlertTier;
import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real Alertmanager, as Debian has it. It judges by the clock what is over, so the times here are of today. */
@Timeout(120)
class AlertmanagerTest {

    private static final String PROGRAM = "prometheus-alertmanager";

    @TempDir
    Path folder;

    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
    private final HttpClient http = HttpClient.newHttpClient();
    private Process alertmanager;
    private int port;

    @BeforeEach
    void start() throws Exception {
        Path program = program();
        Path config = Files.writeString(
                folder.resolve("alertmanager.yml"), "route: {receiver: nobody}\nreceivers: [{name: nobody}]\n");
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        alertmanager = new ProcessBuilder(
                        program.toString(),
                        "--config.file=" + config,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        while (!isReady()) {
            assertThat(alertmanager.isAlive())
                    .as(Files.readString(folder.resolve("log")))
                    .isTrue();
            Thread.sleep(100);
        }
    }

    private static Path program() {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(each -> Path.of(each, PROGRAM))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> {
                    String missing = "no Alertmanager here: install Debian's package " + PROGRAM + " to have it tested";
                    if ("true".equals(System.getenv("CI"))) {
                        throw new AssertionError(missing);
                    }
                    return abort(missing);
                });
    }

    private boolean isReady() throws InterruptedException {
        try {
            return get("/-/ready").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @AfterEach
    void stop() throws Exception {
        alarms.shutdownNow();
        if (alertmanager != null) {
            alertmanager.destroy();
            alertmanager.waitFor(10, TimeUnit.SECONDS);
        }
    }

    private Answer carry(Turn what, String brand, Instant opened, Instant at) throws Exception {
        Announcement announcement = new Announcement(
                "acme-group|2026-03-02|" + what.word() + "|1",
                "acme-group|2026-03-02",
                brand,
                what,
                AlertTier.CRISIS,
                at,
                opened,
                "Crisis around " + brand,
                12,
                0.4,
                7.5,
                List.of("x:1"),
                List.of("acme", "bolt"),
                List.of("pr"),
                List.of());
        Channel channel = new Channel(
                "prometheus",
                Kind.ALERTMANAGER,
                "http://127.0.0.1:" + port,
                null,
                List.of(),
                List.of(),
                AlertTier.WATCH,
                List.of("127.0.0.1"),
                null,
                null);
        try (Courier courier = Courier.to(channel, Map.of(), alarms, Duration.ofSeconds(10))) {
            return courier.carry(List.of(announcement), at);
        }
    }

    private JsonNode alerts() throws Exception {
        return new ObjectMapper().readTree(get("/api/v2/alerts").body());
    }

    @Test
    void an_incident_fires_as_one_alert_whatever_brand_turns_and_resolves_when_it_is_over() throws Exception {
        // Given
        Instant opened = WallClock.now().minusSeconds(600);
        assertThat(carry(Turn.CRISIS, "acme", opened, opened)).isEqualTo(new Answer(200, "200", null));
        // When
        assertThat(carry(Turn.WORSE, "bolt", opened, opened.plusSeconds(60)).delivered())
                .isTrue();
        // Then
        JsonNode alerts = alerts();
        assertThat(alerts).hasSize(1);
        assertThat(alerts.get(0).path("status").path("state").asText()).isEqualTo("active");
        assertThat(alerts.get(0).path("labels").toString())
                .isEqualTo("{\"alertname\":\"BrandIncident\",\"company\":\"acme-group\","
                        + "\"incident\":\"acme-group|2026-03-02\"}");
        assertThat(alerts.get(0).path("annotations").toString())
                .isEqualTo("{\"brands\":\"acme bolt\",\"departments\":\"pr\",\"posts\":\"x:1\","
                        + "\"summary\":\"Crisis around bolt\",\"tier\":\"crisis\"}");
        // When
        assertThat(carry(Turn.OVER, "acme", opened, WallClock.now()).delivered())
                .isTrue();
        // Then: it lists none that is resolved
        while (!alerts().isEmpty()) {
            Thread.sleep(100);
        }
    }
}
