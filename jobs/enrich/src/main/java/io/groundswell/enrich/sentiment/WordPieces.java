package io.groundswell.enrich.sentiment;

import io.groundswell.enrich.token.Vocabulary;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Cuts a text into the pieces of words that the embedding models were taught with: lower case, no accents, each
 * punctuation mark alone, each word into the longest known pieces from the left. The models' own library does the same
 * through native code; this needs none.
 */
final class WordPieces {

    private static final int LONGEST_WORD = 100;
    private static final String UNKNOWN = "[UNK]";

    private final Vocabulary vocabulary = Vocabulary.load();
    private final int begin = number("[CLS]");
    private final int end = number("[SEP]");
    private final int unknown = number(UNKNOWN);

    private int number(String piece) {
        return vocabulary.number(piece).orElseThrow();
    }

    /** @param most pieces at most, the two that mark begin and end included */
    long[] of(String text, int most) {
        long[] pieces = new long[most];
        pieces[0] = begin;
        int count = 1;
        String plain = Normalizer.normalize(text.toLowerCase(Locale.ROOT), Normalizer.Form.NFD);
        int at = 0;
        while (at < plain.length() && count < most - 1) {
            int point = plain.codePointAt(at);
            if (isBlank(point)) {
                at += Character.charCount(point);
            } else if (isAlone(point)) {
                at += Character.charCount(point);
                pieces[count++] = vocabulary.number(Character.toString(point)).orElse(unknown);
            } else {
                StringBuilder word = new StringBuilder();
                while (at < plain.length() && !isBlank(point) && !isAlone(point)) {
                    if (Character.getType(point) != Character.NON_SPACING_MARK) {
                        word.appendCodePoint(point);
                    }
                    at += Character.charCount(point);
                    point = at < plain.length() ? plain.codePointAt(at) : ' ';
                }
                count = cut(word.toString(), pieces, count, most - 1);
            }
        }
        pieces[count++] = end;
        return Arrays.copyOf(pieces, count);
    }

    private int cut(String word, long[] pieces, int from, int limit) {
        if (word.isEmpty()) {
            return from;
        }
        if (word.length() > LONGEST_WORD) {
            pieces[from] = unknown;
            return from + 1;
        }
        int count = from;
        int begun = 0;
        while (begun < word.length() && count < limit) {
            int ended = word.length();
            OptionalInt piece = OptionalInt.empty();
            while (ended > begun && piece.isEmpty()) {
                String part = word.substring(begun, ended);
                piece = vocabulary.number(begun == 0 ? part : "##" + part);
                ended--;
            }
            if (piece.isEmpty()) {
                pieces[from] = unknown;
                return from + 1;
            }
            pieces[count++] = piece.getAsInt();
            begun = ended + 1;
        }
        return count;
    }

    private static boolean isBlank(int point) {
        return Character.isWhitespace(point)
                || Character.isSpaceChar(point)
                || Character.isISOControl(point)
                || Character.getType(point) == Character.FORMAT
                || Character.getType(point) == Character.SURROGATE
                || point == 0xFFFD;
    }

    /** Marks stand alone, and so do the signs of scripts that write without blanks. */
    private static boolean isAlone(int point) {
        if (point < 128) {
            return !Character.isLetterOrDigit(point);
        }
        return switch (Character.getType(point)) {
            case Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION -> true;
            default -> Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN;
        };
    }
}
