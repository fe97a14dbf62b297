package io.groundswell.enrich.intent;

import io.groundswell.enrich.token.SocialTokenizer;
import io.groundswell.enrich.token.Token;
import java.util.ArrayList;
import java.util.List;

/**
 * Words in a row: {@code cancel* ... account}. A star stands for any ending, three dots for up to {@link #GAP} words between.
 *
 * @param steps one for each word
 */
record Phrase(List<Step> steps) {

    /** Words that three dots may stand for. */
    static final int GAP = 3;

    /**
     * @param word in its plain form
     * @param anyEnding whether only its beginning counts
     * @param afterGap whether other words may stand before it
     */
    record Step(String word, boolean anyEnding, boolean afterGap) {

        boolean fits(String other) {
            return anyEnding ? other.startsWith(word) : other.equals(word);
        }
    }

    /** Null when there is no word in it, or a gap stands at an end. */
    static Phrase of(String written) {
        List<Step> steps = new ArrayList<>();
        boolean gap = false;
        for (String part : written.strip().split("\\s+")) {
            if (part.equals("...")) {
                gap = true;
                continue;
            }
            boolean anyEnding = part.length() > 2 && part.endsWith("*");
            String word = anyEnding ? part.substring(0, part.length() - 1) : part;
            List<Token> tokens = SocialTokenizer.tokens(word);
            boolean isWord = tokens.size() == 1
                    && (tokens.get(0).kind() == Token.Kind.WORD || tokens.get(0).kind() == Token.Kind.NUMBER);
            if (!isWord || gap && steps.isEmpty()) {
                return null;
            }
            steps.add(new Step(tokens.get(0).plain(), anyEnding, gap));
            gap = false;
        }
        return gap || steps.isEmpty() ? null : new Phrase(List.copyOf(steps));
    }

    /** The word behind the last one of the phrase when it begins there, or -1. */
    int end(List<String> words, int from) {
        int at = from;
        for (Step step : steps) {
            int most = Math.min(words.size() - 1, step.afterGap() ? at + GAP : at);
            while (at < most && !step.fits(words.get(at))) {
                at++;
            }
            if (at >= words.size() || !step.fits(words.get(at))) {
                return -1;
            }
            at++;
        }
        return at;
    }
}
