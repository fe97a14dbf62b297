package io.groundswell.enrich.sentiment;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Cuts a text into the pieces of words that the embedding models were taught with: lower case, no accents, each
 * punctuation mark alone, each word into the longest known pieces from the left. The models' own library does the same
 * through native code; this needs none.
 */
final class WordPieces {

    private static final int LONGEST_WORD = 100;
    private static final String UNKNOWN = "[UNK]";

    private final Map<String, Integer> vocabulary;
    private final int begin;
    private final int end;
    private final int unknown;

    private WordPieces(Map<String, Integer> vocabulary) {
        this.vocabulary = vocabulary;
        this.begin = vocabulary.get("[CLS]");
        this.end = vocabulary.get("[SEP]");
        this.unknown = vocabulary.get(UNKNOWN);
    }

    /** @param tokenizer the models' {@code tokenizer.json}, of which only the vocabulary is read */
    static WordPieces read(InputStream tokenizer) throws IOException {
        Map<String, Integer> vocabulary = new HashMap<>(1 << 16);
        try (JsonParser json = new JsonFactory().createParser(tokenizer)) {
            boolean inside = false;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (inside && token == JsonToken.END_OBJECT) {
                    break;
                }
                if (inside && token == JsonToken.VALUE_NUMBER_INT) {
                    vocabulary.put(json.currentName(), json.getIntValue());
                }
                inside |= token == JsonToken.START_OBJECT && "vocab".equals(json.currentName());
            }
        }
        return new WordPieces(vocabulary);
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
                pieces[count++] = vocabulary.getOrDefault(Character.toString(point), unknown);
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
            Integer piece = null;
            while (ended > begun && piece == null) {
                String part = word.substring(begun, ended);
                piece = vocabulary.get(begun == 0 ? part : "##" + part);
                ended--;
            }
            if (piece == null) {
                pieces[from] = unknown;
                return from + 1;
            }
            pieces[count++] = piece;
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
