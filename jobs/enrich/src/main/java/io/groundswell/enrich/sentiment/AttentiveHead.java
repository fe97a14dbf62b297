package io.groundswell.enrich.sentiment;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A small network from what an {@link Embedding} says of each piece of a text to the three classes. How a text feels is told by
 * few of its words: so beside the mean of all pieces it reads {@link #QUERIES} means in which each piece counts by how well it
 * fits what is looked for (attention), and what to look for is learned. Over these lies one hidden layer with ReLU.
 *
 * <p>Trained by Adam with drop-out; what comes in is brought to mean 0 and deviation 1 first, and that step is then folded into the
 * weights, which are kept with 16 bits.
 *
 * @param width numbers of a piece
 * @param queries by query, then by number of a piece
 * @param first by input, then by hidden unit: the inner loops run over neighbours, which the compiler turns into wide steps
 * @param second by hidden unit, then by class
 */
record AttentiveHead(int width, float[] queries, float[] first, float[] firstBias, float[] second, float[] secondBias) {

    private static final int QUERIES = 2;
    private static final int UNITS = 64;
    private static final int CLASSES = 3;
    private static final long SEED = 20_161_117;

    float[] logits(PieceVectors pieces) {
        float[] inputs = inputs(pieces, attention(pieces, queries));
        float[] hidden = firstBias.clone();
        for (int i = 0; i < inputs.length; i++) {
            addTimes(inputs[i], first, i * UNITS, hidden, 0, UNITS);
        }
        float[] logits = secondBias.clone();
        for (int h = 0; h < UNITS; h++) {
            if (hidden[h] > 0) {
                addTimes(hidden[h], second, h * CLASSES, logits, 0, CLASSES);
            }
        }
        return logits;
    }

    /** How much each piece counts, by query, then by piece: of one query 1 in all. */
    private static float[][] attention(PieceVectors pieces, float[] queries) {
        float[][] attention = new float[QUERIES][pieces.count()];
        for (int q = 0; q < QUERIES; q++) {
            float most = Float.NEGATIVE_INFINITY;
            for (int piece = 0; piece < pieces.count(); piece++) {
                float fit = dot(pieces.values(), piece * pieces.width(), queries, q * pieces.width(), pieces.width());
                attention[q][piece] = fit;
                most = Math.max(most, fit);
            }
            float sum = 0;
            for (int piece = 0; piece < pieces.count(); piece++) {
                attention[q][piece] = (float) Math.exp(attention[q][piece] - most);
                sum += attention[q][piece];
            }
            for (int piece = 0; piece < pieces.count(); piece++) {
                attention[q][piece] /= sum;
            }
        }
        return attention;
    }

    /** The mean of all pieces, then the mean by each query. */
    private static float[] inputs(PieceVectors pieces, float[][] attention) {
        int width = pieces.width();
        float[] inputs = new float[(1 + QUERIES) * width];
        for (int piece = 0; piece < pieces.count(); piece++) {
            addTimes(1f / pieces.count(), pieces.values(), piece * width, inputs, 0, width);
            for (int q = 0; q < QUERIES; q++) {
                addTimes(attention[q][piece], pieces.values(), piece * width, inputs, (1 + q) * width, width);
            }
        }
        return inputs;
    }

    private static void addTimes(float factor, float[] from, int at, float[] to, int into, int count) {
        for (int i = 0; i < count; i++) {
            to[into + i] += factor * from[at + i];
        }
    }

    /** Eight sums beside each other: one alone waits for itself at each step. */
    private static float dot(float[] one, int at, float[] other, int from, int count) {
        float[] sums = new float[8];
        int i = 0;
        for (; i + 8 <= count; i += 8) {
            for (int lane = 0; lane < 8; lane++) {
                sums[lane] += one[at + i + lane] * other[from + i + lane];
            }
        }
        float sum = 0;
        for (float each : sums) {
            sum += each;
        }
        for (; i < count; i++) {
            sum += one[at + i] * other[from + i];
        }
        return sum;
    }

    /** Deterministic: a fixed order, one thread. */
    static AttentiveHead trained(List<PieceVectors.Kept> posts, int[] labels, double[] importance) {
        return new Descent(posts, labels, importance).run();
    }

    void write(DataOutputStream out) throws IOException {
        out.writeInt(width);
        for (float[] values : List.of(queries, first, firstBias, second, secondBias)) {
            for (float value : values) {
                out.writeShort(PieceVectors.kept(value));
            }
        }
    }

    static AttentiveHead read(DataInputStream in) throws IOException {
        int width = in.readInt();
        return new AttentiveHead(
                width,
                floats(in, QUERIES * width),
                floats(in, (1 + QUERIES) * width * UNITS),
                floats(in, UNITS),
                floats(in, UNITS * CLASSES),
                floats(in, CLASSES));
    }

    private static float[] floats(DataInputStream in, int count) throws IOException {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = PieceVectors.unpacked(in.readShort());
        }
        return values;
    }

    private static final class Descent {

        private static final int PASSES = 3;
        private static final int BATCH = 64;
        private static final float RATE = 5e-4f;
        private static final float DECAY = 1e-4f;
        private static final float DROPPED_INPUTS = 0.15f;
        private static final float DROPPED_HIDDEN = 0.3f;

        /** So much the queries may differ at the beginning: from looking at all pieces alike they go their own ways. */
        private static final float FIRST_QUERIES = 0.01f;

        /** The mean of many pieces varies less than a piece does. */
        private static final float MEAN_SCALE = 2;

        private final List<PieceVectors.Kept> posts;
        private final int[] labels;
        private final double[] importance;
        private final int width;
        private final int inputCount;
        private final float[] means;
        private final float[] scales;
        private final Adam queries;
        private final Adam first;
        private final Adam firstBias;
        private final Adam second;
        private final Adam secondBias;
        private final Random random;

        private Descent(List<PieceVectors.Kept> posts, int[] labels, double[] importance) {
            this.random = new Random(SEED);
            this.posts = posts;
            this.labels = labels;
            this.importance = importance;
            this.width = posts.get(0).width();
            this.inputCount = (1 + QUERIES) * width;
            this.means = new float[width];
            this.scales = new float[width];
            measure();
            queries = new Adam(QUERIES * width, FIRST_QUERIES, random);
            first = new Adam(inputCount * UNITS, (float) Math.sqrt(1.0 / inputCount), random);
            firstBias = new Adam(UNITS, 0, random);
            second = new Adam(UNITS * CLASSES, (float) Math.sqrt(1.0 / UNITS), random);
            secondBias = new Adam(CLASSES, 0, random);
        }

        private void measure() {
            double[] sums = new double[width];
            double[] squares = new double[width];
            long count = 0;
            for (PieceVectors.Kept post : posts) {
                float[] values = post.unpacked().values();
                count += values.length / width;
                for (int i = 0; i < values.length; i++) {
                    sums[i % width] += values[i];
                    squares[i % width] += (double) values[i] * values[i];
                }
            }
            for (int d = 0; d < width; d++) {
                double mean = sums[d] / count;
                means[d] = (float) mean;
                scales[d] = (float) (1 / Math.sqrt(Math.max(1e-8, squares[d] / count - mean * mean)));
            }
        }

        private AttentiveHead run() {
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
                    for (Adam values : List.of(queries, first, firstBias, second, secondBias)) {
                        values.step(rate, step, DECAY);
                    }
                }
            }
            return folded();
        }

        private void learn(int post, float share) {
            PieceVectors pieces = standardized(posts.get(post));
            float[][] attention = attention(pieces, queries.values);
            float[] input = dropped(inputs(pieces, attention));
            float[] hidden = firstBias.values.clone();
            for (int i = 0; i < inputCount; i++) {
                if (input[i] != 0) {
                    addTimes(input[i], first.values, i * UNITS, hidden, 0, UNITS);
                }
            }
            float[] kept = new float[UNITS];
            float[] logits = secondBias.values.clone();
            for (int h = 0; h < UNITS; h++) {
                kept[h] = hidden[h] > 0 && random.nextFloat() >= DROPPED_HIDDEN ? 1 / (1 - DROPPED_HIDDEN) : 0;
                hidden[h] *= kept[h];
                addTimes(hidden[h], second.values, h * CLASSES, logits, 0, CLASSES);
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
            float[] inputPulls = new float[inputCount];
            for (int i = 0; i < inputCount; i++) {
                if (input[i] != 0) {
                    addTimes(input[i], pulls, 0, first.slopes, i * UNITS, UNITS);
                    inputPulls[i] = dot(pulls, 0, first.values, i * UNITS, UNITS) / (1 - DROPPED_INPUTS);
                }
            }
            for (int q = 0; q < QUERIES; q++) {
                learnQuery(q, pieces, attention[q], inputPulls);
            }
        }

        /** Through the softmax: a piece is to count more when it pulls more than they do on average. */
        private void learnQuery(int query, PieceVectors pieces, float[] attention, float[] inputPulls) {
            float[] pulls = new float[attention.length];
            float average = 0;
            for (int piece = 0; piece < pulls.length; piece++) {
                pulls[piece] = dot(pieces.values(), piece * width, inputPulls, (1 + query) * width, width);
                average += attention[piece] * pulls[piece];
            }
            for (int piece = 0; piece < pulls.length; piece++) {
                float slope = attention[piece] * (pulls[piece] - average);
                addTimes(slope, pieces.values(), piece * width, queries.slopes, query * width, width);
            }
        }

        private PieceVectors standardized(PieceVectors.Kept post) {
            PieceVectors pieces = post.unpacked();
            float[] values = pieces.values();
            for (int piece = 0; piece < pieces.count(); piece++) {
                for (int d = 0; d < width; d++) {
                    int at = piece * width + d;
                    values[at] = (values[at] - means[d]) * scales[d];
                }
            }
            return pieces;
        }

        private float[] dropped(float[] inputs) {
            for (int i = 0; i < inputCount; i++) {
                float scale = i < width ? MEAN_SCALE : 1;
                inputs[i] = random.nextFloat() < DROPPED_INPUTS ? 0 : inputs[i] * scale / (1 - DROPPED_INPUTS);
            }
            return inputs;
        }

        /**
         * The same over pieces as they are. What a query finds all pieces to have alike falls out of its softmax; and means
         * whose parts are 1 in all can be moved and stretched as well after as before.
         */
        private AttentiveHead folded() {
            float[] asking = queries.values.clone();
            for (int i = 0; i < asking.length; i++) {
                asking[i] *= scales[i % width];
            }
            float[] weights = first.values.clone();
            float[] bias = firstBias.values.clone();
            for (int i = 0; i < inputCount; i++) {
                float scale = scales[i % width] * (i < width ? MEAN_SCALE : 1);
                for (int h = 0; h < UNITS; h++) {
                    weights[i * UNITS + h] *= scale;
                    bias[h] -= means[i % width] * weights[i * UNITS + h];
                }
            }
            return new AttentiveHead(width, asking, weights, bias, second.values, secondBias.values);
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
            }
            Arrays.fill(slopes, 0);
        }
    }
}
