package io.groundswell.notify.crisis;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.daysBeforeNoon;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.AlertState;
import io.groundswell.topics.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class CrisisRuleTest {

    private static final long SEED = 20260302;

    @Test
    void calm_streams_of_any_volume_never_alarm() {
        // Given
        double[] perHour = {0.2, 1, 3, 6, 12, 30, 100, 400};
        Instant start = daysBeforeNoon(56);
        List<Storm> storms = new ArrayList<>();
        // When
        for (int brand = 0; brand < 24; brand++) {
            double mean = perHour[brand % perHour.length];
            ToDoubleFunction<Instant> daily = at -> mean * dayAndNight(at);
            storms.addAll(
                    new Talk().random(start, NOON, daily, 0.2, SEED + brand).storms());
        }
        // Then: 24 brands, 8 weeks each
        assertThat(storms).isEmpty();
    }

    /** Busiest at 18:00, a fifth of that at 06:00. */
    private static double dayAndNight(Instant at) {
        double hour = at.getEpochSecond() % 86_400 / 3600.0;
        return 1 + 0.66 * Math.sin((hour - 12) / 24 * 2 * Math.PI);
    }

    @Test
    void a_storm_opens_worsens_eases_and_closes_once() {
        // Given: a mention every ten minutes for five days, then an hour of anger, faster and faster
        Talk talk = new Talk().steady(daysBeforeNoon(5), NOON.plus(Duration.ofHours(8)), 10, 1);
        talk.saidEachMinute(NOON, 30, 1, 1);
        talk.saidEachMinute(minutesAfterNoon(30), 30, 4, 4);
        talk.saidEachMinute(minutesAfterNoon(60), 15, 1, 1);
        // When
        List<Storm> storms = talk.storms();
        // Then
        assertThat(storms).extracting(Storm::signal).containsExactly(Signal.NEGATIVE, Signal.VOLUME);
        Storm negative = storms.get(0);
        assertThat(negative.openedAt()).isEqualTo(minutesAfterNoon(10));
        assertThat(negative.history())
                .extracting(change -> change.state() + " " + change.by().end() + " "
                        + change.by().seen())
                .containsExactly(
                        "OPEN 2026-03-02T12:10:00Z 10",
                        "WORSE 2026-03-02T12:20:00Z 20",
                        "WORSE 2026-03-02T12:35:00Z 50",
                        "WORSE 2026-03-02T12:50:00Z 110",
                        "EASING 2026-03-02T14:15:00Z 0",
                        "CLOSED 2026-03-02T16:15:00Z 0");
        assertThat(negative.peak()).isEqualTo(new Judgement(minutesAfterNoon(60), 0, 1, 150, 150));
        assertThat(negative.closedAt()).isEqualTo(Instant.parse("2026-03-02T16:15:00Z"));
        assertThat(storms.get(1).history())
                .first()
                .isEqualTo(new Change(
                        AlertState.OPEN,
                        new Judgement(minutesAfterNoon(15), 6, Math.sqrt(6), 21, 15 / Math.sqrt(6)),
                        21));
    }

    @Test
    void talk_that_flaps_around_the_threshold_is_one_storm() {
        // Given: 6 an hour, then for five hours in turn 30 and 14 an hour: severities of about 10 and 3
        Talk talk = new Talk().steady(daysBeforeNoon(5), NOON.plus(Duration.ofHours(12)), 10, 1);
        for (int hour = 0; hour < 5; hour++) {
            talk.said(minutesAfterNoon(60L * hour), hour % 2 == 0 ? 24 : 8, 0);
        }
        // When
        List<Storm> storms = talk.storms();
        // Then
        assertThat(storms).hasSize(1);
        assertThat(storms.get(0).history()).extracting(Change::state).startsWith(AlertState.OPEN);
        assertThat(storms.get(0).history())
                .extracting(Change::state)
                .filteredOn(AlertState.CLOSED::equals)
                .hasSize(1);
    }

    @Test
    void a_brand_never_heard_of_alarms_nobody_before_its_warm_up_is_over() {
        // Given: out of nothing, and again 35 and 37 hours later
        Talk talk = new Talk().said(NOON, 500, 500);
        talk.said(NOON.plus(Duration.ofHours(34)), 500, 500);
        // When, Then
        assertThat(talk.storms()).isEmpty();
        assertThat(talk.copy().said(NOON.plus(Duration.ofHours(37)), 500, 500).storms())
                .extracting(Storm::openedAt)
                .containsOnly(NOON.plus(Duration.ofHours(37)).plus(Duration.ofMinutes(5)));
    }

    @Test
    void a_few_mentions_after_long_silence_are_no_storm() {
        // Given: nothing but one mention long ago, then nine
        Talk talk = new Talk().said(daysBeforeNoon(10), 1, 0).said(NOON, 9, 9);
        // When, Then
        assertThat(talk.storms()).isEmpty();
    }

    @Test
    void one_huge_minute_is_a_storm_that_the_baseline_does_not_learn() {
        // Given: the same flood at noon on two days running, after three calm days
        Talk talk = new Talk().steady(daysBeforeNoon(4), NOON.plus(Duration.ofHours(4)), 10, 1);
        talk.said(daysBeforeNoon(1), 1_000_000, 0).said(NOON, 1_000_000, 0);
        // When
        List<Storm> storms = talk.storms();
        // Then
        assertThat(storms)
                .extracting(Storm::openedAt)
                .containsExactly(daysBeforeNoon(1).plusSeconds(300), minutesAfterNoon(5));
        assertThat(storms).extracting(storm -> storm.peak().expected()).containsExactly(6.0, 6.0);
    }

    @Test
    void a_joke_is_loud_and_no_crisis() {
        // Given
        Talk talk = new Talk().steady(daysBeforeNoon(5), NOON.plus(Duration.ofHours(5)), 10, 1);
        talk.saidEachMinute(NOON, 40, 3, 0);
        // When, Then
        assertThat(talk.storms()).extracting(Storm::signal).containsExactly(Signal.VOLUME);
    }

    @Test
    void what_lasts_too_long_becomes_the_new_normal() {
        // Given: ten times as much as before, and it stays so
        Talk talk = new Talk().steady(daysBeforeNoon(20), daysBeforeNoon(0), 10, 1);
        talk.steady(NOON, NOON.plus(Duration.ofDays(16)), 1, 1);
        // When
        List<Storm> storms = talk.storms();
        // Then
        assertThat(storms.get(0).outlived()).isTrue();
        assertThat(Duration.between(storms.get(0).openedAt(), storms.get(0).closedAt()))
                .isEqualTo(Duration.ofDays(7));
        assertThat(storms).allMatch(storm -> !storm.isOpen());
        assertThat(storms).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void judging_in_one_go_equals_judging_step_by_step() {
        // Given
        Talk talk = new Talk().random(daysBeforeNoon(5), NOON, at -> 8, 0.3, SEED);
        talk.saidEachMinute(daysBeforeNoon(1), 50, 3, 2);
        BrandSeries series = talk.series();
        CrisisRule rule = new CrisisRule(Talk.LIMITS);
        Progress start = new Progress(daysBeforeNoon(5), List.of());
        // When
        Progress step = start;
        for (Instant at = daysBeforeNoon(5); !at.isAfter(NOON); at = at.plus(Duration.ofMinutes(5))) {
            step = rule.judge(step, series, at);
        }
        // Then
        assertThat(step).isEqualTo(rule.judge(start, series, NOON));
        assertThat(step.storms()).isNotEmpty();
    }

    @Test
    void an_unfinished_stretch_opens_a_storm_and_never_eases_one() {
        // Given: judged until noon; twelve angry mentions in the first two minutes after
        Talk talk = new Talk().steady(daysBeforeNoon(5), NOON, 10, 1).saidEachMinute(NOON, 2, 6, 6);
        CrisisRule rule = new CrisisRule(Talk.LIMITS);
        BrandSeries series = talk.series();
        Progress noon = rule.judge(new Progress(daysBeforeNoon(5), List.of()), series, NOON);
        // When
        Progress early = rule.glimpse(noon, series, minutesAfterNoon(90));
        // Then
        assertThat(noon.storms()).isEmpty();
        Storm negative = early.storms().get(0);
        assertThat(negative.openedAt()).isEqualTo(minutesAfterNoon(5));
        assertThat(negative.state()).isEqualTo(AlertState.OPEN);
        assertThat(early.judgedUntil()).isEqualTo(NOON);
    }
}
