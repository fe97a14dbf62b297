package io.groundswell.enrich.token;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The words inside a hashtag: where capitals, digits and underscores show them, {@code NotMyPhone} is not, my, phone; and
 * where nothing does, {@code worstserviceever} is worst, service, ever. Of all ways to cut, the one whose words are the most
 * usual, their frequencies told from their places in a list of words by Zipf's law. What cannot be cut into known words from end to end stays whole.
 */
final class HashtagWords {

    /** By Zipf's law the share of the word in place p is 1 / (p · ln of how many there are). */
    private static final double LOG_OF_WORDS = Math.log(Vocabulary.load().size());

    private static final int LONGEST_RUN = 60;
    private static final int SHORTEST_RUN = 5;
    private static final int LONGEST_WORD = 20;

    /** Of the short entries of the vocabulary most are pieces or abbreviations; these are words. */
    private static final Set<String> SHORT_WORDS = Set.of(
            "a", "i", "am", "an", "as", "at", "be", "by", "do", "go", "he", "hi", "if", "in", "is", "it", "me", "my",
            "no", "of", "oh", "ok", "on", "or", "so", "to", "tv", "up", "us", "we");

    static List<String> of(String tag) {
        List<String> words = new ArrayList<>();
        int begun = 0;
        for (int i = 1; i <= tag.length(); i++) {
            if (i == tag.length() || isSeam(tag, i)) {
                String run = tag.substring(begun, i).replace("_", "").toLowerCase(Locale.ROOT);
                if (!run.isEmpty()) {
                    cut(run).forEach(word -> words.add(Slang.spelledOut(Lengthening.cut(word))));
                }
                begun = i;
            }
        }
        return words.isEmpty() ? List.of(tag) : List.copyOf(words);
    }

    private static boolean isSeam(String tag, int at) {
        char before = tag.charAt(at - 1);
        char here = tag.charAt(at);
        if (before == '_' || here == '_' || Character.isDigit(before) != Character.isDigit(here)) {
            return true;
        }
        if (!Character.isUpperCase(here)) {
            return false;
        }
        // The last capital of a run begins the next word: GMODebate is gmo, debate.
        return !Character.isUpperCase(before) || at + 1 < tag.length() && Character.isLowerCase(tag.charAt(at + 1));
    }

    private static List<String> cut(String run) {
        if (run.length() < SHORTEST_RUN || run.length() > LONGEST_RUN || isKnown(run)) {
            return List.of(run);
        }
        double[] cheapest = new double[run.length() + 1];
        int[] lastBegins = new int[run.length() + 1];
        Arrays.fill(cheapest, 1, cheapest.length, Double.POSITIVE_INFINITY);
        for (int end = 1; end <= run.length(); end++) {
            for (int begin = Math.max(0, end - LONGEST_WORD); begin < end; begin++) {
                double cost = cheapest[begin] + cost(run.substring(begin, end));
                if (cost < cheapest[end]) {
                    cheapest[end] = cost;
                    lastBegins[end] = begin;
                }
            }
        }
        if (cheapest[run.length()] == Double.POSITIVE_INFINITY) {
            return List.of(run);
        }
        List<String> words = new ArrayList<>();
        for (int end = run.length(); end > 0; end = lastBegins[end]) {
            words.add(0, run.substring(lastBegins[end], end));
        }
        return words;
    }

    private static boolean isKnown(String word) {
        return Double.isFinite(cost(word));
    }

    private static double cost(String word) {
        if (word.length() < 3 && !SHORT_WORDS.contains(word)) {
            return Double.POSITIVE_INFINITY;
        }
        OptionalInt number = Vocabulary.load().number(word);
        if (number.isEmpty()) {
            return Double.POSITIVE_INFINITY;
        }
        int place = Math.max(1, number.getAsInt() - Vocabulary.MOST_FREQUENT_WORD + 1);
        return Math.log(place * LOG_OF_WORDS);
    }

    private HashtagWords() {}
}
