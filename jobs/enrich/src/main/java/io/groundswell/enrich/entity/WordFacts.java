package io.groundswell.enrich.entity;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of a word before it is read in a post: the company it keeps in newspapers (its cluster, of 512) and how
 * often it names people there. Words are kept as fingerprints, so one unknown word in ten thousand gets another's facts.
 */
final class WordFacts {

    static final int UNKNOWN = 0;

    private static final int CLUSTER_BITS = 10;
    private static final int DEGREE_BITS = 3;
    private static final int DEGREE_MASK = (1 << DEGREE_BITS) - 1;

    private final int[] slots;
    private final int[] facts;
    private final int mask;
    private final TreeMap<Integer, Integer> sorted;

    private WordFacts(TreeMap<Integer, Integer> sorted) {
        this.sorted = sorted;
        int capacity = Integer.highestOneBit(Math.max(4, sorted.size() * 2)) * 2;
        this.mask = capacity - 1;
        this.slots = new int[capacity];
        this.facts = new int[capacity];
        sorted.forEach(this::put);
    }

    /** @param facts by word, in small letters, as {@link #pack} packs them */
    static WordFacts of(Map<String, Integer> facts) {
        TreeMap<Integer, Integer> sorted = new TreeMap<>();
        facts.forEach((word, fact) -> {
            if (fact != UNKNOWN) {
                sorted.merge(fingerprint(word), fact, Math::min);
            }
        });
        return new WordFacts(sorted);
    }

    /**
     * @param cluster 0: not known
     * @param firstName how much it is a first name, 0 not known, else from 1 to 7; likewise last names and people as such
     * @param ordinary whether newspapers write it in small letters
     */
    static int pack(int cluster, int firstName, int lastName, int person, boolean ordinary) {
        int names = ((ordinary ? 1 : 0) << DEGREE_BITS | person) << DEGREE_BITS | lastName;
        return (names << DEGREE_BITS | firstName) << CLUSTER_BITS | cluster;
    }

    static int cluster(int facts) {
        return facts & (1 << CLUSTER_BITS) - 1;
    }

    /** All that is not the cluster, as one number. */
    static int names(int facts) {
        return facts >>> CLUSTER_BITS;
    }

    static int firstName(int names) {
        return names & DEGREE_MASK;
    }

    static int lastName(int names) {
        return names >>> DEGREE_BITS & DEGREE_MASK;
    }

    static int person(int names) {
        return names >>> 2 * DEGREE_BITS & DEGREE_MASK;
    }

    static boolean isOrdinary(int facts) {
        return facts >>> CLUSTER_BITS + 3 * DEGREE_BITS != 0;
    }

    int of(String word) {
        int fingerprint = fingerprint(word);
        int slot = fingerprint * 0x9E3779B9 >>> 7 & mask;
        while (facts[slot] != UNKNOWN) {
            if (slots[slot] == fingerprint) {
                return facts[slot];
            }
            slot = slot + 1 & mask;
        }
        return UNKNOWN;
    }

    int size() {
        return sorted.size();
    }

    private void put(int fingerprint, int fact) {
        int slot = fingerprint * 0x9E3779B9 >>> 7 & mask;
        while (facts[slot] != UNKNOWN) {
            slot = slot + 1 & mask;
        }
        slots[slot] = fingerprint;
        facts[slot] = fact;
    }

    private static int fingerprint(String word) {
        int hash = 0x811C9DC5;
        for (int i = 0; i < word.length(); i++) {
            hash = (hash ^ word.charAt(i)) * 0x01000193;
            hash ^= hash >>> 15;
        }
        return hash * 0x2C1B3C6D;
    }

    void write(DataOutput out) throws IOException {
        out.writeInt(sorted.size());
        int last = Integer.MIN_VALUE;
        for (int fingerprint : sorted.keySet()) {
            Compact.write(out, fingerprint - last);
            last = fingerprint;
        }
        for (int fact : sorted.values()) {
            Compact.write(out, fact);
        }
    }

    static WordFacts read(DataInput in) throws IOException {
        int[] fingerprints = new int[in.readInt()];
        int last = Integer.MIN_VALUE;
        for (int i = 0; i < fingerprints.length; i++) {
            last += Compact.read(in);
            fingerprints[i] = last;
        }
        TreeMap<Integer, Integer> sorted = new TreeMap<>();
        for (int fingerprint : fingerprints) {
            sorted.put(fingerprint, Compact.read(in));
        }
        return new WordFacts(sorted);
    }
}
