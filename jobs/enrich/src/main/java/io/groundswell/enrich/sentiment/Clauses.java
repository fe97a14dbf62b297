package io.groundswell.enrich.sentiment;

import io.groundswell.enrich.token.SocialTokenizer;
import io.groundswell.enrich.token.Token;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A post in clauses: cut before words of contrast. What stands on the two sides of one may feel differently; what sentences
 * and commas part mostly does not, and alone says less.
 */
final class Clauses {

    private static final Set<String> CONTRASTS =
            Set.of("but", "while", "whereas", "however", "although", "though", "unlike", "instead", "yet");

    private static final Set<String> AGAINST = Set.of("than", "over", "unlike", "beats", "beat", "versus", "vs", ">");

    /** Before "from Acme to", and before "Acme for". */
    private static final Set<String> SWITCHING = Set.of(
            "switch",
            "switched",
            "switching",
            "move",
            "moved",
            "moving",
            "change",
            "changed",
            "changing",
            "went",
            "going");

    private static final Set<String> LEAVING = Set.of(
            "left", "leave", "leaving", "ditched", "ditching", "dumped", "dumping", "quit", "quitting", "dropped");

    private static final Set<String> BREAKS = Set.of(".", ",", "!", "!!", "?", "??", ";", "…", "-", "–", "—", "|", "/");

    private static final Set<String> ARTICLES = Set.of("a", "an", "the", "my", "your", "any", "that", "this");

    /** Fewer words than this are no clause of their own. */
    private static final int FEWEST_WORDS = 3;

    /** Tokens of each clause; together all of the post's. */
    static List<List<Token>> of(List<Token> tokens) {
        List<List<Token>> clauses = new ArrayList<>();
        List<Token> clause = new ArrayList<>();
        for (Token token : tokens) {
            boolean contrast = token.kind() == Token.Kind.WORD && CONTRASTS.contains(token.plain());
            if (contrast && words(clause) >= FEWEST_WORDS) {
                clauses.add(clause);
                clause = new ArrayList<>();
            }
            clause.add(token);
        }
        if (!clause.isEmpty()) {
            if (words(clause) >= FEWEST_WORDS || clauses.isEmpty()) {
                clauses.add(clause);
            } else {
                clauses.get(clauses.size() - 1).addAll(clause);
            }
        }
        return clauses;
    }

    /**
     * The same where it is known what else a post names: cut also at marks and "and", but only between clauses of which one
     * names only the names and the other only the others. A list, or a clause that names both sides, is not cut.
     */
    static List<List<Token>> between(List<Token> tokens, List<List<String>> names, List<List<String>> others) {
        List<List<Token>> clauses = new ArrayList<>();
        List<Token> clause = new ArrayList<>();
        for (List<Token> piece : pieces(tokens)) {
            boolean parted = words(clause) >= FEWEST_WORDS
                    && words(piece) >= FEWEST_WORDS
                    && isOneSided(clause, names, others)
                    && isOneSided(piece, names, others)
                    && names(clause, names) != names(piece, names);
            if (parted) {
                clauses.add(clause);
                clause = new ArrayList<>();
            }
            clause.addAll(piece);
        }
        clauses.add(clause);
        return clauses;
    }

    private static List<List<Token>> pieces(List<Token> tokens) {
        List<List<Token>> pieces = new ArrayList<>();
        List<Token> piece = new ArrayList<>();
        for (Token token : tokens) {
            boolean joint = token.kind() == Token.Kind.WORD
                    && (CONTRASTS.contains(token.plain()) || token.plain().equals("and"));
            if (joint && !piece.isEmpty()) {
                pieces.add(piece);
                piece = new ArrayList<>();
            }
            piece.add(token);
            if (token.kind() == Token.Kind.PUNCTUATION && BREAKS.contains(token.plain())) {
                pieces.add(piece);
                piece = new ArrayList<>();
            }
        }
        pieces.add(piece);
        return pieces;
    }

    private static boolean isOneSided(List<Token> clause, List<List<String>> names, List<List<String>> others) {
        return names(clause, names) != names(clause, others);
    }

