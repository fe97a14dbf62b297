package io.groundswell.enrich.language;

import io.groundswell.enrich.sentiment.Chances;
import io.groundswell.enrich.sentiment.SentimentClassifier;

/**
 * CoreNLP's recursive network, asked as every tier is asked. It judges by a score with a neutral band around 0; the
 * chances are spread around that score so that the likeliest is what it judged, and no more should be read out of them.
 */
public final class TreeNetwork implements SentimentClassifier {

    private static final double BAND = 0.2;
    private static final double SHARPNESS = 4;

    private final SentimentJudge judge;

    private TreeNetwork(SentimentJudge judge) {
        this.judge = judge;
    }

    /** Reads the model, some tenths of a second. */
    public static TreeNetwork load() {
        LocaleOfTheModels.settle();
        return new TreeNetwork(SentimentJudge.load());
    }

    @Override
    public String name() {
        return SentimentJudge.MODEL;
    }

    @Override
    public Chances classify(String text) {
        SentimentJudge.Verdict verdict = judge.judge(TokenizedPost.of(text));
        double score = verdict == null ? 0 : verdict.score();
        double negative = Math.exp(-score * SHARPNESS);
        double neutral = Math.exp(BAND * SHARPNESS);
        double positive = Math.exp(score * SHARPNESS);
        double all = negative + neutral + positive;
        return new Chances(negative / all, neutral / all, positive / all);
    }
}
