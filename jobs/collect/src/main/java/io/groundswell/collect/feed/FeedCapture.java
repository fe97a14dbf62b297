package io.groundswell.collect.feed;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/**
 * Files in which somebody kept what a platform sent, cut into the records they were: what a collector would have put
 * into Kafka one by one. What a file is, is told by its content, plain or gzip:
 *
 * <ul>
 *   <li>JSON: a document is a record, however many stand in the file; a document too large for one record that is an
 *       array is its items
 *   <li>JSON Lines: a line is a record, and a broken line is one broken record
 *   <li>XML: the file is a record
 *   <li>server-sent events: an event, up to the blank line, is a record; a line of a colon is a heartbeat
 *   <li>anything else: a line is a record
 * </ul>
 */
public final class FeedCapture {

    /** What a file whose every record would be refused anyway may hold at most. */
    private static final int LARGEST_DOCUMENT = 512 << 20;

    private static final Set<String> ENDINGS =
            Set.of("json", "jsonl", "ndjson", "xml", "rss", "atom", "rdf", "csv", "tsv", "sse", "gz");

    /**
     * The captures in a folder and the folders in it, sorted; a file named directly is one, whatever it is. In folders,
     * read-me files and other prose are not.
     */
    public static List<Path> in(Path fileOrFolder) throws IOException {
        if (!Files.isDirectory(fileOrFolder)) {
            return List.of(fileOrFolder);
        }
        List<Path> captures = new ArrayList<>();
        try (Stream<Path> found = Files.walk(fileOrFolder)) {
            for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile).sorted()::iterator) {
                if (isCapture(file)) {
                    captures.add(file);
                }
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        return captures;
    }

    private static boolean isCapture(Path file) throws IOException {
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(java.util.Locale.ROOT);
        if (ENDINGS.contains(ending)) {
            return true;
        }
        try (InputStream in = open(file)) {
            return switch (form(in)) {
                case JSON, XML, EVENTS -> true;
                case LINES -> false;
            };
        }
    }

    /** Hands on each record of a file, in order. */
    public static void read(Path file, Consumer<byte[]> records) throws IOException {
        try (InputStream in = open(file)) {
            switch (form(in)) {
                case JSON -> readJson(in, records);
                case XML -> records.accept(in.readNBytes(LARGEST_DOCUMENT));
                case EVENTS -> readEvents(in, records);
                case LINES -> readLines(in, records);
            }
        }
    }

    enum Form {
        JSON,
        XML,
        EVENTS,
        LINES
    }

    /** A file's bytes, unpacked if need be. */
    static InputStream open(Path file) throws IOException {
        InputStream raw = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
        raw.mark(2);
        int magic = raw.read() | raw.read() << 8;
        raw.reset();
        return magic == GZIPInputStream.GZIP_MAGIC
                ? new BufferedInputStream(new GZIPInputStream(raw, 1 << 16), 1 << 16)
                : raw;
    }

    static Form form(InputStream in) throws IOException {
        in.mark(4_096);
        byte[] head = in.readNBytes(4_096);
        in.reset();
        int i = startsWithMark(head) ? 3 : 0;
        while (i < head.length && isBlank(head[i])) {
            i++;
        }
        if (i == head.length) {
            return Form.LINES;
        }
        String start = new String(head, i, Math.min(16, head.length - i), java.nio.charset.StandardCharsets.ISO_8859_1);
        if (start.startsWith("{") || start.startsWith("[")) {
            return Form.JSON;
        } else if (start.startsWith("<")) {
            return Form.XML;
        } else if (start.startsWith(":") || start.startsWith("event:") || start.startsWith("data:")) {
            return Form.EVENTS;
        }
        return Form.LINES;
    }

    private static boolean startsWithMark(byte[] bytes) {
        return bytes.length >= 3 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB && bytes[2] == (byte) 0xBF;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t' || b == '\r' || b == '\n';
    }

    private static void readJson(InputStream in, Consumer<byte[]> records) throws IOException {
        byte[] first = line(in);
        while (first != null && Blank.is(first)) {
            first = line(in);
        }
        if (first == null) {
            return;
        }
        if (isWhole(first)) {
            records.accept(first);
            readLines(in, records);
            return;
        }
        ByteArrayOutputStream whole = new ByteArrayOutputStream(first.length + 1);
        whole.write(first);
        whole.write('\n');
        whole.write(in.readNBytes(LARGEST_DOCUMENT - whole.size()));
        cut(whole.toByteArray(), records);
    }

    private static boolean isWhole(byte[] line) {
        try (JsonParser parser = FeedJson.unlimited(line)) {
            parser.nextToken();
            parser.skipChildren();
            return parser.currentToken() != null && parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }

    /** Documents one after the other; from the first fault on, the rest is one record, which will be refused. */
    private static void cut(byte[] bytes, Consumer<byte[]> records) {
        int done = 0;
        try (JsonParser parser = FeedJson.unlimited(bytes)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                boolean array = token == JsonToken.START_ARRAY;
                parser.skipChildren();
                int end = (int) parser.currentLocation().getByteOffset();
                byte[] document = Arrays.copyOfRange(bytes, start, end);
                done = end;
                if (array && document.length > FeedJson.MAX_BYTES) {
                    cutItems(document, records);
                } else {
                    records.accept(document);
                }
            }
        } catch (IOException e) {
            byte[] rest = Arrays.copyOfRange(bytes, done, bytes.length);
            if (!Blank.is(rest)) {
                records.accept(rest);
            }
        }
    }

    private static void cutItems(byte[] array, Consumer<byte[]> records) throws IOException {
        try (JsonParser parser = FeedJson.unlimited(array)) {
            parser.nextToken();
            for (JsonToken token = parser.nextToken();
                    token != null && token != JsonToken.END_ARRAY;
                    token = parser.nextToken()) {
                int start = (int) parser.currentTokenLocation().getByteOffset();
                parser.skipChildren();
                records.accept(Arrays.copyOfRange(
                        array, start, (int) parser.currentLocation().getByteOffset()));
            }
        }
    }

    private static void readEvents(InputStream in, Consumer<byte[]> records) throws IOException {
        ByteArrayOutputStream event = new ByteArrayOutputStream();
        for (byte[] line = line(in); line != null; line = line(in)) {
            boolean comment = line.length > 0 && line[0] == ':';
            if (comment && event.size() == 0) {
                records.accept(line);
            } else if (Blank.is(line)) {
                if (event.size() > 0) {
                    records.accept(event.toByteArray());
                    event.reset();
                }
            } else {
                event.write(line);
                event.write('\n');
            }
        }
        if (event.size() > 0) {
            records.accept(event.toByteArray());
        }
    }

    private static void readLines(InputStream in, Consumer<byte[]> records) throws IOException {
        for (byte[] line = line(in); line != null; line = line(in)) {
            records.accept(line);
        }
    }

    /** The next line without its end, or null; of what no record can be, only the beginning. */
    private static byte[] line(InputStream in) throws IOException {
        int b = in.read();
        if (b < 0) {
            return null;
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream(512);
        while (b >= 0 && b != '\n') {
            if (line.size() < LARGEST_DOCUMENT) {
                line.write(b);
            }
            b = in.read();
        }
        byte[] bytes = line.toByteArray();
        int end = bytes.length;
        if (end > 0 && bytes[end - 1] == '\r') {
            end--;
        }
        return end == bytes.length ? bytes : Arrays.copyOf(bytes, end);
    }

    private FeedCapture() {}
}
