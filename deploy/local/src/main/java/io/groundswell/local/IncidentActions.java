package io.groundswell.local;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Incident;
import io.groundswell.topics.IncidentAction;
import io.groundswell.topics.IncidentActionKind;
import io.groundswell.topics.IncidentState;
import io.groundswell.topics.IncidentTurn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is done about incidents by hand, as Kafka has it. */
final class IncidentActions {

    private final Brokers brokers;
    private final AvroMessages<IncidentAction> messages = AvroMessages.of(IncidentAction.class);

    IncidentActions(Brokers brokers) {
        this.brokers = brokers;
    }

    /** @throws Trouble when there is no sense in it, and why */
    void check(IncidentActionKind what, Incident incident) throws Trouble {
        String id = "The incident " + incident.getId();
        if (incident.getPartOf() != null) {
            throw new Trouble(id + " turned out to be part of " + incident.getPartOf() + "; take that one");
        }
        if (incident.getClosedBy() != null) {
            throw new Trouble(id + already("closed", incident.getClosedBy(), incident.getClosedAt()));
        }
        if (incident.getState() == IncidentState.OVER || incident.getState() == IncidentState.TAKEN_BACK) {
            throw new Trouble(
                    id + (incident.getState() == IncidentState.OVER ? " is over" : " was taken back") + " since "
                            + IncidentLines.minute(incident.getEndedAt()) + " UTC; there is nothing to do about it");
        }
        if (what == IncidentActionKind.ACKNOWLEDGE && incident.getAcknowledgedBy() != null) {
            throw new Trouble(id + already("acknowledged", incident.getAcknowledgedBy(), incident.getAcknowledgedAt()));
        }
        for (IncidentAction waiting : waiting(incident)) {
            if (waiting.getWhat() == what || waiting.getWhat() == IncidentActionKind.CLOSE) {
                throw new Trouble(id
                        + already(
                                waiting.getWhat() == IncidentActionKind.CLOSE ? "closed" : "acknowledged",
                                waiting.getBy(),
                                waiting.getAt()));
            }
        }
    }

    private static String already(String what, String by, Instant at) {
        return " was " + what + " already, by " + Terminal.safe(by, 100) + " at " + IncidentLines.minute(at) + " UTC";
    }

    /** What was done after its latest turn, which a job that stands still knows nothing of. */
    private List<IncidentAction> waiting(Incident incident) throws Trouble {
        Instant latest = incident.getTurns().stream()
                .map(IncidentTurn::getAt)
                .max(Instant::compareTo)
                .orElse(incident.getOpenedAt());
        List<IncidentAction> waiting = new ArrayList<>();
        new TopicRecords(brokers, Topics.INCIDENT_ACTIONS)
                .ofKey(incident.getId().getBytes(StandardCharsets.UTF_8), record -> {
                    IncidentAction action = messages.decode(record.value());
                    if (action.getAt().isAfter(latest)) {
                        waiting.add(action);
                    }
                });
        return waiting;
    }

    void add(IncidentAction action) throws Trouble {
        try (TopicWriter writer = new TopicWriter(brokers, Topics.INCIDENT_ACTIONS)) {
            writer.write(action.getIncident(), messages.encode(action));
            writer.finish();
        }
    }
}
