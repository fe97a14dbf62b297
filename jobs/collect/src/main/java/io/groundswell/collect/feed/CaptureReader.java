package io.groundswell.collect.feed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.zip.GZIPInputStream;

/**
 * The records of one capture, one after the other; of lines and events, only one is held at a time. See
 * {@link FeedCapture} for what is a record.
 */
public final class CaptureReader implements Closeable {

    /** More than any platform sends in one record, and than any broker of ours takes: of it, only the beginning. */
    private static final int LARGEST_RECORD = 32 << 20;

    /** A document has to be held whole until it is cut. */
    private static final int LARGEST_DOCUMENT = 256 << 20;

    static final int HEAD = 4_096;
    private static final int LINES_LOOKED_AT = 1_000;

    private interface Records {
        /** The next record, or null. */
        byte[] next() throws IOException;
    }

    private final InputStream file;
    private final CaptureLines lines;
    private final FeedCapture.Form form;
    private boolean inDocuments;
    private Records records;

    private CaptureReader(InputStream file) throws IOException {
        this.file = file;
        this.lines = new CaptureLines(unpacked(file));
        byte[] head = lines.head(HEAD);
        if (isUtf16(head)) {
            throw new NoCapture(
                    "written in UTF-16; turn it into UTF-8 first, for example with iconv -f UTF-16 -t UTF-8");
        }
        this.form = form(head);
        lines.skip(mark(head));
        this.records = switch (form) {
            case EMPTY -> () -> null;
            case JSON -> this::beginJson;
            case XML -> {
                inDocuments = true;
                yield this::xml;
            }
            case EVENTS -> this::event;
            case LINES -> () -> lines.next(LARGEST_RECORD);
        };
    }

    /** @throws NoCapture when the file holds no feed, such as an archive or a picture */
    public static CaptureReader open(Path file) throws IOException {
        return of(Files.newInputStream(file));
    }

    /**
     * @param file plain or gzip; closed with the reader
     * @throws NoCapture when it holds no feed
     */
    public static CaptureReader of(InputStream file) throws IOException {
        try {
            return new CaptureReader(file);
        } catch (IOException e) {
            file.close();
            throw e;
        }
    }

    /** The next record, or null at the end. */
    public byte[] next() throws IOException {
        return records.next();
    }

    FeedCapture.Form form() {
        return form;
    }

    /**
     * Whether the records so far were documents, held whole: their order in the file is no order of time. Known once
     * the first record is read.
     */
    public boolean isDocuments() {
        return inDocuments;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }

    static InputStream unpacked(InputStream file) throws IOException {
        BufferedInputStream raw = new BufferedInputStream(file, 1 << 16);
        raw.mark(2);
        int magic = raw.read() | raw.read() << 8;
        raw.reset();
        return magic == GZIPInputStream.GZIP_MAGIC ? new GZIPInputStream(raw, 1 << 16) : raw;
    }

    static boolean isUtf16(byte[] head) {
        return startsWith(head, 0xFF, 0xFE) || startsWith(head, 0xFE, 0xFF);
    }

    private static int mark(byte[] head) {
        return startsWith(head, 0xEF, 0xBB, 0xBF) ? 3 : 0;
    }

    static FeedCapture.Form form(byte[] head) throws NoCapture {
        int mark = mark(head);
        if (head.length == mark) {
            return FeedCapture.Form.EMPTY;
        }
        refuseArchives(head);
        int i = mark;
        while (i < head.length && isBlank(head[i])) {
            i++;
        }
        String start = new String(head, i, Math.min(16, head.length - i), StandardCharsets.ISO_8859_1);
        if (start.startsWith("{") || start.startsWith("[")) {
            return FeedCapture.Form.JSON;
        } else if (start.startsWith("<")) {
            return FeedCapture.Form.XML;
        } else if (start.startsWith(":")
                || start.startsWith("event:")
                || start.startsWith("data:")
                || start.startsWith("id:")
                || start.startsWith("retry:")) {
            return FeedCapture.Form.EVENTS;
        }
        for (byte b : head) {
            if (b == 0) {
                throw new NoCapture("a binary file, which no platform sends");
            }
        }
        return FeedCapture.Form.LINES;
    }

