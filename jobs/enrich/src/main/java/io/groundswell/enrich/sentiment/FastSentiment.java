package io.groundswell.enrich.sentiment;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The tier for every post: one linear model over {@link FastFeatures}, a softmax over three classes. A weight is one byte, so
 * the model takes 1.5 MB in memory and less on disk.
 */
public final class FastSentiment implements ReasonedClassifier {

    static final String NAME = "fast/1";

    private static final int CLASSES = 3;

    private final FastFeatures features;
    private final byte[] weights;
    private final float[] measureWeights;
    private final float unit;
    private final Calibration calibration;

    private FastSentiment(
            FastFeatures features, byte[] weights, float[] measureWeights, float unit, Calibration calibration) {
        this.features = features;
        this.weights = weights;
        this.measureWeights = measureWeights;
        this.unit = unit;
        this.calibration = calibration;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Chances classify(String text) {
        return calibration.of(logits(text));
    }

    /** Before calibration. */
    float[] logits(String text) {
        FastFeatures.Found found = features.of(text);
        float[] logits = new float[CLASSES];
        for (int bucket : found.buckets()) {
            int at = bucket * CLASSES;
            logits[0] += weights[at];
            logits[1] += weights[at + 1];
            logits[2] += weights[at + 2];
        }
        float scale = unit * scale(found.buckets().length);
        for (int c = 0; c < CLASSES; c++) {
            logits[c] *= scale;
            for (int m = 0; m < Lexicon.MEASURES; m++) {
                logits[c] += measureWeights[c * Lexicon.MEASURES + m] * found.measures()[m];
            }
        }
        return logits;
    }

    @Override
    public List<Reason> reasons(String text) {
        Map<String, Reason> reasons = new HashMap<>();
        List<String> names = new ArrayList<>();
        FastFeatures.Found found = features.of(text, (bucket, name) -> names.add(name));
        double scale = unit * scale(found.buckets().length);
        for (int i = 0; i < names.size(); i++) {
            int at = found.buckets()[i] * CLASSES;
            double mean = (weights[at] + weights[at + 1] + weights[at + 2]) / 3.0;
            Reason reason = new Reason(
                    names.get(i),
                    (weights[at] - mean) * scale,
                    (weights[at + 1] - mean) * scale,
                    (weights[at + 2] - mean) * scale);
            reasons.merge(names.get(i), reason, Reason::plus);
        }
        return reasons.values().stream()
                .sorted(Comparator.comparingDouble(Reason::strength).reversed().thenComparing(Reason::feature))
                .toList();
    }

    /** Longer posts have more features, but are no surer for it. */
    private static float scale(int features) {
        return (float) (2 / Math.sqrt(features));
    }

    /**
     * Learns to say of each text what it is: softmax regression, AdaGrad, a fixed order of the texts, one thread, so the same
     * texts give the same weights.
     *
     * @param targets of each text, the chance of each class; a label that is certain is 1 for its class
     * @param importance of each text, 1 on average
     */
    static FastSentiment train(List<String> texts, List<double[]> targets, double[] importance) {
        FastFeatures features = new FastFeatures(Lexicon.load());
        List<FastFeatures.Found> found = new ArrayList<>(texts.size());
        texts.forEach(text -> found.add(features.of(text)));
        float[] weights = new float[FastFeatures.BUCKETS * CLASSES];
        float[] measureWeights = new float[CLASSES * Lexicon.MEASURES];
        new Descent(found, targets, importance, weights, measureWeights).run();
        // A bucket met once is a word of one post: it says more about that post than about words.
        int[] met = new int[FastFeatures.BUCKETS];
        found.forEach(each -> Arrays.stream(each.buckets()).distinct().forEach(bucket -> met[bucket]++));
        float most = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] = met[i / CLASSES] < 2 ? 0 : weights[i];
            most = Math.max(most, Math.abs(weights[i]));
        }
        float unit = most / 127;
        byte[] rounded = new byte[weights.length];
        for (int i = 0; i < weights.length; i++) {
            rounded[i] = (byte) Math.round(weights[i] / unit);
        }
        return new FastSentiment(features, rounded, measureWeights, unit, Calibration.NONE);
    }

    FastSentiment with(Calibration other) {
        return new FastSentiment(features, weights, measureWeights, unit, other);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeFloat(unit);
        for (float weight : measureWeights) {
            out.writeFloat(weight);
        }
        calibration.write(out);
        out.write(weights);
    }

    static FastSentiment read(DataInputStream in) throws IOException {
        float unit = in.readFloat();
        float[] measureWeights = new float[CLASSES * Lexicon.MEASURES];
        for (int i = 0; i < measureWeights.length; i++) {
            measureWeights[i] = in.readFloat();
        }
        Calibration calibration = Calibration.read(in);
        byte[] weights = new byte[FastFeatures.BUCKETS * CLASSES];
        in.readFully(weights);
        return new FastSentiment(new FastFeatures(Lexicon.load()), weights, measureWeights, unit, calibration);
    }

    private static final class Descent {

        private static final int PASSES = 6;
        private static final double RATE = 0.08;
        private static final float SHRINK = 1e-5f;

        private final List<FastFeatures.Found> found;
        private final List<double[]> targets;
        private final double[] importance;
        private final float[] weights;
        private final float[] measureWeights;
        private final float[] squares;
        private final float[] measureSquares;

        private Descent(
                List<FastFeatures.Found> found,
                List<double[]> targets,
                double[] importance,
                float[] weights,
                float[] measureWeights) {
            this.found = found;
            this.targets = targets;
            this.importance = importance;
            this.weights = weights;
            this.measureWeights = measureWeights;
            this.squares = new float[weights.length];
            this.measureSquares = new float[measureWeights.length];
        }

        private void run() {
            int[] order = new int[found.size()];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            Random random = new Random(20_161_117);
            long steps = (long) PASSES * order.length;
            long step = 0;
            for (int pass = 0; pass < PASSES; pass++) {
                shuffle(order, random);
                for (int at : order) {
                    float rate = (float) (RATE * (1 - 0.8 * step++ / steps));
                    learn(found.get(at), targets.get(at), importance[at], rate);
                }
            }
        }

        private void learn(FastFeatures.Found post, double[] target, double importance, float rate) {
            float scale = scale(post.buckets().length);
            float[] logits = new float[CLASSES];
            for (int bucket : post.buckets()) {
                for (int c = 0; c < CLASSES; c++) {
                    logits[c] += weights[bucket * CLASSES + c] * scale;
                }
            }
            for (int c = 0; c < CLASSES; c++) {
                for (int m = 0; m < Lexicon.MEASURES; m++) {
                    logits[c] += measureWeights[c * Lexicon.MEASURES + m] * post.measures()[m];
                }
            }
            double[] chances = Calibration.softmax(logits);
            for (int c = 0; c < CLASSES; c++) {
                float error = (float) (importance * (chances[c] - target[c]));
                float pull = error * scale;
                for (int bucket : post.buckets()) {
                    int i = bucket * CLASSES + c;
                    step(weights, squares, i, pull + SHRINK * weights[i], rate);
                }
                for (int m = 0; m < Lexicon.MEASURES; m++) {
                    int i = c * Lexicon.MEASURES + m;
                    step(measureWeights, measureSquares, i, error * post.measures()[m], rate);
                }
            }
        }

        private static void step(float[] values, float[] squares, int i, float slope, float rate) {
            if (slope != 0) {
                squares[i] += slope * slope;
                values[i] -= (float) (rate * slope / (Math.sqrt(squares[i]) + 1e-6));
            }
        }
    }

    static void shuffle(int[] order, Random random) {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[j];
            order[j] = kept;
        }
    }
}
