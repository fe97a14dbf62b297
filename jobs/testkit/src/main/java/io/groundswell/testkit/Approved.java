package io.groundswell.testkit;

import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A file that somebody has read and approved. When what is found differs, it is put down under {@code target/approve}, to
 * be read and, when the change is meant, copied over the approved one.
 */
public final class Approved {

    private static final int LINES_SHOWN = 3;

    private static final Path MODULE = Path.of("").toAbsolutePath();

    private final Path file;

    private Approved(Path file) {
        this.file = file;
    }

    /** @param path from the root of the repository */
    public static Approved file(String path) {
        return new Approved(root().resolve(path));
    }

    /** The root of the repository. */
    public static Path root() {
        Path root = MODULE;
        while (root != null && !Files.isDirectory(root.resolve("schemas").resolve("feeds"))) {
            root = root.getParent();
        }
        if (root == null) {
            throw new IllegalStateException("no folder above " + MODULE + " holds schemas/feeds");
        }
        return root;
    }

    /** Fails in one sentence unless the text is the approved one. */
    public void equalsWhole(String found) throws IOException {
        compare(Files.exists(file) ? Files.readString(file) : "", found);
    }

    /** The same, but lines of the approved file that begin with a # explain it and are not compared. */
    public void equalsWithoutRemarks(String found) throws IOException {
        String approved = Files.exists(file) ? Files.readString(file) : "";
        compare(
                approved.lines()
                        .filter(line -> !line.startsWith("#"))
                        .map(line -> line + "\n")
                        .collect(Collectors.joining()),
                found);
    }

    private void compare(String approved, String found) throws IOException {
        if (approved.equals(found)) {
            return;
        }
        Path actual = MODULE.resolve("target")
                .resolve("approve")
                .resolve(file.getParent().getFileName())
                .resolve(file.getFileName());
        Files.createDirectories(actual.getParent());
        Files.writeString(actual, found);
        fail(
                "%s",
                file + " differs from what was found now, first " + firstDifference(approved, found)
                        + "; the whole is in " + actual + ", to be copied over it if the change is meant");
    }

    private static String firstDifference(String approved, String found) {
        List<String> expected = approved.lines().toList();
        List<String> actual = found.lines().toList();
        int line = 0;
        while (line < expected.size()
                && line < actual.size()
                && expected.get(line).equals(actual.get(line))) {
            line++;
        }
        return "in line " + (line + 1) + " (approved: " + quoted(expected, line) + ", found: " + quoted(actual, line)
                + ")";
    }

    /** A line, and what follows on it: one alone may not tell what is wrong. */
    private static String quoted(List<String> lines, int line) {
        List<String> shown = lines.subList(line, Math.min(line + LINES_SHOWN, lines.size()));
        return shown.isEmpty() ? "nothing" : "'" + String.join(" / ", shown) + "'";
    }
}
