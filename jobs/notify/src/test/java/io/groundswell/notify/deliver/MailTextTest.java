package io.groundswell.notify.deliver;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.Announcement.Turn;
import io.groundswell.topics.AlertTier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MailTextTest {

    private static final Instant OPENED = Instant.parse("2026-03-08T13:10:00Z");

    /** The crisis of the story. */
    private static final Announcement WORSE = new Announcement(
            "pottlewick|2026-03-08|worse|1",
            "pottlewick|2026-03-08",
            "pottlewick",
            Turn.WORSE,
            AlertTier.CRISIS,
            Instant.parse("2026-03-08T13:45:00Z"),
            OPENED,
            "Crisis around pottlewick gets worse: 69 negative mentions in the 60 minutes to 13:45 UTC, 0.4 expected.",
            "Of 69 negative mentions in the worst hour, 21 % say “horrible” (usually none).",
            69,
            0.4,
            9.3,
            List.of("x:1898000000000000101", "x:1898000000000000177", "reddit:t3_pw1"),
            List.of("pottlewick"),
            List.of("pr"),
            List.of());

    private static final Announcement DIGEST = new Announcement(
            "digest|2026-03-09",
            "digest",
            "",
            Turn.DIGEST,
            AlertTier.WATCH,
            OPENED,
            OPENED,
            "In the 24 hours to 2026-03-09 07:00 UTC: 1 incident opened, 1 over; none goes on.",
            "",
            0,
            0,
            0,
            List.of(),
            List.of(),
            List.of(),
            List.of(
                    "Over, from 2026-03-08 13:10 UTC to 20:40 UTC, owner pr, <nobody>: Crisis. (pottlewick|2026-03-08)"));

    @Test
    void a_mail_as_text_says_what_happened_why_and_whose_it_is() {
        assertThat(MailText.text(WORSE).lines())
                .startsWith(
                        "Crisis around pottlewick gets worse: 69 negative mentions in the 60 minutes to 13:45 UTC, 0.4 expected.",
                        "",
                        "Of 69 negative mentions in the worst hour, 21 % say “horrible” (usually none).",
                        "",
                        "seen      69 in 60 minutes, 0.4 expected")
                .endsWith("incident  pottlewick|2026-03-08");
    }

    @Test
    void a_mail_as_html_says_the_same_and_takes_nothing_from_elsewhere() throws IOException {
        // To be looked at.
        Files.writeString(Path.of("target", "mail-worse.html"), MailText.html(WORSE));
        Files.writeString(Path.of("target", "mail-digest.html"), MailText.html(DIGEST));
        assertThat(MailText.html(WORSE).replaceAll("<[^>]*>", "|").replaceAll("[|]+", "|"))
                .isEqualTo("|WORSE|Crisis around pottlewick gets worse: 69 negative mentions in the 60 minutes to 13:45"
                        + " UTC, 0.4 expected.|Of 69 negative mentions in the worst hour, 21 % say “horrible” (usually none).|seen|69 in 60 minutes, 0.4 expected|severity|9.3|since|2026-03-08 13:10"
                        + " UTC|brands|pottlewick|owner|pr|posts|x:1898000000000000101 x:1898000000000000177"
                        + " reddit:t3_pw1|incident|pottlewick|2026-03-08|");
        assertThat(MailText.html(WORSE) + MailText.html(DIGEST)).doesNotContain("http", "src=", "<script", "<nobody>");
    }
}
