package io.groundswell.enrich.evaluate;

import io.groundswell.enrich.entity.EntityScores;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Scores of entities as text of a fixed width, and as numbers. */
public final class EntityTable {

    public static String of(EntityScores.Result result) {
        StringBuilder table = new StringBuilder();
        table.append(String.format(
                Locale.ROOT,
                "%d posts, %d words, %.0f posts/s of processor time%n%n",
                result.posts(),
                result.tokens(),
                result.postsPerSecond()));
        table.append(String.format("%-34s%11s%11s%11s%11s%n", "", "precision", "recall", "F1", "marked"));
        row(table, "people, places, organisations", result.scores().typed());
        row(table, "all types", result.scores().typedAll());
        row(table, "any type", result.scores().untyped());
        row(table, "  and handles", result.withHandles().untyped());
        result.scores().byType().forEach((type, score) -> row(table, type.toLowerCase(Locale.ROOT), score));
        return table.toString().replace(System.lineSeparator(), "\n");
    }

    /**
     * Keys: {@code posts}, {@code tokens}, {@code postsPerSecond} (of processor time of one thread); {@code typed} (people,
     * places and organisations), {@code typedAll}, {@code untyped}, {@code untypedWithHandles} and, by its name in lower
     * case, each type under {@code byType}, every one of them with {@code precision}, {@code recall}, {@code f1},
     * {@code right}, {@code found} and {@code marked}.
     */
    public static Map<String, Object> numbers(EntityScores.Result result) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("posts", result.posts());
        numbers.put("tokens", result.tokens());
        numbers.put("postsPerSecond", result.postsPerSecond());
        numbers.put("typed", numbers(result.scores().typed()));
        numbers.put("typedAll", numbers(result.scores().typedAll()));
        numbers.put("untyped", numbers(result.scores().untyped()));
        numbers.put("untypedWithHandles", numbers(result.withHandles().untyped()));
        Map<String, Object> byType = new LinkedHashMap<>();
        result.scores().byType().forEach((type, score) -> byType.put(type.toLowerCase(Locale.ROOT), numbers(score)));
        numbers.put("byType", byType);
        return numbers;
    }

    private static Map<String, Object> numbers(EntityScores.Score score) {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("precision", score.precision());
        numbers.put("recall", score.recall());
        numbers.put("f1", score.f1());
        numbers.put("right", score.right());
        numbers.put("found", score.found());
        numbers.put("marked", score.marked());
        return numbers;
    }

    private static void row(StringBuilder table, String name, EntityScores.Score score) {
        table.append(String.format(
                Locale.ROOT,
                "%-34s%9.1f %%%9.1f %%%9.1f %%%11d%n",
                name,
                score.precision() * 100,
                score.recall() * 100,
                score.f1() * 100,
                score.marked()));
    }

    private EntityTable() {}
}
