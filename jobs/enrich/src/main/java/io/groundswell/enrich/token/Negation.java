package io.groundswell.enrich.token;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * How far a "not" reaches: over the next {@link #REACH} words, and no further than the end of the clause, which a mark of
 * punctuation or a word of contrast makes. "Not only" negates nothing, and neither does a question tag ("isn't it?").
 */
final class Negation {

    static final int REACH = 5;

    private static final Set<String> NEGATIONS = Set.of(
            "not",
            "no",
            "never",
            "none",
            "nobody",
            "nothing",
            "nowhere",
            "neither",
            "nor",
            "without",
            "cannot",
            "hardly",
            "barely",
            "scarcely",
            "cant",
            "dont",
            "wont",
            "isnt",
            "wasnt",
            "arent",
            "werent",
            "doesnt",
            "didnt",
            "havent",
            "hasnt",
            "hadnt",
            "couldnt",
            "shouldnt",
            "wouldnt",
            "aint",
            "nope",
            "lack",
            "lacks",
            "zero");

    private static final Set<String> CONTRASTS = Set.of("but", "however", "although", "though", "yet", "except");

    private static final Set<String> TAGS = Set.of("it", "he", "she", "they", "you", "we", "i");

    static List<Token> marked(List<Token> tokens) {
        List<Token> marked = new ArrayList<>(tokens.size());
        int left = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            if (token.kind() == Token.Kind.PUNCTUATION || CONTRASTS.contains(token.plain())) {
                left = 0;
            }
            marked.add(left > 0 ? token.withNegated(true) : token);
            if (token.kind() == Token.Kind.WORD) {
                left = Math.max(0, left - 1);
                if (negates(tokens, i)) {
                    left = REACH;
                }
            }
        }
        return marked;
    }

    private static boolean negates(List<Token> tokens, int at) {
        String word = tokens.get(at).plain();
        if (!NEGATIONS.contains(word) && !word.endsWith("n't")) {
            return false;
        }
        String next = plain(tokens, at + 1);
        if (word.equals("not") && (next.equals("only") || next.equals("just"))) {
            return false;
        }
        return !(TAGS.contains(next) && plain(tokens, at + 2).startsWith("?"));
    }

    private static String plain(List<Token> tokens, int at) {
        return at < tokens.size() ? tokens.get(at).plain() : "";
    }

    private Negation() {}
}
