package io.groundswell.local.feed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;

/**
 * Several files as one feed, in the order of time; at equal times in the order the files were named. The order is the
 * same at every reading, so that an interrupted replay can go on.
 */
public final class MergedFeed implements AutoCloseable {

    private final List<FeedFile> files = new ArrayList<>();
    private final PriorityQueue<Head> heads =
            new PriorityQueue<>(Comparator.comparing(Head::time).thenComparing(Head::file));
    private final long size;

    /** When the next record of a file is from. */
    private record Head(Instant time, int file) {}

    /** Of files that platforms' payloads were kept in. */
    public MergedFeed(
            String platform,
            List<Path> paths,
            List<Long> reached,
            Function<byte[], Optional<Instant>> timeOf,
            Instant now)
            throws UnreadableFeed {
        this(platform, paths, CapturedRecords::open, reached, timeOf, now);
    }

    /**
     * @param reached how many records of each file are behind us already
     * @param timeOf a payload's own time
     * @param now later times are not believed
     */
    public MergedFeed(
            String platform,
            List<Path> paths,
            FeedRecords.Opening opening,
            List<Long> reached,
            Function<byte[], Optional<Instant>> timeOf,
            Instant now)
            throws UnreadableFeed {
        long bytes = 0;
        try {
            for (Path path : paths) {
                long length = Files.size(path);
                files.add(new FeedFile(path, platform, files.size(), length, opening, timeOf, now));
                bytes += length;
            }
            for (int index = 0; index < files.size(); index++) {
                files.get(index).skip(reached.get(index));
                put(index);
            }
        } catch (UnreadableFeed | RuntimeException e) {
            close();
            throw e;
        } catch (IOException e) {
            close();
            throw new UnreadableFeed("A file cannot be read: " + e.getMessage() + ".", e);
        }
        size = bytes;
    }

    /** The next record of all, or null at the end. */
    public FeedLine next() throws UnreadableFeed {
        Head head = heads.poll();
        if (head == null) {
            return null;
        }
        FeedLine line = files.get(head.file()).next();
        put(head.file());
        return line;
    }

    private void put(int file) {
        Instant time = files.get(file).nextTime();
        if (time != null) {
            heads.add(new Head(time, file));
        }
    }

    /** Bytes of all files on disk. */
    public long size() {
        return size;
    }

    public long bytesRead() {
        return files.stream().mapToLong(FeedFile::bytesRead).sum();
    }

    /** Records left out because they are larger than any may be. */
    public long tooLong() {
        return files.stream().mapToLong(FeedFile::tooLong).sum();
    }

    @Override
    public void close() {
        for (FeedFile file : files) {
            file.close();
        }
    }
}
