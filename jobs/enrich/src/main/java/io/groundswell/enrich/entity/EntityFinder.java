package io.groundswell.enrich.entity;

import edu.stanford.nlp.ling.CoreLabel;
import edu.stanford.nlp.process.CoreLabelTokenFactory;
import edu.stanford.nlp.process.PTBTokenizer;
import edu.stanford.nlp.process.Tokenizer;
import edu.stanford.nlp.process.TokenizerFactory;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * Finds whom and what a post names and gives it one name however it is written; what belongs to a brand is found by
 * {@link AliasMatcher}. Safe for any number of threads.
 */
public final class EntityFinder {

    /** A word and where it stands, in UTF-16 units. */
    public record Word(String text, int begin, int end) {

        /** As written in the text, whatever the tokenizer makes of quotes and brackets. */
        public static Word of(String text, CoreLabel token) {
            int begin = token.beginPosition();
            int end = token.endPosition();
            return new Word(text.substring(begin, end), begin, end);
        }
    }

    /** Longest text looked at, in UTF-16 units, and most words of it. */
    static final int MOST_CHARS = 1_000;

    static final int MOST_WORDS = 200;

    private static final String RESOURCE = "social-entities.bin.gz";
    private static final TokenizerFactory<CoreLabel> TOKENIZERS =
            PTBTokenizer.factory(new CoreLabelTokenFactory(), "invertible=true,untokenizable=noneKeep");

    private final ChainModel model;

    private EntityFinder(ChainModel model) {
        this.model = model;
    }

    /** Reads the model, under a second of work. */
    public static EntityFinder load() {
        try (InputStream in = EntityFinder.class.getResourceAsStream(RESOURCE)) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException("the entity model cannot be read", e);
        }
    }

    static EntityFinder read(InputStream packed) throws IOException {
        InputStream unpacked = new BufferedInputStream(new GZIPInputStream(packed, 1 << 16), 1 << 16);
        return new EntityFinder(ChainModel.read(new DataInputStream(unpacked)));
    }

    /** The model alone, for words that are already told apart. */
    public EntityTagger tagger() {
        return model;
    }

    /** Whether a word is one of the language's own, so that as an alias it needs a sign that it is meant. */
    public Predicate<String> ordinaryWords() {
        return word -> WordFacts.isOrdinary(model.facts().of(word));
    }

    /** In order of appearance, none over another. Of an overlong text the beginning. */
    public List<FoundEntity> find(String text) {
        String cut = cut(text);
        return find(cut, words(cut));
    }

    /**
     * What the model found together with what belongs to the brands, in order of appearance, none over another: an alias goes
     * before what the model makes of the same words.
     */
    public static List<FoundEntity> together(List<FoundEntity> named, List<FoundEntity> ofBrands) {
        List<FoundEntity> entities = new ArrayList<>();
        for (FoundEntity alias : ofBrands) {
            // Ford is not meant in Harrison Ford, nor Orange in Orange County.
            boolean partOfAnother = named.stream().anyMatch(entity -> alias.isInside(entity) && isNoThing(entity));
            if (!partOfAnother) {
                entities.add(alias);
            }
        }
        List<FoundEntity> aliased = List.copyOf(entities);
        for (FoundEntity entity : named) {
            if (aliased.stream().noneMatch(entity::overlaps)) {
                entities.add(entity);
            }
        }
        entities.sort(Comparator.comparingInt(FoundEntity::start));
        return entities;
    }

    /** @param words of the text, in order */
    public List<FoundEntity> find(String text, List<Word> words) {
        List<String> tokens = words.stream().map(Word::text).toList();
        List<String> tags = model.tags(tokens);
        Manner manner = Manner.of(tokens);
        List<FoundEntity> entities = new ArrayList<>();
        Positions positions = new Positions(text);
        int i = 0;
        while (i < tags.size()) {
            int from = i++;
            if (tags.get(from).equals(Labels.OUTSIDE)) {
                continue;
            }
            String type = tags.get(from).substring(2);
            while (i < tags.size() && tags.get(i).equals("I-" + type)) {
                i++;
            }
            if (isName(tokens.subList(from, i))) {
                int begin = words.get(from).begin();
                int end = words.get(i - 1).end();
                String name = text.substring(begin, end);
                entities.add(new FoundEntity(
                        name,
                        type,
                        positions.codePoints(begin),
                        positions.codePoints(end),
                        CanonicalName.of(name, type, manner),
                        null));
            }
        }
        return entities;
    }

    private static boolean isNoThing(FoundEntity entity) {
        return entity.type().equals(Labels.PERSON) || entity.type().equals(Labels.LOCATION);
    }

    /** Handles and links are addresses, and marks alone are no name, whatever the model makes of them. */
    private static boolean isName(List<String> tokens) {
        boolean letters = false;
        for (String token : tokens) {
            int kind = WordShape.kind(token);
            if (kind == WordShape.HANDLE || kind == WordShape.LINK) {
                return false;
            }
            letters |= kind == WordShape.LETTERS || kind == WordShape.TAG;
        }
        return letters;
    }

    static List<Word> words(String text) {
        List<Word> words = new ArrayList<>();
        Tokenizer<CoreLabel> tokenizer = TOKENIZERS.getTokenizer(new StringReader(text));
        while (words.size() < MOST_WORDS && tokenizer.hasNext()) {
            words.add(Word.of(text, tokenizer.next()));
        }
        return words;
    }

    /** The part of a text that is looked at, never half a surrogate pair. */
    public static String cut(String text) {
        if (text.length() <= MOST_CHARS) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST_CHARS - 1)) ? MOST_CHARS - 1 : MOST_CHARS;
        return text.substring(0, end);
    }

    /** Turns UTF-16 positions into code points; asked in ascending order, so a text is walked once. */
    private static final class Positions {

        private final String text;
        private int units;
        private int codePoints;

        private Positions(String text) {
            this.text = text;
        }

        private int codePoints(int position) {
            codePoints += text.codePointCount(units, position);
            units = position;
            return codePoints;
        }
    }
}
