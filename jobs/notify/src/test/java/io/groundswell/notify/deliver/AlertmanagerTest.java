package io.groundswell.notify.deliver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.flow.WallClock;
import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.Announcement.Turn;
import io.groundswell.testkit.ReceiverStub;
import io.groundswell.topics.AlertTier;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Through a real Alertmanager, Debian's package prometheus-alertmanager. Where it is not installed this is skipped, but not where
 * {@code CI} is set.
 */
class AlertmanagerTest {

    private static final Path PROGRAM = Path.of("/usr/bin/prometheus-alertmanager");

    private static final String CONFIGURATION =
            """
            route: {receiver: team, group_by: [incident], group_wait: 0s, group_interval: 1s}
            receivers:
              - name: team
                webhook_configs: [{url: '%s', send_resolved: true}]
            """;

    @TempDir
    private Path folder;

    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
    private ReceiverStub team;
    private Process alertmanager;
    private String address;

    @BeforeEach
    void open() throws Exception {
        boolean installed = Files.isExecutable(PROGRAM);
        assumeTrue(
                installed || System.getenv("CI") != null, "skipped: Debian's prometheus-alertmanager is not installed");
        assertThat(installed).as("prometheus-alertmanager is installed").isTrue();
        team = new ReceiverStub();
        int port = freePort();
        address = "http://127.0.0.1:" + port;
        Path configuration =
                Files.writeString(folder.resolve("alertmanager.yml"), CONFIGURATION.formatted(team.address()));
        alertmanager = new ProcessBuilder(
                        PROGRAM.toString(),
                        "--config.file=" + configuration,
                        "--storage.path=" + folder.resolve("data"),
                        "--web.listen-address=127.0.0.1:" + port,
                        "--cluster.listen-address=")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        eventually(() -> get("/-/ready") == 200);
    }

    @AfterEach
    void close() throws Exception {
        alarms.shutdownNow();
        if (alertmanager != null) {
            alertmanager.destroy();
            alertmanager.waitFor(10, TimeUnit.SECONDS);
        }
        if (team != null) {
            team.close();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private int get(String path) throws Exception {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(URI.create(address + path)).build(), BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private static void eventually(Callable<Boolean> holds) throws Exception {
        for (int tries = 0; tries < 300 && !holds.call(); tries++) {
            Thread.sleep(100);
        }
        assertThat(holds.call()).isTrue();
    }

    private Answer carry(Turn what, Instant openedAt, Instant at) throws Exception {
        Announcement announcement = new Announcement(
                "acme|" + openedAt + "|" + what.word() + "|1",
                "acme|" + openedAt,
                "acme",
                what,
                AlertTier.CRISIS,
                at,
                openedAt,
                "Crisis around acme",
                "Of 12 negative mentions in the worst hour, 75 % say “lid”.",
                12,
                0.4,
                7.5,
                List.of("x:1"),
                List.of("acme"),
                List.of("pr"),
                List.of());
        Channel channel = new Channel(
                "ops",
                Channel.Kind.ALERTMANAGER,
                address,
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

    private List<JsonNode> heardByTeam() throws Exception {
        ObjectMapper json = new ObjectMapper();
        return team.received().stream()
                .map(received -> {
                    try {
                        return json.readTree(received.body());
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    @Test
    void an_incident_fires_once_with_its_reason_and_is_resolved_when_it_is_over() throws Exception {
        // Given
        Instant now = WallClock.now().truncatedTo(ChronoUnit.SECONDS);
        Instant openedAt = now.minusSeconds(300);

        // When
        assertThat(carry(Turn.CRISIS, openedAt, now).status()).isEqualTo(200);
        eventually(() -> !team.received().isEmpty());
        assertThat(carry(Turn.WORSE, openedAt, now).status()).isEqualTo(200);
        assertThat(carry(Turn.OVER, openedAt, now).status()).isEqualTo(200);
        eventually(() -> heardByTeam().stream()
                .anyMatch(heard -> heard.path("status").asText().equals("resolved")));

        // Then
        JsonNode fired = heardByTeam().get(0);
        assertThat(fired.path("status").asText()).isEqualTo("firing");
        assertThat(fired.path("alerts")).hasSize(1);
        JsonNode alert = fired.path("alerts").get(0);
        assertThat(alert.path("labels").toString())
                .isEqualTo("{\"alertname\":\"BrandIncident\",\"company\":\"acme\",\"incident\":\"acme|" + openedAt
                        + "\"}");
        assertThat(alert.path("annotations").path("summary").asText()).isEqualTo("Crisis around acme");
        assertThat(alert.path("annotations").path("description").asText())
                .isEqualTo("Of 12 negative mentions in the worst hour, 75 % say “lid”.");
        assertThat(Instant.parse(alert.path("startsAt").asText())).isEqualTo(openedAt);
        assertThat(heardByTeam())
                .filteredOn(heard -> heard.path("status").asText().equals("resolved"))
                .hasSize(1);
        assertThat(heardByTeam())
                .filteredOn(heard -> heard.path("status").asText().equals("firing"))
                .hasSize(1);
    }
}
