package io.groundswell.enrich.entity;

import io.groundswell.enrich.entity.WordFeatures.Observed;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A linear chain of labels over the words of a post: every observation of a word speaks for or against each label, every
 * step for or against each pair of them, and the best sequence wins. Immutable; safe for any number of threads.
 */
final class ChainModel implements EntityTagger {

    static final int LABELS = Labels.COUNT;
    static final int PAIRS = LABELS * LABELS;

    private static final int VERSION = 1;
    private static final int IMPOSSIBLE = -(1 << 28);
    private static final boolean[] MAY_FOLLOW = mayFollow();

    private final WordFacts facts;
    private final WordFeatures features;
    private final byte[] words;
    private final byte[] steps;
    private final int eagerness;

    /**
     * @param words weights by bucket and label, in whatever unit
     * @param steps weights by bucket and pair of labels, in the same
     * @param eagerness what speaks against leaving a word outside, in the same: entities missed for entities made up
     */
    ChainModel(WordFacts facts, byte[] words, byte[] steps, int eagerness) {
        this.facts = facts;
        this.features = new WordFeatures(facts);
        this.words = words;
        this.steps = steps;
        this.eagerness = eagerness;
    }

    static boolean mayFollow(int before, int label) {
        return MAY_FOLLOW[before * LABELS + label];
    }

    WordFacts facts() {
        return facts;
    }

    @Override
    public List<String> tags(List<String> tokens) {
        if (tokens.isEmpty()) {
            return List.of();
        }
        List<String> tags = new ArrayList<>(tokens.size());
        for (int label : best(features.observe(tokens))) {
            tags.add(Labels.told(label));
        }
        return tags;
    }

    /** By the Viterbi algorithm. */
    private int[] best(Observed observed) {
        int n = observed.words().length;
        int[] scores = new int[LABELS];
        int[] next = new int[LABELS];
        int[] single = new int[LABELS];
        int[] pairs = new int[PAIRS];
        byte[] from = new byte[n * LABELS];
        for (int i = 0; i < n; i++) {
            sum(words, LABELS, observed.words()[i], single);
            single[0] -= eagerness;
            if (i > 0) {
                sum(steps, PAIRS, observed.steps()[i], pairs);
            }
            for (int y = 0; y < LABELS; y++) {
                int top = IMPOSSIBLE;
                if (i == 0) {
                    top = mayFollow(0, y) ? 0 : IMPOSSIBLE;
                } else {
                    for (int z = 0; z < LABELS; z++) {
                        int score = mayFollow(z, y) ? scores[z] + pairs[z * LABELS + y] : IMPOSSIBLE;
                        if (score > top) {
                            top = score;
                            from[i * LABELS + y] = (byte) z;
                        }
                    }
                }
                next[y] = Math.max(IMPOSSIBLE, top + single[y]);
            }
            int[] swap = scores;
            scores = next;
            next = swap;
        }
        int last = 0;
        for (int y = 1; y < LABELS; y++) {
            last = scores[y] > scores[last] ? y : last;
        }
        int[] labels = new int[n];
        for (int i = n - 1; i >= 0; i--) {
            labels[i] = last;
            last = from[i * LABELS + last];
        }
        return labels;
    }

    private static void sum(byte[] weights, int width, int[] buckets, int[] sums) {
        Arrays.fill(sums, 0);
        for (int bucket : buckets) {
            int at = bucket * width;
            for (int y = 0; y < width; y++) {
                sums[y] += weights[at + y];
            }
        }
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(VERSION);
        out.writeInt(eagerness);
        write(out, words, LABELS);
        write(out, steps, PAIRS);
        facts.write(out);
    }

    static ChainModel read(DataInput in) throws IOException {
        int version = in.readInt();
        if (version != VERSION) {
            throw new IOException("an entity model of version " + version + ", not " + VERSION);
        }
        int eagerness = in.readInt();
        byte[] words = new byte[(1 << WordFeatures.BUCKET_BITS) * LABELS];
        byte[] steps = new byte[(1 << WordFeatures.STEP_BITS) * PAIRS];
        read(in, words, LABELS);
        read(in, steps, PAIRS);
        return new ChainModel(WordFacts.read(in), words, steps, eagerness);
    }

    /** Only the buckets that say something, each as its distance from the one before. */
    private static void write(DataOutput out, byte[] weights, int width) throws IOException {
        int last = 0;
        for (int at = 0; at < weights.length; at += width) {
            if (speaks(weights, at, width)) {
                Compact.write(out, at / width - last + 1);
                last = at / width;
            }
        }
        Compact.write(out, 0);
        for (int y = 0; y < width; y++) {
            for (int at = 0; at < weights.length; at += width) {
                if (speaks(weights, at, width)) {
                    out.writeByte(weights[at + y]);
                }
            }
        }
    }

    private static void read(DataInput in, byte[] weights, int width) throws IOException {
        int[] buckets = new int[weights.length / width];
        int count = 0;
        int last = 0;
        for (int gap = Compact.read(in); gap != 0; gap = Compact.read(in)) {
            last += gap - 1;
            buckets[count++] = last;
        }
        for (int y = 0; y < width; y++) {
            for (int i = 0; i < count; i++) {
                weights[buckets[i] * width + y] = in.readByte();
            }
        }
    }

    private static boolean speaks(byte[] weights, int at, int width) {
        for (int y = 0; y < width; y++) {
            if (weights[at + y] != 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean[] mayFollow() {
        boolean[] may = new boolean[PAIRS];
        for (int z = 0; z < LABELS; z++) {
            for (int y = 0; y < LABELS; y++) {
                may[z * LABELS + y] = Labels.mayFollow(z, y);
            }
        }
        return may;
    }
}
