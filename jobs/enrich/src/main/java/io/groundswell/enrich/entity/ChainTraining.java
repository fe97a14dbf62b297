package io.groundswell.enrich.entity;

import io.groundswell.enrich.entity.WordFeatures.Observed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Learns a {@link ChainModel} from marked posts: conditional likelihood, by AdaGrad, one thread,
 * the same on every machine. */
final class ChainTraining {

    /**
     * @param allowed per word the labels it may have, a bit each: where a set does not mark products, a word outside may be one
     * @param weight how much the post counts
     */
    record Lesson(List<String> tokens, int[] allowed, float weight) {}

    /**
     * @param rate how far the first steps go
     * @param decay how strongly weights are drawn to nothing
     * @param least weights below this are left out
     * @param eagerness taken off the weight of outside
     */
    record Course(int passes, float rate, float decay, float least, float eagerness, long seed) {}

    /** The unit of the weights once learned; larger ones than a byte of these are cut. */
    private static final float UNIT = 1 / 16f;

    private static final int L = ChainModel.LABELS;
    private static final int PAIRS = ChainModel.PAIRS;

    private final WordFacts facts;
    private final WordFeatures features;
    private final Course course;
    private final float[] words = new float[(1 << WordFeatures.BUCKET_BITS) * L];
    private final float[] wordsSquared = new float[words.length];
    private final float[] steps = new float[(1 << WordFeatures.STEP_BITS) * PAIRS];
    private final float[] stepsSquared = new float[steps.length];
    private float rate;

    ChainTraining(WordFacts facts, Course course) {
        this.facts = facts;
        this.features = new WordFeatures(facts);
        this.course = course;
    }

    ChainModel train(List<Lesson> lessons) {
        List<Lesson> order = new ArrayList<>(lessons);
        Random random = new Random(course.seed);
        long all = (long) course.passes * order.size();
        long done = 0;
        for (int pass = 0; pass < course.passes; pass++) {
            Collections.shuffle(order, random);
            for (Lesson lesson : order) {
                rate = course.rate * (1 - 0.9f * done++ / all);
                learn(lesson);
            }
        }
        return new ChainModel(facts, inUnits(words), inUnits(steps), Math.round(course.eagerness / UNIT));
    }

    private byte[] inUnits(float[] weights) {
        byte[] units = new byte[weights.length];
        for (int i = 0; i < weights.length; i++) {
            if (Math.abs(weights[i]) >= course.least) {
                units[i] = (byte) Math.max(-127, Math.min(127, Math.round(weights[i] / UNIT)));
            }
        }
        return units;
    }

    private void learn(Lesson lesson) {
        Observed observed = features.observe(lesson.tokens);
        int n = observed.words().length;
        double[][] unary = new double[n][L];
        double[][] pairs = new double[n][];
        float[] sums = new float[L];
        float[] pairSums = new float[PAIRS];
        for (int i = 0; i < n; i++) {
            add(words, L, observed.words()[i], sums);
            float top = sums[0];
            for (float sum : sums) {
                top = Math.max(top, sum);
            }
            for (int y = 0; y < L; y++) {
                unary[i][y] = StrictMath.exp(sums[y] - top);
            }
            if (i > 0) {
                pairs[i] = new double[PAIRS];
                add(steps, PAIRS, observed.steps()[i], pairSums);
                for (int z = 0; z < PAIRS; z++) {
                    pairs[i][z] = ChainModel.mayFollow(z / L, z % L) ? StrictMath.exp(pairSums[z]) : 0;
                }
            }
        }
        double[][] free = new double[n][L];
        double[][] freePairs = new double[n][PAIRS];
        double[][] told = new double[n][L];
        double[][] toldPairs = new double[n][PAIRS];
        expect(unary, pairs, null, free, freePairs);
        expect(unary, pairs, lesson.allowed, told, toldPairs);
        for (int i = 0; i < n; i++) {
            double far = 0;
            for (int y = 0; y < L; y++) {
                told[i][y] -= free[i][y];
                far = Math.max(far, Math.abs(told[i][y]));
            }
            if (far < 1e-4) {
                continue;
            }
            step(words, wordsSquared, L, observed.words()[i], told[i], lesson.weight);
            if (i > 0) {
                for (int z = 0; z < PAIRS; z++) {
                    toldPairs[i][z] -= freePairs[i][z];
                }
                step(steps, stepsSquared, PAIRS, observed.steps()[i], toldPairs[i], lesson.weight);
            }
        }
    }

    /** Chances of labels and of pairs, by the forward-backward algorithm, among the sequences allowed. */
    private static void expect(
            double[][] unary, double[][] pairs, int[] allowed, double[][] single, double[][] paired) {
        int n = unary.length;
        double[][] forward = new double[n][L];
        double[][] backward = new double[n][L];
        for (int i = 0; i < n; i++) {
            double sum = 0;
            for (int y = 0; y < L; y++) {
                if (allowed != null && (allowed[i] >> y & 1) == 0) {
                    continue;
                }
                double in = 0;
                if (i == 0) {
                    in = ChainModel.mayFollow(0, y) ? 1 : 0;
                } else {
                    for (int z = 0; z < L; z++) {
                        in += forward[i - 1][z] * pairs[i][z * L + y];
                    }
                }
                forward[i][y] = in * unary[i][y];
                sum += forward[i][y];
            }
            for (int y = 0; y < L; y++) {
                forward[i][y] /= sum;
            }
        }
        Arrays.fill(backward[n - 1], 1);
        for (int i = n - 1; i >= 0; i--) {
            double sum = 0;
            for (int y = 0; y < L; y++) {
                single[i][y] = forward[i][y] * backward[i][y];
                sum += single[i][y];
            }
            for (int y = 0; y < L; y++) {
                single[i][y] /= sum;
            }
            if (i == 0) {
                break;
            }
            double total = 0;
            double most = 0;
            for (int z = 0; z < L; z++) {
                double out = 0;
                for (int y = 0; y < L; y++) {
                    boolean may = allowed == null || (allowed[i] >> y & 1) != 0;
                    double through = may ? pairs[i][z * L + y] * unary[i][y] * backward[i][y] : 0;
                    out += through;
                    paired[i][z * L + y] = forward[i - 1][z] * through;
                    total += paired[i][z * L + y];
                }
                backward[i - 1][z] = out;
                most = Math.max(most, out);
            }
            for (int z = 0; z < L; z++) {
                backward[i - 1][z] /= most;
            }
            for (int z = 0; z < PAIRS; z++) {
                paired[i][z] /= total;
            }
        }
    }

    private static void add(float[] weights, int width, int[] buckets, float[] sums) {
        Arrays.fill(sums, 0);
        for (int bucket : buckets) {
            int at = bucket * width;
            for (int y = 0; y < width; y++) {
                sums[y] += weights[at + y];
            }
        }
    }

    private void step(float[] weights, float[] squared, int width, int[] buckets, double[] gradient, float weight) {
        for (int bucket : buckets) {
            int at = bucket * width;
            for (int y = 0; y < width; y++) {
                float g = (float) gradient[y] * weight - course.decay * weights[at + y];
                if (g != 0) {
                    squared[at + y] += g * g;
                    weights[at + y] += rate * g / (1e-4f + (float) Math.sqrt(squared[at + y]));
                }
            }
        }
    }
}