    /** Whether a clause speaks of something by name: a handle, a tag, or a word with a capital that does not begin it. */
    static boolean namesAnything(List<Token> clause) {
        for (int i = 0; i < clause.size(); i++) {
            Token token = clause.get(i);
            boolean name = i > 1
                    && token.kind() == Token.Kind.WORD
                    && token.text().length() > 1
                    && Character.isUpperCase(token.text().codePointAt(0))
                    && !token.shouted();
            if (name || token.kind() == Token.Kind.HANDLE || token.kind() == Token.Kind.CASHTAG) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether a clause measures something else against the names: "better than Acme", "left Acme for". What is felt there is
     * felt about the other side.
     */
    static boolean againstNames(List<Token> clause, List<List<String>> names) {
        for (int i = 0; i + 1 < clause.size(); i++) {
            boolean against = AGAINST.contains(clause.get(i).plain())
                    || clause.get(i).plain().equals("of")
                            && i > 0
                            && clause.get(i - 1).plain().equals("instead");
            int next = i + 1;
            while (against
                    && next + 1 < clause.size()
                    && ARTICLES.contains(clause.get(next).plain())) {
                next++;
            }
            if (against && names(untilMark(clause.subList(next, Math.min(clause.size(), next + 3))), names)) {
                return !names(clause.subList(0, i), names);
            }
            if (isLeft(clause, i, names)) {
                return true;
            }
        }
        return false;
    }

    private static List<Token> untilMark(List<Token> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).kind() == Token.Kind.PUNCTUATION) {
                return tokens.subList(0, i);
            }
        }
        return tokens;
    }

    /** "switched from Acme to", "left Acme for": what is felt is felt about where they went. */
    private static boolean isLeft(List<Token> clause, int i, List<List<String>> names) {
        String word = clause.get(i).plain();
        boolean from = word.equals("from")
                && clause.subList(Math.max(0, i - 3), i).stream().anyMatch(token -> SWITCHING.contains(token.plain()));
        if (!from && !LEAVING.contains(word)) {
            return false;
        }
        String whereTo = from ? "to" : "for";
        List<Token> next = clause.subList(i + 1, Math.min(clause.size(), i + 6));
        for (int j = 0; j < next.size(); j++) {
            if (next.get(j).plain().equals(whereTo)) {
                return names(next.subList(0, j), names);
            }
        }
        return false;
    }

    /** Whether any of the names, each in words, stands in a clause; handles, hashtags and cashtags count without their sign. */
    static boolean names(List<Token> clause, List<List<String>> names) {
        List<String> words = new ArrayList<>();
        for (Token token : clause) {
            switch (token.kind()) {
                case HANDLE, CASHTAG -> words.add(token.text().substring(1).toLowerCase(Locale.ROOT));
                case HASHTAG -> {
                    words.add(token.text().substring(1).toLowerCase(Locale.ROOT));
                    words.addAll(token.parts());
                }
                case WORD, NUMBER -> words.add(singular(token.text()));
                default -> {}
            }
        }
        return names.stream().anyMatch(name -> contains(words, name));
    }

    /** A name in the words by which it is found; marks in it do not count, as they do not in a post. */
    static List<String> words(String name) {
        return SocialTokenizer.tokens(name).stream()
                .filter(token -> token.kind() != Token.Kind.PUNCTUATION && token.kind() != Token.Kind.EMOJI)
                .map(token -> singular(
                        token.kind() == Token.Kind.WORD
                                ? token.text()
                                : token.text().replaceAll("^[@#$]", "")))
                .toList();
    }

    private static String singular(String word) {
        String plain = word.toLowerCase(Locale.ROOT).replace('’', '\'');
        return plain.endsWith("'s") ? plain.substring(0, plain.length() - 2) : plain;
    }

    private static boolean contains(List<String> words, List<String> name) {
        return !name.isEmpty()
                && (Collections.indexOfSubList(words, name) >= 0 || words.contains(String.join("", name)));
    }

    private static long words(List<Token> clause) {
        return clause.stream()
                .filter(token -> token.kind() == Token.Kind.WORD || token.kind() == Token.Kind.HASHTAG)
                .count();
    }

    private Clauses() {}
}
