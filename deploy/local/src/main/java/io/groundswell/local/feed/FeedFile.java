package io.groundswell.local.feed;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Function;
import java.util.zip.GZIPInputStream;

/**
 * The lines of one file, plain or gzip, oldest first, each with a time. A line without a sane time of its own has that of
 * the line before it; at the top of the file, that of the first line that has one. So a broken line in a feed of years
 * ago does not pretend to be of today, which would make everything after it late.
 */
final class FeedFile implements AutoCloseable {

    /** No platform sends more in one record, and no broker of ours takes more. */
    static final int LONGEST_LINE = 31 * 1024 * 1024;

    private static final Instant NOTHING_BEFORE = Instant.parse("2006-01-01T00:00:00Z");
    private static final int LOOK_AHEAD = 200;
    private static final int PAIRS_THAT_TELL = 10;

    private final Path path;
    private final String platform;
    private final int index;
    private final Function<byte[], Optional<Instant>> timeOf;
    private final Instant nothingAfter;
    private final Counting counting;
    private final InputStream in;
    private final Deque<Line> ahead = new ArrayDeque<>();
    private Instant last;
    private long number;
    private long tooLong;

    private record Line(byte[] payload, Instant own, long number) {}

    /**
     * @param timeOf a payload's own time, if it has one
     * @param nothingAfter a time later than this is not believed
     */
    FeedFile(Path path, String platform, int index, Function<byte[], Optional<Instant>> timeOf, Instant nothingAfter)
            throws UnreadableFeed {
        this.path = path;
        this.platform = platform;
        this.index = index;
        this.timeOf = timeOf;
        this.nothingAfter = nothingAfter;
        try {
            counting = new Counting(Files.newInputStream(path));
            in = new BufferedInputStream(unpacked(new BufferedInputStream(counting, 1 << 16)), 1 << 16);
        } catch (NoSuchFileException e) {
            throw new UnreadableFeed("There is no file " + path + ".", e);
        } catch (AccessDeniedException e) {
            throw new UnreadableFeed("The file " + path + " may not be read.", e);
        } catch (IOException e) {
            throw new UnreadableFeed("The file " + path + " cannot be read: " + e.getMessage() + ".", e);
        }
        while (ahead.size() < LOOK_AHEAD && readAhead()) {
            continue;
        }
        refuseNewestFirst();
        last = ahead.stream()
                .map(Line::own)
                .filter(time -> time != null)
                .findFirst()
                .orElse(nothingAfter);
    }

    private static InputStream unpacked(InputStream raw) throws IOException {
        raw.mark(2);
        boolean gzip = raw.read() == 0x1f && raw.read() == 0x8b;
        raw.reset();
        return gzip ? new GZIPInputStream(raw, 1 << 16) : raw;
    }

    private void refuseNewestFirst() throws UnreadableFeed {
        Instant before = null;
        int up = 0;
        int down = 0;
        for (Line line : ahead) {
            if (line.own() != null) {
                if (before != null) {
                    up += line.own().isAfter(before) ? 1 : 0;
                    down += line.own().isBefore(before) ? 1 : 0;
                }
                before = line.own();
            }
        }
        if (down >= PAIRS_THAT_TELL && down > 4 * up) {
            throw new UnreadableFeed("The file " + path + " begins with its newest posts; turn it round first, for"
                    + " example with tac, because a replay goes through time in one direction.");
        }
    }

    /** The next line, or null at the end. */
    FeedLine next() throws UnreadableFeed {
        if (ahead.isEmpty() && !readAhead()) {
            return null;
        }
        Line line = ahead.poll();
        if (line.own() != null) {
            last = line.own();
        }
        return new FeedLine(platform, last, line.payload(), index, line.number());
    }

    private boolean readAhead() throws UnreadableFeed {
        byte[] payload = readLine();
        if (payload == null) {
            return false;
        }
        Instant own = timeOf.apply(payload)
                .filter(time -> !time.isBefore(NOTHING_BEFORE) && !time.isAfter(nothingAfter))
                .orElse(null);
        ahead.add(new Line(payload, own, number));
        return true;
    }

    /** The next line that is not too long, without its line end; null at the end of the file. */
    private byte[] readLine() throws UnreadableFeed {
        try {
            ByteArrayOutputStream line = new ByteArrayOutputStream(4096);
            long length = 0;
            while (true) {
                int next = in.read();
                if (next == -1 && length == 0) {
                    return null;
                }
                if (next == -1 || next == '\n') {
                    number++;
                    if (length <= LONGEST_LINE) {
                        return withoutCarriageReturn(line.toByteArray());
                    }
                    tooLong++;
                    line.reset();
                    length = 0;
                    if (next == -1) {
                        return null;
                    }
                } else {
                    length++;
                    if (length <= LONGEST_LINE) {
                        line.write(next);
                    }
                }
            }
        } catch (IOException e) {
            throw new UnreadableFeed(
                    "The file " + path + " is damaged after line " + number + ": " + e.getMessage() + ".", e);
        }
    }

    private static byte[] withoutCarriageReturn(byte[] line) {
        return line.length > 0 && line[line.length - 1] == '\r' ? java.util.Arrays.copyOf(line, line.length - 1) : line;
    }

    /** Lines left out because nobody could take them, so far. */
    long tooLong() {
        return tooLong;
    }

    /** Bytes read off the disk so far. */
    long bytesRead() {
        return counting.count;
    }

    @Override
    public void close() throws IOException {
        in.close();
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
