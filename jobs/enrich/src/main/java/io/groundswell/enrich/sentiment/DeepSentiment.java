package io.groundswell.enrich.sentiment;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The tier for posts that matter: two {@link Embedding}s under a {@link AttentiveHead} each, and the {@link FastSentiment} as a
 * third voice, weighed against each other by a {@link Calibration}. The second embedding, half of the cost, is asked only where
 * the first and the fast tier together are not sure enough: elsewhere it changes hardly a judgement.
 */
public final class DeepSentiment implements ReasonedClassifier {

    static final String NAME = "deep/1";

    /**
     * Chance of the likeliest class from which on the next embedding is not asked. Measured in training on sets the tiers had
     * not seen: 18,413 of 32,262 posts are so sure, and the second would judge 108 of them otherwise, five times more often right
     * than wrong.
     */
    static final double ENOUGH = 0.55;

    private final FastSentiment fast;
    private final Embeddings embeddings;
    private final List<AttentiveHead> heads;
    private final List<Calibration> calibrations;

    /** @param calibrations of the fast tier and the first head, then of one head more, up to all */
    DeepSentiment(
            FastSentiment fast, Embeddings embeddings, List<AttentiveHead> heads, List<Calibration> calibrations) {
        this.fast = fast;
        this.embeddings = embeddings;
        this.heads = heads;
        this.calibrations = calibrations;
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
                    List.of(Embedding.load(Embedding.Model.E5_SMALL), Embedding.load(Embedding.Model.BGE_SMALL)));
        }

        int count() {
            return models.size();
        }

        long[] pieces(String text) {
            return pieces.of(EmbeddingText.of(text), Embedding.MOST_PIECES);
        }

        PieceVectors of(int model, long[] pieces) {
            return models.get(model).of(pieces);
        }

        List<PieceVectors> of(int model, List<long[]> texts) {
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
        Chances chances = null;
        for (int m = 0; m < heads.size() && (chances == null || chances.confidence() < ENOUGH); m++) {
            logits[m + 1] = heads.get(m).logits(embeddings.of(m, pieces));
            chances = calibrations.get(m).of(Arrays.copyOf(logits, m + 2));
        }
        return chances;
    }

    /** Those of the fast tier, which is one of the three voices; the others cannot say why. */
    @Override
    public List<Reason> reasons(String text) {
        return fast.reasons(text);
    }

    void write(DataOutputStream out) throws IOException {
        for (AttentiveHead head : heads) {
            head.write(out);
        }
        for (Calibration calibration : calibrations) {
            calibration.write(out);
        }
    }

    static DeepSentiment read(DataInputStream in, FastSentiment fast) throws IOException {
        Embeddings embeddings = Embeddings.load();
        List<AttentiveHead> heads = new ArrayList<>();
        for (int m = 0; m < embeddings.count(); m++) {
            heads.add(AttentiveHead.read(in));
        }
        List<Calibration> calibrations = new ArrayList<>();
        for (int m = 0; m < embeddings.count(); m++) {
            calibrations.add(Calibration.read(in));
        }
        return new DeepSentiment(fast, embeddings, List.copyOf(heads), List.copyOf(calibrations));
    }
}
