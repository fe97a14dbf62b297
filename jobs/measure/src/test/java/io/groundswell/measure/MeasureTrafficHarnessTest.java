package io.groundswell.measure;

import static io.groundswell.testkit.Moments.MIDNIGHT;
import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.measure.traffic.TrafficGroup;
import io.groundswell.measure.traffic.Visit;
import io.groundswell.topics.Traffic;
import io.groundswell.topics.TrafficDay;
import io.groundswell.topics.TrafficKind;
import io.groundswell.topics.TrafficValue;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeasureTrafficHarnessTest {

    private static final MeasureSettings SETTINGS = new MeasureSettings(
            Duration.ofDays(7), Duration.ofSeconds(1), Duration.ofHours(24), List.of(), List.of("book_demo"));

    private KeyedOneInputStreamOperatorTestHarness<TrafficGroup, Visit, TrafficDay> harness;

    private final TreeMap<String, TrafficDay> documents = new TreeMap<>();

    @BeforeEach
    void begin() throws Exception {
        begin(null);
    }

    private void begin(OperatorSubtaskState state) throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new MeasureTraffic(SETTINGS)),
                Visit::group,
                TypeInformation.of(TrafficGroup.class));
        if (state != null) {
            harness.initializeState(state);
        }
        harness.open();
    }

    @AfterEach
    void end() throws Exception {
        harness.close();
    }

    private static Traffic.Builder event(String id, TrafficKind kind, Instant at) {
        return Traffic.newBuilder()
                .setId(id)
                .setPlatform("ga4")
                .setProperty("G-KETTLE")
                .setName("event")
                .setKind(kind)
                .setAt(at)
                .setObservedAt(at)
                .setSource("x")
                .setMedium("social")
                .setCampaign("spring|sale");
    }

    private void happens(Traffic.Builder event) throws Exception {
        Visit visit = Visit.of(event.build(), SETTINGS.conversions());
        harness.processElement(visit, visit.at());
    }

    private TreeMap<String, TrafficDay> told() throws Exception {
        harness.setProcessingTime(harness.getProcessingTime() + 1_000);
        for (TrafficDay day : harness.extractOutputValues()) {
            documents.merge(day.getId(), day, (one, other) -> other.getRevision() >= one.getRevision() ? other : one);
        }
        harness.getOutput().clear();
        return documents;
    }

    @Test
    void a_day_of_a_campaign_is_told_whole_and_each_event_once() throws Exception {
        // When
        happens(event("a", TrafficKind.SESSION, NOON));
        happens(event("b", TrafficKind.PAGE_VIEW, NOON));
        happens(event("c", TrafficKind.PAGE_VIEW, minutesAfterNoon(1)));
        happens(event("d", TrafficKind.CLICK, minutesAfterNoon(2)));
        happens(event("e", TrafficKind.CONVERSION, minutesAfterNoon(3))
                .setValue(0.1)
                .setCurrency("EUR"));
        happens(event("f", TrafficKind.CONVERSION, minutesAfterNoon(4))
                .setValue(0.2)
                .setCurrency("EUR"));
        happens(event("g", TrafficKind.CONVERSION, minutesAfterNoon(4)).setValue(5.0));
        // What was put into the basket before it was bought
        happens(event("h", TrafficKind.OTHER, minutesAfterNoon(2)).setValue(0.3).setCurrency("EUR"));
        happens(event("f", TrafficKind.CONVERSION, minutesAfterNoon(4))
                .setValue(0.2)
                .setCurrency("EUR"));
        // What is given back
        happens(event("i", TrafficKind.REFUND, minutesAfterNoon(5))
                .setValue(0.05)
                .setCurrency("EUR"));
        happens(event("j", TrafficKind.REFUND, minutesAfterNoon(5))
                .setValue(-0.05)
                .setCurrency("EUR"));
        happens(event("k", TrafficKind.REFUND, minutesAfterNoon(5)));
        // What the site made up itself
        happens(event("l", TrafficKind.OTHER, minutesAfterNoon(5))
                .setName("book_demo")
                .setValue(0.4)
                .setCurrency("EUR"));

        // Then
        assertThat(told().values())
                .containsExactly(TrafficDay.newBuilder()
                        .setId("G-KETTLE|2026-03-02T00:00:00Z|x|social|spring%7Csale||")
                        .setProperty("G-KETTLE")
                        .setDay(MIDNIGHT)
                        .setSource("x")
                        .setMedium("social")
                        .setCampaign("spring|sale")
                        .setEvents(12)
                        .setSessions(1)
                        .setPageViews(2)
                        .setClicks(1)
                        .setConverted(4)
                        .setValues(List.of(new TrafficValue("EUR", 0.6), new TrafficValue("XXX", 5.0)))
                        .setRevision(12)
                        .setAsOf(minutesAfterNoon(5))
                        .build());
    }

    @Test
    void posts_whose_links_were_followed_are_told_apart() throws Exception {
        // When
        happens(event("a", TrafficKind.SESSION, NOON).setContent("x:7"));
        happens(event("b", TrafficKind.SESSION, NOON).setReferrer("https://x.com/wilma/status/7"));
        happens(event("c", TrafficKind.SESSION, NOON).setReferrer("https://x.com/"));

        // Then
        assertThat(told().values())
                .extracting(TrafficDay::getContent, TrafficDay::getMention)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("x:7", "x:7"),
                        org.assertj.core.groups.Tuple.tuple(null, "x:7"),
                        org.assertj.core.groups.Tuple.tuple(null, null));
    }

    @Test
    void neither_order_nor_repetition_nor_restarts_change_a_day() throws Exception {
        // Given
        Random random = new Random(7);
        List<Traffic.Builder> events = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            events.add(event(
                            "e" + i,
                            TrafficKind.values()[random.nextInt(TrafficKind.values().length)],
                            NOON.plusSeconds(random.nextInt(200_000)))
                    .setSource(random.nextBoolean() ? "x" : "newsletter")
                    .setValue(random.nextInt(1_000) / 7.0)
                    .setCurrency("EUR"));
        }
        for (Traffic.Builder event : events) {
            happens(event);
        }
        TreeMap<String, TrafficDay> straight = new TreeMap<>(told());
        harness.close();
        documents.clear();
        begin();

        // When
        events.addAll(events.subList(0, 100));
        Collections.shuffle(events, random);
        for (Traffic.Builder event : events) {
            happens(event);
            if (random.nextInt(40) == 0) {
                OperatorSubtaskState state = harness.snapshot(1, 1);
                told();
                harness.close();
                begin(state);
            }
        }

        // Then
        assertThat(straight).hasSize(6);
        assertThat(told()).isEqualTo(straight);
    }

    @Test
    void a_settled_day_is_told_and_forgotten_and_what_comes_later_is_left_out() throws Exception {
        // Given
        happens(event("a", TrafficKind.CLICK, NOON));

        // When
        harness.processWatermark(MIDNIGHT.plus(Duration.ofDays(8)).toEpochMilli() - 1);
        happens(event("b", TrafficKind.CLICK, NOON));

        // Then
        assertThat(told().values()).extracting(TrafficDay::getClicks).containsExactly(1L);
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }
}
