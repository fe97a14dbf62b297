package io.groundswell.notify.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import io.groundswell.notify.deliver.Channel.Kind;
import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.Announcement.Turn;
import io.groundswell.testkit.ReceiverStub;
import io.groundswell.testkit.WebhookCheck;
import io.groundswell.testkit.WebhookCheck.Verdict;
import io.groundswell.topics.AlertTier;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CourierTest {

    private static final Instant NOW = Instant.parse("2026-03-02T12:06:00Z");
    private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Announcement CRISIS = new Announcement(
            "acme|2026-03-02T12:05:00Z|crisis|1",
            "acme|2026-03-02T12:05:00Z",
            "acme",
            Turn.CRISIS,
            AlertTier.CRISIS,
            Instant.parse("2026-03-02T12:05:00Z"),
            Instant.parse("2026-03-02T12:05:00Z"),
            "Crisis around <!channel> & acme: 12 negative mentions",
            "Of 12 negative mentions in the worst hour, 75 % say “lid”.",
            12,
            0.4,
            7.5,
            List.of("x:1", "x:2"),
            List.of("acme"),
            List.of(),
            List.of());

    private final ScheduledExecutorService alarms = Executors.newSingleThreadScheduledExecutor();
    private ReceiverStub receiver;

    @BeforeEach
    void open() throws Exception {
        receiver = new ReceiverStub();
    }

    @AfterEach
    void close() {
        receiver.close();
        alarms.shutdownNow();
    }

    private Answer carry(Kind kind, String address, String secret, String... allow) throws Exception {
        Channel channel = new Channel(
                "c", kind, address, secret, List.of(), List.of(), AlertTier.WATCH, List.of(allow), null, null);
        Map<String, String> environment = Map.of("SECRET", SECRET);
        try (Courier courier = Courier.to(channel, environment, alarms, Duration.ofSeconds(2))) {
            return courier.carry(List.of(CRISIS), NOW);
        }
    }

    private Answer carry(Kind kind) throws Exception {
        return carry(kind, receiver.address(), "env:SECRET", "127.0.0.1");
    }

    @Test
    void a_webhook_bears_the_signature_of_the_specification() throws Exception {
        // The example of the specification.
        assertThat(Message.signature(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek",
                        Instant.ofEpochSecond(1614265330),
                        "{\"test\": 2432232314}".getBytes(StandardCharsets.UTF_8),
                        SECRET))
                .isEqualTo("g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        assertThat(carry(Kind.WEBHOOK)).isEqualTo(new Answer(204, "204", null));
        ReceiverStub.Received received = receiver.received().get(0);
        assertThat(received.headers().getFirst("webhook-id")).isEqualTo(CRISIS.id());
        assertThat(received.headers().getFirst("webhook-timestamp")).isEqualTo("1772453160");
        assertThat(received.headers().getFirst("webhook-signature"))
                .isEqualTo("v1,"
                        + Message.signature(
                                CRISIS.id(), NOW, received.body().getBytes(StandardCharsets.UTF_8), SECRET));
        assertThat(received.body())
                .isEqualTo("{\"type\":\"incident.crisis\",\"timestamp\":\"2026-03-02T12:05:00Z\",\"data\":{"
                        + "\"incident\":\"acme|2026-03-02T12:05:00Z\",\"brand\":\"acme\",\"brands\":[\"acme\"],\"departments\":[],\"tier\":\"crisis\","
                        + "\"openedAt\":\"2026-03-02T12:05:00Z\","
                        + "\"headline\":\"Crisis around <!channel> & acme: 12 negative mentions\","
                        + "\"because\":\"Of 12 negative mentions in the worst hour, 75 % say “lid”.\","
                        + "\"seen\":12,\"expected\":0.4,\"severity\":7.5,\"posts\":[\"x:1\",\"x:2\"]}}");
    }

    @Test
    void a_receiver_tells_ours_from_what_is_forged_stale_or_sent_again() throws Exception {
        // Given
        assertThat(carry(Kind.WEBHOOK).status()).isEqualTo(204);
        Headers headers = receiver.received().get(0).headers();
        byte[] body = receiver.received().get(0).body().getBytes(StandardCharsets.UTF_8);
        String id = headers.getFirst("webhook-id");
        String time = headers.getFirst("webhook-timestamp");
        String signature = headers.getFirst("webhook-signature");
        WebhookCheck check = new WebhookCheck(SECRET);

        // Then
        assertThat(check.look(id, time, signature, body, NOW)).isEqualTo(Verdict.GENUINE);
        assertThat(check.look(id, time, signature, body, NOW.plusSeconds(5))).isEqualTo(Verdict.SEEN);
        assertThat(check.look(id, time, signature, body, NOW.plusSeconds(301))).isEqualTo(Verdict.STALE);
        assertThat(check.look(id, time, "v1,AAAA " + signature, body, NOW)).isEqualTo(Verdict.SEEN);
        assertThat(check.look(id + "1", time, signature, body, NOW)).isEqualTo(Verdict.FORGED);
        assertThat(check.look(id, time + "1", signature, body, NOW)).isEqualTo(Verdict.FORGED);
        assertThat(check.look(id, time, "v1,AAAA", body, NOW)).isEqualTo(Verdict.FORGED);
        assertThat(check.look(id, time, null, body, NOW)).isEqualTo(Verdict.FORGED);
        body[10] ^= 1;
        assertThat(check.look(id, time, signature, body, NOW)).isEqualTo(Verdict.FORGED);
        assertThat(new WebhookCheck("whsec_AAAA").look(id, time, signature, body, NOW))
                .isEqualTo(Verdict.FORGED);
    }

    @Test
    void slack_can_neither_be_made_to_ping_nor_to_link() throws Exception {
        carry(Kind.SLACK);
        assertThat(receiver.received().get(0).body())
                .contains(
                        "\"text\":\":rotating_light: Crisis around &lt;!channel&gt; &amp; acme: 12 negative mentions\"")
                .contains(
                        "{\"type\":\"plain_text\",\"text\":\"Of 12 negative mentions in the worst hour, 75 % say “lid”.\","
                                + "\"emoji\":false}")
                .contains("seen 12, expected 0.4, severity 7.5 · since 2026-03-02 12:05 UTC")
                .doesNotContain("<");
    }

    @Test
    void pagerduty_and_alertmanager_know_an_incident_by_its_id() throws Exception {
        carry(Kind.PAGERDUTY);
        carry(Kind.ALERTMANAGER, receiver.address().replace("/hook", "/"), null, "127.0.0.1");
        assertThat(receiver.received().get(0).body())
                .contains("\"routing_key\":\"" + SECRET + "\",\"event_action\":\"trigger\"")
                .contains("\"dedup_key\":\"acme|2026-03-02T12:05:00Z\"")
                .contains("\"severity\":\"critical\"");
        assertThat(receiver.received().get(1).path()).isEqualTo("/api/v2/alerts");
        assertThat(receiver.received().get(1).body())
                .startsWith("[{\"labels\":{\"alertname\":\"BrandIncident\",\"company\":\"acme\"")
                .contains("\"startsAt\":\"2026-03-02T12:05:00Z\",\"endsAt\":\"2026-03-09T12:05:00Z\"");
    }

    @Test
    void what_the_receiver_answers_decides_when_to_come_again() throws Exception {
        receiver.answers(ReceiverStub.status(429, "Retry-After", "90"));
        assertThat(carry(Kind.WEBHOOK)).isEqualTo(new Answer(429, "429", Duration.ofSeconds(90)));
        receiver.answers(ReceiverStub.status(503, "Retry-After", "Mon, 02 Mar 2026 12:10:00 GMT"));
        assertThat(carry(Kind.WEBHOOK)).isEqualTo(new Answer(503, "503", Duration.ofMinutes(4)));
        receiver.answers(ReceiverStub.status(410));
        assertThat(carry(Kind.WEBHOOK).gone()).isTrue();
        receiver.answers(ReceiverStub.status(500, "Retry-After", "soon"));
        assertThat(carry(Kind.WEBHOOK)).isEqualTo(new Answer(500, "500", null));
    }

    @Test
    void redirects_are_not_followed() throws Exception {
        receiver.answers(ReceiverStub.status(301, "Location", receiver.address() + "/elsewhere"));
        assertThat(carry(Kind.WEBHOOK)).isEqualTo(new Answer(301, "301", null));
        assertThat(receiver.received()).hasSize(1);
    }

    @Test
    void an_answer_without_end_is_not_read_and_one_that_drips_is_given_up() throws Exception {
        receiver.answers(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[1 << 20];
            for (int i = 0; i < 20; i++) {
                exchange.getResponseBody().write(much);
            }
        });
        assertThat(carry(Kind.WEBHOOK).delivered()).isTrue();
        receiver.answers(exchange -> {
            try {
                Thread.sleep(6_000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        Answer given = carry(Kind.WEBHOOK);
        assertThat(given.status()).isZero();
        assertThat(given.words()).startsWith("broken off");
    }

    @Test
    void nothing_that_went_wrong_tells_the_address_or_the_secret() throws Exception {
        String address = receiver.address();
        receiver.close();
        assertThat(carry(Kind.WEBHOOK, address, "env:SECRET", "127.0.0.1"))
                .isEqualTo(new Answer(0, "connection refused", null));
        assertThat(carry(Kind.WEBHOOK, "env:NONE", "env:SECRET"))
                .isEqualTo(new Answer(0, "the environment has no NONE", null));
        assertThat(carry(Kind.WEBHOOK, "env:SECRET", "env:SECRET").words()).doesNotContain("MfKQ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://127.0.0.1/hook",
                "https://169.254.169.254/latest/meta-data",
                "https://[::1]/",
                "https://[::ffff:10.0.0.1]/",
                "https://localhost/",
                "https://10.1.2.3/",
                "https://100.100.1.1/",
                "https://[fd00::1]/",
                "https://[64:ff9b::7f00:1]/"
            })
    void private_addresses_are_not_called(String address) throws Exception {
        assertThat(carry(Kind.WEBHOOK, address, "env:SECRET"))
                .isEqualTo(new Answer(0, "refused: the name leads to an address that is not public", null));
    }
}
