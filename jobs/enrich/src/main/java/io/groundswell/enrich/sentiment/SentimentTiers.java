package io.groundswell.enrich.sentiment;

import io.groundswell.enrich.language.TreeNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The tiers that can be asked for by name; a tier is read when it is asked for, and each time anew. */
public final class SentimentTiers {

    /** What is asked when nobody says which. */
    public static final String USUAL = "deep";

    /** What jobs judge by when no setting says otherwise: fast, and deep where that is unsure. */
    public static final String JOBS = "tiered";

    private static final Map<String, Supplier<SentimentClassifier>> WHOLE_POSTS = new LinkedHashMap<>();
    private static final Map<String, Supplier<TargetClassifier>> TARGETS = new LinkedHashMap<>();

    static {
        WHOLE_POSTS.put("rntn", TreeNetwork::load);
        WHOLE_POSTS.put("fast", SentimentModel::fast);
        WHOLE_POSTS.put("deep", () -> SentimentModel.deep(SentimentModel.fast()));
        WHOLE_POSTS.put(JOBS, TieredSentiment::load);
        // Tiers without a line of this kind judge the whole post.
        TARGETS.put("fast", () -> new TargetSentiment(SentimentModel.fast()));
        TARGETS.put("deep", () -> new TargetSentiment(SentimentModel.deep(SentimentModel.fast())));
        TARGETS.put(JOBS, () -> new TargetSentiment(TieredSentiment.load()));
    }

    /** The names, in the order of the lines above. */
    public static List<String> names() {
        return List.copyOf(WHOLE_POSTS.keySet());
    }

    /** @throws IllegalArgumentException with a sentence that lists the names, when there is no such tier */
    public static SentimentClassifier named(String tier) {
        Supplier<SentimentClassifier> known = WHOLE_POSTS.get(tier);
        if (known == null) {
            throw new IllegalArgumentException(unknown(tier));
        }
        return known.get();
    }

    /** @throws IllegalArgumentException with a sentence that lists the names, when there is no such tier */
    public static TargetClassifier towards(String tier) {
        Supplier<TargetClassifier> known = TARGETS.get(tier);
        return known == null ? new OfTheWholePost(named(tier)) : known.get();
    }

    private static String unknown(String tier) {
        return "There is no tier '" + tier + "'; there are: " + String.join(", ", names());
    }

    /** Takes the feeling of the post for the feeling towards whatever it names. */
    private record OfTheWholePost(SentimentClassifier whole) implements TargetClassifier {

        @Override
        public String name() {
            return whole.name();
        }

        @Override
        public Chances classify(String text, List<String> names) {
            return whole.classify(text);
        }
    }

    private SentimentTiers() {}
}
