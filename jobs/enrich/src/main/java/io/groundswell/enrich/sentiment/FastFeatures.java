package io.groundswell.enrich.sentiment;

import io.groundswell.enrich.token.SocialTokenizer;
import io.groundswell.enrich.token.Token;
import java.util.Arrays;
import java.util.List;

/**
 * What the fast tier looks at: words, pairs of words, words under a negation, groups of three to five letters inside a
 * word, hashtags whole and in words, emoji, emoticons, shouting and drawn-out words, each hashed into one of
 * {@link #BUCKETS}; beside them the measures of the {@link Lexicon}. A name that two features share costs little: there
 * are far more buckets than features that matter.
 */
final class FastFeatures {

    static final int BUCKETS = 1 << 19;

    /** Longest text that is looked at, in UTF-16 units, and most tokens of it. */
    static final int MOST_CHARS = 1_000;

    private static final int MOST_TOKENS = 200;
    private static final int LONGEST_WORD = 30;

    private final Lexicon lexicon;

    FastFeatures(Lexicon lexicon) {
        this.lexicon = lexicon;
    }

    /** Told of each feature by name; for explaining a judgement. */
    interface Names {
        void add(int bucket, String name);
    }

    /**
     * @param buckets one entry a feature; a feature found twice stands twice
     * @param measures of the lexicon
     */
    record Found(int[] buckets, float[] measures) {}

    Found of(String text) {
        return of(text, null);
    }

    Found of(String text, Names names) {
        String cut = text.length() <= MOST_CHARS ? text : text.substring(0, MOST_CHARS);
        List<Token> tokens = SocialTokenizer.tokens(cut);
        if (tokens.size() > MOST_TOKENS) {
            tokens = tokens.subList(0, MOST_TOKENS);
        }
        Buckets buckets = new Buckets(names);
        String before = "^";
        String beforeThat = "";
        int shouted = 0;
        int words = 0;
        for (Token token : tokens) {
            String plain = token.plain();
            switch (token.kind()) {
                case WORD -> {
                    words++;
                    shouted += token.shouted() ? 1 : 0;
                    word(buckets, plain, token.negated());
                    if (token.lengthened()) {
                        buckets.add("long ", plain);
                    }
                }
                case HASHTAG -> {
                    buckets.add("tag ", plain);
                    for (String part : token.parts()) {
                        word(buckets, part, token.negated());
                    }
                }
                case EMOJI -> {
                    buckets.add("emoji ", token.text());
                    for (String part : token.parts()) {
                        buckets.add("emoji name ", part);
                        buckets.add("", part);
                    }
                }
                case LINK, HANDLE, NUMBER, PUNCTUATION, CASHTAG, EMOTICON -> buckets.add("", plain);
            }
            buckets.add("", before, plain);
            if (token.negated()) {
                buckets.add("not ", before, plain);
            }
            if (!beforeThat.isEmpty()) {
                buckets.add("over ", beforeThat, plain);
            }
            beforeThat = before;
            before = plain;
        }
        buckets.add("", before, "$");
        buckets.add("length ", Integer.toString(Math.min(6, tokens.size() / 8)));
        if (words > 2 && shouted * 10 > words * 6) {
            buckets.add("shouted", "");
        } else if (shouted > 0) {
            buckets.add("shouts", "");
        }
        if (!tokens.isEmpty()) {
            buckets.add("begins ", tokens.get(0).kind().name());
            buckets.add("ends ", tokens.get(tokens.size() - 1).kind().name());
        }
        buckets.add("any", "");
        return new Found(buckets.found(), lexicon.measure(tokens));
    }

    private static void word(Buckets buckets, String word, boolean negated) {
        buckets.add("", word);
        if (negated) {
            buckets.add("not ", word);
        }
        if (word.length() <= 2) {
            return;
        }
        String framed = "^" + (word.length() > LONGEST_WORD ? word.substring(0, LONGEST_WORD) : word) + "$";
        for (int from = 0; from + 3 <= framed.length(); from++) {
            int most = Math.min(5, framed.length() - from);
            for (int length = 3; length <= most; length++) {
                buckets.letters(framed, from, from + length);
            }
        }
    }

    /** Gathers hashes; FNV-1a over the characters, mixed at the end. */
    private static final class Buckets {

        private static final int SEED = 0x811C9DC5;
        private static final int PRIME = 0x01000193;
        private static final int LETTERS = 0x5BD1E995;

        private final Names names;
        private int[] found = new int[512];
        private int count;

        private Buckets(Names names) {
            this.names = names;
        }

        private void add(String kind, String word) {
            take(hash(hash(SEED, kind, 0, kind.length()), word, 0, word.length()));
            tell(kind + word);
        }

        private void add(String kind, String first, String second) {
            int hash = hash(hash(SEED, kind, 0, kind.length()), first, 0, first.length());
            take(hash((hash ^ ' ') * PRIME, second, 0, second.length()));
            tell(kind.isEmpty() ? first + " " + second : kind + first + " " + second);
        }

        private void letters(String word, int from, int to) {
            take(hash(LETTERS, word, from, to));
            if (names != null) {
                tell("…" + word.substring(from, to) + "…");
            }
        }

        private void tell(String name) {
            if (names != null) {
                names.add(found[count - 1], name);
            }
        }

        private void take(int hash) {
            int mixed = hash;
            mixed ^= mixed >>> 16;
            mixed *= 0x85EBCA6B;
            mixed ^= mixed >>> 13;
            mixed *= 0xC2B2AE35;
            mixed ^= mixed >>> 16;
            if (count == found.length) {
                found = Arrays.copyOf(found, 2 * count);
            }
            found[count++] = mixed & (BUCKETS - 1);
        }

        private static int hash(int seed, String text, int from, int to) {
            int hash = seed;
            for (int i = from; i < to; i++) {
                hash = (hash ^ text.charAt(i)) * PRIME;
            }
            return hash;
        }

        private int[] found() {
            return Arrays.copyOf(found, count);
        }
    }
}
