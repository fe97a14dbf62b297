package io.groundswell.collect.feed;

import io.groundswell.testkit.Approved;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The records in our samples of a platform, {@code schemas/feeds/<platform>}. */
final class Samples {

    static List<byte[]> of(String platform) throws IOException {
        List<byte[]> records = new ArrayList<>();
        for (Path file : files(platform)) {
            FeedCapture.read(file, records::add);
        }
        return records;
    }

    /** The captures, sorted; {@code decoded.txt} tells what they become and is none. */
    static List<Path> files(String platform) throws IOException {
        Path folder = Approved.root().resolve("schemas/feeds").resolve(platform);
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.endsWith("decoded.txt")).sorted().toList();
        }
    }

    private Samples() {}
}
