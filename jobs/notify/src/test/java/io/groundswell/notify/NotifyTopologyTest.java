package io.groundswell.notify;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.daysBeforeNoon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.EventTime;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StrictEnvironment;
import io.groundswell.notify.crisis.Talk;
import io.groundswell.topics.Alert;
import io.groundswell.topics.Brand;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Reason;
import io.groundswell.topics.WindowSize;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
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
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());
        DataStream<KafkaRecord> source = environment
                .fromData(records)
                .uid("test-records")
                .assignTimestampsAndWatermarks(EventTime.ofRecords(SETTINGS))
                .uid("test-event-time");
        Brand acme = Brand.newBuilder()
                .setId("acme")
                .setName("Acme")
                .setQuery("acme")
                .build();
        KafkaRecord brand = record("brands", Brand.class, acme);
        // When
        NotifyTopology.Notified notified = NotifyTopology.define(
                new NotifyTopology.Inlets(
                        source,
                        stream(environment, "responses", record("responses", Brand.class, acme)),
                        stream(environment, "actions", record("incident-actions", Brand.class, acme)),
                        stream(
                                environment,
                                "brands",
                                new KafkaRecord("brands", 0, 1, NOON.toEpochMilli(), null, new byte[] {1}))),
                NotifySettings.from(SETTINGS),
                List.of(brand),
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
                .isEqualTo(Map.of(
                        "acme|negative|2026-03-02T12:05:00Z",
                        "Crisis around acme is over: from 2026-03-02 12:05 to 16:05 UTC,"
                                + " 40 negative mentions in the worst 60 minutes, 0 expected.",
                        "acme|volume|2026-03-02T12:05:00Z",
                        "Unusual volume around acme is over: from 2026-03-02 12:05 to 16:05 UTC,"
                                + " 45 mentions in the worst 60 minutes, 6.7 expected (6.7x).",
                        "bolt|volume|2026-03-02T12:05:00Z",
                        "Unusual volume around bolt is over: from 2026-03-02 12:05 to 16:05 UTC,"
                                + " 45 mentions in the worst 60 minutes, 6.7 expected (6.7x)."));
        // Moments of the clock do not come to their end in a stream that ends: see AnnounceIncidentsHarnessTest.
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

    private static <T extends SpecificRecord> KafkaRecord record(String topic, Class<T> type, T value) {
        return new KafkaRecord(
                topic, 0, 0, NOON.toEpochMilli(), null, AvroMessages.of(type).encode(value));
    }

    private static DataStream<KafkaRecord> stream(
            StreamExecutionEnvironment environment, String name, KafkaRecord... records) {
        return environment
                .fromData(TypeInformation.of(KafkaRecord.class), records)
                .uid("test-" + name);
    }
}
