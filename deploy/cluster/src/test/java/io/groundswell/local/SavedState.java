package io.groundswell.local;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** Savepoints as files that can be kept: a zip each, {@code <release>/<stage>.zip}. */
final class SavedState {

    private static final Path RELEASES = Path.of("src", "test", "resources", "savepoints");

    /** @param savepoint the URI that Flink gave it */
    static void pack(String savepoint, Path zip) throws IOException {
        Path folder = Path.of(URI.create(savepoint));
        Files.createDirectories(zip.getParent());
        try (OutputStream file = Files.newOutputStream(zip);
                ZipOutputStream out = new ZipOutputStream(file);
                Stream<Path> files = Files.list(folder)) {
            for (Path each : files.sorted().toList()) {
                out.putNextEntry(new ZipEntry(each.getFileName().toString()));
                Files.copy(each, out);
                out.closeEntry();
            }
        }
    }

    /** @return where the savepoint lies, as Flink takes it */
    static String unpack(Path zip, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Files.copy(in, folder.resolve(Path.of(entry.getName()).getFileName()));
            }
        }
        return folder.toUri().toString();
    }

    /** The folders of the releases whose savepoints are kept, oldest first. */
    static List<Path> releases() throws IOException {
        try (Stream<Path> folders = Files.list(RELEASES)) {
            return folders.filter(Files::isDirectory).sorted().toList();
        }
    }

    private SavedState() {}
}
