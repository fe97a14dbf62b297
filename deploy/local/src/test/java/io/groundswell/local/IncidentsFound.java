package io.groundswell.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;

/** Incidents of a story, and what of them depends on nothing but the story. */
final class IncidentsFound {

    /** Which ones were ever told too early depends on the order the posts came in, and the revision on the clock. */
    static void makeComparable(Collection<JsonNode> incidents) {
        incidents.removeIf(incident -> incident.path("state").asText().equals("TAKEN_BACK"));
        incidents.forEach(incident -> ((ObjectNode) incident).remove("revision"));
    }

    static String told(List<JsonNode> incidents) {
        StringBuilder told = new StringBuilder("The incidents that stand. Times are UTC.\n");
        for (JsonNode incident : incidents) {
            told.append('\n').append(incident.path("id").asText()).append('\n');
            told.append(String.format(
                    Locale.ROOT,
                    "  %s, %s; of %s; owner %s%n",
                    incident.path("state").asText(),
                    incident.path("tier").asText(),
                    incident.path("brands"),
                    incident.path("owner").asText()));
            told.append(String.format(
                    Locale.ROOT,
                    "  opened %s, crisis %s, eased %s, ended %s%n",
                    incident.path("openedAt").asText(),
                    incident.path("crisisAt").asText(),
                    incident.path("easedAt").asText(),
                    incident.path("endedAt").asText()));
            told.append(String.format(
                    Locale.ROOT,
                    "  asked %d, answered %d, the first at %s, after %s seconds%n",
                    incident.path("asked").asLong(),
                    incident.path("answered").asLong(),
                    incident.path("firstAnswerAt").asText(),
                    incident.path("firstAnswerSeconds").asText()));
            incident.path("alerts")
                    .forEach(
                            alert -> told.append("  of ").append(alert.asText()).append('\n'));
            for (JsonNode turn : incident.path("turns")) {
                told.append(String.format(
                        Locale.ROOT,
                        "  %s  %-12s  %s%n",
                        turn.path("at").asText(),
                        turn.path("what").asText(),
                        turn.path("headline").asText()));
            }
        }
        return told.toString();
    }

    private IncidentsFound() {}
}
