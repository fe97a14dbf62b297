package io.groundswell.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.measure.campaign.CampaignFact;
import io.groundswell.topics.AudienceDay;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Campaign;
import io.groundswell.topics.CampaignPeriod;
import io.groundswell.topics.CampaignResults;
import io.groundswell.topics.CampaignTarget;
import io.groundswell.topics.Measure;
import io.groundswell.topics.ShareMember;
import io.groundswell.topics.ShareOfVoice;
import io.groundswell.topics.TrafficDay;
import io.groundswell.topics.TrafficValue;
import io.groundswell.topics.WindowSize;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
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
import org.junit.jupiter.api.Test;

class MeasureCampaignsHarnessTest {

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    /** Ten days over the night the clocks change, so compared with two weeks before and after. */
    private static final Campaign SPRING = new Campaign(
            "spring",
            "Spring Sale",
            LocalDate.of(2026, 3, 23),
            LocalDate.of(2026, 4, 1),
            "sale",
            List.of("Spring-Sale"),
            Map.of("volume", 20.0, "clicks", 10.0),
            100.0,
            "EUR",
            null);

    private KeyedTwoInputStreamOperatorTestHarness<String, CampaignFact, KafkaRecord, CampaignResults> harness;

    private final TreeMap<String, CampaignResults> documents = new TreeMap<>();

    @BeforeEach
    void begin() throws Exception {
        begin(null);
    }

