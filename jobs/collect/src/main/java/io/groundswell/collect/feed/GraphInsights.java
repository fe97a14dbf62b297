package io.groundswell.collect.feed;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.topics.Audience;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Statistics about nodes of Meta's platforms, sorted by what they are about: {@code {name, period, values: [{value,
 * end_time}], id: "node/insights/name/period"}}, newer ones with a {@code total_value} instead of values.
 */
final class GraphInsights {

    /** More than anything is counted to; what is above, or below 0, is no count. */
    private static final long MOST = 1L << 52;

    /**
     * What a node's numbers were at one moment.
     *
     * @param node its native id
     * @param ever whether they are of all its life, as those of a post are
     * @param from milliseconds since 1970; null when the numbers are not of a period
     * @param at milliseconds since 1970, the end of the period; null for a total as of now
     */
    record Moment(String node, boolean ever, Long from, Long at, Map<String, Long> numbers) {

        /** The first of these numbers that is there, or null. */
        Long first(String... names) {
            for (String name : names) {
                Long number = numbers.get(name);
                if (number != null) {
                    return number;
                }
            }
            return null;
        }

        void date(Audience audience) {
            if (at != null) {
                audience.setAt(Instant.ofEpochMilli(at));
            }
            audience.setFrom(from == null ? null : Instant.ofEpochMilli(from));
        }
    }

    private record Key(String node, boolean ever, Long from, Long at) {}

    static boolean isInsight(JsonNode node) {
        return node.path("name").isTextual()
                && node.path("period").isTextual()
                && (node.path("values").isArray() || node.path("total_value").isObject());
    }

    /**
     * Numbers by moment, in the order they came. A number that is split, such as reactions by type, is the sum of its
     * parts, and each part is there too, as {@code name.part}.
     *
     * @param node native id of the node they are about where they do not say so themselves; may be null
     */
    static List<Moment> read(List<JsonNode> insights, String node, String path) throws Refusal {
        Map<Key, Map<String, Long>> moments = new LinkedHashMap<>();
        for (JsonNode insight : insights) {
            String name = Fields.text(insight, "name", path);
            String period = Fields.text(insight, "period", path);
            String about = about(Fields.key(insight, "id", path), node, path);
            boolean ever = period.equals("lifetime");
            for (JsonNode value : Fields.items(insight, "values", path)) {
                Long end = Fields.time(value, "end_time", path + "values.");
                Long from = end == null ? null : start(end, period);
                count(
                        moments.computeIfAbsent(new Key(about, ever, from, end), key -> new HashMap<>()),
                        name,
                        value.get("value"));
            }
            JsonNode total = Fields.object(insight, "total_value", path);
            if (total != null) {
                count(
                        moments.computeIfAbsent(new Key(about, ever, null, null), key -> new HashMap<>()),
                        name,
                        total.get("value"));
            }
        }
        List<Moment> told = new ArrayList<>();
        moments.forEach((key, numbers) -> told.add(new Moment(key.node(), key.ever(), key.from(), key.at(), numbers)));
        return told;
    }

    private static String about(String id, String node, String path) throws Refusal {
        int slash = id == null ? -1 : id.indexOf('/');
        return Fields.required(slash > 0 ? id.substring(0, slash) : node, "id", path);
    }

    private static Long start(long end, String period) {
        return switch (period) {
            case "day" -> end - Duration.ofDays(1).toMillis();
            case "week" -> end - Duration.ofDays(7).toMillis();
            case "days_28" -> end - Duration.ofDays(28).toMillis();
            default -> null;
        };
    }

    private static void count(Map<String, Long> numbers, String name, JsonNode value) {
        if (isCount(value)) {
            numbers.put(name, value.longValue());
        } else if (value != null && value.isObject()) {
            long sum = 0;
            for (var part : value.properties()) {
                if (isCount(part.getValue())) {
                    sum += part.getValue().longValue();
                    numbers.put(name + "." + part.getKey(), part.getValue().longValue());
                }
            }
            numbers.put(name, sum);
        }
    }

    private static boolean isCount(JsonNode value) {
        return value != null
                && value.isIntegralNumber()
                && value.canConvertToLong()
                && value.longValue() >= 0
                && value.longValue() <= MOST;
    }

    private GraphInsights() {}
}
