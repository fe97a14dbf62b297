package io.groundswell.local;

import static io.groundswell.local.Findings.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How well the story's platforms were listened to. */
final class ListenedTo {

    /**
     * A blind minute is told when event time has passed it, and how far that comes in the end depends on which partition falls
     * silent last. By then it has passed this in any case.
     */
    private static final Instant PASSED = Rehearsal.END.minus(Duration.ofHours(12));

    /** What is received twice is counted twice, and is the same otherwise. */
    private static final List<String> RECEPTIONS =
            List.of("records", "mentions", "deadLetters", "faulty", "dated", "lagMillis", "revision");

    static boolean isComparable(JsonNode coverage) {
        return !Instant.parse(text(coverage, "windowEnd")).isAfter(PASSED);
    }

    static String comparable(JsonNode coverage) {
        ObjectNode same = coverage.deepCopy();
        same.remove(RECEPTIONS);
        same.path("brands").forEach(brand -> ((ObjectNode) brand).remove("mentions"));
        return same.toString();
    }

    static String told(List<JsonNode> coverage) {
        StringBuilder told = new StringBuilder("What came from each platform, days, by when it was received, UTC.\n\n");
        told.append(String.format(
                Locale.ROOT,
                "%-10s %-10s %7s %8s %12s %6s %12s  %s%n",
                "platform",
                "day",
                "records",
                "mentions",
                "dead letters",
                "heard",
                "longest lag",
                "minutes with"));
        coverage.stream()
                .filter(window -> text(window, "size").equals("DAY")
                        && window.path("records").asLong() > 0)
                .sorted(Comparator.comparing(window -> text(window, "id")))
                .forEach(day -> told.append(String.format(
                        Locale.ROOT,
                        "%-10s %-10s %7d %8d %12d %6d %10d s  %s%n",
                        text(day, "platform"),
                        text(day, "windowStart").substring(0, 10),
                        day.path("records").asLong(),
                        day.path("mentions").asLong(),
                        day.path("deadLetters").asLong(),
                        day.path("heardMinutes").asLong(),
                        day.path("longestLagMillis").asLong() / 1000,
                        brands(day))));
        told.append("\nMinutes heard and blind until noon of the bad day.\n\n");
        coverage.stream()
                .filter(window -> text(window, "size").equals("MINUTE") && isComparable(window))
                .collect(Collectors.groupingBy(
                        window -> String.format(
                                Locale.ROOT, "%-10s %-6s", text(window, "platform"), text(window, "state")),
                        TreeMap::new,
                        Collectors.counting()))
                .forEach((state, minutes) -> told.append(String.format(Locale.ROOT, "%s %6d%n", state, minutes)));
        return told.toString();
    }

    private static String brands(JsonNode day) {
        StringBuilder brands = new StringBuilder();
        day.path("brands").forEach(brand -> brands.append(brands.isEmpty() ? "" : ", ")
                .append(text(brand, "brand"))
                .append(' ')
                .append(brand.path("minutes").asLong()));
        return brands.toString();
    }

    private ListenedTo() {}
}
