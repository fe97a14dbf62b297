package io.groundswell.local;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.enrich.language.Enricher;
import io.groundswell.enrich.language.Sentences;
import io.groundswell.enrich.sentiment.Chances;
import io.groundswell.enrich.sentiment.Reason;
import io.groundswell.enrich.sentiment.ReasonedClassifier;
import io.groundswell.enrich.sentiment.SentimentClassifier;
import io.groundswell.enrich.sentiment.TargetClassifier;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.EnrichmentStatus;
import io.groundswell.topics.Entity;
import io.groundswell.topics.Intent;
import io.groundswell.topics.Sentiment;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What the models make of one text, and why.
 *
 * @param judgement what the pipeline would write
 * @param tier name of the sentiment model asked for
 * @param reasons strongest first; empty when that model cannot say
 * @param towards chances by brand, as asked for
 */
record ExplainedPost(
        String text,
        List<List<String>> sentences,
        Enrichment judgement,
        String tier,
        Chances chances,
        List<Reason> reasons,
        Map<String, Chances> towards) {

    private static final int MOST_REASONS = 12;
    private static final int MOST_CHARACTERS = 1_000;

    /** @param towards null when nothing is asked about brands */
    record Models(Enricher enricher, SentimentClassifier whole, TargetClassifier towards) {}

    static ExplainedPost of(String text, List<String> brands, Models models) {
        Map<String, Chances> towards = new LinkedHashMap<>();
        brands.forEach(brand -> towards.put(brand, models.towards().classify(text, List.of(brand))));
        return new ExplainedPost(
                text,
                Sentences.of(text),
                models.enricher().judge(text, null, true, () -> true).enrichment(),
                models.whole().name(),
                models.whole().classify(text),
                models.whole() instanceof ReasonedClassifier reasoned ? reasoned.reasons(text) : List.of(),
                towards);
    }

    /**
     * Keys: {@code text}; {@code sentences}, lists of words; {@code status}, {@code reason}, {@code language} and
     * {@code languageConfidence} as the pipeline has them; {@code tier}, {@code sentiment} and {@code chances} of the model
     * asked for; {@code reasons}, with {@code feature} and its pull towards {@code negative}, {@code neutral} and
     * {@code positive}; {@code towards}, with {@code brand}, {@code sentiment} and {@code chances}; {@code intents}; {@code entities}, with
     * {@code text}, {@code type}, {@code start} and {@code end} in code points.
     */
    ObjectNode json() {
        ObjectNode post = JsonNodeFactory.instance.objectNode();
        post.put("text", text);
        ArrayNode words = post.putArray("sentences");
        for (List<String> sentence : sentences) {
            ArrayNode tokens = words.addArray();
            sentence.forEach(tokens::add);
        }
        post.put("status", word(judgement.getStatus()));
        post.put("reason", judgement.getReason());
        post.put("language", judgement.getLanguage());
        post.put("languageConfidence", judgement.getLanguageConfidence());
        post.put("tier", tier);
        post.put("sentiment", word(chances.sentiment()));
        post.set("chances", json(chances));
        ArrayNode why = post.putArray("reasons");
        for (Reason reason : reasons) {
            ObjectNode each = why.addObject();
            each.put("feature", reason.feature());
            each.put("negative", reason.towardsNegative());
            each.put("neutral", reason.towardsNeutral());
            each.put("positive", reason.towardsPositive());
        }
        ArrayNode brands = post.putArray("towards");
        towards.forEach((brand, feeling) -> {
            ObjectNode each = brands.addObject();
            each.put("brand", brand);
            each.put("sentiment", word(feeling.sentiment()));
            each.set("chances", json(feeling));
        });
        ArrayNode entities = post.putArray("entities");
        for (Entity entity : judgement.getEntities()) {
            ObjectNode each = entities.addObject();
            each.put("text", entity.getText());
            each.put("type", entity.getType());
            each.put("start", entity.getStart());
            each.put("end", entity.getEnd());
            each.put("canonical", entity.getCanonical());
        }
        ArrayNode intents = post.putArray("intents");
        for (Intent intent : judgement.getIntents()) {
            ObjectNode each = intents.addObject();
            each.put("intent", intent.getIntent());
            each.put("department", intent.getDepartment());
            each.put("weight", intent.getWeight());
            each.put("evidence", intent.getEvidence());
        }
        return post;
    }

    /** For a terminal, with an empty line at its end. */
    String page() {
        StringBuilder page = new StringBuilder();
        line(page, "text", safe(text));
        String label = "words";
        for (List<String> sentence : sentences) {
            line(page, label, safe(String.join(" · ", sentence)));
            label = "";
        }
        line(
                page,
                "language",
                judgement.getLanguage() == null
                        ? "not sure"
                        : judgement.getLanguage() + ", " + percent(judgement.getLanguageConfidence()));
        if (judgement.getStatus() != EnrichmentStatus.COMPLETE) {
            line(page, "pipeline", word(judgement.getStatus()) + " (" + judgement.getReason() + ")");
        }
        line(page, "feeling", sentence(chances) + ", by " + tier);
        towards.forEach((brand, feeling) -> line(page, "", sentence(feeling) + ", towards " + safe(brand)));
        if (!reasons.isEmpty()) {
            line(page, "because", String.format("%-32s%10s%10s%10s", "", "negative", "neutral", "positive"));
            for (Reason reason : reasons.subList(0, Math.min(MOST_REASONS, reasons.size()))) {
                line(
                        page,
                        "",
                        String.format(
                                Locale.ROOT,
                                "%-32s%+10.2f%+10.2f%+10.2f",
                                Terminal.safe(reason.feature(), 30),
                                reason.towardsNegative(),
                                reason.towardsNeutral(),
                                reason.towardsPositive()));
            }
        }
        String named = judgement.getEntities().stream()
                .map(entity -> safe(entity.getText()) + " (" + entity.getType().toLowerCase(Locale.ROOT) + ")")
                .collect(Collectors.joining(", "));
        line(page, "entities", named.isEmpty() ? "none" : named);
        String wanted = judgement.getIntents().stream()
                .map(intent -> intent.getIntent() + " (\"" + safe(intent.getEvidence()) + "\")")
                .collect(Collectors.joining(", "));
        line(page, "intents", wanted.isEmpty() ? "none" : wanted);
        return page.append('\n').toString();
    }

    private static ObjectNode json(Chances chances) {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put(word(Sentiment.NEGATIVE), chances.negative());
        node.put(word(Sentiment.NEUTRAL), chances.neutral());
        node.put(word(Sentiment.POSITIVE), chances.positive());
        return node;
    }

    private static String sentence(Chances chances) {
        return String.format(
                Locale.ROOT,
                "%-8s  (negative %s, neutral %s, positive %s)",
                word(chances.sentiment()),
                percent(chances.negative()),
                percent(chances.neutral()),
                percent(chances.positive()));
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f %%", share * 100);
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String safe(String text) {
        return Terminal.safe(text, MOST_CHARACTERS);
    }

    private static void line(StringBuilder page, String label, String value) {
        page.append(String.format("%-10s%s", label, value).stripTrailing()).append('\n');
    }
}
