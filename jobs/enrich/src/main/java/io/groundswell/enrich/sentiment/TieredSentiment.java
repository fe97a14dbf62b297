package io.groundswell.enrich.sentiment;

import java.util.function.BooleanSupplier;

/**
 * Which tier judges a post: the fast one every post, the deep one again where the fast one is unsure or the post matters.
 * When the deep tier may not be asked now, the fast judgement stands, and says that it might have been better.
 */
public final class TieredSentiment implements SentimentClassifier {

    /**
     * Chance of the likeliest class below which the deep tier is asked. Measured in training on sets the tiers had not seen: of
     * 6,268 posts of which the fast tier was surer, the deep one judged 51 otherwise, and was right 9 times more.
     */
    static final double SURE = 0.7;

    /**
     * @param model which tier judged
     * @param last whether asking again would give the same; false when the deep tier was wanted and refused
     */
    public record Verdict(Chances chances, String model, boolean last) {}

    private final SentimentClassifier first;
    private final SentimentClassifier second;

    private TieredSentiment(SentimentClassifier first, SentimentClassifier second) {
        this.first = first;
        this.second = second;
    }

    /** The two tiers that ship. */
    public static TieredSentiment load() {
        FastSentiment fast = SentimentModel.fast();
        return new TieredSentiment(fast, SentimentModel.deep(fast));
    }

    /** One classifier for every post. */
    public static TieredSentiment only(SentimentClassifier classifier) {
        return new TieredSentiment(classifier, null);
    }

    @Override
    public String name() {
        return "tiered";
    }

    /** As a job judges a post of no great reach when the deep tier has time. */
    @Override
    public Chances classify(String text) {
        return judge(text, false, () -> true).chances();
    }

    /**
     * @param matters whether the post is worth the deep tier however sure the fast one is
     * @param mayGoDeep asked only when the deep tier is wanted
     */
    public Verdict judge(String text, boolean matters, BooleanSupplier mayGoDeep) {
        Chances chances = first.classify(text);
        if (second == null || !matters && chances.confidence() >= SURE) {
            return new Verdict(chances, first.name(), true);
        }
        if (!mayGoDeep.getAsBoolean()) {
            return new Verdict(chances, first.name(), false);
        }
        return new Verdict(second.classify(text), second.name(), true);
    }
}
