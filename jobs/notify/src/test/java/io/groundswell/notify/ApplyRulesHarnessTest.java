package io.groundswell.notify;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.daysBeforeNoon;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.DeadLetters;
import io.groundswell.notify.crisis.Talk;
import io.groundswell.notify.rules.Heard;
import io.groundswell.notify.rules.Match;
import io.groundswell.notify.rules.PastRules;
import io.groundswell.notify.rules.Question;
import io.groundswell.notify.rules.Rules;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertChange;
import io.groundswell.topics.AlertEvidence;
import io.groundswell.topics.AlertState;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Counted;
import io.groundswell.topics.Measure;
import io.groundswell.topics.RuleKind;
import io.groundswell.topics.Signal;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class ApplyRulesHarnessTest extends RulesAtWork {

    private static final BrandRule FORTY = Rules.count(40, Counted.NEGATIVE).build();

    private static final BrandRule PRESS =
            Rules.named("press", RuleKind.EVERY_MENTION).build();

    private static final BrandRule BLIND =
            Rules.named("blind", RuleKind.BLIND_FEED).setAfter(30).build();

    private static Talk calmUntil(Instant end) {
        return new Talk().steady(daysBeforeNoon(3), end, 10, 1);
    }

    @Test
    void a_count_that_is_reached_is_told_within_a_second_with_the_posts_behind_it() throws Exception {
        // Given
        begin(Rules.quiet(Rules.count(40, Counted.NEGATIVE), LocalTime.of(13, 0), LocalTime.of(14, 0))
                .build());
        arrive(calmUntil(minutesAfterNoon(1)).measures("acme"));
        watermark(minutesAfterNoon(-2));
        assertThat(afterSeconds(1)).isEmpty();

        // When
        arrive(new Talk().said(minutesAfterNoon(1), 42, 41).measures("acme"));

        // Then: nobody is to be told before two in the afternoon in Vienna
        String id = "acme|rule:so-many|2026-03-02T12:05:00Z";
        String headline =
                "so-many, acme: 41 negative mentions in the 60 minutes to 2026-03-02 12:05 UTC, 40 are enough.";
        assertThat(afterSeconds(1))
                .containsExactly(Alert.newBuilder()
                        .setId(id)
                        .setBrand("acme")
                        .setSignal(Signal.NEGATIVE)
                        .setState(AlertState.OPEN)
                        .setTier(AlertTier.WATCH)
                        .setIncident(id)
                        .setOpenedAt(minutesAfterNoon(5))
                        .setChangedAt(minutesAfterNoon(5))
                        .setWindowStart(minutesAfterNoon(-55))
                        .setWindowEnd(minutesAfterNoon(5))
                        .setExpected(0)
                        .setSpread(0)
                        .setSeen(41)
                        .setSeverity(0)
                        .setPeakSeverity(0)
                        .setPeakSeen(41)
                        .setHeadline(headline)
                        .setEvidence(List.of(new AlertEvidence("x:angry-post", 20L, true)))
                        .setHistory(List.of(new AlertChange(
                                AlertState.OPEN, AlertTier.WATCH, minutesAfterNoon(5), 0.0, 41L, 0.0, headline)))
                        .setRule("fixed-count/1 so-many")
                        .setQuietUntil(minutesAfterNoon(60))
                        // six calm mentions in the hour, and these
                        .setRevision(6 + 42)
                        .setAsOf(minutesAfterNoon(1).plusSeconds(30))
                        .build());
    }

    @Test
    void silence_closes_what_a_count_opened() throws Exception {
        // Given
        begin(FORTY);
        arrive(calmUntil(NOON).said(NOON, 50, 50).measures("acme"));
        watermark(minutesAfterNoon(10));
        assertThat(afterSeconds(1)).extracting(Alert::getState).containsExactly(AlertState.OPEN);

        // When: event time passes without a single measure
        List<Alert> told = new ArrayList<>();
        for (int minutes = 15; minutes <= 300; minutes += 5) {
            watermark(minutesAfterNoon(minutes));
            told.addAll(afterSeconds(1));
        }

        // Then
        assertThat(lines(told).get(told.size() - 1))
                .isEqualTo("CLOSED so-many, acme is over: from 2026-03-02 12:05 to 2026-03-02 13:05 UTC,"
                        + " 50 negative mentions in the worst 60 minutes, 40 are enough.");
        assertThat(harness.numProcessingTimeTimers()).isZero();
        // The next five minutes, and the end of the input.
        assertThat(harness.numEventTimeTimers()).isEqualTo(2);
    }

    @Test
    void a_correction_takes_an_alert_back_and_another_brings_it_again() throws Exception {
        begin(FORTY);
        Talk talk = calmUntil(NOON).said(NOON, 50, 50);
        arrive(talk.measures("acme"));
        watermark(minutesAfterNoon(10));
        Alert opened = afterSeconds(1).get(0);

        arrive(talk.corrected(NOON, 39, 39, minutesAfterNoon(30)).measures("acme"));
        List<Alert> taken = afterSeconds(1);
        arrive(talk.corrected(NOON, 40, 40, minutesAfterNoon(31)).measures("acme"));
        List<Alert> again = afterSeconds(1);

        assertThat(lines(taken))
                .containsExactly("RETRACTED so-many, acme taken back: what opened it at 2026-03-02 12:05 UTC has been"
                        + " corrected.");
        assertThat(taken.get(0).getRevision()).isGreaterThanOrEqualTo(opened.getRevision());
        assertThat(taken.get(0).getEvidence()).isEmpty();
        assertThat(again)
                .extracting(Alert::getId, Alert::getState)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(opened.getId(), AlertState.OPEN));
        assertThat(again.get(0).getRevision()).isGreaterThan(taken.get(0).getRevision());
    }

    @Test
    void rules_that_are_written_and_taken_out_while_the_job_runs_hold_from_then_on() throws Exception {
        // Given: fifty before noon, when the brand had no rule
        begin();
        arrive(calmUntil(NOON).said(minutesAfterNoon(-90), 50, 50).measures("acme"));
        watermark(minutesAfterNoon(2));
        assertThat(afterSeconds(1)).isEmpty();

        // When: one is written, before there is enough anew
        harness.processElement2(record(1, FORTY), 0);
        watermark(minutesAfterNoon(40));
        assertThat(lines(afterSeconds(1))).as("what was is not told").isEmpty();
        arrive(new Talk().said(minutesAfterNoon(42), 45, 45).measures("acme"));
        assertThat(afterSeconds(1)).extracting(Alert::getOpenedAt).containsExactly(minutesAfterNoon(45));
        harness.processElement2(record(2), 0);
        watermark(minutesAfterNoon(47));

        // Then
        List<Alert> closed = afterSeconds(1);
        assertThat(lines(closed)).containsExactly("CLOSED so-many, acme is over: the rule was changed or taken out.");
        assertThat(closed.get(0).getClosedAt()).isEqualTo(minutesAfterNoon(45));
        watermark(minutesAfterNoon(120));
        assertThat(afterSeconds(1)).isEmpty();
    }

    @Test
    void what_is_no_brand_leaves_by_the_door_for_dead_letters() throws Exception {
        begin();
        BrandRule zero = BrandRule.newBuilder(FORTY).setCount(0).build();
        harness.processElement2(record(1, zero), 0);

        assertThat(harness.getSideOutput(DeadLetters.DOOR))
                .extracting(letter -> letter.getValue().getDetail())
                .containsExactly("brand acme has a rule so-many whose count must be a whole number from 1 to"
                        + " 1000000000000");
    }

    @Test
    void a_mention_is_told_by_itself_and_taken_back_when_it_is_deleted() throws Exception {
        begin(PRESS);
        watermark(NOON);
        Match match = new Match("press", "rss:1", minutesAfterNoon(1), 1_000, true, true);
        arrive(match);
        List<Alert> told = afterSeconds(1);
        arrive(match);
        assertThat(afterSeconds(1)).as("told once").isEmpty();
        arrive(new Match("press", "rss:1", minutesAfterNoon(1), 2_000, false, true));
        List<Alert> taken = afterSeconds(1);

        assertThat(lines(told)).containsExactly("CLOSED press, acme: a mention on rss at 2026-03-02 12:01 UTC.");
        assertThat(told.get(0).getId()).isEqualTo("acme|rule:press|rss:1|2026-03-02T12:01:00Z");
        assertThat(told.get(0).getEvidence()).containsExactly(new AlertEvidence("rss:1", 1L, true));
        assertThat(lines(taken))
                .containsExactly("RETRACTED press, acme taken back: what opened it at 2026-03-02 12:01 UTC has been"
                        + " corrected.");
    }

    @Test
    void a_platform_that_falls_silent_is_told_and_that_it_is_heard_again() throws Exception {
        begin(BLIND);
        watermark(NOON);
        for (int minute = 0; minute < 40; minute++) {
            harness.processElement1(RuleFact.of("acme", Heard.minute("x", minutesAfterNoon(minute), minute == 0)), 0);
        }
        assertThat(lines(afterSeconds(1)))
                .containsExactly("OPEN blind, acme: nothing came from x since 2026-03-02 12:01 UTC, 39 minutes long.");
        harness.processElement1(RuleFact.of("acme", Heard.minute("x", minutesAfterNoon(70), true)), 0);
        assertThat(lines(afterSeconds(1)))
                .containsExactly("CLOSED blind, acme is over: nothing came from x from 2026-03-02 12:01 to"
                        + " 2026-03-02 13:11 UTC.");
    }

    @Test
    void a_brand_nobody_speaks_of_any_more_is_forgotten() throws Exception {
        begin(FORTY, PRESS, BLIND, Rules.silence().build());
        arrive(calmUntil(NOON).said(NOON, 50, 50).measures("acme"));
        arrive(new Match("press", "rss:1", NOON, 1_000, true, true));
        harness.processElement1(RuleFact.of("acme", Heard.minute("x", NOON, true)), 0);
        watermark(minutesAfterNoon(10));
        assertThat(afterSeconds(1)).isNotEmpty();

        for (int hours = 1; hours <= 40 * 24; hours++) {
            watermark(minutesAfterNoon(60L * hours));
            afterSeconds(1);
        }

        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @RepeatedTest(10)
    void any_order_of_arrival_gives_the_same_alerts() throws Exception {
        // Given: chatter with storms and a silence, corrections, mentions told one by one, some of them deleted, and
        // questions
        long seed = new Random().nextLong();
        System.getLogger("permutation").log(System.Logger.Level.INFO, "seed {0}", Long.toString(seed));
        Random random = new Random(seed);
        BrandRule[] rules = {
            Rules.count(15, Counted.MENTIONS).setPersist(10).build(),
            Rules.twiceTheUsual().build(),
            Rules.silence().setAfter(60).setLeast(1).build(),
            Rules.unanswered(4).setPersist(5).build(),
            BrandRule.newBuilder(PRESS).setCoolDown(60).build(),
            BLIND
        };
        Talk talk = new Talk().random(daysBeforeNoon(5), NOON.minusSeconds(7200), at -> 6, 0.3, seed);
        talk.saidEachMinute(daysBeforeNoon(2), 40, 2, 2);
        talk.saidEachMinute(minutesAfterNoon(-50), 20, 2, 2);
        Talk revised = talk.copy();
        for (int i = 0; i < 20; i++) {
            revised.corrected(minutesAfterNoon(-50 + i), 1 + i % 3, i % 2, minutesAfterNoon(i));
            revised.corrected(daysBeforeNoon(2).plusSeconds(60L * i), 1, 1, minutesAfterNoon(i));
        }
        List<RuleFact> facts = new ArrayList<>();
        talk.measures("acme").forEach(measure -> facts.add(RuleFact.of(measure)));
        List<RuleFact> last = new ArrayList<>();
        revised.measures("acme").forEach(measure -> last.add(RuleFact.of(measure)));
        for (int i = 0; i < 30; i++) {
            Instant at = minutesAfterNoon(-random.nextInt(1_000));
            last.add(RuleFact.of("acme", new Match("press", "rss:" + i, at, i, random.nextInt(4) > 0, false)));
        }
        List<Question> questions = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            Instant asked = minutesAfterNoon(-random.nextInt(7_000));
            Instant answered = random.nextInt(5) == 0 ? null : asked.plusSeconds(random.nextInt(9_000));
            facts.add(fact(new Question("x:" + i, asked, null, true, i)));
            questions.add(new Question("x:" + i, asked, answered, random.nextInt(9) > 0, 1_000 + i));
        }
        questions.forEach(question -> last.add(fact(question)));
        for (int minute = -300; minute < -100; minute++) {
            boolean heard = minute % 60 == 0 || minute < -180 && random.nextInt(60) == 0;
            last.add(RuleFact.of("acme", Heard.minute("x", minutesAfterNoon(minute), heard)));
            last.add(RuleFact.of("acme", Heard.minute("x", minutesAfterNoon(minute), false)));
        }
        Map<String, Alert> expected = straight(rules, last);
        facts.addAll(last);
        facts.addAll(facts.subList(0, facts.size() / 2));
        if (random.nextBoolean()) {
            Collections.shuffle(facts, random);
            // Of one mention the upstream operator tells in order.
            facts.addAll(last.stream().filter(fact -> fact.match() != null).toList());
        }

        // When: doubled, in pieces, with restarts and watermarks in between
        begin(rules);
        List<Alert> told = new ArrayList<>();
        long time = daysBeforeNoon(5).toEpochMilli();
        for (int from = 0; from < facts.size(); ) {
            int to = Math.min(facts.size(), from + 1 + random.nextInt(facts.size() / 20));
            for (RuleFact fact : facts.subList(from, to)) {
                harness.processElement1(fact, 0);
            }
            from = to;
            if (random.nextInt(3) > 0) {
                time = Math.min(
                        time + random.nextLong(86_400_000),
                        minutesAfterNoon(-35).toEpochMilli());
                watermark(Instant.ofEpochMilli(time));
            }
            told.addAll(afterSeconds(random.nextInt(4)));
            if (random.nextInt(8) == 0) {
                OperatorSubtaskState state = harness.snapshot(1, clock);
                harness.close();
                begin(state, rules);
            }
        }
        told.addAll(end());

        // Then
        assertThat(standing(told)).as("seed %d", seed).isEqualTo(expected);
        assertThat(expected.keySet())
                .anyMatch(id -> id.contains("so-many"))
                .anyMatch(id -> id.contains("twice-the-usual"))
                .anyMatch(id -> id.contains("gone-quiet"))
                .anyMatch(id -> id.contains("many-wait"))
                .anyMatch(id -> id.contains("press"))
                .anyMatch(id -> id.contains("blind"));
        // And the same minutes, judged afterwards, would have said the same.
        Map<String, Alert> counted = new TreeMap<>(expected);
        counted.keySet().removeIf(id -> id.contains("press") || id.contains("blind"));
        assertThat(standing(new PastRules(Talk.LIMITS).of(brand(rules), revised.measures("acme"), questions)))
                .as("seed %d", seed)
                .isEqualTo(counted);
        assertThat(PastRules.cannotReplay(List.of(rules))).containsExactly("press", "blind");
    }

    @RepeatedTest(3)
    void months_at_any_speed_give_the_same_alerts_though_old_minutes_are_forgotten() throws Exception {
        long seed = new Random().nextLong();
        System.getLogger("permutation").log(System.Logger.Level.INFO, "seed {0}", Long.toString(seed));
        Random random = new Random(seed);
        BrandRule[] rules = {
            Rules.count(9, Counted.MENTIONS).setPersist(5).build(),
            Rules.twiceTheUsual().build(),
            Rules.silence().setAfter(120).setLeast(4).build(),
            Rules.unanswered(3).build()
        };
        Talk talk = new Talk().random(daysBeforeNoon(90), NOON, at -> 3, 0.3, seed);
        List<Question> questions = new ArrayList<>();
        List<RuleFact> facts = new ArrayList<>();
        for (Measure measure : talk.measures("acme")) {
            facts.add(RuleFact.of(measure));
            if (random.nextInt(60) == 0) {
                Instant asked = measure.getWindowStart();
                Instant answered = random.nextInt(9) == 0 ? null : asked.plusSeconds(random.nextInt(20_000));
                questions.add(new Question("x:" + asked, asked, answered, true, asked.toEpochMilli()));
                facts.add(fact(questions.get(questions.size() - 1)));
            }
        }
        Map<String, Alert> expected = straight(rules, facts);

        begin(rules);
        List<Alert> told = new ArrayList<>();
        for (RuleFact fact : facts) {
            harness.processElement1(fact, 0);
            if (random.nextInt(40) == 0) {
                Instant at = fact.minute() == null
                        ? fact.question().askedAt()
                        : fact.minute().start();
                watermark(at.minusSeconds(random.nextInt(10_000)));
                told.addAll(afterSeconds(1));
            }
        }
        told.addAll(end());

        assertThat(standing(told)).as("seed %d", seed).isEqualTo(expected);
        assertThat(standing(new PastRules(Talk.LIMITS).of(brand(rules), talk.measures("acme"), questions)))
                .as("seed %d", seed)
                .isEqualTo(expected);
        assertThat(expected).hasSizeGreaterThan(20);
    }

    private static Map<String, Alert> straight(BrandRule[] rules, List<RuleFact> facts) throws Exception {
        ApplyRulesHarnessTest other = new ApplyRulesHarnessTest();
        other.begin(rules);
        for (RuleFact fact : facts) {
            other.harness.processElement1(fact, 0);
        }
        Map<String, Alert> alerts = standing(other.end());
        other.close();
        return alerts;
    }

    /** Alerts as the greatest revisions leave them, without those taken back. */
    private static Map<String, Alert> standing(List<Alert> told) {
        Map<String, Alert> finals = new TreeMap<>();
        for (Alert alert : told) {
            finals.merge(alert.getId(), alert, (one, other) -> other.getRevision() >= one.getRevision() ? other : one);
        }
        finals.values().removeIf(alert -> alert.getState() == AlertState.RETRACTED);
        return finals;
    }
}
