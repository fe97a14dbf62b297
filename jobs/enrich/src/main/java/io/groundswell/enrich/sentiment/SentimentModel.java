package io.groundswell.enrich.sentiment;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * What was learned, in two files: weights of the fast tier, and heads of the deep tier, which needs the fast one's weights as
 * well. Those that ship are beside this class; {@link TrainSentiment} makes others.
 */
final class SentimentModel {

    static final String FAST = "fast.model.gz";
    static final String DEEP = "deep.model.gz";

    /** Changes with the form of the files. */
    private static final int FORM = 1;

    static FastSentiment fast() {
        try (DataInputStream in = opened(SentimentModel.class.getResourceAsStream(FAST))) {
            return FastSentiment.read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(FAST + " cannot be read", e);
        }
    }

    static DeepSentiment deep(FastSentiment fast) {
        try (DataInputStream in = opened(SentimentModel.class.getResourceAsStream(DEEP))) {
            return DeepSentiment.read(in, fast);
        } catch (IOException e) {
            throw new UncheckedIOException(DEEP + " cannot be read", e);
        }
    }

    static FastSentiment fast(Path folder) throws IOException {
        try (DataInputStream in = opened(Files.newInputStream(folder.resolve(FAST)))) {
            return FastSentiment.read(in);
        }
    }

    static DeepSentiment deep(Path folder, FastSentiment fast) throws IOException {
        try (DataInputStream in = opened(Files.newInputStream(folder.resolve(DEEP)))) {
            return DeepSentiment.read(in, fast);
        }
    }

    static void write(Path folder, FastSentiment fast, DeepSentiment deep) throws IOException {
        Files.createDirectories(folder);
        try (DataOutputStream out = made(folder.resolve(FAST))) {
            fast.write(out);
        }
        try (DataOutputStream out = made(folder.resolve(DEEP))) {
            deep.write(out);
        }
    }

    private static DataOutputStream made(Path file) throws IOException {
        DataOutputStream out =
                new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file))));
        out.writeInt(FORM);
        return out;
    }

    private static DataInputStream opened(InputStream resource) throws IOException {
        if (resource == null) {
            throw new IOException("it is not on the class path");
        }
        DataInputStream in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(resource), 1 << 16));
        int form = in.readInt();
        if (form != FORM) {
            throw new IOException("it has form " + form + ", this program reads form " + FORM);
        }
        return in;
    }

    private SentimentModel() {}
}
