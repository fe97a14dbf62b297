package io.groundswell.enrich.token;

import java.util.List;

/**
 * One piece of a post.
 *
 * @param kind what it is
 * @param text as it stands in the post
 * @param plain what it comes down to: lower case, straight apostrophes, three and more equal letters made two, slang
 *     spelled out; the meaning of an emoji or an emoticon; the sign alone for links and handles
 * @param parts words inside a hashtag or of an emoji's meaning, lower case; of every other kind its plain form alone
 * @param start in code points from the beginning of the text
 * @param end in code points, exclusive
 * @param negated whether a negation before it reaches it
 */
public record Token(Kind kind, String text, String plain, List<String> parts, int start, int end, boolean negated) {

    /** Kinds of pieces. */
    public enum Kind {
        WORD,
        NUMBER,
        LINK,
        HANDLE,
        HASHTAG,
        CASHTAG,
        EMOJI,
        EMOTICON,
        PUNCTUATION
    }

    /** Whether it is written in capitals, two letters at least. */
    public boolean shouted() {
        if (kind != Kind.WORD) {
            return false;
        }
        int capitals = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (Character.isLowerCase(letter)) {
                return false;
            }
            capitals += Character.isUpperCase(letter) ? 1 : 0;
        }
        return capitals >= 2;
    }

    /** Whether letters are drawn out, as in "sooo". */
    public boolean lengthened() {
        return kind == Kind.WORD && Lengthening.in(text);
    }

    Token withNegated(boolean reached) {
        return new Token(kind, text, plain, parts, start, end, reached);
    }
}
