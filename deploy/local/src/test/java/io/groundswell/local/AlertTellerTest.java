package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertChange;
import io.groundswell.topics.AlertEvidence;
import io.groundswell.topics.AlertExplanation;
import io.groundswell.topics.AlertState;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Signal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AlertTellerTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @Test
    void an_opening_alert_says_what_was_expected_what_was_seen_and_which_posts_made_it() throws Exception {
        // When
        String told = AlertTeller.describe(
                alert(AlertState.OPEN),
                mention ->
                        mention.equals("x:1") ? Optional.of("It \u001b[31mburns\u202e\nmy   table") : Optional.empty());

        // Then
        assertThat(told.lines())
                .containsExactly(
                        "",
                        "OPEN      2026-03-02 12:00 UTC  Acme: 42 negative mentions in an hour",
                        "          acme, negative: seen 42, expected 3.5 ± 1.2, severity 32.1 (peak 32.1, 42 seen, once in 12 days or rarer)",
                        "          Of 42 negative mentions in the worst hour, 71 % say “my table” (usually none).",
                        "            31 × − “It [31mburns my table”  (x:1)",
                        "             4 × (text not published)  (x:2)");
    }

    @Test
    void a_closing_alert_needs_no_posts() throws Exception {
        // When
        String told = AlertTeller.describe(alert(AlertState.CLOSED), mention -> Optional.empty());

        // Then
        assertThat(told.lines()).hasSize(3).element(1).asString().startsWith("CLOSED    2026-03-02 12:00 UTC");
    }

    @Test
    void an_alert_first_heard_of_when_it_is_worse_tells_its_opening_from_its_history() {
        // Given
        Alert alert = alert(AlertState.WORSE);
        alert.setHistory(List.of(
                new AlertChange(
                        AlertState.OPEN,
                        AlertTier.CRISIS,
                        NOON.minusSeconds(300),
                        3.0,
                        12L,
                        7.5,
                        "Crisis around acme: 12 of them"),
                new AlertChange(AlertState.WORSE, AlertTier.CRISIS, NOON, 3.5, 42L, 32.1, "It gets worse")));

        // When, Then
        assertThat(AlertTeller.opening(alert).lines())
                .containsExactly(
                        "",
                        "OPEN      2026-03-02 11:55 UTC  Crisis around acme: 12 of them",
                        "          acme, negative: seen 12, expected 3.0, severity 7.5");
        assertThat(AlertTeller.opening(alert(AlertState.OPEN))).isEmpty();
    }

    private static Alert alert(AlertState state) {
        return Alert.newBuilder()
                .setId("acme|negative|2026-03-02T12:00:00Z")
                .setBrand("acme")
                .setSignal(Signal.NEGATIVE)
                .setState(state)
                .setOpenedAt(NOON)
                .setChangedAt(NOON)
                .setWindowStart(NOON.minusSeconds(3600))
                .setWindowEnd(NOON)
                .setExpected(3.5)
                .setSpread(1.2)
                .setSeen(42)
                .setSeverity(32.1)
                .setPeakSeverity(32.1)
                .setOnceInDays(12.3)
                .setPeakSeen(42)
                .setHeadline("Acme: 42 negative mentions in an hour")
                .setEvidence(List.of(new AlertEvidence("x:1", 31L, true), new AlertEvidence("x:2", 4L, false)))
                .setExplanation(AlertExplanation.newBuilder()
                        .setWindowStart(NOON.minusSeconds(3600))
                        .setWindowEnd(NOON)
                        .setSeen(42)
                        .setExpected(3.5)
                        .setExcess(38.5)
                        .setUsualFrom(NOON.minusSeconds(7 * 86_400))
                        .setUsualTo(NOON.minusSeconds(3600))
                        .setSentence("Of 42 negative mentions in the worst hour, 71 % say “my table” (usually none).")
                        .build())
                .setRule("crisis/2")
                .setRevision(1)
                .setAsOf(NOON)
                .build();
    }
}
