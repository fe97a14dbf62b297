package io.groundswell.enrich.sentiment;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A small network from an embedding to the three classes: one hidden layer with ReLU. Trained by Adam with drop-out; inputs
 * are brought to mean 0 and deviation 1 first, and that step is then folded into the weights. {@link #MEMBERS} of different
 * beginnings are trained and averaged, which is one network with as many times the units. Weights are kept with 16 bits.
 */
final class HiddenLayer {

    /** Units of each member. */
    private static final int UNITS = 64;

    static final int MEMBERS = 3;

    private static final int CLASSES = 3;
    private static final long SEED = 20_161_117;

    private final int inputs;
    private final int units;

    /** By input, then by hidden unit: the inner loops run over neighbours, which the compiler turns into wide steps. */
    private final float[] first;

    private final float[] firstBias;

    /** By hidden unit, then by class. */
    private final float[] second;

    private final float[] secondBias;

    private HiddenLayer(int inputs, float[] first, float[] firstBias, float[] second, float[] secondBias) {
        this.inputs = inputs;
        this.units = firstBias.length;
        this.first = first;
        this.firstBias = firstBias;
        this.second = second;
        this.secondBias = secondBias;
    }

    float[] logits(float[] input) {
        float[] hidden = firstBias.clone();
        for (int i = 0; i < inputs; i++) {
            float value = input[i];
            int row = i * units;
            for (int h = 0; h < units; h++) {
                hidden[h] += value * first[row + h];
            }
        }
        float[] logits = secondBias.clone();
        for (int h = 0; h < units; h++) {
            if (hidden[h] > 0) {
                for (int c = 0; c < CLASSES; c++) {
                    logits[c] += hidden[h] * second[h * CLASSES + c];
                }
            }
        }
        return logits;
    }

    /** Deterministic: a fixed order, one thread. */
    static HiddenLayer train(List<float[]> inputs, int[] labels, double[] importance) {
        List<HiddenLayer> members = new ArrayList<>();
        for (int member = 0; member < MEMBERS; member++) {
            members.add(new Descent(inputs, labels, importance, SEED + member).run());
        }
        return mean(members);
    }

    private static HiddenLayer mean(List<HiddenLayer> members) {
        int inputs = members.get(0).inputs;
        int units = members.size() * UNITS;
        float[] first = new float[inputs * units];
        float[] firstBias = new float[units];
        float[] second = new float[units * CLASSES];
        float[] secondBias = new float[CLASSES];
        for (int m = 0; m < members.size(); m++) {
            HiddenLayer member = members.get(m);
            for (int i = 0; i < inputs; i++) {
                System.arraycopy(member.first, i * UNITS, first, i * units + m * UNITS, UNITS);
            }
            System.arraycopy(member.firstBias, 0, firstBias, m * UNITS, UNITS);
            for (int i = 0; i < UNITS * CLASSES; i++) {
                second[m * UNITS * CLASSES + i] = member.second[i] / members.size();
            }
            for (int c = 0; c < CLASSES; c++) {
                secondBias[c] += member.secondBias[c] / members.size();
            }
        }
        return new HiddenLayer(inputs, first, firstBias, second, secondBias);
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(inputs);
        for (float[] values : List.of(first, firstBias, second, secondBias)) {
            for (float value : values) {
                out.writeShort(Float.floatToIntBits(value) + 0x8000 >>> 16);
            }
        }
    }

    static HiddenLayer read(DataInputStream in) throws IOException {
        int inputs = in.readInt();
        int units = MEMBERS * UNITS;
        return new HiddenLayer(
                inputs,
                floats(in, inputs * units),
                floats(in, units),
                floats(in, units * CLASSES),
                floats(in, CLASSES));
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = Float.intBitsToFloat(in.readUnsignedShort() << 16);
        }
        return values;
    }

    private static final class Descent {

        private static final int PASSES = 6;
        private static final int BATCH = 64;
        private static final float RATE = 5e-4f;
        private static final float DECAY = 1e-4f;
        private static final float DROPPED_INPUTS = 0.15f;
        private static final float DROPPED_HIDDEN = 0.3f;

        private final List<float[]> posts;
        private final int[] labels;
        private final double[] importance;
        private final int inputs;
        private final float[] means;
        private final float[] scales;
        private final Adam first;
        private final Adam firstBias;
        private final Adam second;
        private final Adam secondBias;
        private final Random random;

        private Descent(List<float[]> posts, int[] labels, double[] importance, long seed) {
            this.random = new Random(seed);
            this.posts = posts;
            this.labels = labels;
            this.importance = importance;
            this.inputs = posts.get(0).length;
            this.means = new float[inputs];
            this.scales = new float[inputs];
            measure();
            first = new Adam(inputs * UNITS, (float) Math.sqrt(1.0 / inputs), random);
            firstBias = new Adam(UNITS, 0, random);
            second = new Adam(UNITS * CLASSES, (float) Math.sqrt(1.0 / UNITS), random);
            secondBias = new Adam(CLASSES, 0, random);
        }

        private void measure() {
            double[] sums = new double[inputs];
            double[] squares = new double[inputs];
            for (float[] post : posts) {
                for (int i = 0; i < inputs; i++) {
                    sums[i] += post[i];
                    squares[i] += (double) post[i] * post[i];
                }
            }
            for (int i = 0; i < inputs; i++) {
                double mean = sums[i] / posts.size();
                means[i] = (float) mean;
                scales[i] = (float) (1 / Math.sqrt(Math.max(1e-8, squares[i] / posts.size() - mean * mean)));
            }
        }

        private HiddenLayer run() {
            int[] order = new int[posts.size()];
            for (int i = 0; i < order.length; i++) {
                order[i] = i;
            }
            long steps = (long) PASSES * ((order.length + BATCH - 1) / BATCH);
            long step = 0;
            for (int pass = 0; pass < PASSES; pass++) {
                FastSentiment.shuffle(order, random);
                for (int from = 0; from < order.length; from += BATCH) {
                    int to = Math.min(order.length, from + BATCH);
                    for (int at = from; at < to; at++) {
                        learn(order[at], 1f / (to - from));
                    }
                    float rate = RATE * (1 - (float) step++ / steps);
                    for (Adam values : List.of(first, firstBias, second, secondBias)) {
                        values.step(rate, step, DECAY);
                    }
                }
            }
            return folded();
        }

        private void learn(int post, float share) {
            float[] input = dropped(posts.get(post));
            float[] hidden = firstBias.values.clone();
            for (int i = 0; i < inputs; i++) {
                float value = input[i];
                if (value != 0) {
                    int row = i * UNITS;
                    for (int h = 0; h < UNITS; h++) {
                        hidden[h] += value * first.values[row + h];
                    }
                }
            }
            float[] kept = new float[UNITS];
            float[] logits = secondBias.values.clone();
            for (int h = 0; h < UNITS; h++) {
                kept[h] = hidden[h] > 0 && random.nextFloat() >= DROPPED_HIDDEN ? 1 / (1 - DROPPED_HIDDEN) : 0;
                hidden[h] *= kept[h];
                for (int c = 0; c < CLASSES; c++) {
                    logits[c] += hidden[h] * second.values[h * CLASSES + c];
                }
            }
            double[] chances = Calibration.softmax(logits);
            float[] pulls = new float[UNITS];
            for (int c = 0; c < CLASSES; c++) {
                float error = (float) (importance[post] * share * (chances[c] - (labels[post] == c ? 1 : 0)));
                secondBias.slopes[c] += error;
                for (int h = 0; h < UNITS; h++) {
                    pulls[h] += error * second.values[h * CLASSES + c];
                    second.slopes[h * CLASSES + c] += error * hidden[h];
                }
            }
            for (int h = 0; h < UNITS; h++) {
                pulls[h] *= kept[h];
                firstBias.slopes[h] += pulls[h];
            }
            for (int i = 0; i < inputs; i++) {
                float value = input[i];
                if (value != 0) {
                    int row = i * UNITS;
                    for (int h = 0; h < UNITS; h++) {
                        first.slopes[row + h] += value * pulls[h];
                    }
                }
            }
        }

        private float[] dropped(float[] post) {
            float[] input = new float[inputs];
            for (int i = 0; i < inputs; i++) {
                if (random.nextFloat() >= DROPPED_INPUTS) {
                    input[i] = (post[i] - means[i]) * scales[i] / (1 - DROPPED_INPUTS);
                }
            }
            return input;
        }

        private HiddenLayer folded() {
            float[] weights = first.values.clone();
            float[] bias = firstBias.values.clone();
            for (int i = 0; i < inputs; i++) {
                for (int h = 0; h < UNITS; h++) {
                    weights[i * UNITS + h] *= scales[i];
                    bias[h] -= means[i] * weights[i * UNITS + h];
                }
            }
            return new HiddenLayer(inputs, weights, bias, second.values, secondBias.values);
        }
    }

    /** Numbers that learn, each at a rate of its own. */
    private static final class Adam {

        private static final float MEMORY = 0.9f;
        private static final float SQUARE_MEMORY = 0.999f;

        private final float[] values;
        private final float[] slopes;
        private final float[] momentum;
        private final float[] squares;

        private Adam(int count, float spread, Random random) {
            values = new float[count];
            for (int i = 0; i < count; i++) {
                values[i] = (2 * random.nextFloat() - 1) * spread;
            }
            slopes = new float[count];
            momentum = new float[count];
            squares = new float[count];
        }

        private void step(float rate, long step, float decay) {
            float size = (float) (rate * Math.sqrt(1 - Math.pow(SQUARE_MEMORY, step)) / (1 - Math.pow(MEMORY, step)));
            for (int i = 0; i < values.length; i++) {
                float slope = slopes[i] + decay * values[i];
                momentum[i] = MEMORY * momentum[i] + (1 - MEMORY) * slope;
                squares[i] = SQUARE_MEMORY * squares[i] + (1 - SQUARE_MEMORY) * slope * slope;
                values[i] -= size * momentum[i] / ((float) Math.sqrt(squares[i]) + 1e-8f);
                slopes[i] = 0;
            }
        }
    }
}
