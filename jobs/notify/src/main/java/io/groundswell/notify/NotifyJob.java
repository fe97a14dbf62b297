package io.groundswell.notify;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.CompactedTopic;
import io.groundswell.flow.EventTime;
import io.groundswell.flow.KafkaEnds;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Settings;
import io.groundswell.flow.StageMain;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Alert;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.DeliveryState;
import java.util.HashSet;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Measures in, alerts out; mentions, coverage and brands for the rules that brands write for themselves. */
public final class NotifyJob {

    private static final Logger LOG = LoggerFactory.getLogger(NotifyJob.class);

    public static void main(String[] arguments) throws Exception {
        StageMain.run("notify", arguments, NotifyJob::wire);
    }

    public static void wire(StreamExecutionEnvironment environment, Settings settings) {
        settings.checked("notify", NotifySettings.declared());
        NotifySettings notify = NotifySettings.from(settings);
        KafkaEnds kafka = new KafkaEnds("notify", settings);

        List<KafkaRecord> known = CompactedTopic.read(settings, NotifyTopology.STAGE, Topics.BRANDS);
        NotifyTopology.Notified notified = NotifyTopology.define(
                new NotifyTopology.Read(
                        environment
                                .fromSource(kafka.source(Topics.MEASURES), EventTime.ofRecords(settings), "Measures")
                                .uid("notify-measures")
                                .name("Measures"),
                        read(Topics.ENRICHED_MENTIONS, environment, kafka, settings),
                        read(Topics.COVERAGE, environment, kafka, settings),
                        // Brands are few, and their order matters.
                        environment
                                .fromSource(kafka.source(Topics.BRANDS), EventTime.ofKnowledge(), "Brands")
                                .uid("notify-read-brands")
                                .name("Read brands")
                                .setParallelism(1)),
                known,
                notify,
                notify.channels().isEmpty() ? new HashSet<>() : ended(settings));

        notified.alerts()
                .sinkTo(kafka.sink(Topics.ALERTS, Alert.class, Alert::getId, alert -> alert.getAsOf()
                        .toEpochMilli()))
                .uid("notify-alerts")
                .name("Alerts");
        notified.deliveries()
                .sinkTo(kafka.sink(Topics.DELIVERIES, Delivery.class, Delivery::getId, delivery -> delivery.getAsOf()
                        .toEpochMilli()))
                .uid("notify-deliveries")
                .name("Deliveries");
        notified.deadLetters()
                .sinkTo(kafka.deadLetters())
                .uid("notify-dead-letters")
                .name("Dead letters");
    }

    private static DataStream<KafkaRecord> read(
            String topic, StreamExecutionEnvironment environment, KafkaEnds kafka, Settings settings) {
        return environment
                .fromSource(kafka.source(topic), EventTime.ofRecords(settings), "Read " + topic)
                .uid("notify-read-" + topic)
                .name("Read " + topic.replace('-', ' '));
    }

    /** So that reading all measures again, with nothing remembered, calls nobody a second time. */
    private static HashSet<String> ended(Settings settings) {
        AvroMessages<Delivery> messages = AvroMessages.of(Delivery.class);
        HashSet<String> ended = new HashSet<>();
        for (KafkaRecord record : CompactedTopic.read(settings, "notify", Topics.DELIVERIES)) {
            try {
                Delivery delivery = messages.decode(record.value());
                DeliveryState state = delivery.getState();
                if (state != DeliveryState.CLAIMED && state != DeliveryState.RETRYING) {
                    ended.add(delivery.getId());
                }
            } catch (AvroMessages.Unreadable e) {
                LOG.warn("a delivery that cannot be read, at {} {}", record.partition(), record.offset());
            }
        }
        return ended;
    }

    private NotifyJob() {}
}
