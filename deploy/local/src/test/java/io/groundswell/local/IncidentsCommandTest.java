package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.Announcement.Turn;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.DeliveryState;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class IncidentsCommandTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    private static Announcement turn(Turn what, AlertTier tier, long minutes, String headline) {
        Instant at = NOON.plusSeconds(60 * minutes);
        return new Announcement(
                "acme|x|" + what,
                "acme|2026-03-02T12:00:00Z",
                "acme",
                what,
                tier,
                at,
                NOON,
                headline,
                "",
                1,
                1,
                1,
                List.of());
    }

    private static Delivery delivery(String channel, String message, DeliveryState state) {
        return Delivery.newBuilder()
                .setId(message + "|" + channel)
                .setChannel(channel)
                .setMessage(message)
                .setIncident("acme|2026-03-02T12:00:00Z")
                .setBrand("acme")
                .setWhat("crisis")
                .setHeadline("")
                .setAt(NOON)
                .setState(state)
                .setAttempts(1)
                .setRevision(1)
                .setAsOf(NOON)
                .build();
    }

    @Test
    void an_incident_is_told_turn_by_turn_with_who_heard_of_it() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        IncidentsCommand.tell(
                List.of(
                        turn(Turn.OPENED, AlertTier.WATCH, 0, "Unusual volume around acme"),
                        turn(Turn.CRISIS, AlertTier.CRISIS, 10, "Crisis around acme\u001b[31m")),
                List.of(
                        delivery("room", "one", DeliveryState.DELIVERED),
                        delivery("room", "two", DeliveryState.DELIVERED),
                        delivery("mail", "two", DeliveryState.RETRYING)),
                new PrintStream(out, true, StandardCharsets.UTF_8));
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "acme|2026-03-02T12:00:00Z  a crisis, crisis since 2026-03-02 12:10 UTC",
                        "  2026-03-02 12:00  opened      Unusual volume around acme",
                        "  2026-03-02 12:10  crisis      Crisis around acme [31m",
                        "  told mail: 1 retrying",
                        "  told room: 2 delivered");
    }
}
