package io.groundswell.enrich.evaluate;

import io.groundswell.topics.Sentiment;
import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The spellings of negative, neutral and positive in one file. Words are the same everywhere; numbers mean what the other
 * numbers of the file let them mean.
 *
 * @param numbers what each number of the file stands for
 * @param remark how the numbers were read; null when nothing had to be decided
 */
record Labels(Map<Integer, Sentiment> numbers, String remark) {

    private static final Map<String, Sentiment> WORDS = Map.ofEntries(
            Map.entry("negative", Sentiment.NEGATIVE),
            Map.entry("neg", Sentiment.NEGATIVE),
            Map.entry("very negative", Sentiment.NEGATIVE),
            Map.entry("highly negative", Sentiment.NEGATIVE),
            Map.entry("strongly negative", Sentiment.NEGATIVE),
            Map.entry("negative emotion", Sentiment.NEGATIVE),
            Map.entry("neutral", Sentiment.NEUTRAL),
            Map.entry("no emotion toward brand or product", Sentiment.NEUTRAL),
            Map.entry("neu", Sentiment.NEUTRAL),
            Map.entry("objective", Sentiment.NEUTRAL),
            Map.entry("objective or neutral", Sentiment.NEUTRAL),
            Map.entry("neutral or objective", Sentiment.NEUTRAL),
            Map.entry("positive", Sentiment.POSITIVE),
            Map.entry("pos", Sentiment.POSITIVE),
            Map.entry("very positive", Sentiment.POSITIVE),
            Map.entry("highly positive", Sentiment.POSITIVE),
            Map.entry("strongly positive", Sentiment.POSITIVE),
            Map.entry("positive emotion", Sentiment.POSITIVE));

    private static final Map<Integer, Sentiment> AROUND_ZERO = Map.of(
            -2, Sentiment.NEGATIVE,
            -1, Sentiment.NEGATIVE,
            0, Sentiment.NEUTRAL,
            1, Sentiment.POSITIVE,
            2, Sentiment.POSITIVE);
    private static final Map<Integer, Sentiment> ZERO_TWO_FOUR =
            Map.of(0, Sentiment.NEGATIVE, 2, Sentiment.NEUTRAL, 4, Sentiment.POSITIVE);
    private static final Map<Integer, Sentiment> ZERO_ONE_TWO =
            Map.of(0, Sentiment.NEGATIVE, 1, Sentiment.NEUTRAL, 2, Sentiment.POSITIVE);
    private static final Map<Integer, Sentiment> ONE_TO_FIVE = Map.of(
            1, Sentiment.NEGATIVE,
            2, Sentiment.NEGATIVE,
            3, Sentiment.NEUTRAL,
            4, Sentiment.POSITIVE,
            5, Sentiment.POSITIVE);

    /** Names of the label's column in files that name their columns. */
    private static final Set<String> HEADINGS =
            Set.of("label", "labels", "sentiment", "polarity", "class", "gold", "gold label", "target sentiment");

    /** @param all every label of one file */
    static Labels of(Collection<String> all) {
        Set<Integer> found = new HashSet<>();
        for (String label : all) {
            Integer number = number(plain(label));
            if (number != null) {
                found.add(number);
            }
        }
        if (found.contains(4) && ZERO_TWO_FOUR.keySet().containsAll(found)) {
            return new Labels(ZERO_TWO_FOUR, "numbers read as 0 negative, 2 neutral, 4 positive");
        }
        if (found.contains(5) && ONE_TO_FIVE.keySet().containsAll(found)) {
            return new Labels(ONE_TO_FIVE, "numbers read as 1 and 2 negative, 3 neutral, 4 and 5 positive");
        }
        if (found.equals(ZERO_ONE_TWO.keySet())) {
            return new Labels(ZERO_ONE_TWO, "numbers read as 0 negative, 1 neutral, 2 positive");
        }
        String remark = found.isEmpty()
                ? null
                : found.contains(2) || found.contains(-2)
                        ? "numbers read as -2 and -1 negative, 0 neutral, 1 and 2 positive"
                        : "numbers read as -1 negative, 0 neutral, 1 positive";
        return new Labels(AROUND_ZERO, remark);
    }

    /** Null when it is none of the three. */
    Sentiment read(String label) {
        String plain = plain(label);
        Integer number = number(plain);
        return number == null ? WORDS.get(plain) : numbers.get(number);
    }

    /** Whether this can be a label, in whatever numbers. */
    static boolean isOne(String label) {
        Integer number = number(plain(label));
        return isWord(label) || number != null && number >= -2 && number <= 5;
    }

    static boolean isWord(String label) {
        return WORDS.containsKey(plain(label));
    }

    static boolean isHeading(String column) {
        String plain = plain(column);
        return HEADINGS.contains(plain)
                || plain.endsWith(" sentiment")
                || plain.endsWith(" label")
                || plain.startsWith("is there an emotion ");
    }

    /** As it is compared and shown: no quotes, no case, one space between words. */
    static String plain(String label) {
        return label.replace('"', ' ')
                .replace('_', ' ')
                .replace('-', label.matches("\\s*\"?-\\d.*") ? '-' : ' ')
                .strip()
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ");
    }

    private static Integer number(String plain) {
        return plain.matches("[+-]?\\d{1,3}(\\.0+)?") ? Integer.valueOf((int) Double.parseDouble(plain)) : null;
    }
}
