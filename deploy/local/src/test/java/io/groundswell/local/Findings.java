package io.groundswell.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.publish.document.Index;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was found out about a story, in words and tables that a person can check against its script. */
final class Findings {

    private static final int TEXT_SHOWN = 100;

    private final Map<Index, SortedMap<String, JsonNode>> documents;

    Findings(Map<Index, SortedMap<String, JsonNode>> documents) {
        this.documents = documents;
        // A group that an edit or a deletion emptied is there only when it was told before, which depends on the clock.
        documents
                .get(Index.COPIES)
                .values()
                .removeIf(group -> group.path("mentions").asLong()
                                + group.path("nearMentions").asLong()
                        <= 1);
        documents.get(Index.COPIES).values().forEach(group -> ((ObjectNode) group).remove("toldAt"));
        IncidentsFound.makeComparable(documents.get(Index.INCIDENTS).values());
        // So is a question that was taken back: who hears of both at once tells of none.
        documents.get(Index.RESPONSES).values().removeIf(response -> text(response, "state")
                .equals("WITHDRAWN"));
        documents.get(Index.RESPONSES).values().forEach(response -> ((ObjectNode) response).remove("toldAt"));
        documents
                .get(Index.RESPONSE_TIMES)
                .values()
                .removeIf(times -> times.path("asked").asLong() == 0);
        documents.get(Index.RESPONSE_TIMES).values().forEach(times -> ((ObjectNode) times).remove("toldAt"));
    }

    /** Incidents that stand, as a person reads them. */
    String incidents() {
        return IncidentsFound.told(all(Index.INCIDENTS));
    }

    private List<JsonNode> all(Index index) {
        return List.copyOf(documents.get(index).values());
    }

    /** Alerts that still stand, by the time of their opening. */
    List<JsonNode> standingAlerts() {
        return all(Index.ALERTS).stream()
                .filter(alert -> !text(alert, "state").equals("RETRACTED"))
                .sorted(Comparator.comparing((JsonNode alert) -> text(alert, "openedAt"))
                        .thenComparing(alert -> text(alert, "id")))
                .toList();
    }

    String account(ClosingAccount account, OutcomeCounts counts) {
        StringBuilder told = new StringBuilder();
        told.append("Where everything went.\n\n").append(account.line()).append("\n\n");
        told.append(
                "What each stage counted by outcome, but for those that count how often something was told again:\n\n");
        for (String stage : List.of("collect", "enrich", "measure", "publish")) {
            counts.of(stage).forEach((outcome, count) -> {
                boolean toldAgain = Stream.of(
                                Index.COVERAGE,
                                Index.MEASURES,
                                Index.SHARES,
                                Index.RESPONSES,
                                Index.RESPONSE_TIMES,
                                Index.AUDIENCE_DAYS,
                                Index.TRAFFIC_DAYS,
                                Index.CAMPAIGNS,
                                Index.ALERTS,
                                Index.INCIDENTS,
                                Index.COPIES)
                        .anyMatch(index -> outcome.equals(index.alias()));
                if (!toldAgain) {
                    told.append(String.format(Locale.ROOT, "%-8s %-26s %6d%n", stage, outcome, count));
                }
            });
        }
        told.append("\nDocuments, without the retracted alerts and the coverage of the last half day:\n\n");
        for (Index index : Index.values()) {
            long count =
                    switch (index) {
                        case ALERTS -> standingAlerts().size();
                        case COVERAGE ->
                            all(index).stream().filter(ListenedTo::isComparable).count();
                        default -> all(index).size();
                    };
            told.append(String.format(Locale.ROOT, "%-26s %6d%n", index.alias(), count));
        }
        return told.toString();
    }

    String alerts() {
        return AlertsFound.told(standingAlerts(), this::words);
    }

