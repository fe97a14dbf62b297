package io.groundswell.local.lab;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.commons.statistics.inference.GTest;

/**
 * A word that stands in some posts more than in others beyond chance.
 *
 * @param here posts of the some that have it
 * @param there posts of the others that have it
 * @param keyness log-likelihood ratio (Dunning 1993) of being in so many of each; above 3.84 it is chance in fewer than 5 of
 *     100 cases
 */
public record TellingWord(String word, int here, int there, double keyness) {

    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{M}\\p{N}#@$]+");
    private static final double BEYOND_CHANCE = 3.84;
    private static final int FEWEST_POSTS = 2;

    /** Those of the some, the most telling first. */
    public static List<TellingWord> of(List<JudgedPost> some, List<JudgedPost> others, int most) {
        Map<String, Integer> here = counted(some);
        Map<String, Integer> there = counted(others);
        return here.entrySet().stream()
                .filter(word -> word.getValue() >= FEWEST_POSTS)
                .map(word -> told(
                        word.getKey(),
                        word.getValue(),
                        there.getOrDefault(word.getKey(), 0),
                        some.size(),
                        others.size()))
                .filter(word -> word.keyness > BEYOND_CHANCE
                        && (double) word.here * others.size() > (double) word.there * some.size())
                .sorted(Comparator.comparingDouble(TellingWord::keyness)
                        .reversed()
                        .thenComparing(TellingWord::word))
                .limit(most)
                .toList();
    }

    private static Map<String, Integer> counted(List<JudgedPost> posts) {
        Map<String, Integer> counts = new HashMap<>();
        for (JudgedPost post : posts) {
            Set<String> words =
                    new HashSet<>(List.of(NO_WORD.split(post.mention().getText().toLowerCase(Locale.ROOT))));
            words.remove("");
            words.forEach(word -> counts.merge(word, 1, Integer::sum));
        }
        return counts;
    }

    private static TellingWord told(String word, int here, int there, int some, int others) {
        boolean inAll = here + there == some + others;
        // A word of all posts, or posts without others to compare them with, tell nothing.
        double keyness = inAll || others == 0
                ? 0
                : GTest.withDefaults().statistic(new long[][] {{here, some - here}, {there, others - there}});
        return new TellingWord(word, here, there, keyness);
    }
}
