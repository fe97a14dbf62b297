package io.groundswell.enrich.sentiment;

import io.groundswell.enrich.language.TextHash;
import io.groundswell.topics.Sentiment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Learns from a brand's own labels what to change in the default's chances, and says honestly what that is worth. A quarter of
 * the labels is held out and never learned or chosen from; which, is told by the hash of the text, so it is the same each time,
 * copies stay on one side, and each class has its share. How much may be changed is chosen on the other labels by
 * cross-validation: nothing at all, sharpness and an allowance for each class ({@link Way#CALIBRATED}), or words as well
 * ({@link Way#WORDS}). The same labels give the same bytes.
 */
public final class TrainBrandSentiment {

    /** Fewer labels, or fewer of a class, teach nothing that could be told from chance. */
    public static final int FEWEST = 40;

    static final int FEWEST_OF_A_CLASS = 5;

    private static final int HELD_OUT_ONE_IN = 4;
    private static final int FOLDS = 4;

    /** Between all posts alike and all classes alike, as in the tiers. */
    private static final double BALANCE = 0.5;

    private static final double[] SHARES = {0.1, 0.25, 0.5, 0.75, 1};

    /** What may be changed. */
    public enum Way {
        NOTHING,
        CALIBRATED,
        WORDS
    }

    /** The labels teach nothing; the message says why. */
    public static final class TooFewLabels extends RuntimeException {
        private TooFewLabels(String message) {
            super(message);
        }
    }

    /**
     * How well posts nobody learned from are judged.
     *
     * @param accuracy share that is right
     * @param macroRecall mean over the classes of the share found, 0 to 1
     * @param surprise mean of −ln of the chance of what people said, each class weighed by the power of its share; lower is better
     */
    public record Score(double accuracy, double macroRecall, double surprise) {

        /** Not worse in either: a score that is bought with the other is none. */
        boolean isNoWorseThan(Score other) {
            return macroRecall >= other.macroRecall && surprise <= other.surprise;
        }
    }

    /** @param labels how many were learned from */
    public record Step(int labels, Score score) {}

    /**
     * What came of it.
     *
     * @param learned how many labels were learned from
     * @param heldOut how many were held out
     * @param doubled how many labels were of a text that had one already; the later one counts
     * @param before the default on the held-out posts
     * @param after the brand's own on them
     * @param mended how many held-out posts the default has wrong and the brand's own right
     * @param spoiled how many it is the other way round
     * @param curve by number of labels, ascending; the last is {@code after}
     * @param model null when nothing is to be changed
     */
    public record Outcome(
            Way way,
            int learned,
            int heldOut,
            int doubled,
            Score before,
            Score after,
            int mended,
            int spoiled,
            List<Step> curve,
            BrandSentiment model) {

        /** Whether it is better on posts nobody learned from, and worse in nothing. */
        public boolean isBetter() {
            return model != null && after.isNoWorseThan(before) && !after.equals(before);
        }

        /**
         * How often so uneven a count of mended and spoiled posts comes about by chance: McNemar's test, exact, two-sided.
         */
        public double byChance() {
            int all = mended + spoiled;
            double term = Math.pow(0.5, all);
            double tail = 0;
            for (int i = 0; i <= Math.min(mended, spoiled); i++) {
                tail += term;
                term *= (double) (all - i) / (i + 1);
            }
            return Math.min(1, 2 * tail);
        }
    }

    private record Example(LabelledText post, Chances given, int[] buckets) {
        private int label() {
            return post.sentiment().ordinal();
        }
    }

    private final FastFeatures features = new FastFeatures(Lexicon.load());

    /**
     * @param labels in the order they were given
     * @param judge the default; asked once for each text
     * @throws TooFewLabels when there are too few, of all or of a class
     */
    public static Outcome train(List<LabelledText> labels, Function<String, Chances> judge) {
        return new TrainBrandSentiment().run(labels, judge);
    }

    private Outcome run(List<LabelledText> labels, Function<String, Chances> judge) {
        Map<String, LabelledText> byText = new TreeMap<>();
        for (LabelledText label : labels) {
            String hash = TextHash.ofNormalised(label.text());
            byText.put(hash == null ? TextHash.ofExact(label.text(), null) : hash, label);
        }
        check(byText.values().stream().toList());
        List<Example> learned = new ArrayList<>();
        List<Example> heldOut = new ArrayList<>();
        // The hash is what the map is sorted by, and tells nothing of the text.
        int[] met = new int[BrandSentiment.CLASSES];
        for (LabelledText label : byText.values()) {
            Example example = new Example(
                    label, judge.apply(label.text()), features.of(label.text()).buckets());
            (met[example.label()]++ % HELD_OUT_ONE_IN == 0 ? heldOut : learned).add(example);
        }
        Way way = chosen(learned);
        List<Step> curve = new ArrayList<>();
        BrandSentiment model = null;
        for (double share : SHARES) {
            List<Example> part = share(learned, share);
            model = fit(part, way);
            curve.add(new Step(part.size(), score(heldOut, model)));
        }
        Score before = score(heldOut, null);
        int mended = 0;
        int spoiled = 0;
        for (Example example : heldOut) {
            boolean was = example.given().sentiment() == example.post().sentiment();
            boolean is = judged(example, model).sentiment() == example.post().sentiment();
            mended += is && !was ? 1 : 0;
            spoiled += was && !is ? 1 : 0;
        }
        return new Outcome(
                way,
                learned.size(),
                heldOut.size(),
                labels.size() - byText.size(),
                before,
                curve.get(curve.size() - 1).score(),
                mended,
                spoiled,
                List.copyOf(curve),
                model);
    }

    private static void check(List<LabelledText> labels) {
        if (labels.size() < FEWEST) {
            throw new TooFewLabels("There are labels of " + labels.size() + " different texts; from " + FEWEST
                    + " on something can be learned and measured");
        }
        for (Sentiment sentiment : Sentiment.values()) {
            long of = labels.stream()
                    .filter(label -> label.sentiment() == sentiment)
                    .count();
            if (of < FEWEST_OF_A_CLASS) {
                throw new TooFewLabels(
                        "There are " + of + " " + sentiment.name().toLowerCase(Locale.ROOT) + " texts; it takes "
                                + FEWEST_OF_A_CLASS + " of each of positive, neutral and negative");
            }
        }
    }

    /** The first so many of each class, so that a small share is a small picture of all. */
    private static List<Example> share(List<Example> examples, double share) {
        int[] wanted = new int[BrandSentiment.CLASSES];
        examples.forEach(example -> wanted[example.label()]++);
        for (int label = 0; label < BrandSentiment.CLASSES; label++) {
            wanted[label] = (int) Math.ceil(wanted[label] * share);
        }
        // In the order of all: descent that met one class after the other would believe the last.
        return examples.stream()
                .filter(example -> wanted[example.label()]-- > 0)
                .toList();
    }

    /** The way that changes least, unless one that changes more is better by more than what chance does to it. */
    private static Way chosen(List<Example> learned) {
        Way chosen = Way.NOTHING;
        double[] surprises = crossValidated(learned, chosen);
        for (Way way : List.of(Way.CALIBRATED, Way.WORDS)) {
            double[] others = crossValidated(learned, way);
            double sum = 0;
            double squares = 0;
            for (int i = 0; i < others.length; i++) {
                double gain = surprises[i] - others[i];
                sum += gain;
                squares += gain * gain;
            }
            double mean = sum / others.length;
            double error = Math.sqrt(Math.max(0, squares / others.length - mean * mean) / others.length);
            if (mean > error) {
                chosen = way;
                surprises = others;
            }
        }
        return chosen;
    }

    /** The surprise at each label, by a model that was fitted to other labels. */
    private static double[] crossValidated(List<Example> learned, Way way) {
        double[] weights = weights(learned);
        double[] surprises = new double[learned.size()];
        for (int fold = 0; fold < FOLDS; fold++) {
            List<Example> others = new ArrayList<>();
            for (int i = 0; i < learned.size(); i++) {
                if (i % FOLDS != fold) {
                    others.add(learned.get(i));
                }
            }
            BrandSentiment model = fit(others, way);
            for (int i = fold; i < learned.size(); i += FOLDS) {
                surprises[i] = weights[i] * surprise(learned.get(i), judged(learned.get(i), model));
            }
        }
        return surprises;
    }

    private static double surprise(Example example, Chances chances) {
        double[] each = {chances.negative(), chances.neutral(), chances.positive()};
        return -Math.log(Math.max(1e-9, each[example.label()]));
    }

    private static Chances judged(Example example, BrandSentiment model) {
        return model == null ? example.given() : model.adjust(example.post().text(), example.given());
    }

    private static Score score(List<Example> examples, BrandSentiment model) {
        double[] weights = weights(examples);
        int[] all = new int[BrandSentiment.CLASSES];
        int[] found = new int[BrandSentiment.CLASSES];
        double surprise = 0;
        for (int i = 0; i < examples.size(); i++) {
            Example example = examples.get(i);
            Chances chances = judged(example, model);
            surprise += weights[i] * surprise(example, chances);
            all[example.label()]++;
            found[example.label()] += chances.sentiment() == example.post().sentiment() ? 1 : 0;
        }
        double recall = IntStream.range(0, BrandSentiment.CLASSES)
                .filter(c -> all[c] > 0)
                .mapToDouble(c -> (double) found[c] / all[c])
                .average()
                .orElse(0);
        return new Score(
                (double) Arrays.stream(found).sum() / Math.max(1, examples.size()),
                recall,
                surprise / Math.max(1, examples.size()));
    }

    private static double[] weights(List<Example> examples) {
        return LabelledText.weights(examples.stream().map(Example::post).toList(), BALANCE);
    }

    /** Null for nothing. */
    private static BrandSentiment fit(List<Example> examples, Way way) {
        return way == Way.NOTHING ? null : new Descent(examples, way == Way.WORDS).run();
    }

    /** Gradient descent: whole-batch for the few numbers, AdaGrad for the words; both drawn towards changing nothing. */
    private static final class Descent {

        private static final int STEPS = 300;
        private static final double RATE = 0.2;

        /** As much as if so many posts spoke for the default. */
        private static final double PRIOR_POSTS = 5;

        private static final int PASSES = 8;
        private static final double WORD_RATE = 0.05;
        private static final double WORD_SHRINK = 2e-4;
        private static final double SMALLEST_WEIGHT = 1e-3;

        private final List<Example> examples;
        private final boolean words;
        private final double[] importance;
        private final double[][] given;
        private final double[] allowances = new double[BrandSentiment.CLASSES];
        private final Map<Integer, double[]> weights = new HashMap<>();
        private final Map<Integer, double[]> squares = new HashMap<>();
        private double factor = 1;

        private Descent(List<Example> examples, boolean words) {
            this.examples = examples;
            this.words = words;
            this.importance = weights(examples);
            this.given = examples.stream()
                    .map(example -> BrandSentiment.logits(example.given()))
                    .toArray(double[][]::new);
        }

        private BrandSentiment run() {
            calibrate();
            if (words) {
                learnWords();
            }
            int[] buckets = weights.entrySet().stream()
                    .filter(word ->
                            Arrays.stream(word.getValue()).anyMatch(weight -> Math.abs(weight) >= SMALLEST_WEIGHT))
                    .mapToInt(Map.Entry::getKey)
                    .sorted()
                    .toArray();
            float[] kept = new float[buckets.length * BrandSentiment.CLASSES];
            for (int i = 0; i < buckets.length; i++) {
                for (int c = 0; c < BrandSentiment.CLASSES; c++) {
                    kept[i * BrandSentiment.CLASSES + c] = (float) weights.get(buckets[i])[c];
                }
            }
            return new BrandSentiment(factor, allowances, buckets, kept);
        }

        private void calibrate() {
            int posts = examples.size();
            double prior = PRIOR_POSTS / (posts + PRIOR_POSTS);
            for (int step = 0; step < STEPS; step++) {
                double factorSlope = prior * (factor - 1);
                double[] slopes =
                        Arrays.stream(allowances).map(each -> prior * each).toArray();
                for (int i = 0; i < posts; i++) {
                    double[] errors = errors(i, new double[BrandSentiment.CLASSES]);
                    for (int c = 0; c < BrandSentiment.CLASSES; c++) {
                        slopes[c] += errors[c] / posts;
                        factorSlope += errors[c] * given[i][c] / posts;
                    }
                }
                factor -= RATE * factorSlope;
                for (int c = 0; c < BrandSentiment.CLASSES; c++) {
                    allowances[c] -= RATE * slopes[c];
                }
            }
        }

        private void learnWords() {
            Map<Integer, Integer> met = new HashMap<>();
            for (Example example : examples) {
                Arrays.stream(example.buckets()).distinct().forEach(bucket -> met.merge(bucket, 1, Integer::sum));
            }
            met.forEach((bucket, posts) -> {
                // A word of one post says more about that post than about words.
                if (posts > 1) {
                    weights.put(bucket, new double[BrandSentiment.CLASSES]);
                    squares.put(bucket, new double[BrandSentiment.CLASSES]);
                }
            });
            for (int pass = 0; pass < PASSES; pass++) {
                double rate = WORD_RATE * (1 - (double) pass / PASSES);
                for (int i = 0; i < examples.size(); i++) {
                    learn(i, rate);
                }
            }
        }

        private void learn(int i, double rate) {
            int[] buckets = examples.get(i).buckets();
            double scale = BrandSentiment.scale(buckets.length);
            double[] said = new double[BrandSentiment.CLASSES];
            for (int bucket : buckets) {
                double[] word = weights.get(bucket);
                for (int c = 0; word != null && c < BrandSentiment.CLASSES; c++) {
                    said[c] += word[c] * scale;
                }
            }
            double[] errors = errors(i, said);
            for (int bucket : buckets) {
                double[] word = weights.get(bucket);
                for (int c = 0; word != null && c < BrandSentiment.CLASSES; c++) {
                    double slope = errors[c] * scale + WORD_SHRINK * word[c];
                    double[] square = squares.get(bucket);
                    square[c] += slope * slope;
                    word[c] -= rate * slope / (Math.sqrt(square[c]) + 1e-6);
                }
            }
        }

        private double[] errors(int i, double[] said) {
            double[] logits = new double[BrandSentiment.CLASSES];
            for (int c = 0; c < BrandSentiment.CLASSES; c++) {
                logits[c] = given[i][c] * factor + allowances[c] + said[c];
            }
            double[] chances = BrandSentiment.softmax(logits);
            for (int c = 0; c < BrandSentiment.CLASSES; c++) {
                chances[c] = importance[i] * (chances[c] - (examples.get(i).label() == c ? 1 : 0));
            }
            return chances;
        }
    }

    private TrainBrandSentiment() {}
}
