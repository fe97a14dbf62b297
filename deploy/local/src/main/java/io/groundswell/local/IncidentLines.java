package io.groundswell.local;

import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.Incident;
import io.groundswell.topics.IncidentTurn;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** An incident in lines for a person: its course, who answers for it, how long that took, and who was told. */
final class IncidentLines {

    private static final int SHOWN = 300;

    static List<String> of(Incident incident, Collection<Delivery> deliveries) {
        List<String> lines = new ArrayList<>();
        IncidentTurn last = incident.getTurns().get(incident.getTurns().size() - 1);
        lines.add(String.format(
                Locale.ROOT,
                "%s  %s, %s since %s UTC, %s",
                incident.getId(),
                incident.getTier() == AlertTier.CRISIS ? "a crisis" : "watched",
                incident.getPartOf() == null ? last.getWhat() : "part of " + incident.getPartOf(),
                minute(last.getAt()),
                incident.getOwner() == null ? "no owner" : "owner " + Terminal.safe(incident.getOwner(), SHOWN)));
        if (incident.getBrands().size() > 1) {
            lines.add("  brands " + String.join(", ", incident.getBrands()));
        }
        for (IncidentTurn turn : incident.getTurns()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  %s  %-12s  %s",
                    minute(turn.getAt()),
                    turn.getWhat(),
                    Terminal.safe(turn.getHeadline(), SHOWN)));
        }
        lines.add(
                incident.getAcknowledgedBy() == null
                        ? "  acknowledged by nobody"
                        : "  acknowledged by " + Terminal.safe(incident.getAcknowledgedBy(), SHOWN) + " after "
                                + time(incident.getOpenedAt(), incident.getAcknowledgedAt()));
        if (incident.getAsked() > 0) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  asked %d, answered %d, %s",
                    incident.getAsked(),
                    incident.getAnswered(),
                    incident.getFirstAnswerAt() == null
                            ? "no answer yet"
                            : "the first after " + time(incident.getOpenedAt(), incident.getFirstAnswerAt())));
        }
        lines.addAll(told(incident, deliveries));
        return lines;
    }

    private static List<String> told(Incident incident, Collection<Delivery> deliveries) {
        Map<String, Map<String, Integer>> told = new TreeMap<>();
        deliveries.stream()
                .filter(delivery -> delivery.getIncident().equals(incident.getId()))
                .forEach(delivery -> told.computeIfAbsent(delivery.getChannel(), channel -> new TreeMap<>())
                        .merge(delivery.getState().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        List<String> lines = new ArrayList<>();
        told.forEach((channel, states) -> {
            List<String> words = new ArrayList<>();
            states.forEach((state, count) -> words.add(count + " " + state));
            lines.add("  told " + channel + ": " + String.join(", ", words));
        });
        return lines;
    }

    static String minute(Instant time) {
        return time.toString().substring(0, 16).replace('T', ' ');
    }

    private static String time(Instant from, Instant to) {
        Duration time = Duration.between(from, to);
        if (time.isNegative()) {
            time = Duration.ZERO;
        }
        return time.toHours() > 0
                ? time.toHours() + " h " + time.toMinutesPart() + " min"
                : time.toMinutes() > 0 ? time.toMinutes() + " min" : time.toSeconds() + " s";
    }

    private IncidentLines() {}
}
