package io.groundswell.enrich.evaluate;

import io.groundswell.topics.Sentiment;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Scores as text of a fixed width. */
public final class SentimentTable {

    private static final int LABEL = 28;

    /** @param tier what was judged by */
    public static String of(SentimentScores scores, String tier) {
        StringBuilder table = new StringBuilder();
        row(table, "tier", tier);
        row(table, "posts", String.format(Locale.ROOT, "%5d", scores.posts()));
        if (scores.classes().size() < Sentiment.values().length) {
            row(
                    table,
                    "scored over",
                    "only what people used: "
                            + scores.classes().stream()
                                    .map(SentimentTable::name)
                                    .collect(Collectors.joining(" and ")));
        }
        row(table, "accuracy", percent(scores.accuracy()));
        row(table, "  always the most frequent", percent(scores.majority()));
        row(table, "macro F1", percent(scores.macroF1()));
        row(table, "macro recall", percent(scores.macroRecall()));
        row(table, "F1 of positive and negative", percent(scores.f1OfPositiveAndNegative()));
        if (scores.targets() > 0) {
            row(
                    table,
                    "macro recall over targets",
                    percent(scores.macroRecallOverTargets()) + "  of " + scores.targets() + " targets");
        }
        if (scores.hasTwoClasses()) {
            table.append("the likelier of negative and positive\n");
            row(table, "  accuracy", percent(scores.accuracyOfTwo()));
            row(table, "  macro F1", percent(scores.macroF1OfTwo()));
            row(table, "  macro recall", percent(scores.macroRecallOfTwo()));
        }
        row(table, "posts/s of processor time", String.format(Locale.ROOT, "%5.0f", scores.postsPerSecond()));
        perClass(table, scores);
        confusion(table, scores);
        reliability(table, scores);
        return table.toString();
    }

    private static void perClass(StringBuilder table, SentimentScores scores) {
        table.append('\n').append(String.format("%-10s%11s%11s%11s%11s\n", "", "precision", "recall", "F1", "posts"));
        for (Sentiment gold : scores.classes()) {
            long posts = List.of(Sentiment.values()).stream()
                    .mapToLong(told -> scores.confusion(gold, told))
                    .sum();
            table.append(String.format(
                    Locale.ROOT,
                    "%-10s%11s%11s%11s%11d\n",
                    name(gold),
                    percent(scores.precision(gold)),
                    percent(scores.recall(gold)),
                    percent(scores.f1(gold)),
                    posts));
        }
    }

    private static void confusion(StringBuilder table, SentimentScores scores) {
        table.append("\npeople said ↓  the model said →\n");
        table.append(String.format("%-10s%11s%11s%11s\n", "", "negative", "neutral", "positive"));
        for (Sentiment gold : scores.classes()) {
            table.append(String.format(
                    Locale.ROOT,
                    "%-10s%11d%11d%11d\n",
                    name(gold),
                    scores.confusion(gold, Sentiment.NEGATIVE),
                    scores.confusion(gold, Sentiment.NEUTRAL),
                    scores.confusion(gold, Sentiment.POSITIVE)));
        }
    }

    private static void reliability(StringBuilder table, SentimentScores scores) {
        table.append("\nhow far the chances can be believed\n");
        row(table, "  Brier score", String.format(Locale.ROOT, "%6.3f", scores.brier()));
        row(table, "  calibration error", percent(scores.calibrationError()));
        row(
                table,
                "  negative, sure to 90 %",
                scores.surelyNegative() == 0
                        ? "   no post"
                        : percent(scores.surelyNegativePrecision()) + " are, of " + scores.surelyNegative() + " posts");
        table.append(String.format("%-14s%11s%11s%11s\n", "  confidence", "posts", "claimed", "right"));
        for (SentimentScores.Bin bin : scores.bins()) {
            if (bin.posts() > 0) {
                table.append(String.format(
                        Locale.ROOT,
                        "  %.1f to %.1f  %11d%11s%11s\n",
                        bin.from(),
                        bin.to(),
                        bin.posts(),
                        percent(bin.confidence()),
                        percent(bin.accuracy())));
            }
        }
    }

    static String name(Sentiment sentiment) {
        return sentiment.name().toLowerCase(Locale.ROOT);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%5.1f %%", share * 100);
    }

    private static void row(StringBuilder table, String label, String value) {
        table.append(String.format("%-" + LABEL + "s  %s\n", label, value));
    }

    private SentimentTable() {}
}
