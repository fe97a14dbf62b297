package io.groundswell.enrich.sentiment;

import io.groundswell.topics.Sentiment;
import java.util.Arrays;
import java.util.List;

/**
 * A text and what a person said it is.
 *
 * @param set which collection it comes from
 */
public record LabelledText(String text, Sentiment sentiment, String set) {

    /**
     * How much each counts in training: 1 on average. With balance 0 all count the same, with 1 every class counts the same
     * in all, between them a class counts by the power of its share.
     */
    static double[] weights(List<LabelledText> posts, double balance) {
        double[] counts = new double[Sentiment.values().length];
        posts.forEach(post -> counts[post.sentiment().ordinal()]++);
        double[] weights = posts.stream()
                .mapToDouble(
                        post -> Math.pow(posts.size() / counts[post.sentiment().ordinal()], balance))
                .toArray();
        double mean = Arrays.stream(weights).average().orElse(1);
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= mean;
        }
        return weights;
    }
}
