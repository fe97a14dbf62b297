package io.groundswell.local.feed;

import io.groundswell.collect.feed.CaptureReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a platform sent, as somebody kept it. */
public final class CapturedRecords implements FeedRecords {

    private final Counting counting;
    private final CaptureReader reader;

    private CapturedRecords(Path file) throws IOException {
        counting = new Counting(Files.newInputStream(file));
        reader = CaptureReader.of(counting);
    }

    public static FeedRecords open(Path file) throws IOException {
        return new CapturedRecords(file);
    }

    @Override
    public byte[] next() throws IOException {
        return reader.next();
    }

    @Override
    public boolean isDocuments() {
        return reader.isDocuments();
    }

    @Override
    public long bytesRead() {
        return counting.count;
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }

    private static final class Counting extends FilterInputStream {
        private long count;

        private Counting(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count += next == -1 ? 0 : 1;
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count += Math.max(0, read);
            return read;
        }
    }
}