    private void begin(OperatorSubtaskState state) throws Exception {
        harness = new KeyedTwoInputStreamOperatorTestHarness<>(
                new CoBroadcastWithKeyedOperator<>(
                        new MeasureCampaigns(new BrandsHeard(List.of(acme(0, SPRING)))), List.of(BrandsHeard.STATE)),
                CampaignFact::brand,
                null,
                Types.STRING);
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    @AfterEach
    void end() throws Exception {
        harness.close();
    }

    private static KafkaRecord acme(long offset, Campaign campaign) {
        return new KafkaRecord(
                "brands",
                0,
                offset,
                0,
                "acme".getBytes(StandardCharsets.UTF_8),
                AvroMessages.of(Brand.class)
                        .encode(Brand.newBuilder()
                                .setId("acme")
                                .setName("Acme")
                                .setQuery("acme")
                                .setTimeZone("Europe/Vienna")
                                .setCampaigns(List.of(campaign))
                                .build()));
    }

    private static Instant day(int month, int day) {
        return LocalDate.of(2026, month, day).atStartOfDay(VIENNA).toInstant();
    }

    private static Measure measure(String brand, Instant start, long mentions, long revision) {
        Measure measure = new Measure();
        measure.setId(brand + "|all|day|" + start);
        measure.setBrand(brand);
        measure.setWindowStart(start);
        measure.setMentions(mentions);
        measure.setPeople(mentions);
        measure.setPositive(mentions);
        measure.setRevision(revision);
        measure.setAsOf(start);
        return measure;
    }

    private static CampaignFact ofDay(int month, int day, long mentions, long revision) {
        return CampaignFact.ofDay(measure("acme", day(month, day), mentions, revision));
    }

    private static CampaignFact ofSums(long mentions, long revision) {
        Measure sums = measure("acme/spring", day(3, 23), mentions, revision);
        sums.setAuthors(3);
        return CampaignFact.ofSums(sums);
    }

    private static ShareMember member(String brand, long mentions) {
        return new ShareMember(brand, mentions, mentions, 0L, mentions, 0L, 0L);
    }

    private static CampaignFact ofRivals(int month, int day, long mentions) {
        ShareOfVoice share = new ShareOfVoice();
        share.setId("acme|all|day|" + day(month, day));
        share.setBrand("acme");
        share.setSize(WindowSize.DAY);
        share.setWindowStart(day(month, day));
        share.setMembers(List.of(member("acme", 99), member("zest", mentions)));
        share.setRevision(mentions);
        share.setAsOf(day(month, day));
        return CampaignFact.ofRivals(share);
    }

    private static CampaignFact ofFollowers(int month, int day, long change) {
        return CampaignFact.ofFollowers(AudienceDay.newBuilder()
                .setId("x:42|" + day(month, day))
                .setAccount("x:42")
                .setPlatform("x")
                .setBrand("acme")
                .setDay(day(month, day))
                .setFollowers(100)
                .setChange(change)
                .setWon(Math.max(0, change))
                .setLost(Math.max(0, -change))
                .setRevision(1)
                .setAsOf(day(month, day))
                .build());
    }

    private static CampaignFact ofVisits(String day, long clicks, double value) {
        Instant start = Instant.parse(day + "T00:00:00Z");
        return CampaignFact.ofVisits(
                TrafficDay.newBuilder()
                        .setId("G|" + start)
                        .setDay(start)
                        .setCampaign("spring-sale")
                        .setEvents(clicks)
                        .setSessions(clicks)
                        .setPageViews(0)
                        .setClicks(clicks)
                        .setConverted(1)
                        .setValues(List.of(new TrafficValue("EUR", value), new TrafficValue("USD", 7.0)))
                        .setRevision(clicks)
                        .setAsOf(start)
                        .build(),
                "acme");
    }

    private void told(CampaignFact... facts) throws Exception {
        for (CampaignFact fact : facts) {
            harness.processElement1(fact, fact.asOf());
        }
    }

    private CampaignResults results() {
        for (CampaignResults results : harness.extractOutputValues()) {
            documents.merge(
                    results.getId(), results, (one, other) -> other.getRevision() >= one.getRevision() ? other : one);
        }
        harness.getOutput().clear();
        return documents.get("acme|spring");
    }

    private static List<CampaignFact> everything() {
        return List.of(
                ofSums(10, 10),
                ofDay(3, 8, 900, 900), // the day before what it is compared with
                ofDay(3, 9, 1, 1),
                ofDay(3, 18, 2, 2),
                ofDay(3, 19, 900, 900), // in none of the three
                ofDay(3, 23, 30, 30),
                ofDay(4, 1, 40, 40),
                ofDay(4, 6, 5, 5),
                ofDay(4, 15, 6, 6),
                ofDay(4, 16, 900, 900),
                ofRivals(3, 10, 11),
                ofRivals(3, 24, 12),
                ofRivals(3, 25, 13),
                ofFollowers(3, 22, 500),
                ofFollowers(3, 23, 8),
                ofFollowers(4, 1, -3),
                ofVisits("2026-03-22", 500, 500),
                ofVisits("2026-03-23", 4, 80.1),
                ofVisits("2026-04-01", 1, 70.2));
    }

    @Test
    void a_campaign_is_weighed_against_its_cost_its_targets_and_the_weeks_around_it() throws Exception {
        // When
        told(everything().toArray(CampaignFact[]::new));

        // Then
        CampaignResults expected = new CampaignResults();
        expected.setId("acme|spring");
        expected.setBrand("acme");
        expected.setCampaign("spring");
        expected.setName("Spring Sale");
        expected.setStart(day(3, 23));
        expected.setEnd(day(4, 2));
        expected.setVolume(10);
        expected.setPeople(10);
        expected.setAuthors(3);
        expected.setPositive(10);
        expected.setNetSentiment(1.0);
        expected.setFollowersWon(8);
        expected.setFollowersLost(3);
        expected.setSessions(5);
        expected.setClicks(5);
        expected.setConverted(2);
        expected.setValues(List.of(new TrafficValue("EUR", 150.3), new TrafficValue("USD", 14.0)));
        expected.setCurrency("EUR");
        expected.setValue(150.3);
        expected.setCost(100.0);
        expected.setCostPerClick(20.0);
        expected.setCostPerConversion(50.0);
        expected.setReturnOnCost((150.3 - 100) / 100);
        expected.setTargets(
                List.of(new CampaignTarget("clicks", 10.0, 5.0, 0.5), new CampaignTarget("volume", 20.0, 10.0, 0.5)));
        expected.setWeeks(2);
        expected.setBefore(new CampaignPeriod(day(3, 9), day(3, 19), List.of(member("acme", 3), member("zest", 11))));
        expected.setDuring(new CampaignPeriod(day(3, 23), day(4, 2), List.of(member("acme", 70), member("zest", 25))));
        expected.setAfter(new CampaignPeriod(day(4, 6), day(4, 16), List.of(member("acme", 11))));
        expected.setRevision(10 + 3 + 70 + 11 + 36 + 2 + 5);
        expected.setAsOf(day(4, 15));
        assertThat(results()).isEqualTo(expected);
    }

    @Test
    void neither_order_nor_repetition_nor_older_revisions_nor_restarts_change_it() throws Exception {
        // Given
        told(everything().toArray(CampaignFact[]::new));
        CampaignResults straight = results();
        Random random = new Random(3);
        for (int i = 0; i < 20; i++) {
            harness.close();
            documents.clear();
            begin();
            List<CampaignFact> facts = new ArrayList<>(everything());
            facts.addAll(everything());
            facts.add(ofSums(4, 4));
            facts.add(ofDay(3, 23, 2, 2));
            Collections.shuffle(facts, random);

            // When
            for (CampaignFact fact : facts) {
                told(fact);
                if (random.nextInt(15) == 0) {
                    OperatorSubtaskState state = harness.snapshot(1, 1);
                    results();
                    harness.close();
                    begin(state);
                }
            }

            // Then
            assertThat(results()).isEqualTo(straight);
        }
    }

    @Test
    void other_dates_are_told_with_a_greater_revision_though_they_rest_on_less() throws Exception {
        // Given
        told(ofDay(3, 23, 30, 30), ofDay(3, 24, 40, 40));
        long before = results().getRevision();

        // When
        Campaign shorter = Campaign.newBuilder(SPRING).setTo(SPRING.getFrom()).build();
        harness.processElement2(acme(1, shorter), 0);
        told(ofDay(3, 23, 31, 31));

        // Then
        assertThat(before).isEqualTo(70);
        assertThat(results().getRevision()).isEqualTo(71);
        assertThat(results().getDuring().getMembers()).containsExactly(member("acme", 31));
    }

    @Test
    void a_campaign_that_ends_before_it_begins_is_refused_and_the_one_before_stays() throws Exception {
        // When
        Campaign turned =
                Campaign.newBuilder(SPRING).setTo(SPRING.getFrom().minusDays(1)).build();
        harness.processElement2(acme(1, turned), 0);
        told(ofDay(3, 23, 30, 30));

        // Then
        assertThat(results().getEnd()).isEqualTo(day(4, 2));
    }

    @Test
    void days_are_forgotten_when_no_campaign_can_rest_on_them_any_more() throws Exception {
        // Given
        told(ofDay(3, 23, 30, 30), ofSums(10, 10));

        // When
        harness.processBothWatermarks(
                new Watermark(day(3, 23).plus(MeasureCampaigns.MEMORY).toEpochMilli()));

        // Then
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
