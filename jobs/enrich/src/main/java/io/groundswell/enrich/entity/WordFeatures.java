package io.groundswell.enrich.entity;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What of a post a tagger looks at: for every word a list of observations, each hashed to a bucket. Of the word itself its
 * letters, ends, shape and known facts; of its neighbours the same, less closely.
 */
final class WordFeatures {

    static final int BUCKET_BITS = 20;
    static final int STEP_BITS = 12;

    private static final int BUCKETS = (1 << BUCKET_BITS) - 1;
    private static final int STEPS = (1 << STEP_BITS) - 1;
    private static final int LONGEST_AFFIX = 5;
    private static final int REACH = 4;
    private static final int LONGEST_WORD = 60;
    private static final int BEYOND = 0x5EED;
    private static final int TELLING = Manner.TELLING.ordinal() + 1;

    /** Buckets of every word, and buckets of every step from the word before it. */
    record Observed(int[][] words, int[][] steps) {}

    /** One word, read once. */
    private record Word(String small, int word, int cased, int shape, int kind, int cluster, int names, boolean tag) {}

    /** What stands before the first word and behind the last. */
    private static final Word EDGE = new Word("", BEYOND, BEYOND, 63, WordShape.MARK, 1023, 0, false);

    private final WordFacts facts;

    WordFeatures(WordFacts facts) {
        this.facts = facts;
    }

    Observed observe(List<String> tokens) {
        int n = tokens.size();
        int manner = Manner.of(tokens).ordinal() + 1;
        Word[] words = new Word[n];
        for (int i = 0; i < n; i++) {
            words[i] = word(
                    tokens.get(i),
                    i > 0 && tokens.get(i - 1).equals("@"),
                    i > 0 && tokens.get(i - 1).equals("#"),
                    manner);
        }
        int[][] observed = new int[n][];
        int[][] steps = new int[n][];
        for (int i = 0; i < n; i++) {
            observed[i] = observe(words, i, manner);
            steps[i] = steps(words, i);
        }
        return new Observed(observed, steps);
    }

    private Word word(String token, boolean handle, boolean tag, int manner) {
        String text = token.length() > LONGEST_WORD ? token.substring(0, LONGEST_WORD) : token;
        int kind = WordShape.kind(text);
        if (handle && kind != WordShape.MARK) {
            kind = WordShape.HANDLE;
        }
        boolean tagged = tag || kind == WordShape.TAG;
        if (kind == WordShape.HANDLE || kind == WordShape.LINK) {
            int hash = hash(kind == WordShape.HANDLE ? "@" : "http");
            return new Word("", hash, hash, kind, kind, 0, 0, false);
        }
        String bare = kind == WordShape.TAG ? text.substring(1) : text;
        String small = WordShape.withoutDigits(bare.toLowerCase(Locale.ROOT));
        int fact = facts.of(small);
        int shape = WordShape.of(bare);
        // Where nothing or everything is a capital, capitals say nothing.
        int seen = manner == TELLING ? shape : WordShape.caseless(shape);
        return new Word(
                small, hash(small), hash(bare), seen, kind, WordFacts.cluster(fact), WordFacts.names(fact), tagged);
    }

