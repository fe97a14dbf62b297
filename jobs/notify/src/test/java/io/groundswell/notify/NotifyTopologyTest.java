package io.groundswell.notify;

import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.daysBeforeNoon;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.EventTime;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.notify.crisis.Talk;
import io.groundswell.notify.rules.Rules;
import io.groundswell.topics.Alert;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Counted;
import io.groundswell.topics.Coverage;
import io.groundswell.topics.CoverageState;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Reason;
import io.groundswell.topics.RuleKind;
import io.groundswell.topics.WindowSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;

class NotifyTopologyTest {

    private static final Settings SETTINGS = Settings.of(Map.of());

    @Test
    void brands_are_judged_apart_by_their_minutes_and_the_unreadable_leaves_by_its_door() throws Exception {
        // Given
        List<Measure> measures = new ArrayList<>();
        Talk calm = new Talk().steady(daysBeforeNoon(3), NOON, 10, 1);
        measures.addAll(calm.copy().said(NOON, 40, 40).measures("acme"));
        measures.addAll(calm.copy().said(NOON, 40, 0).measures("bolt"));
        measures.addAll(calm.copy().said(NOON, 1, 0).measures("calm"));
        calm.copy().said(NOON, 40, 40).measures("calm").forEach(measure -> {
            measures.add(Measure.newBuilder(measure).setPlatform("x").build());
            measures.add(Measure.newBuilder(measure).setSize(WindowSize.HOUR).build());
        });
        List<KafkaRecord> records = new ArrayList<>();
        AvroMessages<Measure> messages = AvroMessages.of(Measure.class);
        measures.forEach(measure -> records.add(new KafkaRecord(
                "measures", 0, records.size(), measure.getAsOf().toEpochMilli(), null, messages.encode(measure))));
        records.add(new KafkaRecord(
                "measures", 1, 7, NOON.toEpochMilli(), null, "no measure".getBytes(StandardCharsets.UTF_8)));
        // And rules of acme's own: what somebody with many followers says, and a platform that falls silent
        List<KafkaRecord> brands = List.of(record(
                "brands",
                0,
                Brand.newBuilder()
                        .setId("acme")
                        .setName("Acme")
                        .setQuery("acme")
                        .setAlerts(List.of(
                                Rules.named("big", RuleKind.BIG_AUTHOR)
                                        .setFollowers(1000)
                                        .build(),
                                Rules.count(45, Counted.PEOPLE).build(),
                                Rules.named("blind", RuleKind.BLIND_FEED)
                                        .setAfter(5)
                                        .build()))
                        .build()));
        List<KafkaRecord> mentions = List.of(
                record("enriched-mentions", 0, followedBy("1", 999)),
                record("enriched-mentions", 1, followedBy("2", 1000)));
        List<KafkaRecord> minutes = new ArrayList<>();
        for (int minute = 0; minute < 7; minute++) {
            minutes.add(record("coverage", minute, coverage(minute)));
        }
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());
        DataStream<KafkaRecord> source = environment
                .fromData(records)
                .uid("test-records")
                .assignTimestampsAndWatermarks(EventTime.ofRecords(SETTINGS))
                .uid("test-event-time");
        // When
        NotifyTopology.Notified notified = NotifyTopology.define(
                new NotifyTopology.Inlets(
                        source,
                        stream(environment, "enriched-mentions", mentions),
                        stream(environment, "coverage", minutes),
                        stream(environment, "responses", List.of(record("responses", 0, coverage(0)))),
                        stream(environment, "incident-actions", List.of(record("incident-actions", 0, coverage(0)))),
                        stream(
                                environment,
                                "brands",
                                List.of(new KafkaRecord("brands", 0, 1, NOON.toEpochMilli(), null, new byte[] {1})))),
                NotifySettings.from(SETTINGS),
                brands,
                Remembered.nothing());
        CloseableIterator<Alert> alerts = notified.alerts().collectAsync();
        CloseableIterator<Delivery> deliveries = notified.deliveries().collectAsync();
        CloseableIterator<DeadLetter> deadLetters = notified.deadLetters().collectAsync();
        environment.execute();
        // Then
        Map<String, Alert> finals = new TreeMap<>();
        alerts.forEachRemaining(alert -> finals.merge(
                alert.getId(), alert, (one, other) -> one.getRevision() > other.getRevision() ? one : other));
        Map<String, String> headlines = new TreeMap<>();
        finals.forEach((id, alert) -> headlines.put(id, alert.getHeadline()));
        assertThat(headlines)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "acme|rule:so-many|2026-03-02T12:05:00Z",
                        "so-many, acme: 45 mentions in people's own words in the 60 minutes to 2026-03-02 12:05 UTC,"
                                + " 45 are enough.",
                        "acme|rule:big|x:2|2026-03-02T12:01:00Z",
                        "big, acme: a mention by an author followed by 1000 or more on x at 2026-03-02 12:01 UTC.",
                        "acme|rule:blind|x|2026-03-02T12:06:00Z",
                        "blind, acme: nothing came from x since 2026-03-02 12:01 UTC, 6 minutes long.",
                        "acme|negative|2026-03-02T12:05:00Z",
                        "Crisis around acme is over: from 2026-03-02 12:05 to 16:05 UTC,"
                                + " 40 negative mentions in the worst 60 minutes, 0 expected.",
                        "acme|volume|2026-03-02T12:05:00Z",
                        "Unusual volume around acme is over: from 2026-03-02 12:05 to 16:05 UTC,"
                                + " 45 mentions in the worst 60 minutes, 6.7 expected (6.7x).",
                        "bolt|volume|2026-03-02T12:05:00Z",
                        "Unusual volume around bolt is over: from 2026-03-02 12:05 to 16:05 UTC,"
                                + " 45 mentions in the worst 60 minutes, 6.7 expected (6.7x)."));
        assertThat(deliveries).toIterable().isEmpty();
        assertThat(deadLetters)
                .toIterable()
                .extracting(DeadLetter::getId, DeadLetter::getReason)
                .containsExactlyInAnyOrder(
                        tuple("notify|measures|1|7", Reason.AVRO_DECODE),
                        tuple("notify|incident-actions|0|0", Reason.AVRO_DECODE),
                        tuple("notify|responses|0|0", Reason.AVRO_DECODE),
                        tuple("notify|brands|0|1", Reason.AVRO_DECODE));
    }

    private static EnrichedMention followedBy(String id, long followers) {
        return aMention(id)
                .about("acme")
                .at(minutesAfterNoon(1))
                .with(post -> post.getAuthor().setFollowers(followers))
                .enriched();
    }

    /** Heard at noon, and blind from then on. */
    private static Coverage coverage(int minute) {
        return Coverage.newBuilder()
                .setId("x|minute|" + minutesAfterNoon(minute))
                .setPlatform("x")
                .setSize(WindowSize.MINUTE)
                .setWindowStart(minutesAfterNoon(minute))
                .setWindowEnd(minutesAfterNoon(minute + 1))
                .setState(minute == 0 ? CoverageState.HEARD : CoverageState.BLIND)
                .setHeardMinutes(minute == 0 ? 1 : 0)
                .setBlindMinutes(minute == 0 ? 0 : 1)
                .setLastAt(NOON)
                .setRecords(minute == 0 ? 1 : 0)
                .setMentions(0)
                .setDeadLetters(0)
                .setFaulty(0)
                .setDated(0)
                .setLagMillis(0)
                .setBrands(List.of())
                .setRevision(1440)
                .setAsOf(minutesAfterNoon(minute + 1))
                .build();
    }

    @SuppressWarnings("unchecked")
    private static <T extends SpecificRecordBase> KafkaRecord record(String topic, long offset, T value) {
        return new KafkaRecord(
                topic,
                0,
                offset,
                NOON.toEpochMilli(),
                "k".getBytes(StandardCharsets.UTF_8),
                AvroMessages.of((Class<T>) value.getClass()).encode(value));
    }

    private static DataStream<KafkaRecord> stream(
            StreamExecutionEnvironment environment, String topic, List<KafkaRecord> records) {
        return environment
                .fromData(records, TypeInformation.of(KafkaRecord.class))
                .uid("test-" + topic)
                .assignTimestampsAndWatermarks(
                        topic.equals("brands") ? EventTime.ofKnowledge() : EventTime.ofRecords(SETTINGS))
                .uid("test-event-time-of-" + topic);
    }
}
