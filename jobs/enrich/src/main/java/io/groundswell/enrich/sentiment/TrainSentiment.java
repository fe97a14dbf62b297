package io.groundswell.enrich.sentiment;

import io.groundswell.topics.Sentiment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns both tiers from the open sets and writes them into a folder: {@code TrainSentiment DATA FOLDER}. The same data give
 * the same fast tier everywhere, and the same deep tier on the same kind of processor.
 *
 * <p>One post in ten is kept out of learning; on those the chances are calibrated and the tiers weighed against each other.
 */
public final class TrainSentiment {

    private static final Logger LOG = LoggerFactory.getLogger(TrainSentiment.class);

    /** Between all posts alike (0) and all classes alike (1): the best macro-recall that leaves the chances honest. */
    private static final double BALANCE = 0.5;

    private static final int KEPT_OUT = 10;
    private static final int BATCH = 16;

    /** @param arguments the folder with the folder {@code sentiment} in it, and where to write */
    public static void main(String[] arguments) throws Exception {
        if (arguments.length != 2) {
            throw new IllegalArgumentException("TrainSentiment DATA FOLDER");
        }
        List<LabelledText> posts = TrainingSets.learned(Path.of(arguments[0], "sentiment"));
        LOG.info("{} posts to learn from", posts.size());
        train(posts, Path.of(arguments[1]));
    }

    static void train(List<LabelledText> posts, Path folder) throws IOException, InterruptedException {
        List<LabelledText> learned = part(posts, false);
        List<LabelledText> kept = part(posts, true);
        double[] keptWeights = LabelledText.weights(kept, BALANCE);
        List<Sentiment> keptLabels = kept.stream().map(LabelledText::sentiment).toList();

        FastSentiment raw = FastSentiment.train(learned, BALANCE);
        List<float[][]> fastLogits = kept.stream()
                .map(post -> new float[][] {raw.logits(post.text())})
                .toList();
        FastSentiment fast = raw.with(Calibration.fitted(fastLogits, keptLabels, keptWeights));
        LOG.info("Fast tier learned");

        DeepSentiment.Embeddings embeddings = DeepSentiment.Embeddings.load();
        List<HiddenLayer> heads = new ArrayList<>();
        List<float[][]> logits =
                kept.stream().map(post -> new float[embeddings.count() + 1][]).toList();
        for (int i = 0; i < kept.size(); i++) {
            logits.get(i)[0] = fastLogits.get(i)[0];
        }
        int[] labels =
                learned.stream().mapToInt(post -> post.sentiment().ordinal()).toArray();
        double[] weights = LabelledText.weights(learned, BALANCE);
        for (int model = 0; model < embeddings.count(); model++) {
            HiddenLayer head = HiddenLayer.train(embedded(embeddings, model, learned), labels, weights);
            List<float[]> inputs = embedded(embeddings, model, kept);
            for (int i = 0; i < kept.size(); i++) {
                logits.get(i)[model + 1] = head.logits(inputs.get(i));
            }
            heads.add(head);
            LOG.info("Head {} of {} learned", model + 1, embeddings.count());
        }
        Calibration fusion = Calibration.fitted(logits, keptLabels, keptWeights);
        LOG.info("Weights of fast tier and heads: {}", Arrays.toString(fusion.factors()));
        SentimentModel.write(folder, fast, new DeepSentiment(fast, embeddings, List.copyOf(heads), fusion));
    }

    private static List<LabelledText> part(List<LabelledText> posts, boolean kept) {
        return IntStream.range(0, posts.size())
                .filter(i -> (i % KEPT_OUT == KEPT_OUT - 1) == kept)
                .mapToObj(posts::get)
                .toList();
    }

    /** On all processors; equally long posts together, as each batch is as slow as its longest. */
    private static List<float[]> embedded(DeepSentiment.Embeddings embeddings, int model, List<LabelledText> posts)
            throws InterruptedException {
        List<long[]> pieces =
                posts.stream().map(post -> embeddings.pieces(post.text())).toList();
        int[] order = IntStream.range(0, posts.size())
                .boxed()
                .sorted(Comparator.comparingInt(i -> pieces.get(i).length))
                .mapToInt(Integer::intValue)
                .toArray();
        float[][] embedded = new float[posts.size()][];
        ExecutorService workers =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        try {
            List<Future<?>> batches = new ArrayList<>();
            for (int from = 0; from < order.length; from += BATCH) {
                int[] batch = Arrays.copyOfRange(order, from, Math.min(order.length, from + BATCH));
                batches.add(workers.submit(() -> {
                    List<float[]> values = embeddings.of(
                            model, Arrays.stream(batch).mapToObj(pieces::get).toList());
                    for (int i = 0; i < batch.length; i++) {
                        embedded[batch[i]] = values.get(i);
                    }
                }));
            }
            for (Future<?> batch : batches) {
                batch.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a text could not be embedded", e.getCause());
        } finally {
            workers.shutdownNow();
        }
        return List.of(embedded);
    }

    private TrainSentiment() {}
}
