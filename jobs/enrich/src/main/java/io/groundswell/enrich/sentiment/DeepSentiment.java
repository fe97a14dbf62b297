package io.groundswell.enrich.sentiment;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;

/**
 * The tier for posts that matter: two {@link Embedding}s under a {@link HiddenLayer} each, and the {@link FastSentiment} as a
 * third voice, weighed against each other by one {@link Calibration}.
 */
public final class DeepSentiment implements ReasonedClassifier {

    static final String NAME = "deep/1";

    private final FastSentiment fast;
    private final Embeddings embeddings;
    private final List<HiddenLayer> heads;
    private final Calibration calibration;

    DeepSentiment(FastSentiment fast, Embeddings embeddings, List<HiddenLayer> heads, Calibration calibration) {
        this.fast = fast;
        this.embeddings = embeddings;
        this.heads = heads;
        this.calibration = calibration;
    }

    /** Both embeddings of a text; they share one vocabulary. */
    static final class Embeddings {

        private final WordPieces pieces;
        private final List<Embedding> models;

        private Embeddings(WordPieces pieces, List<Embedding> models) {
            this.pieces = pieces;
            this.models = models;
        }

        static Embeddings load() {
            return new Embeddings(
                    new WordPieces(),
                    List.of(Embedding.load(Embedding.Model.BGE_SMALL), Embedding.load(Embedding.Model.E5_SMALL)));
        }

        int count() {
            return models.size();
        }

        long[] pieces(String text) {
            return pieces.of(EmbeddingText.of(text), Embedding.MOST_PIECES);
        }

        float[] of(int model, long[] pieces) {
            return models.get(model).of(pieces);
        }

        List<float[]> of(int model, List<long[]> texts) {
            return models.get(model).of(texts);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Chances classify(String text) {
        long[] pieces = embeddings.pieces(text);
        float[][] logits = new float[heads.size() + 1][];
        logits[0] = fast.logits(text);
        for (int m = 0; m < heads.size(); m++) {
            logits[m + 1] = heads.get(m).logits(embeddings.of(m, pieces));
        }
        return calibration.of(logits);
    }

    /** Those of the fast tier, which is one of the three voices; the others cannot say why. */
    @Override
    public List<Reason> reasons(String text) {
        return fast.reasons(text);
    }

    void write(DataOutputStream out) throws IOException {
        for (HiddenLayer head : heads) {
            head.write(out);
        }
        calibration.write(out);
    }

    static DeepSentiment read(DataInputStream in, FastSentiment fast) throws IOException {
        Embeddings embeddings = Embeddings.load();
        List<HiddenLayer> heads = new java.util.ArrayList<>();
        for (int m = 0; m < embeddings.count(); m++) {
            heads.add(HiddenLayer.read(in));
        }
        return new DeepSentiment(fast, embeddings, List.copyOf(heads), Calibration.read(in));
    }
}
