package io.groundswell.measure.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.measure.volume.Want;
import io.groundswell.topics.Answers;
import io.groundswell.topics.Brand;
import io.groundswell.topics.OpenHours;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PromiseTest {

    private static final int NINE = 540;
    private static final int FIVE = 1020;

    private static Promise promise(String zone, List<OpenHours> hours, Map<String, Long> within) {
        return Promise.of(Optional.of(Brand.newBuilder()
                .setId("acme")
                .setName("Acme")
                .setQuery("acme")
                .setTimeZone(zone)
                .setAnswers(new Answers(hours, within, Map.of("praise", "marketing", "question", "none")))
                .build()));
    }

    private static List<OpenHours> weekdays() {
        return List.of(
                new OpenHours(1, NINE, FIVE),
                new OpenHours(2, NINE, FIVE),
                new OpenHours(3, NINE, FIVE),
                new OpenHours(4, NINE, FIVE),
                new OpenHours(5, NINE, FIVE));
    }

    private static Instant due(Promise promise, String askedAt) {
        return Instant.ofEpochMilli(promise.dueAt(Instant.parse(askedAt).toEpochMilli(), "support"));
    }

    private static long openMinutes(Promise promise, String from, String to) {
        return promise.openMillis(
                        Instant.parse(from).toEpochMilli(), Instant.parse(to).toEpochMilli())
                / 60_000;
    }

    @Test
    void a_question_on_friday_afternoon_is_due_on_monday_morning() {
        Promise promise = promise("UTC", weekdays(), Map.of("any", 120L));
        assertThat(due(promise, "2026-03-06T16:30:00Z")).isEqualTo("2026-03-09T10:30:00Z");
        assertThat(due(promise, "2026-03-07T03:00:00Z")).isEqualTo("2026-03-09T11:00:00Z");
        assertThat(due(promise, "2026-03-09T09:00:00Z")).isEqualTo("2026-03-09T11:00:00Z");
        assertThat(due(promise, "2026-03-09T15:00:00Z")).isEqualTo("2026-03-09T17:00:00Z");
    }

    @Test
    void nine_is_nine_on_the_wall_before_and_after_the_clocks_change() {
        Promise promise = promise("Europe/Vienna", weekdays(), Map.of("support", 60L));
        assertThat(due(promise, "2026-03-27T22:00:00Z")).isEqualTo("2026-03-30T08:00:00Z");
        assertThat(openMinutes(promise, "2026-03-27T15:00:00Z", "2026-03-30T08:00:00Z"))
                .isEqualTo(60 + 60);
    }

    @Test
    void who_is_always_open_counts_by_the_clock() {
        Promise promise = promise("UTC", List.of(), Map.of("support", 30L));
        assertThat(due(promise, "2026-03-07T03:00:00Z")).isEqualTo("2026-03-07T03:30:00Z");
        assertThat(openMinutes(promise, "2026-03-06T16:30:00Z", "2026-03-09T09:30:00Z"))
                .isEqualTo(65 * 60);
    }

    @Test
    void a_day_that_is_open_until_midnight_goes_on_the_next_day() {
        Promise promise = promise("UTC", List.of(new OpenHours(1, NINE, 1440), new OpenHours(2, 0, 60)), Map.of());
        assertThat(openMinutes(promise, "2026-03-02T23:00:00Z", "2026-03-03T12:00:00Z"))
                .isEqualTo(120);
    }

    @Test
    void where_nothing_is_promised_nothing_is_due() {
        assertThat(promise("UTC", weekdays(), Map.of("pr", 5L)).dueAt(0, "support"))
                .isNull();
        assertThat(Promise.of(Optional.empty()).dueAt(0, "support")).isNull();
    }

    @Test
    void more_than_ever_opens_is_never_due() {
        Promise promise = promise("UTC", List.of(new OpenHours(1, NINE, NINE + 1)), Map.of("any", 100_000L));
        assertThat(promise.dueAt(0, "support")).isNull();
    }

    @Test
    void the_brand_says_what_needs_an_answer_and_from_whom_else_the_rule_does() {
        Promise promise = promise("UTC", List.of(), Map.of());
        Want question = new Want("question", "support");
        Want praise = new Want("praise", "marketing");
        Want risk = new Want("legal-risk", "legal");
        assertThat(promise.wanted(List.of(question))).isEmpty();
        assertThat(promise.wanted(List.of(question, risk))).contains(risk);
        assertThat(promise.wanted(List.of(praise, risk))).contains(new Want("praise", "marketing"));
        assertThat(Promise.of(Optional.empty()).wanted(List.of(praise))).isEmpty();
        assertThat(Promise.of(Optional.empty()).wanted(List.of(new Want("low-rating", null))))
                .contains(new Want("low-rating", "support"));
    }
}
