package io.groundswell.collect.feed;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

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
 *   <li>anything else that is text: a line is a record
 * </ul>
 */
public final class FeedCapture {

    /** What a capture is made of. */
    enum Form {
        EMPTY,
        JSON,
        XML,
        EVENTS,
        LINES
    }

    private static final Set<String> ENDINGS =
            Set.of("json", "jsonl", "ndjson", "xml", "rss", "atom", "rdf", "csv", "tsv", "sse", "gz");

    /**
     * What was found in a file or folder.
     *
     * @param captures sorted
     * @param leftOut what is no capture, each with what it is, such as "plain text"
     * @param unread what cannot be read, each with the reason
     */
    public record Found(List<Path> captures, SortedMap<Path, String> leftOut, SortedMap<Path, String> unread) {
        private static Found nothing() {
            return new Found(new ArrayList<>(), new TreeMap<>(), new TreeMap<>());
        }
    }

    /** The captures in a folder and the folders in it, sorted; a file named directly is one, whatever it is. */
    public static List<Path> in(Path fileOrFolder) throws IOException {
        return found(fileOrFolder).captures();
    }

    /** As {@link #in}, with what was left out: read-me files and other prose, pictures, what may not be read. */
    public static Found found(Path fileOrFolder) throws IOException {
        if (!Files.isDirectory(fileOrFolder)) {
            return new Found(List.of(fileOrFolder), new TreeMap<>(), new TreeMap<>());
        }
        Found found = Found.nothing();
        Files.walkFileTree(fileOrFolder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                if (!folder.equals(fileOrFolder) && isHidden(folder)) {
                    found.leftOut().put(folder, "hidden");
                    return FileVisitResult.SKIP_SUBTREE;
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                try {
                    String objection = objection(file);
                    if (objection == null) {
                        found.captures().add(file);
                    } else {
                        found.leftOut().put(file, objection);
                    }
                } catch (NoCapture e) {
                    found.leftOut().put(file, e.getMessage());
                } catch (IOException e) {
                    found.unread().put(file, why(e));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) {
                found.unread().put(file, why(failure));
                return FileVisitResult.CONTINUE;
            }
        });
        found.captures().sort(null);
        return found;
    }

    private static boolean isHidden(Path path) {
        return path.getFileName().toString().startsWith(".");
    }

    private static String objection(Path file) throws IOException {
        if (isHidden(file)) {
            return "hidden";
        } else if (!Files.isRegularFile(file)) {
            return Files.isDirectory(file) ? "a link to a folder" : "no file";
        }
        String name = file.getFileName().toString();
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        try (CaptureReader reader = CaptureReader.open(file)) {
            return switch (reader.form()) {
                case EMPTY -> "empty";
                case JSON, XML, EVENTS -> null;
                case LINES -> ENDINGS.contains(ending) ? null : "plain text";
            };
        }
    }

    /** Why a file cannot be read, in words that follow its name and a colon. */
    public static String why(IOException failure) {
        if (failure instanceof NoCapture) {
            return failure.getMessage();
        } else if (failure instanceof AccessDeniedException) {
            return "may not be read";
        } else if (failure instanceof java.nio.file.NoSuchFileException) {
            return "not there";
        } else if (failure instanceof java.util.zip.ZipException || failure instanceof java.io.EOFException) {
            return "damaged gzip (" + failure.getMessage() + ")";
        }
        return "cannot be read (" + failure.getMessage() + ")";
    }

    /** Hands on each record of a file, in order. */
    public static void read(Path file, Consumer<byte[]> records) throws IOException {
        try (CaptureReader reader = CaptureReader.open(file)) {
            for (byte[] record = reader.next(); record != null; record = reader.next()) {
                records.accept(record);
            }
        }
    }

    /** A file's bytes, unpacked if need be. */
    static InputStream open(Path file) throws IOException {
        return new BufferedInputStream(CaptureReader.unpacked(Files.newInputStream(file)), 1 << 16);
    }

    /** What stands in a file, looking only at its beginning. */
    static Form form(InputStream in) throws IOException {
        in.mark(CaptureReader.HEAD);
        byte[] head = in.readNBytes(CaptureReader.HEAD);
        in.reset();
        return CaptureReader.isUtf16(head) ? Form.LINES : CaptureReader.form(head);
    }

    private FeedCapture() {}
}
