package io.groundswell.local.feed;

import io.groundswell.collect.feed.FeedCapture;
import io.groundswell.collect.feed.NoCapture;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The records of one file, oldest first, each with a time. A record without a sane time of its own has that of the record
 * before it; at the top of the file, that of the first record that has one. So a broken line in a feed of years ago does
 * not pretend to be of today, which would make everything after it late. Documents are put in the order of time; lines and
 * events have to be in it.
 *
 * <p>Until its first record is asked for, a file is closed and holds nothing, so there may be many.
 */
final class FeedFile implements AutoCloseable {

    /** No platform sends more in one record, and no broker of ours takes more. */
    static final int LONGEST_RECORD = 31 * 1024 * 1024;

    private static final Instant NOTHING_BEFORE = Instant.parse("2006-01-01T00:00:00Z");
    private static final int LOOK_AHEAD = 200;
    private static final int LOOK_AHEAD_BYTES = 64 << 20;
    private static final int PAIRS_THAT_TELL = 10;

    private final Path path;
    private final String platform;
    private final int index;
    private final long size;
    private final FeedRecords.Opening opening;
    private final Function<byte[], Optional<Instant>> timeOf;
    private final Instant nothingAfter;
    private final Deque<Record> ahead = new ArrayDeque<>();
    private FeedRecords records;
    private boolean asleep;
    private Instant last;
    private Instant next;
    private long number;
    private long tooLong;

    private record Record(byte[] payload, Instant own, long number) {}

    /**
     * @param size of the file in bytes
     * @param timeOf a payload's own time, if it has one
     * @param nothingAfter a time later than this is not believed
     */
    FeedFile(
            Path path,
            String platform,
            int index,
            long size,
            FeedRecords.Opening opening,
            Function<byte[], Optional<Instant>> timeOf,
            Instant nothingAfter)
            throws UnreadableFeed {
        this.path = path;
        this.platform = platform;
        this.index = index;
        this.size = size;
        this.opening = opening;
        this.timeOf = timeOf;
        this.nothingAfter = nothingAfter;
        open();
        sleep();
    }

    private void open() throws UnreadableFeed {
        try {
            records = opening.open(path);
        } catch (NoSuchFileException e) {
            throw new UnreadableFeed("There is no file " + path + ".", e);
        } catch (AccessDeniedException e) {
            throw new UnreadableFeed("The file " + path + " may not be read.", e);
        } catch (NoCapture e) {
            throw new UnreadableFeed("The file " + path + " is " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new UnreadableFeed("The file " + path + " cannot be read: " + FeedCapture.why(e) + ".", e);
        }
        long bytes = 0;
        while ((ahead.size() < LOOK_AHEAD && bytes < LOOK_AHEAD_BYTES || records != null && records.isDocuments())
                && readAhead()) {
            bytes += ahead.peekLast().payload().length;
        }
        if (isInOrderOfLines) {
            refuseNewestFirst();
        } else {
            putInOrder();
        }
        last = ahead.stream()
                .map(Record::own)
                .filter(time -> time != null)
                .findFirst()
                .orElse(nothingAfter);
        look();
    }

    private void sleep() throws UnreadableFeed {
        close();
        ahead.clear();
        number = 0;
        tooLong = 0;
        asleep = true;
    }

    private void wake() throws UnreadableFeed {
        if (asleep) {
            asleep = false;
            open();
        }
    }

    private boolean isInOrderOfLines = true;

    /** By time; what has none stays behind what it stands behind. */
    private void putInOrder() {
        record Placed(Instant time, Record record) {}
        List<Placed> placed = new ArrayList<>();
        Instant before = ahead.stream()
                .map(Record::own)
                .filter(time -> time != null)
                .findFirst()
                .orElse(nothingAfter);
        for (Record record : ahead) {
            before = record.own() == null ? before : record.own();
            placed.add(new Placed(before, record));
        }
        placed.sort(Comparator.comparing(Placed::time));
        ahead.clear();
        long position = 0;
        for (Placed each : placed) {
            ahead.add(new Record(each.record().payload(), each.time(), ++position));
        }
    }

    private void refuseNewestFirst() throws UnreadableFeed {
        Instant before = null;
        int up = 0;
        int down = 0;
        for (Record record : ahead) {
            if (record.own() != null) {
                if (before != null) {
                    up += record.own().isAfter(before) ? 1 : 0;
                    down += record.own().isBefore(before) ? 1 : 0;
                }
                before = record.own();
            }
        }
        if (down >= PAIRS_THAT_TELL && down > 4 * up) {
            throw new UnreadableFeed("The file " + path + " begins with its newest posts; turn it round first, for"
                    + " example with tac, because a replay goes through time in one direction.");
        }
    }

    /** When the next record is from, or null at the end. */
    Instant nextTime() {
        return next;
    }

    /** The next record, or null at the end. */
    FeedLine next() throws UnreadableFeed {
        wake();
        Record record = ahead.poll();
        if (record == null) {
            return null;
        }
        Instant time = next;
        last = time;
        if (ahead.isEmpty()) {
            readAhead();
        }
        look();
        return new FeedLine(platform, time, record.payload(), index, record.number());
    }

    private void look() {
        Record record = ahead.peek();
        next = record == null ? null : record.own() == null ? last : record.own();
    }

    /** Goes on behind a record. */
    void skip(long reached) throws UnreadableFeed {
        if (reached > 0) {
            wake();
            while (!ahead.isEmpty() && ahead.peek().number() <= reached) {
                next();
            }
        }
    }

    private boolean readAhead() throws UnreadableFeed {
        try {
            byte[] payload = records == null ? null : records.next();
            while (payload != null) {
                number++;
                isInOrderOfLines = !records.isDocuments();
                if (payload.length <= LONGEST_RECORD) {
                    Instant own = timeOf.apply(payload)
                            .filter(time -> !time.isBefore(NOTHING_BEFORE) && !time.isAfter(nothingAfter))
                            .orElse(null);
                    ahead.add(new Record(payload, own, number));
                    return true;
                }
                tooLong++;
                payload = records.next();
            }
        } catch (NoCapture e) {
            throw new UnreadableFeed("The file " + path + " is " + e.getMessage() + ".", e);
        } catch (IOException e) {
            throw new UnreadableFeed(
                    "The file " + path + " cannot be read further than record " + number + ": " + FeedCapture.why(e)
                            + ".",
                    e);
        }
        close();
        return false;
    }

    /** Records left out because nobody could take them, so far. */
    long tooLong() {
        return tooLong;
    }

    /** Bytes read off the disk so far. */
    long bytesRead() {
        return asleep ? 0 : records == null ? size : records.bytesRead();
    }

    /** The file may stay open as long as there is something to read. */
    @Override
    public void close() {
        if (records != null) {
            try {
                records.close();
            } catch (IOException e) {
                // Nothing was written.
            }
            records = null;
        }
    }
}
