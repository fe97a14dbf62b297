package io.groundswell.enrich.evaluate;

import io.groundswell.enrich.sentiment.Chances;
import io.groundswell.topics.Sentiment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * How well chances agree with what people said: the scores of the field, and how far the chances can be believed.
 * Averages over classes are over the classes that people used; a judgement of any other class is wrong. A share of
 * nothing is 0.
 */
public final class SentimentScores {

    /** Chances from here on are taken for certain by those who act on them. */
    static final double SURE = 0.9;

    private static final int BINS = 10;
    private static final int CLASSES = Sentiment.values().length;

    /**
     * Posts judged with like confidence.
     *
     * @param from lowest confidence, included
     * @param confidence the mean that was claimed
     * @param accuracy the share that was right
     */
    public record Bin(double from, double to, long posts, double confidence, double accuracy) {}

    private final long[][] confusion = new long[CLASSES][CLASSES];
    private final long[][] ofTwo = new long[CLASSES][CLASSES];
    private final long[] posts = new long[BINS];
    private final double[] claimed = new double[BINS];
    private final long[] right = new long[BINS];
    private final Map<String, long[][]> byTarget = new TreeMap<>();
    private double squares;
    private long sure;
    private long sureAndRight;
    private long all;
    private long nanos;

    /**
     * Judges every post once.
     *
     * @param threadNanos processor time of the calling thread so far, in nanoseconds
     */
    public static SentimentScores of(
            List<LabelledPost> posts, Function<LabelledPost, Chances> judge, LongSupplier threadNanos) {
        SentimentScores scores = new SentimentScores();
        List<Chances> judged = new ArrayList<>(posts.size());
        long begin = threadNanos.getAsLong();
        for (LabelledPost post : posts) {
            judged.add(judge.apply(post));
        }
        scores.nanos = threadNanos.getAsLong() - begin;
        for (int i = 0; i < judged.size(); i++) {
            scores.add(posts.get(i), judged.get(i));
        }
        return scores;
    }

    private void add(LabelledPost post, Chances chances) {
        int gold = post.label().ordinal();
        int told = chances.sentiment().ordinal();
        confusion[gold][told]++;
        ofTwo[gold][
                chances.negative() > chances.positive()
                        ? Sentiment.NEGATIVE.ordinal()
                        : Sentiment.POSITIVE.ordinal()]++;
        if (post.target() != null) {
            byTarget.computeIfAbsent(post.target(), target -> new long[CLASSES][CLASSES])[gold][told]++;
        }
        all++;
        squares += square(chances.negative() - is(post, Sentiment.NEGATIVE))
                + square(chances.neutral() - is(post, Sentiment.NEUTRAL))
                + square(chances.positive() - is(post, Sentiment.POSITIVE));
        int bin = Math.max(0, Math.min(BINS - 1, (int) (chances.confidence() * BINS)));
        posts[bin]++;
        claimed[bin] += chances.confidence();
        right[bin] += gold == told ? 1 : 0;
        if (chances.negative() >= SURE) {
            sure++;
            sureAndRight += post.label() == Sentiment.NEGATIVE ? 1 : 0;
        }
    }

    private static double is(LabelledPost post, Sentiment sentiment) {
        return post.label() == sentiment ? 1 : 0;
    }

    private static double square(double value) {
        return value * value;
    }

    public long posts() {
        return all;
    }

    /** The classes that people used, in the order of the confusion matrix. */
    public List<Sentiment> classes() {
        return List.of(Sentiment.values()).stream()
                .filter(sentiment -> said(confusion, sentiment) > 0)
                .toList();
    }

    /** How many posts people called {@code gold} and the model {@code told}. */
    public long confusion(Sentiment gold, Sentiment told) {
        return confusion[gold.ordinal()][told.ordinal()];
    }

    public double accuracy() {
        return accuracy(confusion);
    }