    /** The numbers tell the kinds of observations apart, so that one word as itself and as a neighbour are two. */
    private static int[] observe(Word[] words, int i, int manner) {
        Word word = words[i];
        Buckets buckets = new Buckets();
        int w = word.word;
        int w1 = at(words, i - 1).word;
        int w2 = at(words, i + 1).word;
        int s = word.shape * 4 + manner;
        int s1 = at(words, i - 1).shape;
        int s2 = at(words, i + 1).shape;
        int k = word.cluster;
        int k1 = at(words, i - 1).cluster;
        int k2 = at(words, i + 1).cluster;
        buckets.add(1, 0);
        buckets.add(2, w);
        if (manner == TELLING) {
            buckets.add(3, word.cased);
        }
        buckets.add(4, w1);
        buckets.add(5, w2);
        buckets.add(6, w1, w);
        buckets.add(7, w, w2);
        buckets.add(8, at(words, i - 2).word);
        buckets.add(9, at(words, i + 2).word);
        buckets.add(10, s);
        buckets.add(11, s, s1);
        buckets.add(12, s, s2);
        buckets.add(13, s1, s, s2);
        buckets.add(14, s, w1);
        buckets.add(15, s, w2);
        buckets.add(16, s1);
        buckets.add(17, s2);
        buckets.add(18, s, i == 0 ? 1 : 0);
        if (k != 0) {
            buckets.add(20, k);
            buckets.add(21, k, s);
        } else {
            buckets.add(22, s);
        }
        buckets.add(23, k1);
        buckets.add(24, k2);
        buckets.add(25, k1, k);
        buckets.add(26, k, k2);
        buckets.add(27, k1, s);
        buckets.add(28, k2, s);
        buckets.add(29, at(words, i - 2).cluster);
        buckets.add(30, at(words, i + 2).cluster);
        buckets.add(31, k1, k2);
        int first = WordFacts.firstName(word.names);
        int last = WordFacts.lastName(word.names);
        int person = WordFacts.person(word.names);
        int names1 = at(words, i - 1).names;
        int names2 = at(words, i + 1).names;
        buckets.add(32, first, s);
        buckets.add(33, last, s);
        buckets.add(34, person, s);
        buckets.add(35, word.names);
        buckets.add(36, WordFacts.firstName(names1), last);
        buckets.add(37, first, WordFacts.lastName(names2));
        buckets.add(38, person, WordFacts.person(names1), s1);
        buckets.add(39, person, WordFacts.person(names2), s2);
        if (word.tag) {
            buckets.add(40, s);
            buckets.add(41, w);
        }
        String small = word.small;
        for (int length = 1; length <= Math.min(LONGEST_AFFIX, small.length() - 1); length++) {
            buckets.add(50 + length, hash(small, 0, length));
            buckets.add(60 + length, hash(small, small.length() - length, small.length()));
        }
        for (int far = 1; far <= REACH; far++) {
            if (i - far >= 0) {
                buckets.add(70, words[i - far].word);
            }
            if (i + far < words.length) {
                buckets.add(71, words[i + far].word);
            }
        }
        return buckets.all();
    }

    private static int[] steps(Word[] words, int i) {
        Word word = words[i];
        Word before = at(words, i - 1);
        return new int[] {
            0,
            1 + (mix(mix(81, word.shape), before.shape) >>> 1) % STEPS,
            1 + (mix(82, word.cluster) >>> 1) % STEPS,
            1 + (mix(83, before.cluster) >>> 1) % STEPS
        };
    }

    private static Word at(Word[] words, int i) {
        return i < 0 || i >= words.length ? EDGE : words[i];
    }

    private static int hash(String text) {
        return hash(text, 0, text.length());
    }

    private static int hash(String text, int from, int to) {
        int hash = 0x811C9DC5;
        for (int i = from; i < to; i++) {
            hash = (hash ^ text.charAt(i)) * 0x01000193;
        }
        return hash;
    }

    private static int mix(int a, int b) {
        int h = a * 0x85EBCA6B + b;
        h = (h ^ h >>> 16) * 0x7FEB352D;
        h = (h ^ h >>> 15) * 0x846CA68B;
        return h ^ h >>> 16;
    }

    private static final class Buckets {

        private final int[] buckets = new int[72];
        private int size;

        void add(int kind, int a) {
            buckets[size++] = mix(kind, a) & BUCKETS;
        }

        void add(int kind, int a, int b) {
            buckets[size++] = mix(mix(kind, a), b) & BUCKETS;
        }

        void add(int kind, int a, int b, int c) {
            buckets[size++] = mix(mix(mix(kind, a), b), c) & BUCKETS;
        }

        int[] all() {
            return Arrays.copyOf(buckets, size);
        }
    }
}
