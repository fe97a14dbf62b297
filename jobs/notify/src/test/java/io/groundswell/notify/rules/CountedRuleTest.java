package io.groundswell.notify.rules;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.daysBeforeNoon;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.notify.crisis.Talk;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Counted;
import io.groundswell.topics.RuleKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CountedRuleTest {

    private static final Duration LONGEST = Duration.ofDays(7);

    private static List<Episode> judged(BrandRule rule, Talk talk, Instant until) {
        return judged(rule, talk, until, until);
    }

    private static List<Episode> judged(BrandRule rule, Talk talk, Instant until, Instant early) {
        StepSums sums = new StepSums(talk.hours());
        return new CountedRule(rule, new BrandPast(sums.first(), sums, List.of()), LONGEST)
                .judge(Standing.since(null), until, early)
                .episodes();
    }

    private static List<String> times(List<Episode> episodes) {
        return episodes.stream()
                .map(episode ->
                        minutes(episode.openedAt()) + " to " + (episode.isOpen() ? "now" : minutes(episode.closedAt())))
                .toList();
    }

    private static long minutes(Instant time) {
        return Duration.between(NOON, time).toMinutes();
    }

    @Test
    void a_fixed_count_holds_from_the_five_minutes_it_is_reached_in_until_the_hour_holds_less() {
        // Given: three at noon, and seven a quarter later
        Talk talk = new Talk().said(NOON, 3, 0).said(minutesAfterNoon(15), 7, 0);

        // When
        List<Episode> episodes = judged(Rules.count(10, Counted.MENTIONS).build(), talk, minutesAfterNoon(300));

        // Then
        Reading opening = new Reading(minutesAfterNoon(-40), minutesAfterNoon(20), 10, 0, true);
        assertThat(episodes)
                .containsExactly(new Episode(
                        minutesAfterNoon(20),
                        minutesAfterNoon(65),
                        opening,
                        new Reading(minutesAfterNoon(5), minutesAfterNoon(65), 7, 0, false),
                        opening));
    }

    @Test
    void each_rule_counts_what_it_is_asked_to() {
        Talk talk = new Talk().said(NOON, 10, 4).handedOn(NOON, 20).rated(minutesAfterNoon(1), 3);

        assertThat(seen(Rules.count(1, Counted.MENTIONS).build(), talk)).isEqualTo(33);
        assertThat(seen(Rules.count(1, Counted.PEOPLE).build(), talk)).isEqualTo(13);
        assertThat(seen(Rules.count(1, Counted.NEGATIVE).build(), talk)).isEqualTo(4);
        assertThat(seen(Rules.count(1, Counted.AMPLIFIED).build(), talk)).isEqualTo(20);
        assertThat(seen(Rules.count(1, Counted.REACH).build(), talk)).isEqualTo(3_300);
        assertThat(seen(
                        Rules.named("stars", RuleKind.LOW_RATINGS)
                                .setCount(1)
                                .setWithin(120)
                                .build(),
                        talk))
                .isEqualTo(3);
    }

    private static long seen(BrandRule rule, Talk talk) {
        return judged(rule, talk, minutesAfterNoon(5)).get(0).latest().seen();
    }

    @Test
    void five_minutes_that_are_not_over_can_open_and_never_close() {
        Talk talk = new Talk().said(NOON, 10, 0).said(minutesAfterNoon(70), 1, 0);
        BrandRule rule = Rules.count(10, Counted.MENTIONS).build();

        assertThat(times(judged(rule, talk, NOON, minutesAfterNoon(5)))).containsExactly("5 to now");
        assertThat(times(judged(rule, talk, minutesAfterNoon(60), minutesAfterNoon(75))))
                .containsExactly("5 to now");
        assertThat(times(judged(rule, talk, minutesAfterNoon(65)))).containsExactly("5 to 65");
    }

    @Test
    void what_must_persist_is_told_when_it_has_and_a_blip_is_not_told() {
        BrandRule rule =
                Rules.count(10, Counted.MENTIONS).setWithin(5).setPersist(15).build();
        Talk blip = new Talk().said(NOON, 20, 0).said(minutesAfterNoon(5), 20, 0);
        Talk longer = blip.copy().said(minutesAfterNoon(10), 20, 0).said(minutesAfterNoon(15), 20, 0);

        assertThat(judged(rule, blip, minutesAfterNoon(60))).isEmpty();
        assertThat(times(judged(rule, longer, minutesAfterNoon(60)))).containsExactly("20 to 25");
    }

    @Test
    void after_an_alert_another_opens_only_when_it_has_cooled_down() {
        BrandRule rule =
                Rules.count(10, Counted.MENTIONS).setWithin(5).setCoolDown(360).build();
        Talk talk = new Talk()
                .said(NOON, 20, 0)
                .said(minutesAfterNoon(60), 20, 0)
                .said(minutesAfterNoon(359), 20, 0)
                .said(minutesAfterNoon(360), 20, 0);

        assertThat(times(judged(rule, talk, minutesAfterNoon(720)))).containsExactly("5 to 10", "365 to 370");
    }

    @Test
    void what_never_ends_is_told_once_and_becomes_usual() {
        Talk talk = new Talk().steady(NOON, daysBeforeNoon(-10), 5, 1);

        List<Episode> episodes = judged(Rules.count(10, Counted.MENTIONS).build(), talk, daysBeforeNoon(-9));

        assertThat(times(episodes)).containsExactly("50 to " + (50 + 7 * 1440));
        assertThat(RuleWords.closed("acme", Rules.count(10, Counted.MENTIONS).build(), episodes.get(0)))
                .isEqualTo("so-many, acme has become usual since 2026-03-02 12:50 UTC:"
                        + " 12 mentions in the 60 minutes, 10 are enough.");
    }

    @Test
    void twice_the_usual_is_told_once_enough_days_are_known_and_there_is_enough_of_it() {
        BrandRule rule = Rules.twiceTheUsual().build();
        // Given: six an hour for three days, then twenty
        Talk usual = new Talk().steady(daysBeforeNoon(3), NOON, 10, 1);

        // When
        List<Episode> told = judged(rule, usual.copy().said(NOON, 20, 0), minutesAfterNoon(5));

        // Then
        assertThat(told)
                .extracting(Episode::opening)
                .containsExactly(new Reading(minutesAfterNoon(-55), minutesAfterNoon(5), 25, 6, true));
        assertThat(judged(rule, usual.copy().said(NOON, 6, 0), minutesAfterNoon(5)))
                .as("less than twice")
                .isEmpty();
        assertThat(judged(
                        rule, new Talk().steady(daysBeforeNoon(2), NOON, 10, 1).said(NOON, 20, 0), minutesAfterNoon(5)))
                .as("two days, and not the hour before them, are known")
                .isEmpty();
        assertThat(judged(rule, new Talk().said(daysBeforeNoon(5), 1, 0).said(NOON, 9, 0), minutesAfterNoon(60)))
                .as("nine where nothing is usual")
                .isEmpty();
    }

    @Test
    void silence_is_told_where_the_same_hours_of_other_days_were_not_silent() {
        // Given: four days with three mentions an hour, from eight in the morning to eight in the evening
        Talk talk = new Talk();
        for (int day = 4; day >= 1; day--) {
            talk.steady(
                    daysBeforeNoon(day).minusSeconds(4 * 3600),
                    daysBeforeNoon(day).plusSeconds(8 * 3600),
                    20,
                    1);
        }
        talk.said(minutesAfterNoon(-240), 1, 0);

        // When: silence from eight to four, and one mention then
        List<Episode> episodes =
                judged(Rules.silence().build(), talk.copy().said(minutesAfterNoon(242), 1, 0), minutesAfterNoon(300));

        // Then
        assertThat(episodes)
                .containsExactly(new Episode(
                        minutesAfterNoon(-55),
                        minutesAfterNoon(245),
                        new Reading(minutesAfterNoon(-235), minutesAfterNoon(-55), 0, 9, true),
                        new Reading(minutesAfterNoon(65), minutesAfterNoon(245), 1, 9, false),
                        new Reading(minutesAfterNoon(-235), minutesAfterNoon(-55), 0, 9, true)));
        assertThat(judged(Rules.silence().build(), talk, minutesAfterNoon(-60)))
                .as("nights are silent")
                .isEmpty();
    }

    @Test
    void two_days_say_nothing_about_silence() {
        Talk talk = new Talk().steady(daysBeforeNoon(2), NOON, 10, 1);

        assertThat(judged(Rules.silence().build(), talk, minutesAfterNoon(400))).isEmpty();
    }

    @Test
    void judging_in_two_goes_says_what_judging_in_one_does() {
        BrandRule rule = Rules.count(5, Counted.MENTIONS).setPersist(10).build();
        Talk talk = new Talk().random(daysBeforeNoon(3), NOON, at -> 4, 0.3, 7);
        StepSums sums = new StepSums(talk.hours());
        CountedRule reader = new CountedRule(rule, new BrandPast(sums.first(), sums, List.of()), LONGEST);
        List<Episode> whole = reader.judge(Standing.since(null), NOON, NOON).episodes();

        CountedRule.Judged first = reader.judge(Standing.since(null), daysBeforeNoon(1), daysBeforeNoon(1));
        List<Episode> parts = new java.util.ArrayList<>(
                first.episodes().stream().filter(episode -> !episode.isOpen()).toList());
        parts.addAll(reader.judge(first.standing(), NOON, NOON).episodes());

        assertThat(parts).isEqualTo(whole).hasSizeGreaterThan(3);
    }
}
