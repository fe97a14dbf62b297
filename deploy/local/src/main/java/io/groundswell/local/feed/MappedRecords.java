package io.groundswell.local.feed;

import io.groundswell.collect.feed.CustomMapping;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Rows of somebody's own table, turned into records by a mapping, a few ahead of who asks for them. */
public final class MappedRecords implements FeedRecords {

    private static final int AHEAD = 64;
    private static final byte[] END = new byte[0];

    private final BlockingQueue<byte[]> queue = new ArrayBlockingQueue<>(AHEAD);
    private final Thread mapper;
    private volatile Exception failure;
    private boolean ended;

    private MappedRecords(CustomMapping mapping, Path file) {
        mapper = new Thread(() -> map(mapping, file), "mapping of " + file.getFileName());
        mapper.setDaemon(true);
        mapper.start();
    }

    public static Opening by(CustomMapping mapping) {
        return file -> new MappedRecords(mapping, file);
    }

    /** Nobody wants the rest. */
    private static final class Closed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private void map(CustomMapping mapping, Path file) {
        try {
            mapping.read(file, this::put);
        } catch (Closed e) {
            return;
        } catch (IOException | RuntimeException e) {
            failure = e;
        }
        try {
            put(END);
        } catch (Closed e) {
            return;
        }
    }

    private void put(byte[] record) {
        try {
            queue.put(record);
        } catch (InterruptedException e) {
            throw new Closed();
        }
    }

    @Override
    public byte[] next() throws IOException {
        if (ended) {
            return null;
        }
        byte[] record;
        try {
            record = queue.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
        if (record != END) {
            return record;
        }
        ended = true;
        if (failure instanceof IOException unread) {
            throw unread;
        } else if (failure instanceof RuntimeException problem) {
            throw problem;
        }
        return null;
    }

    @Override
    public boolean isDocuments() {
        return false;
    }

    @Override
    public long bytesRead() {
        return 0;
    }

    @Override
    public void close() {
        mapper.interrupt();
    }
}
