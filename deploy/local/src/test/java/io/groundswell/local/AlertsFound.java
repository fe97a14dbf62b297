package io.groundswell.local;

import static io.groundswell.local.Findings.text;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Alerts of a story, as a person reads them. */
final class AlertsFound {

    /** @param words of a post, by its mention id */
    static String told(List<JsonNode> alerts, UnaryOperator<String> words) {
        StringBuilder told = new StringBuilder("The alerts that stand. Times are UTC.\n");
        for (JsonNode alert : alerts) {
            told.append('\n').append(text(alert, "id")).append('\n');
            told.append("  ").append(text(alert, "headline")).append('\n');
            told.append(String.format(
                    Locale.ROOT,
                    "  %s; opened %s, closed %s; peak severity %.1f, at most %d seen%n",
                    text(alert, "state"),
                    text(alert, "openedAt"),
                    text(alert, "closedAt"),
                    alert.path("peakSeverity").asDouble(),
                    alert.path("peakSeen").asLong()));
            told.append("  history\n");
            for (JsonNode change : alert.path("history")) {
                told.append(String.format(
                        Locale.ROOT,
                        "    %-7s %s  seen %3d, expected %5.2f, severity %5.1f%n",
                        text(change, "state"),
                        text(change, "at"),
                        change.path("seen").asLong(),
                        change.path("expected").asDouble(),
                        change.path("severity").asDouble()));
            }
            told.append("  where the worst hour came from: seen - expected = excess, and how many carry it\n");
            told.append("    ")
                    .append(text(alert.path("explanation"), "sentence"))
                    .append('\n');
            for (JsonNode part : alert.path("explanation").path("parts")) {
                told.append(String.format(
                        Locale.ROOT,
                        "    %-8s %7.3f - %6.3f = %7.3f %4d  %s%n",
                        text(part, "kind").toLowerCase(Locale.ROOT),
                        part.path("seen").asDouble(),
                        part.path("expected").asDouble(),
                        part.path("excess").asDouble(),
                        part.path("carriedBy").asLong(),
                        text(part, "name").isEmpty() ? "(the rest)" : text(part, "name")));
            }
            told.append("  posts behind it\n");
            for (JsonNode post : alert.path("evidence")) {
                told.append(String.format(
                        Locale.ROOT,
                        "    %3d × %s %s%n",
                        post.path("count").asLong(),
                        post.path("negative").asBoolean() ? "−" : " ",
                        words.apply(text(post, "mention"))));
            }
        }
        return told.toString();
    }

    private AlertsFound() {}
}
