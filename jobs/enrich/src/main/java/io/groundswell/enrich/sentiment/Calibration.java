package io.groundswell.enrich.sentiment;

import io.groundswell.topics.Sentiment;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Makes what models say into chances that can be believed: the logits of one or several models, each times a factor, added
 * up; fitted to sets that no model was trained on. With one model this is temperature scaling, with several it is stacking as
 * well. Nothing is added for a class of its own: how many posts are negative differs from brand to brand, and an allowance
 * that fits some sets was seen not to carry over to others.
 */
final class Calibration {

    /** Takes the logits of one model as they are. */
    static final Calibration NONE = new Calibration(new double[] {1});

    /** The next set may be a little stranger than all that are known. */
    private static final double RESERVE = 0.95;

    private static final int CLASSES = 3;
    private static final int STEPS = 400;
    private static final double RATE = 0.3;

    private final double[] factors;

    private Calibration(double[] factors) {
        this.factors = factors;
    }

    /** @param logits one array a model */
    Chances of(float[]... logits) {
        double[] chances = softmax(combined(logits));
        return new Chances(chances[0], chances[1], chances[2]);
    }

    private double[] combined(float[]... logits) {
        double[] combined = new double[CLASSES];
        for (int m = 0; m < factors.length; m++) {
            for (int c = 0; c < CLASSES; c++) {
                combined[c] += factors[m] * logits[m][c];
            }
        }
        return combined;
    }

    /**
     * Least surprise on the given posts, found by plain gradient descent: a handful of numbers over thousands of posts.
     *
     * @param logits of each post, one array a model
     */
    static Calibration fitted(List<float[][]> logits, List<Sentiment> labels, double[] importance) {
        int models = logits.get(0).length;
        double[] factors = new double[models];
        Arrays.fill(factors, 1.0 / models);
        Calibration now = new Calibration(factors);
        for (int step = 0; step < STEPS; step++) {
            double[] slopes = new double[models];
            for (int i = 0; i < logits.size(); i++) {
                double[] chances = softmax(now.combined(logits.get(i)));
                for (int c = 0; c < 3; c++) {
                    double error =
                            importance[i] * (chances[c] - (labels.get(i).ordinal() == c ? 1 : 0)) / logits.size();
                    for (int m = 0; m < models; m++) {
                        slopes[m] += error * logits.get(i)[m][c];
                    }
                }
            }
            for (int m = 0; m < models; m++) {
                factors[m] -= RATE * slopes[m];
            }
        }
        return now;
    }

    /**
     * The same, drawn in until it is not too sure on any of the sets: each set alone tells by what one factor it would have
     * the chances drawn in, and the most cautious one is taken, less {@link #RESERVE}. How sure a model may be differs from set
     * to set, and nobody knows beforehand which of them the next brand will be like.
     */
    Calibration cautious(List<float[][]> logits, List<LabelledText> posts, double[] importance) {
        double least = 1;
        for (String set : posts.stream().map(LabelledText::set).distinct().toList()) {
            int[] own = IntStream.range(0, posts.size())
                    .filter(i -> posts.get(i).set().equals(set))
                    .toArray();
            List<float[][]> told = Arrays.stream(own)
                    .mapToObj(i -> {
                        double[] combined = combined(logits.get(i));
                        return new float[][] {{(float) combined[0], (float) combined[1], (float) combined[2]}};
                    })
                    .toList();
            Calibration ofSet = fitted(
                    told,
                    Arrays.stream(own).mapToObj(i -> posts.get(i).sentiment()).toList(),
                    Arrays.stream(own).mapToDouble(i -> importance[i]).toArray());
            least = Math.min(least, ofSet.factors[0]);
        }
        double factor = least * RESERVE;
        return new Calibration(Arrays.stream(factors).map(each -> each * factor).toArray());
    }

    @Override
    public String toString() {
        return Arrays.toString(factors);
    }

    static double[] softmax(float[] logits) {
        return softmax(new double[] {logits[0], logits[1], logits[2]});
    }

    private static double[] softmax(double[] logits) {
        double most = Math.max(logits[0], Math.max(logits[1], logits[2]));
        double[] chances = new double[3];
        double sum = 0;
        for (int c = 0; c < 3; c++) {
            chances[c] = Math.exp(logits[c] - most);
            sum += chances[c];
        }
        for (int c = 0; c < 3; c++) {
            chances[c] /= sum;
        }
        return chances;
    }

    void write(DataOutputStream out) throws IOException {
        out.writeByte(factors.length);
        for (double factor : factors) {
            out.writeDouble(factor);
        }
    }

    static Calibration read(DataInputStream in) throws IOException {
        double[] factors = new double[in.readByte()];
        for (int m = 0; m < factors.length; m++) {
            factors[m] = in.readDouble();
        }
        return new Calibration(factors);
    }
}
