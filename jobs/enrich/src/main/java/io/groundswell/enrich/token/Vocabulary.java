package io.groundswell.enrich.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The thirty thousand words and pieces of words that the embedding models were taught with, each with its number. The more
 * often a word is written the smaller its number is.
 */
public final class Vocabulary {

    /** The number of "the"; what comes before are signs and letters. */
    static final int MOST_FREQUENT_WORD = 1_996;

    private static final String RESOURCE = "/io/groundswell/enrich/sentiment/bge-small-en-v1.5-q-tokenizer.json";

    /** Read once for the process: everything that cuts words uses it. */
    private static final class Shipped {
        private static final Vocabulary WORDS = read();
    }

    private final Map<String, Integer> numbers;

    private Vocabulary(Map<String, Integer> numbers) {
        this.numbers = numbers;
    }

    public static Vocabulary load() {
        return Shipped.WORDS;
    }

    private static Vocabulary read() {
        try (InputStream tokenizer = Vocabulary.class.getResourceAsStream(RESOURCE);
                JsonParser json = new JsonFactory().createParser(tokenizer)) {
            Map<String, Integer> numbers = new HashMap<>(1 << 16);
            boolean inside = false;
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (inside && token == JsonToken.END_OBJECT) {
                    break;
                }
                if (inside && token == JsonToken.VALUE_NUMBER_INT) {
                    numbers.put(json.currentName(), json.getIntValue());
                }
                inside |= token == JsonToken.START_OBJECT && "vocab".equals(json.currentName());
            }
            return new Vocabulary(numbers);
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }

    /** @param piece in small letters; one that only goes on in a word has {@code ##} before it */
    public OptionalInt number(String piece) {
        Integer number = numbers.get(piece);
        return number == null ? OptionalInt.empty() : OptionalInt.of(number);
    }

    int size() {
        return numbers.size();
    }
}
