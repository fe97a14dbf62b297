package io.groundswell.notify.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.groundswell.notify.deliver.Channel.Kind;
import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.Announcement.Turn;
import io.groundswell.topics.AlertTier;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against an SMTP server that stands for a real one, without TLS, on 127.0.0.1. */
class MailCourierTest {

    private static final Instant AT = Instant.parse("2026-03-02T12:05:00Z");
    private static final Announcement CRISIS = new Announcement(
            "acme|2026-03-02T12:05:00Z|crisis|1",
            "acme|2026-03-02T12:05:00Z",
            "acme",
            Turn.CRISIS,
            AlertTier.CRISIS,
            AT,
            AT,
            "Crisis around <script>alert(1)</script>\r\nBcc: everybody@example.com",
            "Of 12 negative mentions in the worst hour, 75 % bear #<b>recall</b> (usually none).",
            12,
            0.4,
            7.5,
            List.of("x:1"),
            List.of("acme"),
            List.of(),
            List.of());

    private GreenMail server;
    private int port;

    @BeforeEach
    void open() {
        server = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
        server.start();
        port = server.getSmtp().getPort();
    }

    @AfterEach
    void close() {
        server.stop();
    }

    private Answer carry(String secret, String... allow) throws Exception {
        Channel channel = new Channel(
                "board",
                Kind.EMAIL,
                "smtp://127.0.0.1:" + port,
                secret,
                List.of(),
                List.of(),
                AlertTier.WATCH,
                List.of(allow),
                new Channel.Mail("groundswell@example.com", List.of("board@example.com", "boss@example.com")),
                null);
        try (Courier courier = Courier.to(channel, Map.of("LOGIN", "me:wrong"), null, Duration.ofSeconds(5))) {
            return courier.carry(List.of(CRISIS), AT);
        }
    }

    @Test
    void a_mail_has_text_and_html_and_nothing_that_a_headline_smuggled_in() throws Exception {
        assertThat(carry(null, "127.0.0.1")).isEqualTo(new Answer(250, "250", null));
        assertThat(carry(null, "127.0.0.1").delivered()).isTrue();
        MimeMessage[] received = server.getReceivedMessages();
        // Two recipients, twice; the second time is the same mail.
        assertThat(received).hasSize(4);
        assertThat(received)
                .extracting(MimeMessage::getMessageID)
                .containsOnly("<acme.2026.03.02T12.05.00Z.crisis.1@groundswell>");
        assertThat(received[0].getHeader("References", null)).isEqualTo("<acme.2026.03.02T12.05.00Z@groundswell>");
        assertThat(received[0].getHeader("Bcc")).isNull();
        assertThat(received[0].getSubject())
                .isEqualTo("Crisis around <script>alert(1)</script> Bcc: everybody@example.com");
        MimeMultipart both = (MimeMultipart) received[0].getContent();
        assertThat(both.getBodyPart(0).getContent().toString())
                .contains("Of 12 negative mentions in the worst hour, 75 % bear #<b>recall</b> (usually none).")
                .contains("seen      12 in 60 minutes, 0.4 expected")
                .contains("since     2026-03-02 12:05 UTC");
        assertThat(both.getBodyPart(1).getContent().toString())
                .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .contains("75 % bear #&lt;b&gt;recall&lt;/b&gt;")
                .doesNotContain("<script>")
                .doesNotContain("<b>");
    }

    @Test
    void a_private_address_that_is_not_named_gets_no_mail() throws Exception {
        assertThat(carry(null))
                .isEqualTo(new Answer(0, "refused: the name leads to an address that is not public", null));
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void a_server_that_is_down_is_told_without_its_address() throws Exception {
        server.stop();
        Answer answer = carry(null, "127.0.0.1");
        assertThat(answer.status()).isZero();
        assertThat(answer.words()).startsWith("not taken: ").doesNotContain("127.0.0.1");
    }
}