    private static void refuseArchives(byte[] head) throws NoCapture {
        if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 'P', 'K', 5, 6)) {
            throw new NoCapture("a zip archive; unpack it and name the folder");
        } else if (head.length > 262 && new String(head, 257, 5, StandardCharsets.ISO_8859_1).equals("ustar")) {
            throw new NoCapture("a tar archive; unpack it and name the folder");
        } else if (startsWith(head, 'B', 'Z', 'h')
                || startsWith(head, 0xFD, '7', 'z', 'X', 'Z')
                || startsWith(head, 0x28, 0xB5, 0x2F, 0xFD)
                || startsWith(head, '7', 'z', 0xBC, 0xAF)) {
            throw new NoCapture("packed in a way that is not read here; unpack it, or pack it with gzip");
        } else if (startsWith(head, 0xFF, 0xFE) || startsWith(head, 0xFE, 0xFF)) {
            throw new NoCapture(
                    "written in UTF-16; turn it into UTF-8 first, for example with iconv -f UTF-16 -t UTF-8");
        }
    }

    private static boolean startsWith(byte[] bytes, int... start) {
        for (int i = 0; i < start.length; i++) {
            if (i >= bytes.length || bytes[i] != (byte) start[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private byte[] xml() throws IOException {
        records = () -> null;
        return rest();
    }

    private byte[] rest() throws IOException {
        byte[] rest = lines.rest(LARGEST_DOCUMENT);
        if (rest == null) {
            throw tooLarge();
        }
        return rest;
    }

    private static NoCapture tooLarge() {
        return new NoCapture("one document of more than " + (LARGEST_DOCUMENT >> 20)
                + " MB; cut it into lines first, JSON for example with jq -c '.[]'");
    }

    private byte[] event() throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        for (byte[] line = lines.next(LARGEST_RECORD); line != null; line = lines.next(LARGEST_RECORD)) {
            boolean comment = line.length > 0 && line[0] == ':';
            if (comment && event.size() == 0) {
                return line;
            } else if (!Blank.is(line)) {
                if (event.size() < LARGEST_RECORD) {
                    event.write(line);
                    event.write('\n');
                }
            } else if (event.size() > 0) {
                return event.toByteArray();
            }
        }
        return event.size() > 0 ? event.toByteArray() : null;
    }

    private enum Line {
        WHOLE,
        SEVERAL,
        UNFINISHED,
        BROKEN
    }

    private static Line kind(byte[] line) {
        try (JsonParser parser = FeedJson.unlimited(line, 0, line.length)) {
            if (parser.nextToken() == null) {
                return Line.BROKEN;
            }
            parser.skipChildren();
            if (parser.nextToken() == null) {
                return Line.WHOLE;
            }
            do {
                parser.skipChildren();
            } while (parser.nextToken() != null);
            return Line.SEVERAL;
        } catch (JsonEOFException e) {
            return Line.UNFINISHED;
        } catch (IOException e) {
            return Line.BROKEN;
        }
    }

    /** Lines or documents? The first line tells: whole, it is one of many; a broken one before a whole one is too. */
    private byte[] beginJson() throws IOException {
        Deque<byte[]> read = new ArrayDeque<>();
        byte[] first = lines.next(LARGEST_DOCUMENT);
        while (first != null && Blank.is(first)) {
            read.add(first);
            first = lines.next(LARGEST_DOCUMENT);
        }
        if (first == null) {
            return null;
        }
        if (first.length == LARGEST_DOCUMENT) {
            throw tooLarge();
        }
        read.add(first);
        Line kind = kind(first);
        if (kind == Line.WHOLE && first.length > FeedJson.MAX_BYTES) {
            read.clear();
            return documents(first);
        }
        if (kind != Line.WHOLE) {
            byte[] second = kind == Line.SEVERAL || isOpening(first) ? null : lines.next(LARGEST_RECORD);
            if (second != null) {
                read.add(second);
            }
            if (second == null || !isWholeObject(second)) {
                read.removeIf(Blank::is);
                return documents(whole(read));
            }
        }
        records = () -> read.isEmpty() ? lines.next(LARGEST_RECORD) : read.poll();
        return records.next();
    }

    private static boolean isOpening(byte[] line) {
        int last = line.length - 1;
        while (isBlank(line[last])) {
            last--;
        }
        return line[last] == '{' || line[last] == '[' || line[last] == ',' || line[last] == ':';
    }

    private static boolean isWholeObject(byte[] line) {
        return !Blank.is(line) && (line[0] == '{' || line[0] == '[') && kind(line) == Line.WHOLE;
    }

    private byte[] whole(Deque<byte[]> read) throws IOException {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (byte[] line : read) {
            whole.write(line);
            whole.write('\n');
        }
        whole.write(rest());
        return whole.toByteArray();
    }

    private byte[] documents(byte[] bytes) throws IOException {
        inDocuments = true;
        records = new Documents(bytes);
        return records.next();
    }

    /** Documents one after the other; from the first fault on, what is left is one record, which will be refused. */
    private final class Documents implements Records {

        private final byte[] bytes;
        private final JsonParser parser;
        private JsonParser items;
        private int itemsStart;
        private int done;

        private Documents(byte[] bytes) throws IOException {
            this.bytes = bytes;
            this.parser = FeedJson.unlimited(bytes, 0, bytes.length);
        }

        @Override
        public byte[] next() throws IOException {
            byte[] item = items == null ? null : nextItem();
            if (item != null) {
                return item;
            }
            int start;
            try {
                JsonToken token = parser.nextToken();
                if (token == null) {
                    // A large document on one line may have lines after it.
                    records = () -> lines.next(LARGEST_RECORD);
                    return records.next();
                }
                start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                done = (int) parser.currentLocation().getByteOffset();
                if (token == JsonToken.START_ARRAY && done - start > FeedJson.MAX_BYTES) {
                    items = FeedJson.unlimited(bytes, start, done - start);
                    items.nextToken();
                    itemsStart = start;
                    return next();
                }
            } catch (IOException e) {
                return faulty(Arrays.copyOfRange(bytes, done, bytes.length));
            }
            return Arrays.copyOfRange(bytes, start, done);
        }

        private byte[] nextItem() throws IOException {
            JsonToken token = items.nextToken();
            if (token == null || token == JsonToken.END_ARRAY) {
                items = null;
                return null;
            }
            int start = itemsStart + (int) items.currentTokenLocation().getByteOffset();
            items.skipChildren();
            return Arrays.copyOfRange(
                    bytes, start, itemsStart + (int) items.currentLocation().getByteOffset());
        }
    }

    /** Lines with a broken one among them after all, when most of them are whole; else one broken document. */
    private byte[] faulty(byte[] rest) throws IOException {
        CaptureLines again = new CaptureLines(new ByteArrayInputStream(rest));
        if (Blank.is(rest)) {
            records = () -> null;
        } else if (mostAreWhole(new CaptureLines(new ByteArrayInputStream(rest)))) {
            inDocuments = false;
            records = () -> again.next(LARGEST_RECORD);
        } else {
            records = () -> null;
            return rest;
        }
        return records.next();
    }

    private static boolean mostAreWhole(CaptureLines lines) throws IOException {
        int whole = 0;
        int read = 0;
        for (byte[] line = lines.next(LARGEST_RECORD);
                line != null && read < LINES_LOOKED_AT;
                line = lines.next(LARGEST_RECORD)) {
            read += Blank.is(line) ? 0 : 1;
            whole += isWholeObject(line) ? 1 : 0;
        }
        return 2 * whole > read;
    }
}
