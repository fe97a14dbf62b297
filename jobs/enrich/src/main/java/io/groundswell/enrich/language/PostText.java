package io.groundswell.enrich.language;

import java.util.regex.Pattern;

/** What belongs to the platform and not to what was said: links, handles, tag signs. */
final class PostText {

    /** Longest text the models see, in UTF-16 units; a few posts in a thousand are longer. */
    static final int MOST_CHARS = 1_000;

    private static final Pattern LINK =
            Pattern.compile("(?i)(?:\\bhttps?://|\\bwww\\.|\\bpic\\.twitter\\.com/)[^\\s]*");
    private static final Pattern HANDLE = Pattern.compile("(?<![\\p{L}\\p{N}_])@[\\p{L}\\p{N}_]++");
    private static final Pattern TAG = Pattern.compile("[#$][\\p{L}\\p{N}_]++");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}'’]++");
    private static final Pattern BLANKS = Pattern.compile("[\\s\\p{Z}\\x00]++");
    private static final Pattern HALF_A_PAIR = Pattern.compile("\\p{Cs}");

    /** Blanks folded to one space, none at the ends. */
    static String withoutLinksAndHandles(String text) {
        String unlinked = LINK.matcher(text).replaceAll(" ");
        String unaddressed = HANDLE.matcher(unlinked).replaceAll(" ");
        return BLANKS.matcher(unaddressed).replaceAll(" ").strip();
    }

    /** Without tags as well, and of the rest nothing but letters and the marks that belong to them. */
    static String onlyWords(String text) {
        String untagged = TAG.matcher(withoutLinksAndHandles(text)).replaceAll(" ");
        return NO_LETTERS.matcher(untagged).replaceAll(" ").strip();
    }

    static boolean isLink(String token) {
        return LINK.matcher(token).lookingAt();
    }

    static boolean isHandle(String token) {
        return token.length() > 1
                && token.charAt(0) == '@'
                && HANDLE.matcher(token).lookingAt();
    }

    /** The beginning of a text that the models can bear, never half a surrogate pair. */
    static String cut(String text) {
        if (text.length() <= MOST_CHARS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_CHARS - 1)) ? MOST_CHARS - 1 : MOST_CHARS;
        return text.substring(0, end);
    }

    /** Half a surrogate pair, which the tokenizer takes for the end of everything, becomes U+FFFD; places in the text stay. */
    static String withoutHalves(String text) {
        return HALF_A_PAIR.matcher(text).replaceAll("\uFFFD");
    }

    static int letters(String text) {
        return (int) text.codePoints().filter(Character::isLetter).count();
    }

    private PostText() {}
}
