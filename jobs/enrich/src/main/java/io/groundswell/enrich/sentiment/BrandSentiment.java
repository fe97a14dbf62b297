package io.groundswell.enrich.sentiment;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/**
 * What the labels of one brand's own people change in how its posts are judged: the chances a tier gave are sharpened or
 * dulled, each class gets an allowance, and words of that brand's world count for or against a class. Immutable; safe for any
 * number of threads; a function of the text and the chances given. Some ten kilobytes.
 */
public final class BrandSentiment {

    static final int CLASSES = 3;

    /** Changes with the form of the bytes. */
    private static final int FORM = 1;

    private static final int MOST_WORDS = 200_000;

    /** Chances below this are no certainty either. */
    private static final double LEAST = 1e-4;

    private final FastFeatures features = new FastFeatures(Lexicon.load());
    private final double factor;
    private final double[] allowances;

    /** Buckets of {@link FastFeatures}, ascending, and three weights for each. */
    private final int[] buckets;

    private final float[] weights;

    BrandSentiment(double factor, double[] allowances, int[] buckets, float[] weights) {
        this.factor = factor;
        this.allowances = allowances;
        this.buckets = buckets;
        this.weights = weights;
    }

    /** @param given by the tier that judged */
    public Chances adjust(String text, Chances given) {
        double[] logits = logits(given);
        for (int c = 0; c < CLASSES; c++) {
            logits[c] = logits[c] * factor + allowances[c];
        }
        if (buckets.length > 0) {
            int[] found = features.of(text).buckets();
            double scale = scale(found.length);
            for (int bucket : found) {
                int at = Arrays.binarySearch(buckets, bucket);
                for (int c = 0; at >= 0 && c < CLASSES; c++) {
                    logits[c] += weights[at * CLASSES + c] * scale;
                }
            }
        }
        double[] chances = softmax(logits);
        return new Chances(chances[0], chances[1], chances[2]);
    }

    static double[] logits(Chances given) {
        return new double[] {
            Math.log(Math.max(LEAST, given.negative())),
            Math.log(Math.max(LEAST, given.neutral())),
            Math.log(Math.max(LEAST, given.positive()))
        };
    }

    /** As in the fast tier. */
    static double scale(int features) {
        return 2 / Math.sqrt(features);
    }

    static double[] softmax(double[] logits) {
        double most = Arrays.stream(logits).max().orElse(0);
        double[] chances =
                Arrays.stream(logits).map(logit -> Math.exp(logit - most)).toArray();
        double sum = Arrays.stream(chances).sum();
        return Arrays.stream(chances).map(chance -> chance / sum).toArray();
    }

    public byte[] bytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORM);
            out.writeDouble(factor);
            for (double allowance : allowances) {
                out.writeDouble(allowance);
            }
            out.writeInt(buckets.length);
            for (int i = 0; i < buckets.length; i++) {
                out.writeInt(buckets[i]);
                for (int c = 0; c < CLASSES; c++) {
                    out.writeFloat(weights[i * CLASSES + c]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** @throws IllegalArgumentException with a sentence, when these are not the bytes of one */
    public static BrandSentiment of(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int form = in.readUnsignedByte();
            if (form != FORM) {
                throw new IllegalArgumentException("a brand's sentiment of form " + form + ", and only form " + FORM
                        + " can be read; train it again");
            }
            double factor = finite(in.readDouble());
            double[] allowances = new double[CLASSES];
            for (int c = 0; c < CLASSES; c++) {
                allowances[c] = finite(in.readDouble());
            }
            int words = in.readInt();
            if (words < 0 || words > MOST_WORDS || in.available() != words * (4 + 4 * CLASSES)) {
                throw new IllegalArgumentException("a brand's sentiment that does not end where it says");
            }
            int[] buckets = new int[words];
            float[] weights = new float[words * CLASSES];
            for (int i = 0; i < words; i++) {
                buckets[i] = in.readInt();
                if (i > 0 && buckets[i] <= buckets[i - 1]) {
                    throw new IllegalArgumentException("a brand's sentiment whose words are not in order");
                }
                for (int c = 0; c < CLASSES; c++) {
                    weights[i * CLASSES + c] = (float) finite(in.readFloat());
                }
            }
            return new BrandSentiment(factor, allowances, buckets, weights);
        } catch (IOException e) {
            throw new IllegalArgumentException("a brand's sentiment that is cut off");
        }
    }

    private static double finite(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("a brand's sentiment with a number that is none");
        }
        return value;
    }
}
