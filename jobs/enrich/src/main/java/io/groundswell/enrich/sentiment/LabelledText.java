package io.groundswell.enrich.sentiment;

import io.groundswell.topics.Sentiment;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A text and what a person said it is.
 *
 * @param set which collection it comes from
 */
public record LabelledText(String text, Sentiment sentiment, String set) {

    /** Certain of what the person said. */
    double[] target() {
        double[] target = new double[Sentiment.values().length];
        target[sentiment.ordinal()] = 1;
        return target;
    }

    /**
     * How much each counts in training: 1 on average. With balance 0 all count the same, with 1 every class counts the same
     * in all, between them a class counts by the power of its share.
     */
    static double[] weights(List<LabelledText> posts, double balance) {
        double[] equal = new double[posts.size()];
        Arrays.fill(equal, 1);
        return balanced(posts, equal, balance);
    }

    /** The same, but every set counts the same in all, however many posts it has. */
    static double[] weightsBySet(List<LabelledText> posts, double balance) {
        Map<String, Long> sizes =
                posts.stream().collect(Collectors.groupingBy(LabelledText::set, Collectors.counting()));
        double[] equal =
                posts.stream().mapToDouble(post -> 1.0 / sizes.get(post.set())).toArray();
        return balanced(posts, equal, balance);
    }

    private static double[] balanced(List<LabelledText> posts, double[] weights, double balance) {
        double[] sums = new double[Sentiment.values().length];
        for (int i = 0; i < weights.length; i++) {
            sums[posts.get(i).sentiment().ordinal()] += weights[i];
        }
        double[] balanced = new double[weights.length];
        for (int i = 0; i < weights.length; i++) {
            balanced[i] = weights[i] / Math.pow(sums[posts.get(i).sentiment().ordinal()], balance);
        }
        double mean = Arrays.stream(balanced).average().orElse(1);
        return Arrays.stream(balanced).map(weight -> weight / mean).toArray();
    }
}
