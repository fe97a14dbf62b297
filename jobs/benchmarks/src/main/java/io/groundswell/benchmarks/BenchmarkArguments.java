package io.groundswell.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** What a benchmark is told, as {@code name=value}. */
public final class BenchmarkArguments {

    /** @param usual what holds for names that are not given */
    public static Map<String, String> of(String[] arguments, Map<String, String> usual) {
        Map<String, String> given = new HashMap<>(usual);
        for (String argument : arguments) {
            String[] parts = argument.split("=", 2);
            // A property that Maven does not know stays as it is written.
            if (parts.length == 2 && !parts[1].isBlank() && !parts[1].startsWith("${")) {
                given.put(parts[0], parts[1]);
            }
        }
        return given;
    }

    /** The folder named as data, else {@code shared/data} beside this folder or one above it; null when there is none. */
    public static Path data(Map<String, String> given) {
        if (given.get("data") != null) {
            return Path.of(given.get("data"));
        }
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolve("shared/data"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
    }

    private BenchmarkArguments() {}
}
