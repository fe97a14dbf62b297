package io.groundswell.local.brief;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A browser without a window. */
final class Chromium {

    private static final int WITHIN_SECONDS = 60;

    private final Path binary;
    private final Path folder;

    /**
     * What a page came to.
     *
     * @param html of the page when all was quiet
     * @param console what it complained of, line by line
     */
    record Seen(String html, List<String> console) {}

    private Chromium(Path binary, Path folder) {
        this.binary = binary;
        this.folder = folder;
    }

    /** That of this machine. Without one the test is skipped, and fails where everything is to be checked. */
    static Chromium in(Path folder) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(place -> Path.of(place, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(binary -> new Chromium(binary, folder))
                .orElseGet(() -> {
                    String missing = "There is no chromium on the path, so nobody has looked at the page.";
                    return System.getenv("CI") == null ? abort(missing) : fail(missing);
                });
    }

    Seen open(String address, String... more) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory(folder, "profile");
        Path html = Files.createTempFile(folder, "page", ".html");
        Path complaints = Files.createTempFile(folder, "console", ".txt");
        List<String> words = new ArrayList<>(List.of(
                binary.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-quic",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--enable-logging=stderr",
                "--virtual-time-budget=6000",
                "--user-data-dir=" + profile));
        words.addAll(List.of(more));
        words.add("--dump-dom");
        words.add(address);
        Process process = new ProcessBuilder(words)
                .redirectOutput(html.toFile())
                .redirectError(complaints.toFile())
                .start();
        if (!process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("chromium has not ended within " + WITHIN_SECONDS + " s");
        }
        return new Seen(
                Files.readString(html, StandardCharsets.UTF_8),
                Files.readString(complaints, StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains("CONSOLE"))
                        .toList());
    }
}
