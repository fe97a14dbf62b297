package io.groundswell.notify;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.daysBeforeNoon;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.notify.crisis.Hour;
import io.groundswell.notify.crisis.PastAlerts;
import io.groundswell.notify.crisis.Talk;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertEvidence;
import io.groundswell.topics.AlertState;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Evidence;
import io.groundswell.topics.Measure;
import io.groundswell.topics.MeasuredPart;
import io.groundswell.topics.Sensitivity;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.co.CoBroadcastWithKeyedOperator;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.KeyedTwoInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class RaiseAlertsHarnessTest {

    private static final NotifySettings SETTINGS =
            new NotifySettings(Talk.LIMITS, Duration.ofSeconds(1), List.of(), Duration.ofDays(1));

    private KeyedTwoInputStreamOperatorTestHarness<String, Measure, KafkaRecord, Alert> harness;
    private long clock;
    private int read;

    @BeforeEach
    void open() throws Exception {
        harness = harness(null);
    }

    private KeyedTwoInputStreamOperatorTestHarness<String, Measure, KafkaRecord, Alert> harness(
            OperatorSubtaskState state) throws Exception {
        KeyedTwoInputStreamOperatorTestHarness<String, Measure, KafkaRecord, Alert> fresh =
                new KeyedTwoInputStreamOperatorTestHarness<>(
                        new CoBroadcastWithKeyedOperator<>(
                                new RaiseAlerts(new BrandsHeard(List.of()), SETTINGS), List.of(BrandsHeard.STATE)),
                        Measure::getBrand,
                        null,
                        Types.STRING);
        fresh.setup();
        if (state != null) {
            fresh.initializeState(state);
        }
        fresh.open();
        fresh.setProcessingTime(clock);
        read = 0;
        return fresh;
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private void arrive(List<Measure> measures) throws Exception {
        for (Measure measure : measures) {
            harness.processElement1(measure, measure.getAsOf().toEpochMilli());
        }
    }

    private List<Alert> afterSeconds(int seconds) throws Exception {
        clock += seconds * 1000L;
        harness.setProcessingTime(clock);
        return news();
    }

    /** What came out since last asked. */
    private List<Alert> news() {
        List<Alert> all = harness.extractOutputValues();
        List<Alert> news = all.subList(read, all.size());
        read = all.size();
        return new ArrayList<>(news);
    }

    private void watermark(Instant time) throws Exception {
        harness.processBothWatermarks(new Watermark(time.toEpochMilli()));
    }

    private static Talk calmUntil(Instant end) {
        return new Talk().steady(daysBeforeNoon(3), end, 10, 1);
    }

    @Test
    void a_storm_is_told_within_a_second_long_before_its_stretch_is_over() throws Exception {
        // Given: calm until noon, the watermark two minutes behind
        arrive(calmUntil(minutesAfterNoon(1)).measures("acme"));
        watermark(minutesAfterNoon(-2));
        assertThat(afterSeconds(1)).isEmpty();
        // When
        arrive(new Talk().said(minutesAfterNoon(1), 12, 12).measures("acme"));
        List<Alert> alerts = afterSeconds(1);
        // Then: as far as event time is, nothing more is known of the brand than until noon
        assertThat(alerts)
                .filteredOn(alert -> alert.getId().contains("negative"))
                .containsExactly(CrisisOfTwelve.opened());
    }

    @Test
    void a_brand_that_wants_to_hear_of_fewer_hears_of_what_is_graver_and_says_so_while_the_job_runs() throws Exception {
        // Given: by what is balanced, something to be watched
        Talk talk = calmUntil(NOON).said(NOON, 11, 0);
        assertThat(standing(new PastAlerts(Talk.LIMITS).of("acme", talk.measures("acme")))
                        .values())
                .extracting(Alert::getPeakSeverity)
                .allMatch(severity -> severity >= 3)
                .isNotEmpty();
        for (Sensitivity sensitivity : Sensitivity.values()) {
            close();
            open();
            harness.processElement2(
                    new KafkaRecord(
                            "brands",
                            0,
                            0,
                            0,
                            null,
                            AvroMessages.of(Brand.class)
                                    .encode(Brand.newBuilder()
                                            .setId("acme")
                                            .setName("Acme")
                                            .setQuery("acme")
                                            .setSensitivity(sensitivity)
                                            .build())),
                    0);
            // When
            arrive(talk.measures("acme"));
            harness.processBothWatermarks(Watermark.MAX_WATERMARK);
            // Then
            assertThat(standing(news()))
                    .as(sensitivity.name())
                    .isEqualTo(standing(new PastAlerts(Talk.LIMITS.at(sensitivity)).of("acme", talk.measures("acme"))));
        }
    }

    @Test
    void silence_closes_an_alert_and_then_lets_the_timers_rest() throws Exception {
        // Given
        arrive(calmUntil(NOON).saidEachMinute(NOON, 3, 10, 10).measures("acme"));
        watermark(minutesAfterNoon(10));
        assertThat(afterSeconds(1)).extracting(Alert::getState).contains(AlertState.OPEN);
        // When: event time passes without a single measure
        for (int minutes = 15; minutes <= 300; minutes += 5) {
            watermark(minutesAfterNoon(minutes));
            afterSeconds(1);
        }
        // Then
        Alert closed = finals(harness.extractOutputValues()).get("acme|negative|2026-03-02T12:05:00Z");
        assertThat(closed.getClosedAt()).isEqualTo(minutesAfterNoon(65 + 180));
        assertThat(closed.getHeadline())
                .isEqualTo("Crisis around acme is over: from 2026-03-02 12:05 to 16:05 UTC,"
                        + " 30 negative mentions in the worst 60 minutes, 0 expected.");
        assertThat(closed.getEvidence()).containsExactly(new AlertEvidence("x:angry-post", 30L, true));
        // The one that will forget the brand, and the one for the end of the input.
        assertThat(harness.numEventTimeTimers()).isEqualTo(2);
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void a_brand_nobody_speaks_of_any_more_is_forgotten() throws Exception {
        // Given
        arrive(calmUntil(NOON).said(NOON, 50, 50).measures("acme"));
        watermark(minutesAfterNoon(10));
        afterSeconds(1);
        // When
        for (int days = 1; days <= 30; days++) {
            watermark(daysBeforeNoon(-days));
            afterSeconds(1);
        }
        // Then
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void a_correction_takes_an_alert_back() throws Exception {
        // Given
        Talk talk = calmUntil(NOON).said(NOON, 40, 40);
        arrive(talk.measures("acme"));
        watermark(minutesAfterNoon(10));
        Map<String, Alert> before = finals(afterSeconds(1));
        // When: the forty angry mentions are deleted, but for two
        arrive(talk.copy().corrected(NOON, 2, 2, minutesAfterNoon(30)).measures("acme"));
        List<Alert> news = afterSeconds(1);
        // Then
        String id = "acme|negative|2026-03-02T12:05:00Z";
        assertThat(before.get(id).getState()).isEqualTo(AlertState.OPEN);
        Alert taken = finals(news).get(id);
        assertThat(taken.getState()).isEqualTo(AlertState.RETRACTED);
        assertThat(taken.getEvidence()).isEmpty();
        assertThat(before.get(id).getExplanation()).isNotNull();
        assertThat(taken.getExplanation()).isNull();
        assertThat(taken.getAsOf()).isEqualTo(minutesAfterNoon(30));
        assertThat(taken.getHeadline())
                .isEqualTo("Crisis around acme taken back: what opened it at 2026-03-02 12:05 UTC has been corrected.");
        assertThat(taken.getRevision()).isGreaterThan(before.get(id).getRevision());
        assertThat(news).allMatch(alert -> alert.getState() == AlertState.RETRACTED);
    }

    @Test
    void an_older_word_on_the_same_facts_is_outdone_by_the_newer_one_that_follows() throws Exception {
        // Given: a flood, and a copy now and then for hours after it
        Talk flooded = calmUntil(minutesAfterNoon(900));
        for (int minute = 0; minute < 200; minute++) {
            flooded.handedOn(minutesAfterNoon(minute), minute < 30 ? 20 : minute % 60 == 0 ? 1 : 0);
        }
        Map<String, Measure> newest = new TreeMap<>();
        flooded.measures("acme").forEach(measure -> newest.put(measure.getId(), measure));
        arrive(List.copyOf(newest.values()));
        watermark(minutesAfterNoon(900));
        Map<String, Alert> documents = new TreeMap<>();
        index(afterSeconds(20), documents);
        Map<String, Alert> before = new TreeMap<>(documents);
        assertThat(before.values())
                .extracting(alert -> alert.getId() + " " + alert.getState())
                .containsExactly("acme|amplification|2026-03-02T12:05:00Z CLOSED");
        for (int copies : new int[] {0, 5, 1_000}) {
            // When: after a restart measure tells once more what it knew before it knew who says it after others
            List<Measure> older = newest.values().stream()
                    .filter(measure -> measure.getAmplified() > 0)
                    .map(measure -> Measure.newBuilder(measure)
                            .setAmplified((long) copies)
                            .build())
                    .toList();
            arrive(older);
            index(afterSeconds(20), documents);
            arrive(List.copyOf(newest.values()));
            index(afterSeconds(20), documents);
            // Then
            documents.values().removeIf(alert -> alert.getState() == AlertState.RETRACTED);
            assertThat(documents).isEqualTo(before);
        }
    }

    /** As Elasticsearch does: a lower revision never overwrites, an equal one does. */
    private static void index(List<Alert> alerts, Map<String, Alert> documents) {
        for (Alert alert : alerts) {
            documents.merge(
                    alert.getId(), alert, (one, other) -> other.getRevision() >= one.getRevision() ? other : one);
        }
    }

    @Test
    void a_minute_that_is_settled_and_told_once_more_is_no_news_and_holds_nothing_up_again() throws Exception {
        // Given: ten days later; what stood behind the calm days is gone, their counts are not
        List<Measure> calm = calmUntil(NOON).measures("acme");
        arrive(calm);
        watermark(daysBeforeNoon(-10));
        afterSeconds(1);
        arrive(new Talk().said(daysBeforeNoon(-10), 1, 0).measures("acme"));
        watermark(daysBeforeNoon(-11));
        afterSeconds(1);
        // When
        arrive(calm);
        List<Alert> news = afterSeconds(1);
        // Then
        assertThat(news).isEmpty();
        assertThat(StateSize.of(harness, "acme", "hours", Hour.class)).isEqualTo(3 * 24 + 1);
        assertThat(StateSize.ofLists(harness, "acme", "evidence", Evidence.class))
                .isEqualTo(1);
        assertThat(StateSize.ofLists(harness, "acme", "parts", MeasuredPart.class))
                .isEqualTo(1);
        // The hour that is not over yet is not summed up.
        assertThat(StateSize.ofLists(harness, "acme", "parts-of-hours", MeasuredPart.class))
                .isEqualTo(3 * 24 + 1);
    }

    @Test
    void repeated_and_outdated_measures_change_nothing() throws Exception {
        // Given
        Talk talk = calmUntil(NOON).said(NOON, 40, 40);
        arrive(talk.measures("acme"));
        watermark(minutesAfterNoon(10));
        afterSeconds(20);
        // When
        arrive(talk.measures("acme"));
        arrive(calmUntil(NOON).said(NOON, 3, 0).measures("acme"));
        // Then
        assertThat(harness.numProcessingTimeTimers()).isZero();
        assertThat(afterSeconds(20)).isEmpty();
    }

    @RepeatedTest(12)
    void any_order_of_arrival_gives_the_same_alerts() throws Exception {
        // Given: chatter with two storms, a joke and corrections, each minute told in several revisions
        long seed = new Random().nextLong();
        System.getLogger("permutation").log(System.Logger.Level.INFO, "seed {0}", Long.toString(seed));
        Random random = new Random(seed);
        Talk talk = new Talk().random(daysBeforeNoon(5), NOON, at -> 4, 0.3, seed);
        talk.saidEachMinute(daysBeforeNoon(2), 40, 2, 2);
        talk.saidEachMinute(daysBeforeNoon(1).plusSeconds(7200), 30, 3, 0);
        talk.saidEachMinute(minutesAfterNoon(-50), 20, 2, 2);
        Talk revised = talk.copy();
        for (int i = 0; i < 20; i++) {
            revised.corrected(minutesAfterNoon(-50 + i), 1 + i % 3, i % 2, minutesAfterNoon(i));
            revised.corrected(daysBeforeNoon(2).plusSeconds(60L * i), 1, 1, minutesAfterNoon(i));
        }
        Map<String, Alert> expected = straight(revised.measures("acme"));
        List<Measure> all = new ArrayList<>(talk.measures("acme"));
        all.addAll(revised.measures("acme"));
        all.addAll(all.subList(0, all.size() / 2));
        if (random.nextBoolean()) {
            Collections.shuffle(all, random);
        }
        // When: doubled, in pieces, with restarts and watermarks in between
        List<Alert> told = new ArrayList<>();
        long time = daysBeforeNoon(5).toEpochMilli();
        for (int from = 0; from < all.size(); ) {
            int to = Math.min(all.size(), from + 1 + random.nextInt(all.size() / 20));
            arrive(all.subList(from, to));
            from = to;
            if (random.nextInt(3) > 0) {
                time = Math.min(
                        time + random.nextLong(86_400_000), minutesAfterNoon(18).toEpochMilli());
                harness.processBothWatermarks(new Watermark(time));
            }
            told.addAll(afterSeconds(random.nextInt(4)));
            if (random.nextInt(8) == 0) {
                OperatorSubtaskState state = harness.snapshot(1, clock);
                harness.close();
                harness = harness(state);
            }
        }
        harness.processBothWatermarks(Watermark.MAX_WATERMARK);
        told.addAll(news());
        // Then
        assertThat(standing(told)).as("seed %d", seed).isEqualTo(expected);
        assertThat(expected).isNotEmpty();
        assertThat(harness.numEventTimeTimers()).isZero();
        // And the same minutes, judged afterwards, would have said the same.
        assertThat(standing(new PastAlerts(Talk.LIMITS).of("acme", revised.measures("acme"))))
                .as("seed %d", seed)
                .isEqualTo(expected);
    }

    @RepeatedTest(3)
    void months_at_any_speed_give_the_same_alerts_though_old_minutes_are_forgotten() throws Exception {
        // Given: ten weeks with a storm every few days, corrected up to a week later
        long seed = new Random().nextLong();
        System.getLogger("months").log(System.Logger.Level.INFO, "seed {0}", Long.toString(seed));
        Random random = new Random(seed);
        Talk talk = new Talk().random(daysBeforeNoon(70), NOON, at -> 2, 0.3, seed);
        List<Measure> all = new ArrayList<>();
        for (int day = 68; day > 0; day -= 1 + random.nextInt(5)) {
            talk.saidEachMinute(daysBeforeNoon(day).plusSeconds(60L * random.nextInt(600)), 20, 3, random.nextInt(4));
        }
        all.addAll(talk.measures("acme"));
        Talk corrected = talk.copy();
        for (Measure measure : talk.measures("acme")) {
            if (random.nextInt(20) == 0) {
                corrected.corrected(
                        measure.getWindowStart(),
                        random.nextInt(5),
                        0,
                        measure.getAsOf().plusSeconds(random.nextInt(7 * 86_400)));
            }
        }
        all.addAll(corrected.measures("acme"));
        all.sort(Comparator.comparing(Measure::getAsOf).thenComparing(Measure::getRevision));
        // When: once as time goes by, once as fast as it can be read
        List<Alert> slowly = new ArrayList<>();
        for (int from = 0; from < all.size(); ) {
            int to = Math.min(all.size(), from + 1 + random.nextInt(random.nextBoolean() ? 20 : 1_000));
            arrive(all.subList(from, to));
            watermark(all.get(to - 1).getAsOf());
            from = to;
            if (random.nextBoolean()) {
                slowly.addAll(afterSeconds(1 + random.nextInt(2)));
            }
        }
        slowly.addAll(afterSeconds(2));
        assertThat(StateSize.of(harness, "acme", "hours", Hour.class)).isLessThan(24 * 32);
        assertThat(StateSize.ofLists(harness, "acme", "evidence", Evidence.class))
                .isLessThan(60 * 24 * 9);
        assertThat(StateSize.ofLists(harness, "acme", "parts", MeasuredPart.class))
                .isLessThan(60 * 24 * 9);
        assertThat(StateSize.ofLists(harness, "acme", "parts-of-hours", MeasuredPart.class))
                .isLessThan(24 * 26);
        watermark(Instant.ofEpochMilli(Long.MAX_VALUE));
        slowly.addAll(news());
        // Then
        Map<String, Alert> fast = straight(corrected.measures("acme"));
        assertThat(standing(slowly).values()).as("seed %d", seed).containsExactlyElementsOf(fast.values());
        assertThat(fast).hasSizeGreaterThan(5);
        assertThat(standing(new PastAlerts(Talk.LIMITS).of("acme", corrected.measures("acme"))))
                .as("seed %d", seed)
                .isEqualTo(fast);
    }

    private static Map<String, Alert> straight(List<Measure> measures) throws Exception {
        RaiseAlertsHarnessTest other = new RaiseAlertsHarnessTest();
        other.open();
        other.arrive(measures);
        other.harness.processBothWatermarks(Watermark.MAX_WATERMARK);
        Map<String, Alert> alerts = standing(other.news());
        other.close();
        return alerts;
    }

    /** Alerts as the greatest revisions leave them, without those taken back. */
    private static Map<String, Alert> standing(List<Alert> told) {
        Map<String, Alert> finals = finals(told);
        finals.values().removeIf(alert -> alert.getState() == AlertState.RETRACTED);
        return finals;
    }

    private static Map<String, Alert> finals(List<Alert> told) {
        Map<String, Alert> finals = new TreeMap<>();
        Map<String, Map<Long, Alert>> byRevision = new HashMap<>();
        for (Alert alert : told) {
            Alert was = finals.get(alert.getId());
            if (was == null || alert.getRevision() >= was.getRevision()) {
                finals.put(alert.getId(), alert);
            }
            Alert twin = byRevision
                    .computeIfAbsent(alert.getId(), id -> new HashMap<>())
                    .put(alert.getRevision(), alert);
            assertThat(twin == null || twin.equals(alert))
                    .as("two alerts with revision %d: %s and %s", alert.getRevision(), twin, alert)
                    .isTrue();
        }
        return finals;
    }
}
