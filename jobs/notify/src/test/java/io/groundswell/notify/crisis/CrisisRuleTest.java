package io.groundswell.notify.crisis;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.daysBeforeNoon;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groundswell.topics.AlertState;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Signal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class CrisisRuleTest {

    private static final long SEED = 20260302;

    @Test
    void calm_streams_of_any_volume_are_hardly_ever_called_a_crisis() {
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
        // Then: 24 brands and two signals, 8 weeks each: fewer than 0.15 a brand and week
        assertThat(storms).filteredOn(storm -> storm.tier() == AlertTier.CRISIS).hasSizeLessThan(28);
        assertThat(storms).hasSizeLessThan(120);
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
        assertThat(storms).extracting(Storm::signal).containsExactly(Signal.VOLUME, Signal.NEGATIVE);
        assertThat(storms).extracting(Storm::incident).containsOnly(minutesAfterNoon(5));
        assertThat(changes(storms.get(1)))
                .containsExactly(
                        "CRISIS OPEN 2026-03-02T12:10:00Z 10",
                        "CRISIS EASING 2026-03-02T14:15:00Z 0",
                        "CRISIS CLOSED 2026-03-02T17:15:00Z 0");
        assertThat(changes(storms.get(0)))
                .containsExactly(
                        "CRISIS OPEN 2026-03-02T12:05:00Z 11",
                        "CRISIS WORSE 2026-03-02T12:45:00Z 96",
                        "CRISIS EASING 2026-03-02T14:10:00Z 11",
                        "CRISIS CLOSED 2026-03-02T17:10:00Z 6");
        assertThat(storms.get(1).peak().end()).isEqualTo(minutesAfterNoon(75));
        assertThat(storms.get(1).peakSeen()).isEqualTo(150);
        // Before the storm a mention every ten minutes was six an hour.
        assertThat(storms.get(0).history().get(0).by().expected()).isCloseTo(6, within(0.8));
    }

    private static List<String> changes(Storm storm) {
        return storm.history().stream()
                .map(change -> change.tier() + " " + change.state() + " "
                        + change.by().end() + " " + change.by().seen())
                .toList();
    }

    @Test
    void talk_that_flaps_around_the_threshold_is_one_storm() {
        // Given: 6 an hour, then for five hours in turn 30 and 14 an hour
        Talk talk = new Talk().steady(daysBeforeNoon(5), NOON.plus(Duration.ofHours(12)), 10, 1);
        for (int hour = 0; hour < 5; hour++) {
            talk.said(minutesAfterNoon(60L * hour), hour % 2 == 0 ? 24 : 8, 0);
        }
        // When
        List<Storm> storms = talk.storms();
        // Then
        assertThat(storms).hasSize(1);
        assertThat(storms.get(0).history())
                .extracting(Change::state)
                .containsExactly(AlertState.OPEN, AlertState.EASING, AlertState.CLOSED);
    }

    @Test
    void what_rises_slowly_is_watched_before_it_is_a_crisis() {
        // Given: an ordinary random brand, then two hours of three times as much, then ten times
        Talk talk = new Talk().random(daysBeforeNoon(14), NOON.plus(Duration.ofHours(6)), at -> 60, 0.2, SEED);
        talk.saidEachMinute(NOON, 120, 2, 1);
        talk.saidEachMinute(minutesAfterNoon(120), 60, 9, 6);
        // When
        List<Storm> storms = talk.storms().stream()
                .filter(storm -> storm.openedAt().isAfter(NOON) && storm.signal() == Signal.VOLUME)
                .toList();
        // Then
        assertThat(storms).hasSize(1);
        assertThat(storms.get(0).history())
                .extracting(change -> change.tier() + " " + change.state())
                .startsWith("WATCH OPEN", "CRISIS WORSE");
    }

    @Test
    void within_a_day_of_an_alert_the_same_calls_nobody_again() {
        // Given: the same outburst at noon, at six, and on the next evening
        Talk talk = new Talk().steady(daysBeforeNoon(5), NOON.plus(Duration.ofDays(2)), 10, 1);
        talk.said(NOON, 30, 0).said(NOON.plus(Duration.ofHours(6)), 30, 0);
        talk.said(NOON.plus(Duration.ofHours(30)), 30, 0);
        // When, Then
        assertThat(talk.storms())
                .extracting(Storm::openedAt)
                .containsExactly(
                        minutesAfterNoon(5), NOON.plus(Duration.ofHours(30)).plus(Duration.ofMinutes(5)));
        // A far worse one does call.
        talk.said(NOON.plus(Duration.ofHours(6)), 3_000, 0);
        assertThat(talk.storms())
                .extracting(Storm::openedAt)
                .contains(NOON.plus(Duration.ofHours(6)).plus(Duration.ofMinutes(5)));
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
    void one_huge_minute_does_not_become_usual() {
        // Given: a flood after three calm days
        Talk talk = new Talk().steady(daysBeforeNoon(4), NOON.plus(Duration.ofHours(4)), 10, 1);
        talk.said(daysBeforeNoon(1), 1_000_000, 0);
        // When
        List<Storm> storms = talk.storms();
        Judgement nextNoon = talk.judgedAt(Signal.VOLUME, NOON);
        // Then
        assertThat(storms)
                .extracting(Storm::openedAt)
                .containsExactly(daysBeforeNoon(1).plusSeconds(300));
        assertThat(nextNoon.expected()).isBetween(5.0, 8.0);
    }

    @Test
    void a_joke_is_loud_and_no_crisis() {
        // Given
        Talk talk = new Talk().steady(daysBeforeNoon(5), NOON.plus(Duration.ofHours(5)), 10, 1);
        talk.saidEachMinute(NOON, 40, 3, 0);
        // When, Then
        assertThat(talk.storms())
                .extracting(storm -> storm.tier() + " " + storm.signal())
                .containsExactly("WATCH VOLUME");
    }

    @Test
    void a_flood_of_reposts_and_copies_is_named_as_that_and_changes_no_crisis() {
        // Given: a crisis, and the same with ten times as much handed on
        Talk talk = new Talk().steady(daysBeforeNoon(5), NOON.plus(Duration.ofHours(5)), 10, 1);
        talk.saidEachMinute(NOON, 40, 3, 2);
        Talk flooded = talk.copy();
        for (int minute = 0; minute < 40; minute++) {
            flooded.handedOn(minutesAfterNoon(minute), 30);
        }
        // When
        List<Storm> storms = flooded.storms();
        // Then
        assertThat(storms)
                .filteredOn(storm -> storm.signal() == Signal.AMPLIFICATION)
                .extracting(storm -> storm.tier() + " " + storm.openedAt())
                .containsExactly("WATCH " + minutesAfterNoon(5));
        assertThat(storms)
                .filteredOn(storm -> storm.signal() != Signal.AMPLIFICATION)
                .isEqualTo(talk.storms());
    }

    @Test
    void what_stays_so_is_usual_within_a_week() {
        // Given: ten times as much as before, and it stays so
        Talk talk = new Talk().steady(daysBeforeNoon(20), daysBeforeNoon(0), 10, 1);
        talk.steady(NOON, NOON.plus(Duration.ofDays(16)), 1, 1);
        // When
        List<Storm> storms = talk.storms();
        // Then
        assertThat(storms.get(0).openedAt()).isEqualTo(minutesAfterNoon(5));
        assertThat(storms)
                .allMatch(storm -> !storm.isOpen()
                        && storm.closedAt().isBefore(NOON.plus(Duration.ofDays(7)))
                        && storm.incident().equals(minutesAfterNoon(5)));
    }

    @Test
    void judging_in_one_go_equals_judging_step_by_step() {
        // Given
        Talk talk = new Talk().random(daysBeforeNoon(5), NOON, at -> 8, 0.3, SEED);
        talk.saidEachMinute(daysBeforeNoon(1), 50, 3, 2);
        BrandSeries series = talk.series();
        CrisisRule rule = new CrisisRule(Talk.LIMITS);
        Progress start = Progress.before(daysBeforeNoon(5));
        // When
        Progress step = start;
        for (Instant at = daysBeforeNoon(5); !at.isAfter(NOON); at = at.plus(Duration.ofMinutes(5))) {
            step = rule.judge(step, series, at);
        }
        // Then
        assertThat(step).usingRecursiveComparison().isEqualTo(rule.judge(start, series, NOON));
        assertThat(step.storms()).isNotEmpty();
    }

    @Test
    void what_one_person_posts_all_afternoon_is_watched_and_the_same_by_many_is_a_crisis() {
        // Given
        Talk calm = new Talk().steady(daysBeforeNoon(5), NOON, 10, 1);
        // When
        List<Storm> byOne = calm.copy().ranted(NOON, 120, 2).storms();
        List<Storm> byMany = calm.copy().saidEachMinute(NOON, 120, 2, 2).storms();
        // Then
        assertThat(byOne)
                .extracting(storm -> storm.signal() + " " + storm.tier())
                .containsExactlyInAnyOrder("NEGATIVE WATCH", "VOLUME WATCH");
        assertThat(byMany)
                .extracting(storm -> storm.signal() + " " + storm.tier())
                .containsExactlyInAnyOrder("NEGATIVE CRISIS", "VOLUME CRISIS");
    }

    @Test
    void one_person_who_posts_all_the_while_does_not_hide_a_crisis() {
        Talk talk = new Talk()
                .steady(daysBeforeNoon(5), NOON, 10, 1)
                .ranted(NOON, 120, 2)
                .saidEachMinute(minutesAfterNoon(60), 30, 1, 1);
        assertThat(talk.storms())
                .filteredOn(storm -> storm.signal() == Signal.NEGATIVE)
                .extracting(Storm::tier)
                .containsExactly(AlertTier.CRISIS);
    }

    @Test
    void an_unfinished_stretch_opens_a_storm_and_never_eases_one() {
        // Given: judged until noon; twelve angry mentions in the first two minutes after
        Talk talk = new Talk().steady(daysBeforeNoon(5), NOON, 10, 1).saidEachMinute(NOON, 2, 6, 6);
        CrisisRule rule = new CrisisRule(Talk.LIMITS);
        BrandSeries series = talk.series();
        Progress noon = rule.judge(Progress.before(daysBeforeNoon(5)), series, NOON);
        // When
        List<Storm> early = rule.glimpse(noon, series, minutesAfterNoon(90));
        // Then
        assertThat(noon.storms()).isEmpty();
        assertThat(early)
                .extracting(storm -> storm.signal() + " " + storm.state() + " " + storm.openedAt())
                .containsExactly("NEGATIVE OPEN " + minutesAfterNoon(5), "VOLUME OPEN " + minutesAfterNoon(5));
    }

    @RepeatedTest(20)
    void what_is_told_early_is_what_the_finished_steps_say() {
        // Given: judged until noon, then an outburst of which some has arrived
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Talk whole = new Talk().random(daysBeforeNoon(4), NOON, at -> 40, 0.3, seed);
        whole.random(NOON, minutesAfterNoon(15), at -> 40 + random.nextInt(600), 0.6, seed + 1);
        Talk some = new Talk().random(daysBeforeNoon(4), NOON, at -> 40, 0.3, seed);
        some.partOf(whole, NOON, minutesAfterNoon(15), random);
        CrisisRule rule = new CrisisRule(Talk.LIMITS);
        Progress noon = rule.judge(Progress.before(daysBeforeNoon(4)), some.series(), NOON);
        // When
        List<Storm> early = rule.glimpse(noon, some.series(), minutesAfterNoon(15));
        List<Storm> finished =
                rule.judge(noon, whole.series(), minutesAfterNoon(15)).storms();
        // Then: each is open by then, the same step or an earlier one
        for (Storm storm : early) {
            assertThat(finished)
                    .as("seed %d: %s", seed, storm)
                    .anyMatch(other -> other.signal() == storm.signal()
                            && !other.openedAt().isAfter(storm.openedAt())
                            && (storm.tier() == AlertTier.WATCH || other.tier() == AlertTier.CRISIS));
        }
    }
}