    /** Accuracy of always saying the most frequent class. */
    public double majority() {
        return share(
                classes().stream()
                        .mapToLong(each -> said(confusion, each))
                        .max()
                        .orElse(0),
                all);
    }

    public double macroF1() {
        return mean(this::f1);
    }

    /** The mean over classes of the share of their posts that was found; chance is one over the number of classes. */
    public double macroRecall() {
        return mean(this::recall);
    }

    /** The score of SemEval 2013 to 2016: the mean of the F1 of positive and negative. */
    public double f1OfPositiveAndNegative() {
        return (f1(Sentiment.POSITIVE) + f1(Sentiment.NEGATIVE)) / 2;
    }

    public double precision(Sentiment sentiment) {
        return precision(confusion, sentiment);
    }

    public double recall(Sentiment sentiment) {
        return recall(confusion, sentiment);
    }

    public double f1(Sentiment sentiment) {
        return f1(confusion, sentiment);
    }

    /** Whether people called no post neutral, so that the choice is between two. */
    public boolean hasTwoClasses() {
        return classes().equals(List.of(Sentiment.NEGATIVE, Sentiment.POSITIVE));
    }

    /** When the model too has only two to choose from: the likelier of negative and positive. */
    public double accuracyOfTwo() {
        return accuracy(ofTwo);
    }

    public double macroF1OfTwo() {
        return mean(sentiment -> f1(ofTwo, sentiment));
    }

    public double macroRecallOfTwo() {
        return mean(sentiment -> recall(ofTwo, sentiment));
    }

    /** How many targets were named. */
    public int targets() {
        return byTarget.size();
    }

    /** The score of SemEval 2016 and 2017 on targets: macro recall within each target, and the mean of those. */
    public double macroRecallOverTargets() {
        return byTarget.values().stream()
                .mapToDouble(matrix -> classes().stream()
                        .filter(each -> said(matrix, each) > 0)
                        .mapToDouble(each -> recall(matrix, each))
                        .average()
                        .orElse(0))
                .average()
                .orElse(0);
    }

    /** The mean squared distance of the chances from the truth, summed over classes: 0 best, 2 worst, 2/3 when even. */
    public double brier() {
        return all == 0 ? 0 : squares / all;
    }

    /** By how much confidence and accuracy differ in a bin, on average over posts. */
    public double calibrationError() {
        return bins().stream()
                .mapToDouble(bin -> Math.abs(bin.confidence() - bin.accuracy()) * share(bin.posts(), all))
                .sum();
    }

