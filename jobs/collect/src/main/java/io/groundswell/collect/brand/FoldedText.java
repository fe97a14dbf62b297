package io.groundswell.collect.brand;

import java.text.Normalizer;

/**
 * Text as it is compared: compatibility forms made one (NFKC), letters without case, invisible characters gone. The
 * same in every locale: Turkish dotless and dotted i are both i, ß is ss.
 */
final class FoldedText {

    static String of(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return folded(text);
            }
        }
        return lowerAscii(text);
    }

    private static String lowerAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                char[] lower = text.toCharArray();
                for (int j = i; j < lower.length; j++) {
                    if (lower[j] >= 'A' && lower[j] <= 'Z') {
                        lower[j] += 'a' - 'A';
                    }
                }
                return new String(lower);
            }
        }
        return text;
    }

    private static String folded(String text) {
        String composed = Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder folded = new StringBuilder(composed.length() + 8);
        for (int i = 0; i < composed.length(); ) {
            int c = composed.codePointAt(i);
            i += Character.charCount(c);
            if (c == 'ß' || c == 'ẞ') {
                folded.append("ss");
            } else if (!isInvisible(c)) {
                folded.appendCodePoint(Character.toLowerCase(Character.toUpperCase(c)));
            }
        }
        return folded.toString();
    }

    /** Characters that only steer layout; put inside a name they would hide it. */
    private static boolean isInvisible(int c) {
        return c == 0xAD
                || c >= 0x200B && c <= 0x200F
                || c >= 0x202A && c <= 0x202E
                || c >= 0x2060 && c <= 0x2069
                || c == 0xFEFF;
    }

    private FoldedText() {}
}
