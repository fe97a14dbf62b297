package io.groundswell.enrich.copies;

import io.groundswell.enrich.token.SocialTokenizer;
import io.groundswell.enrich.token.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.minhash.MinHashFilter;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/**
 * A MinHash of the pairs of neighbouring words in a text, so that the share of equal values in two sketches estimates the
 * share of pairs the texts have in common (Jaccard; Broder 1997). Links, handles, marks, pictures, figures and case do not
 * count, nor does "RT" at the beginning. Values are cut into bands, by which copies are looked up: texts with a share s share
 * one of the {@link #BANDS} with a chance of 1 − (1 − s³)¹⁰, which is 99.9 % for s = 0.8 and 1 % for s = 0.1.
 *
 * <p>Written as one hexadecimal string for each band.
 */
public final class Sketch {

    static final int BANDS = 10;

    /** 16 bits each. */
    static final int VALUES_IN_A_BAND = 3;

    private static final int VALUES = BANDS * VALUES_IN_A_BAND;

    /** Of shorter texts one word more or less is another text. */
    private static final int FEWEST_WORDS = 6;

    /** What is looked at of a text, in UTF-16 units, and of that in words: links do not push words out of sight. */
    private static final int MOST_CHARS = 4_000;

    private static final int MOST_WORDS = 200;

    /** Bands of a text; none of a text that is too short for near copies. */
    public static List<String> of(String text) {
        List<String> words = words(text);
        if (words.size() < FEWEST_WORDS) {
            return List.of();
        }
        List<String> bands = new ArrayList<>(BANDS);
        try (Pairs pairs = new Pairs(words);
                // Of each of so many hashes the smallest. One hash in so many parts would be faster, but posts have
                // fewer pairs than parts, and values borrowed from a neighbour say nothing new.
                MinHashFilter hashes = new MinHashFilter(pairs, VALUES, 1, 1, false)) {
            CharTermAttribute hash = hashes.addAttribute(CharTermAttribute.class);
            hashes.reset();
            StringBuilder band = new StringBuilder();
            for (int value = 1; hashes.incrementToken(); value++) {
                // The last of its eight chars: the first ones are small in every smallest value.
                band.append(String.format("%04x", (int) hash.charAt(hash.length() - 1)));
                if (value % VALUES_IN_A_BAND == 0) {
                    bands.add(band.toString());
                    band.setLength(0);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bands;
    }

    /** Estimated share of word pairs that two texts have in common, 0 to 1, from their bands. */
    public static double similarity(List<String> one, List<String> other) {
        if (one.size() != BANDS || other.size() != BANDS) {
            return 0;
        }
        int equal = 0;
        for (int band = 0; band < BANDS; band++) {
            for (int value = 0; value < VALUES_IN_A_BAND; value++) {
                equal += one.get(band).regionMatches(4 * value, other.get(band), 4 * value, 4) ? 1 : 0;
            }
        }
        return (double) equal / VALUES;
    }

    private static List<String> words(String text) {
        String cut = text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
        List<String> words = new ArrayList<>();
        // In small letters first: what is one text to its hash has to be one to its sketch.
        for (Token token : SocialTokenizer.tokens(cut.toLowerCase(Locale.ROOT))) {
            boolean said = token.kind() == Token.Kind.WORD
                    || token.kind() == Token.Kind.HASHTAG
                    || token.kind() == Token.Kind.CASHTAG;
            if (said && !(words.isEmpty() && token.plain().equals("rt"))) {
                words.add(token.plain());
            }
            if (words.size() == MOST_WORDS) {
                break;
            }
        }
        return words;
    }

    /** What two texts are compared by, for tests. */
    static Set<String> pairs(String text) {
        List<String> words = words(text);
        Set<String> pairs = new HashSet<>();
        for (int i = 1; i < words.size(); i++) {
            pairs.add(words.get(i - 1) + ' ' + words.get(i));
        }
        return pairs;
    }

    /** What Lucene is to hash. */
    private static final class Pairs extends TokenStream {

        private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
        private final List<String> words;
        private int next = 1;

        private Pairs(List<String> words) {
            this.words = words;
        }

        @Override
        public boolean incrementToken() {
            if (next >= words.size()) {
                return false;
            }
            clearAttributes();
            term.append(words.get(next - 1)).append(' ').append(words.get(next));
            next++;
            return true;
        }
    }

    private Sketch() {}
}
