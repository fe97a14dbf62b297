package io.groundswell.notify;

import io.groundswell.flow.CompactedTopic;
import io.groundswell.flow.EventTime;
import io.groundswell.flow.KafkaEnds;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StageMain;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Alert;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.Incident;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * Measures, what brands' own rules ask of mentions and coverage, and what people answer and do, in; alerts, incidents and deliveries
 * out.
 */
public final class NotifyJob {

    public static void main(String[] arguments) throws Exception {
        StageMain.run("notify", arguments, NotifyJob::wire);
    }

    public static void wire(StreamExecutionEnvironment environment, Settings settings) {
        settings.checked("notify", NotifySettings.declared());
        NotifySettings notify = NotifySettings.from(settings);
        KafkaEnds kafka = new KafkaEnds("notify", settings);

        // Brands are few, and their order matters.
        DataStream<KafkaRecord> brands = environment
                .fromSource(kafka.source(Topics.BRANDS), EventTime.ofKnowledge(), "Brands")
                .uid("notify-read-brands")
                .name("Read brands")
                .setParallelism(1);
        NotifyTopology.Notified notified = NotifyTopology.define(
                new NotifyTopology.Inlets(
                        environment
                                .fromSource(kafka.source(Topics.MEASURES), EventTime.ofRecords(settings), "Measures")
                                .uid("notify-measures")
                                .name("Measures"),
                        timed(Topics.ENRICHED_MENTIONS, environment, kafka, settings),
                        timed(Topics.COVERAGE, environment, kafka, settings),
                        known(Topics.RESPONSES, environment, kafka),
                        known(Topics.INCIDENT_ACTIONS, environment, kafka),
                        brands),
                notify,
                CompactedTopic.read(settings, "notify", Topics.BRANDS),
                Remembered.by(settings));

        notified.alerts()
                .sinkTo(kafka.sink(Topics.ALERTS, Alert.class, Alert::getId, alert -> alert.getAsOf()
                        .toEpochMilli()))
                .uid("notify-alerts")
                .name("Alerts");
        notified.incidents()
                .sinkTo(kafka.sink(Topics.INCIDENTS, Incident.class, Incident::getId, incident -> incident.getAsOf()
                        .toEpochMilli()))
                .uid("notify-incidents")
                .name("Incidents");
        notified.deliveries()
                .sinkTo(kafka.sink(Topics.DELIVERIES, Delivery.class, Delivery::getId, delivery -> delivery.getAsOf()
                        .toEpochMilli()))
                .uid("notify-deliveries")
                .name("Deliveries");
        notified.deadLetters()
                .sinkTo(kafka.deadLetters())
                .uid("notify-dead-letters")
                .name("Dead letters");
        kafka.requireRights();
    }

    private static DataStream<KafkaRecord> timed(
            String topic, StreamExecutionEnvironment environment, KafkaEnds kafka, Settings settings) {
        return environment
                .fromSource(kafka.source(topic), EventTime.ofRecords(settings), "Read " + topic)
                .uid("notify-read-" + topic)
                .name("Read " + topic.replace('-', ' '));
    }

    private static DataStream<KafkaRecord> known(
            String topic, StreamExecutionEnvironment environment, KafkaEnds kafka) {
        return environment
                .fromSource(kafka.source(topic), EventTime.ofKnowledge(), "Read " + topic)
                .uid("notify-read-" + topic)
                .name("Read " + topic.replace('-', ' '));
    }

    private NotifyJob() {}
}
