package io.groundswell.enrich.sentiment;

import io.groundswell.topics.Sentiment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns both tiers from the open sets and writes them into a folder: {@code TrainSentiment DATA FOLDER}. The same data give
 * the same fast tier everywhere, and the same deep tier on the same kind of processor.
 *
 * <p>It learns twice. First from a part of the sets, to see how sure the models may be of sets they have not seen
 * ({@link TrainingSets#STRANGERS}): there the chances are calibrated and the tiers weighed against each other. Then from all
 * of them, and that is kept. Posts to come are strangers too; chances fitted to posts like those learned from would be too
 * sure of them.
 */
public final class TrainSentiment {

    private static final Logger LOG = LoggerFactory.getLogger(TrainSentiment.class);

    /**
     * Between all posts alike (0) and all classes alike (1): more finds more of the rare class and is wrong more often. Chosen
     * on {@link TrainingSets#STRANGERS}: there the fast tier gains 3 points of accuracy over those of the deep tier's balance
     * and loses none of macro-recall.
     */
    private static final double BALANCE_OF_FAST = 0.25;

    private static final double BALANCE = 0.65;

    /**
     * The share of the deep tier's heads in what the fast tier learns (distillation): they tell it how clear a case is, which a
     * label does not. On the strangers it gains 3 points of macro-recall so, and 4 with nothing but the heads; but then the
     * two tiers differ less, and together they are right less often.
     */
    private static final double TAUGHT_BY_HEADS = 0.75;

    private static final int BATCH = 16;

    private final List<LabelledText> posts;
    private final DeepSentiment.Embeddings embeddings;

    private TrainSentiment(List<LabelledText> posts) {
        this.posts = posts;
        this.embeddings = DeepSentiment.Embeddings.load();
    }

    /** @param arguments the folder with the folder {@code sentiment} in it, and where to write */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("TrainSentiment DATA FOLDER");
        }
        List<LabelledText> posts = TrainingSets.learned(Path.of(arguments[0], "sentiment"));
        LOG.info("{} posts to learn from", posts.size());
        train(posts, Path.of(arguments[1]));
    }

    /** @param posts of the {@link TrainingSets#STRANGERS} and of other sets */
    static void train(List<LabelledText> posts, Path folder) throws IOException, InterruptedException {
        new TrainSentiment(posts).run(folder);
    }

    private void run(Path folder) throws IOException, InterruptedException {
        int[] familiar = posts(post -> !TrainingSets.STRANGERS.contains(post.set()));
        int[] strangers = posts(post -> TrainingSets.STRANGERS.contains(post.set()));
        Heads rehearsed = new Heads();
        Heads kept = new Heads();
        // One model after the other: what one says of every piece of every post takes gigabytes.
        for (int model = 0; model < embeddings.count(); model++) {
            List<PieceVectors.Kept> embedded = embedded(model);
            LOG.info("Embedded by model {} of {}", model + 1, embeddings.count());
            List<AttentiveHead> trained =
                    onAllProcessors(List.of(head(posts(post -> true), embedded), head(familiar, embedded)));
            kept.add(trained.get(0), embedded);
            rehearsed.add(trained.get(1), embedded);
            LOG.info("Learned to read model {}", model + 1);
        }
        FastSentiment rehearsal = fast(familiar, rehearsed);
        LOG.info("Learned from the {} familiar posts", familiar.length);

        List<float[][]> logits = new ArrayList<>();
        for (int post : strangers) {
            List<float[]> voices = new ArrayList<>();
            voices.add(rehearsal.logits(posts.get(post).text()));
            rehearsed.logits.forEach(ofModel -> voices.add(ofModel[post]));
            logits.add(voices.toArray(float[][]::new));
        }
        List<LabelledText> asked = chosen(strangers);
        List<Sentiment> labels = asked.stream().map(LabelledText::sentiment).toList();
        double[] importance = LabelledText.weightsBySet(asked, BALANCE);
        List<float[][]> fastLogits =
                logits.stream().map(each -> new float[][] {each[0]}).toList();
        double[] fastImportance = LabelledText.weightsBySet(asked, BALANCE_OF_FAST);
        Calibration ofFast =
                Calibration.fitted(fastLogits, labels, fastImportance).cautious(fastLogits, asked, fastImportance);
        List<Calibration> fusions = new ArrayList<>();
        for (int heads = 1; heads <= embeddings.count(); heads++) {
            int voices = heads + 1;
            List<float[][]> some =
                    logits.stream().map(each -> Arrays.copyOf(each, voices)).toList();
            fusions.add(Calibration.fitted(some, labels, importance).cautious(some, asked, importance));
        }
        Calibration fusion = fusions.get(fusions.size() - 1);
        LOG.info("Factors of the fast tier: {}; of it and one head, two heads: {}", ofFast, fusions);
        // What TieredSentiment.SURE and DeepSentiment.ENOUGH are chosen by.
        logWorthOfAsking("Fast tier", each -> ofFast.of(each[0]), fusion::of, logits, labels);
        logWorthOfAsking(
                "Fast tier and one head",
                each -> fusions.get(0).of(Arrays.copyOf(each, 2)),
                fusion::of,
                logits,
                labels);

        FastSentiment fast = fast(posts(post -> true), kept).with(ofFast);
        LOG.info("Learned from all {} posts", posts.size());
        SentimentModel.write(folder, fast, new DeepSentiment(fast, embeddings, kept.heads, fusions));
    }

    /** One for each embedding model, with what it says of each post. */
    private static final class Heads {

        private final List<AttentiveHead> heads = new ArrayList<>();

        /** By model, then by post. */
        private final List<float[][]> logits = new ArrayList<>();

        private void add(AttentiveHead head, List<PieceVectors.Kept> embedded) {
            heads.add(head);
            logits.add(
                    embedded.stream().map(post -> head.logits(post.unpacked())).toArray(float[][]::new));
        }
    }

    private Callable<AttentiveHead> head(int[] from, List<PieceVectors.Kept> embedded) {
        List<LabelledText> chosen = chosen(from);
        int[] labels =
                chosen.stream().mapToInt(post -> post.sentiment().ordinal()).toArray();
        double[] weights = LabelledText.weights(chosen, BALANCE);
        return () -> AttentiveHead.trained(
                Arrays.stream(from).mapToObj(embedded::get).toList(), labels, weights);
    }

    private FastSentiment fast(int[] from, Heads heads) {
        List<LabelledText> chosen = chosen(from);
        return FastSentiment.train(
                chosen.stream().map(LabelledText::text).toList(),
                Arrays.stream(from).mapToObj(post -> taught(post, heads.logits)).toList(),
                LabelledText.weights(chosen, BALANCE_OF_FAST));
    }

    /** What the fast tier is to say of a post: some of what people said, most of what the heads say. */
    private double[] taught(int post, List<float[][]> logits) {
        double[] target = posts.get(post).target();
        for (int c = 0; c < target.length; c++) {
            target[c] *= 1 - TAUGHT_BY_HEADS;
        }
        for (float[][] ofModel : logits) {
            double[] said = Calibration.softmax(ofModel[post]);
            for (int c = 0; c < target.length; c++) {
                target[c] += TAUGHT_BY_HEADS * said[c] / logits.size();
            }
        }
        return target;
    }

    /** What it costs and what it changes not to ask a dearer judge where a cheaper one is sure. */
    private static void logWorthOfAsking(
            String cheaper,
            Function<float[][], Chances> first,
            Function<float[][], Chances> dearer,
            List<float[][]> logits,
            List<Sentiment> labels) {
        for (double sure = 0.5; sure < 0.96; sure += 0.05) {
            int kept = 0;
            int changed = 0;
            int mended = 0;
            for (int i = 0; i < logits.size(); i++) {
                Chances alone = first.apply(logits.get(i));
                Sentiment asked = dearer.apply(logits.get(i)).sentiment();
                if (alone.confidence() >= sure) {
                    kept++;
                    changed += alone.sentiment() == asked ? 0 : 1;
                    mended += asked == labels.get(i) ? 1 : 0;
                    mended -= alone.sentiment() == labels.get(i) ? 1 : 0;
                }
            }
            LOG.info(
                    "{} at least {} sure: {} of {} posts; all together would change {}, and be right {} times more",
                    cheaper,
                    String.format(Locale.ROOT, "%.2f", sure),
                    kept,
                    logits.size(),
                    changed,
                    mended);
        }
    }

    private int[] posts(Predicate<LabelledText> wanted) {
        return IntStream.range(0, posts.size())
                .filter(i -> wanted.test(posts.get(i)))
                .toArray();
    }

    private List<LabelledText> chosen(int[] indices) {
        return Arrays.stream(indices).mapToObj(posts::get).toList();
    }

    /** Equally long posts together, as each batch is as slow as its longest. */
    private List<PieceVectors.Kept> embedded(int model) throws InterruptedException {
        List<long[]> pieces =
                posts.stream().map(post -> embeddings.pieces(post.text())).toList();
        int[] order = IntStream.range(0, posts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> pieces.get(i).length))
                .mapToInt(Integer::intValue)
                .toArray();
        PieceVectors.Kept[] values = new PieceVectors.Kept[posts.size()];
        List<Callable<Void>> batches = new ArrayList<>();
        for (int from = 0; from < order.length; from += BATCH) {
            int[] batch = Arrays.copyOfRange(order, from, Math.min(order.length, from + BATCH));
            batches.add(() -> {
                List<PieceVectors> made = embeddings.of(
                        model, Arrays.stream(batch).mapToObj(pieces::get).toList());
                for (int i = 0; i < batch.length; i++) {
                    values[batch[i]] = made.get(i).kept();
                }
                return null;
            });
        }
        onAllProcessors(batches);
        return List.of(values);
    }

    private static <T> List<T> onAllProcessors(List<Callable<T>> steps) throws InterruptedException {
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> step : workers.invokeAll(steps)) {
                results.add(step.get());
            }
            return results;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a step of the training failed", e.getCause());
        } finally {
            workers.shutdownNow();
        }
    }
}
