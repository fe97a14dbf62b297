package io.groundswell.collect.feed;

import java.util.Set;
import org.apache.commons.text.StringEscapeUtils;

/**
 * Text made fit for every place it will go to, with a note for each change that loses something: control characters are
 * dropped ({@code controls-removed}), lone surrogates become U+FFFD ({@code characters-replaced}), and what is longer
 * than the limit is cut between two code points ({@code text-truncated}). Line ends become {@code \n} without a note.
 */
final class CleanText {

    static final String CONTROLS_REMOVED = "controls-removed";
    static final String CHARACTERS_REPLACED = "characters-replaced";
    static final String TRUNCATED = "text-truncated";

    /** Code points of a post's text; the longest X allows are 25,000, of which the models read far less. */
    static final int POST_LIMIT = 20_000;

    /** Code points of a name, a place, a handle or a tag. */
    static final int NAME_LIMIT = 200;

    /** Code points of a picture's description. */
    static final int DESCRIPTION_LIMIT = 2_000;

    /** Undoes HTML escapes, once. */
    static String unescaped(String text) {
        return text.indexOf('&') < 0 ? text : StringEscapeUtils.unescapeHtml4(text);
    }

    /** @param notes gets a slug for each kind of loss; may be null where nobody reads it */
    static String of(String text, int limit, Set<String> notes) {
        int end = Math.min(text.length(), limit);
        for (int i = 0; i < end; i++) {
            if (isSuspect(text.charAt(i))) {
                return rewritten(text, limit, notes);
            }
        }
        return text.length() <= limit ? text : rewritten(text, limit, notes);
    }

    private static boolean isSuspect(char c) {
        return c < 0x20 && c != '\n' && c != '\t' || c >= 0x7F && c <= 0x9F || Character.isSurrogate(c);
    }

    private static String rewritten(String text, int limit, Set<String> notes) {
        StringBuilder clean = new StringBuilder(Math.min(text.length(), 2 * limit));
        int codePoints = 0;
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            int width = Character.charCount(c);
            i += width;
            if (c == '\r') {
                if (i < text.length() && text.charAt(i) == '\n') {
                    continue;
                }
                c = '\n';
            } else if (c < 0x20 && c != '\n' && c != '\t' || c >= 0x7F && c <= 0x9F) {
                note(notes, CONTROLS_REMOVED);
                continue;
            } else if (width == 1 && Character.isSurrogate((char) c)) {
                note(notes, CHARACTERS_REPLACED);
                c = 0xFFFD;
            }
            if (codePoints == limit) {
                note(notes, TRUNCATED);
                break;
            }
            clean.appendCodePoint(c);
            codePoints++;
        }
        return clean.toString();
    }

    private static void note(Set<String> notes, String slug) {
        if (notes != null) {
            notes.add(slug);
        }
    }

    private CleanText() {}
}