    /** Ten equal bins of confidence; empty ones too. */
    public List<Bin> bins() {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < BINS; i++) {
            double confidence = posts[i] == 0 ? 0 : claimed[i] / posts[i];
            bins.add(new Bin(
                    i / (double) BINS, (i + 1) / (double) BINS, posts[i], confidence, share(right[i], posts[i])));
        }
        return bins;
    }

    /** Posts that were said to be negative with a chance of 0.9 or more. */
    public long surelyNegative() {
        return sure;
    }

    /** The share of those that people called negative. */
    public double surelyNegativePrecision() {
        return share(sureAndRight, sure);
    }

    /** Posts a second of processor time; 0 when the clock did not move. */
    public double postsPerSecond() {
        return nanos <= 0 ? 0 : all / (nanos / 1e9);
    }

    /**
     * All of it as numbers, and maps and lists of numbers. Keys: {@code posts}, {@code accuracy}, {@code majority},
     * {@code macroF1}, {@code macroRecall}, {@code f1PosNeg}, {@code brier}, {@code calibrationError},
     * {@code postsPerSecond} (of processor time of one thread); {@code perClass} with {@code posts}, {@code precision},
     * {@code recall} and {@code f1} of each class that people used; {@code confusion}, by what people said, then by what
     * the model said; {@code reliability}, a list of {@code from}, {@code to}, {@code posts}, {@code confidence} and
     * {@code accuracy}; {@code surelyNegative}, with {@code chance}, {@code posts} and {@code precision}; only where
     * nobody said neutral, {@code twoClasses} with {@code accuracy}, {@code macroF1} and {@code macroRecall}; only where
     * there are targets, {@code targets} with {@code number} and {@code macroRecall}.
     */
    public Map<String, Object> numbers() {
        Map<String, Object> numbers = new LinkedHashMap<>();
        numbers.put("posts", all);
        numbers.put("accuracy", accuracy());
        numbers.put("majority", majority());
        numbers.put("macroF1", macroF1());
        numbers.put("macroRecall", macroRecall());
        numbers.put("f1PosNeg", f1OfPositiveAndNegative());
        numbers.put("brier", brier());
        numbers.put("calibrationError", calibrationError());
        numbers.put("postsPerSecond", postsPerSecond());
        Map<String, Object> perClass = new LinkedHashMap<>();
        Map<String, Object> matrix = new LinkedHashMap<>();
        for (Sentiment gold : classes()) {
            Map<String, Object> scores = new LinkedHashMap<>();
            scores.put("posts", said(confusion, gold));
            scores.put("precision", precision(gold));
            scores.put("recall", recall(gold));
            scores.put("f1", f1(gold));
            perClass.put(SentimentTable.name(gold), scores);
            Map<String, Object> row = new LinkedHashMap<>();
            for (Sentiment told : Sentiment.values()) {
                row.put(SentimentTable.name(told), confusion(gold, told));
            }
            matrix.put(SentimentTable.name(gold), row);
        }
        numbers.put("perClass", perClass);
        numbers.put("confusion", matrix);
        List<Map<String, Object>> reliability = new ArrayList<>();
        for (Bin bin : bins()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("from", bin.from());
            row.put("to", bin.to());
            row.put("posts", bin.posts());
            row.put("confidence", bin.confidence());
            row.put("accuracy", bin.accuracy());
            reliability.add(row);
        }
        numbers.put("reliability", reliability);
        Map<String, Object> surely = new LinkedHashMap<>();
        surely.put("chance", SURE);
        surely.put("posts", sure);
        surely.put("precision", surelyNegativePrecision());
        numbers.put("surelyNegative", surely);
        if (hasTwoClasses()) {
            Map<String, Object> two = new LinkedHashMap<>();
            two.put("accuracy", accuracyOfTwo());
            two.put("macroF1", macroF1OfTwo());
            two.put("macroRecall", macroRecallOfTwo());
            numbers.put("twoClasses", two);
        }
        if (targets() > 0) {
            Map<String, Object> over = new LinkedHashMap<>();
            over.put("number", targets());
            over.put("macroRecall", macroRecallOverTargets());
            numbers.put("targets", over);
        }
        return numbers;
    }

    private double mean(ToDoubleFunction<Sentiment> score) {
        return classes().stream().mapToDouble(score).average().orElse(0);
    }

    private double accuracy(long[][] matrix) {
        long agreed = 0;
        for (int i = 0; i < CLASSES; i++) {
            agreed += matrix[i][i];
        }
        return share(agreed, all);
    }

    private static double precision(long[][] matrix, Sentiment sentiment) {
        long told = 0;
        for (long[] row : matrix) {
            told += row[sentiment.ordinal()];
        }
        return share(matrix[sentiment.ordinal()][sentiment.ordinal()], told);
    }

    private static double recall(long[][] matrix, Sentiment sentiment) {
        return share(matrix[sentiment.ordinal()][sentiment.ordinal()], said(matrix, sentiment));
    }

    private static double f1(long[][] matrix, Sentiment sentiment) {
        double precision = precision(matrix, sentiment);
        double recall = recall(matrix, sentiment);
        return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }

    private static long said(long[][] matrix, Sentiment sentiment) {
        long said = 0;
        for (long posts : matrix[sentiment.ordinal()]) {
            said += posts;
        }
        return said;
    }

    private static double share(long part, long whole) {
        return whole == 0 ? 0 : part / (double) whole;
    }
}
