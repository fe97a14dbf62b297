package io.groundswell.notify;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.CompactedTopic;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.Settings;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.DeliveryState;
import io.groundswell.topics.Incident;
import io.groundswell.topics.IncidentAction;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is remembered outside of Flink, as it stands when the job starts, so that reading all measures again with nothing else
 * remembered calls nobody a second time, gives no incident another name, and opens none that somebody closed.
 *
 * @param incidents by company and id, each in its newest revision
 * @param actions by company, all there were
 * @param ended ids of deliveries that have ended
 */
record Remembered(
        Map<String, Map<String, Incident>> incidents, Map<String, List<IncidentAction>> actions, Set<String> ended)
        implements Serializable {

    private static final Logger LOG = LoggerFactory.getLogger(Remembered.class);

    static Remembered nothing() {
        return new Remembered(new HashMap<>(), new HashMap<>(), new HashSet<>());
    }

    static Remembered by(Settings settings) {
        Remembered all = nothing();
        each(settings, Topics.INCIDENTS, Incident.class, all::add);
        each(settings, Topics.INCIDENT_ACTIONS, IncidentAction.class, all::add);
        each(settings, Topics.DELIVERIES, Delivery.class, all::add);
        return all;
    }

    void add(Incident incident) {
        incidents
                .computeIfAbsent(incident.getCompany(), company -> new HashMap<>())
                .merge(
                        incident.getId(),
                        incident,
                        (before, after) -> after.getRevision() >= before.getRevision() ? after : before);
    }

    void add(IncidentAction action) {
        actions.computeIfAbsent(News.company(action.getIncident()), company -> new ArrayList<>())
                .add(action);
    }

    private void add(Delivery delivery) {
        DeliveryState state = delivery.getState();
        if (state != DeliveryState.CLAIMED && state != DeliveryState.RETRYING) {
            ended.add(delivery.getId());
        }
    }

    private static <T extends SpecificRecord> void each(
            Settings settings, String topic, Class<T> type, Consumer<T> taken) {
        AvroMessages<T> messages = AvroMessages.of(type);
        for (KafkaRecord record : CompactedTopic.read(settings, "notify", topic)) {
            try {
                if (record.value() != null) {
                    taken.accept(messages.decode(record.value()));
                }
            } catch (AvroMessages.Unreadable e) {
                LOG.warn("a record that cannot be read, at {} {} {}", topic, record.partition(), record.offset());
            }
        }
    }
}
