package io.groundswell.enrich.entity;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;

/**
 * A text without what people vary when they write a name: capitals, accents, kinds of blanks and of apostrophes. Folding
 * changes lengths (ß, İ, ligatures), so every folded character remembers the code point it came from.
 */
final class FoldedText {

    private final StringBuilder folded;
    private int[] origins;

    private FoldedText(String text) {
        this.folded = new StringBuilder(text.length());
        this.origins = new int[text.length() + 8];
        int position = 0;
        for (int i = 0; i < text.length(); position++) {
            int codePoint = text.codePointAt(i);
            fold(codePoint, position);
            i += Character.charCount(codePoint);
        }
    }

    static FoldedText of(String text) {
        return new FoldedText(text);
    }

    /** The folded form of a name, without blanks around it. */
    static String name(String text) {
        return of(text).folded.toString().strip();
    }

    CharSequence folded() {
        return folded;
    }

    /** The code point of the original that a folded character comes from. */
    int origin(int index) {
        return origins[index];
    }

    private void fold(int codePoint, int position) {
        if (codePoint < 0x80) {
            append(
                    (char) (codePoint >= 'A' && codePoint <= 'Z' ? codePoint + 32 : codePoint <= ' ' ? ' ' : codePoint),
                    position);
            return;
        }
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.FORMAT || type == Character.SURROGATE) {
            return;
        }
        if (codePoint == '’' || codePoint == '‘' || codePoint == 'ʼ') {
            append('\'', position);
            return;
        }
        String parts = Normalizer.normalize(Character.toString(codePoint), Normalizer.Form.NFKD)
                .toUpperCase(Locale.ROOT)
                .toLowerCase(Locale.ROOT);
        for (int i = 0; i < parts.length(); i++) {
            char part = parts.charAt(i);
            if (Character.getType(part) != Character.NON_SPACING_MARK) {
                append(Character.isSpaceChar(part) || Character.isWhitespace(part) ? ' ' : part, position);
            }
        }
    }

    private void append(char part, int position) {
        int at = folded.length();
        if (part == ' ' && at > 0 && folded.charAt(at - 1) == ' ') {
            return;
        }
        if (at == origins.length) {
            origins = Arrays.copyOf(origins, at * 2);
        }
        origins[at] = position;
        folded.append(part);
    }
}