    /** The first words of a post; what cannot be told is told in brackets. */
    private String words(String mention) {
        JsonNode document = documents.get(Index.MENTIONS).get(mention);
        if (document == null) {
            return "(not published: it is about no brand by itself)";
        }
        return document.path("deleted").asBoolean() ? "(deleted)" : shortened(text(document, "text"));
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\s+", " ");
        return line.codePointCount(0, line.length()) <= TEXT_SHOWN
                ? line
                : line.substring(0, line.offsetByCodePoints(0, TEXT_SHOWN)) + "…";
    }

    String measures() {
        Instant end = Rehearsal.END;
        LocalDate badDay = end.minusMillis(1).atZone(ZoneOffset.UTC).toLocalDate();
        StringBuilder told =
                new StringBuilder("Windows of all platforms together, by the time posts were made, UTC.\n");
        for (String brand : List.of("pottlewick", "glimmerhob")) {
            told.append('\n').append(brand).append(", days\n");
            told.append(table(brand, "DAY", window -> true));
            told.append('\n').append(brand).append(", hours of the bad day\n");
            told.append(table(brand, "HOUR", window -> window.startsWith(badDay.toString())));
        }
        return told.toString();
    }

    private String table(String brand, String size, java.util.function.Predicate<String> wanted) {
        List<JsonNode> windows = all(Index.MEASURES).stream()
                .filter(measure -> text(measure, "brand").equals(brand)
                        && text(measure, "platform").equals("all")
                        && text(measure, "size").equals(size)
                        && wanted.test(text(measure, "windowStart")))
                .sorted(Comparator.comparing(measure -> text(measure, "windowStart")))
                .toList();
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%-16s %8s %5s %7s %6s %7s %5s %7s | %4s %4s %4s %4s %6s | %6s %6s %7s %6s %10s%n",
                "from",
                "mentions",
                "posts",
                "replies",
                "quotes",
                "reposts",
                "owned",
                "authors",
                "neg",
                "neu",
                "pos",
                "none",
                "net",
                "likes",
                "shares",
                "replies",
                "quotes",
                "engagement"));
        for (JsonNode window : windows) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-16s %8d %5d %7d %6d %7d %5d %7d | %4d %4d %4d %4d %6s | %6d %6d %7d %6d %10d%n",
                    text(window, "windowStart").substring(0, 16).replace('T', ' '),
                    window.path("mentions").asLong(),
                    window.path("posts").asLong(),
                    window.path("replies").asLong(),
                    window.path("quotes").asLong(),
                    window.path("reposts").asLong(),
                    window.path("owned").asLong(),
                    window.path("authors").asLong(),
                    window.path("negative").asLong(),
                    window.path("neutral").asLong(),
                    window.path("positive").asLong(),
                    window.path("unjudged").asLong(),
                    window.hasNonNull("netSentiment")
                            ? String.format(
                                    Locale.ROOT,
                                    "%.3f",
                                    window.path("netSentiment").asDouble())
                            : "-",
                    window.path("likes").asLong(),
                    window.path("sharesGained").asLong(),
                    window.path("repliesGained").asLong(),
                    window.path("quotesGained").asLong(),
                    window.path("engagement").asLong()));
        }
        return table.toString();
    }

    String responses() {
        StringBuilder told = new StringBuilder("Who asked for an answer, and who got one.\n\n");
        told.append(String.format(
                Locale.ROOT, "%-12s %-18s %-11s %-9s %6s%n", "brand", "intent", "department", "state", "posts"));
        all(Index.RESPONSES).stream()
                .collect(Collectors.groupingBy(
                        response -> String.format(
                                Locale.ROOT,
                                "%-12s %-18s %-11s %-9s",
                                text(response, "brand"),
                                text(response, "intent"),
                                text(response, "department"),
                                text(response, "state")),
                        TreeMap::new,
                        Collectors.counting()))
                .forEach((group, count) -> told.append(String.format(Locale.ROOT, "%s %6d%n", group, count)));
        told.append("\nDays, all departments; who still waits is not left out of the median.\n\n");
        told.append(String.format(
                Locale.ROOT,
                "%-12s %-10s %6s %9s %8s %8s %5s %7s %9s %9s%n",
                "brand",
                "day",
                "asked",
                "answered",
                "waiting",
                "overdue",
                "kept",
                "broken",
                "median s",
                "mean s"));
        all(Index.RESPONSE_TIMES).stream()
                .filter(times -> text(times, "department").equals("all"))
                .forEach(times -> told.append(String.format(
                        Locale.ROOT,
                        "%-12s %-10s %6d %9d %8d %8d %5d %7d %9s %9s%n",
                        text(times, "brand"),
                        text(times, "day").substring(0, 10),
                        times.path("asked").asLong(),
                        times.path("answered").asLong(),
                        times.path("waiting").asLong(),
                        times.path("overdue").asLong(),
                        times.path("kept").asLong(),
                        times.path("broken").asLong(),
                        text(times, "medianSeconds"),
                        text(times, "answeredSeconds"))));
        told.append("\nThe answers, by the time they were asked for.\n");
        all(Index.RESPONSES).stream()
                .filter(response -> text(response, "state").equals("ANSWERED"))
                .sorted(Comparator.comparing((JsonNode response) -> text(response, "askedAt"))
                        .thenComparing(response -> text(response, "id")))
                .forEach(response -> told.append(String.format(
                        Locale.ROOT,
                        "%n%s %s%n  %s%n  after %d s, %d of them open, in time: %s; %s%n",
                        text(response, "askedAt"),
                        text(response, "brand"),
                        words(text(response, "mention")),
                        response.path("seconds").asLong(),
                        response.path("openSeconds").asLong(),
                        text(response, "kept"),
                        words(text(response, "answer")))));
        return told.toString();
    }

    String shares() {
        StringBuilder told = new StringBuilder("Share of voice, days, all platforms together.\n\n");
        told.append(String.format(
                Locale.ROOT,
                "%-12s %-10s %5s %9s %9s %9s %9s%n",
                "brand",
                "day",
                "panel",
                "mentions",
                "people",
                "reach",
                "engaged"));
        all(Index.SHARES).stream()
                .filter(share -> text(share, "size").equals("DAY")
                        && text(share, "platform").equals("all"))
                .forEach(share -> told.append(String.format(
                        Locale.ROOT,
                        "%-12s %-10s %5d %9.4f %9.4f %9.4f %9.4f%n",
                        text(share, "brand"),
                        text(share, "windowStart").substring(0, 10),
                        share.path("panel").asLong(),
                        share.path("ofMentions").asDouble(),
                        share.path("ofPeople").asDouble(),
                        share.path("ofReach").asDouble(),
                        share.path("ofEngagement").asDouble())));
        return told.toString();
    }

    String campaigns() {
        return all(Index.CAMPAIGNS).stream().map(JsonNode::toPrettyString).collect(Collectors.joining("\n", "", "\n"));
    }

    String coverage() {
        return ListenedTo.told(all(Index.COVERAGE));
    }

    String mentions() {
        StringBuilder told = new StringBuilder("The documents of posts, counted.\n");
        Map<String, Function<JsonNode, String>> questions = new TreeMap<>(Map.of(
                "brands",
                        mention -> mention.path("brands").isEmpty()
                                ? "-"
                                : mention.path("brands").toString(),
                "deleted", mention -> text(mention, "deleted"),
                "edited", mention -> text(mention, "edited"),
                "kind", mention -> text(mention, "kind"),
                "language", mention -> text(mention, "language"),
                "owned by", mention -> text(mention, "ownedBy"),
                "sentiment", mention -> text(mention, "sentiment"),
                "status", mention -> text(mention, "status") + " " + text(mention, "reason")));
        questions.forEach((question, answer) -> {
            told.append('\n').append(question).append('\n');
            all(Index.MENTIONS).stream()
                    .collect(Collectors.groupingBy(answer, TreeMap::new, Collectors.counting()))
                    .forEach((value, count) -> told.append(String.format(Locale.ROOT, "  %-28s %6d%n", value, count)));
        });
        return told.toString();
    }

    String deadLetters() {
        StringBuilder told = new StringBuilder("What could not be used.\n");
        all(Index.DEAD_LETTERS).stream()
                .sorted(Comparator.comparing(letter -> text(letter, "recordedAt")))
                .forEach(letter -> {
                    byte[] bytes = bytes(letter);
                    told.append(String.format(
                            Locale.ROOT,
                            "%n%s, by %s from %s, recorded %s%n  field %s: %s%n  %d bytes, the first: %s%n",
                            text(letter, "reason"),
                            text(letter, "stage"),
                            text(letter, "topic"),
                            text(letter, "recordedAt"),
                            text(letter, "field"),
                            text(letter, "detail"),
                            bytes.length,
                            shortened(new String(bytes, StandardCharsets.UTF_8))));
                });
        return told.toString();
    }

    static byte[] bytes(JsonNode letter) {
        return Base64.getDecoder().decode(letter.path("recordValue").asText());
    }

    String late() {
        StringBuilder told = new StringBuilder("What came after its windows were settled.\n");
        for (JsonNode late : all(Index.LATE)) {
            told.append(String.format(
                    Locale.ROOT,
                    "%n%s%n  about %s; made %s, seen %s, %s allowed; told by %s%n  %s%n",
                    text(late, "id"),
                    late.path("brands"),
                    text(late, "createdAt"),
                    text(late, "observedAt"),
                    java.time.Duration.ofMillis(late.path("allowedLateness").asLong()),
                    text(late, "stage"),
                    words(text(late, "mention"))));
        }
        return told.toString();
    }

    /**
     * Every document that must not depend on the order of arrival, as lines that can be compared: alerts that stand, and
     * dead letters by what they hold and not by where it lay in Kafka.
     */
    SortedMap<String, String> comparable() {
        SortedMap<String, String> lines = new TreeMap<>();
        for (Index index : List.of(
                Index.MENTIONS,
                Index.COPIES,
                Index.MEASURES,
                Index.SHARES,
                Index.RESPONSES,
                Index.RESPONSE_TIMES,
                Index.AUDIENCE_DAYS,
                Index.TRAFFIC_DAYS,
                Index.CAMPAIGNS,
                Index.INCIDENTS,
                Index.LATE)) {
            documents.get(index).forEach((id, document) -> lines.put(index.alias() + " " + id, document.toString()));
        }
        standingAlerts().forEach(alert -> lines.put(Index.ALERTS.alias() + " " + text(alert, "id"), alert.toString()));
        documents.get(Index.COVERAGE).forEach((id, coverage) -> {
            if (ListenedTo.isComparable(coverage)) {
                lines.put(Index.COVERAGE.alias() + " " + id, ListenedTo.comparable(coverage));
            }
        });
        all(Index.DEAD_LETTERS)
                .forEach(letter -> lines.put(
                        Index.DEAD_LETTERS.alias() + " " + text(letter, "stage") + " " + text(letter, "reason") + " "
                                + letter.path("recordValue").asText(),
                        text(letter, "recordedAt") + " " + text(letter, "detail")));
        return lines;
    }

    /** What differs, one line per document; the first hundred. */
    static List<String> differences(SortedMap<String, String> expected, SortedMap<String, String> found) {
        List<String> differences = new ArrayList<>();
        SortedMap<String, String> ids = new TreeMap<>(expected);
        ids.putAll(found);
        for (String id : ids.keySet()) {
            String one = expected.get(id);
            String other = found.get(id);
            if (one == null || !one.equals(other)) {
                differences.add(id + "\n    straight: " + one + "\n    here:     " + other);
            }
        }
        return differences.size() > 100 ? differences.subList(0, 100) : differences;
    }

    static String text(JsonNode node, String field) {
        return node.hasNonNull(field) ? node.path(field).asText() : "-";
    }
}
