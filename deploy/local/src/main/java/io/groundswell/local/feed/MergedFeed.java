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
    private final PriorityQueue<FeedLine> heads =
            new PriorityQueue<>(Comparator.comparing(FeedLine::time).thenComparing(FeedLine::file));
    private final long size;

    /**
     * @param reached how many lines of each file are behind us already
     * @param timeOf a payload's own time
     * @param now later times are not believed
     */
    public MergedFeed(
            String platform,
            List<Path> paths,
            List<Long> reached,
            Function<byte[], Optional<Instant>> timeOf,
            Instant now)
            throws UnreadableFeed {
        long bytes = 0;
        try {
            for (Path path : paths) {
                FeedFile file = new FeedFile(path, platform, files.size(), timeOf, now);
                files.add(file);
                bytes += Files.size(path);
            }
            for (int index = 0; index < files.size(); index++) {
                FeedLine line = files.get(index).next();
                while (line != null && line.number() <= reached.get(index)) {
                    line = files.get(index).next();
                }
                if (line != null) {
                    heads.add(line);
                }
            }
        } catch (UnreadableFeed e) {
            close();
            throw e;
        } catch (IOException e) {
            close();
            throw new UnreadableFeed("A file cannot be read: " + e.getMessage() + ".", e);
        }
        size = bytes;
    }

    /** The next line of all, or null at the end. */
    public FeedLine next() throws UnreadableFeed {
        FeedLine line = heads.poll();
        if (line != null) {
            FeedLine following = files.get(line.file()).next();
            if (following != null) {
                heads.add(following);
            }
        }
        return line;
    }

    /** Bytes of all files on disk. */
    public long size() {
        return size;
    }

    public long bytesRead() {
        return files.stream().mapToLong(FeedFile::bytesRead).sum();
    }

    /** Lines left out because they are longer than any record may be. */
    public long tooLong() {
        return files.stream().mapToLong(FeedFile::tooLong).sum();
    }

    @Override
    public void close() {
        for (FeedFile file : files) {
            try {
                file.close();
            } catch (IOException e) {
                continue;
            }
        }
    }
}
