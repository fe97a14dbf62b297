package io.groundswell.local;

import io.groundswell.testkit.Approved;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A job as it is shipped.
 *
 * @param entry the class whose main Flink runs
 * @param beside jars the job needs on its class path and that are not in its own
 * @param arguments of the main
 */
record PackagedJob(Stage stage, Path jar, String entry, List<Path> beside, List<String> arguments) {

    private static final Path CLASSES = Path.of("target", "test-classes");
    private static final String ONE_MORE = "io/groundswell/onemore";

    /** As the build has packaged it, with the settings it is deployed with. */
    static PackagedJob of(Stage stage) throws IOException {
        Path deploy = Approved.root().resolve("deploy").toAbsolutePath().normalize();
        Path built = deploy.resolve("image").resolve(stage.name()).resolve("target");
        String name = stage.name();
        return new PackagedJob(
                stage,
                built.resolve("groundswell-" + name + ".jar"),
                "io.groundswell." + name + "." + Character.toUpperCase(name.charAt(0)) + name.substring(1) + "Job",
                jarsIn(built.resolve("models")),
                List.of(
                        "--settings",
                        deploy.resolve("settings").resolve(name + ".properties").toString()));
    }

    private static List<Path> jarsIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.sorted().toList();
        }
    }

    /** The same job in a build that has one more operator behind each source. */
    PackagedJob grown(Path folder) throws IOException {
        Path grown = Files.createDirectories(folder).resolve(jar.getFileName());
        Files.copy(jar, grown);
        try (FileSystem inside = FileSystems.newFileSystem(grown);
                Stream<Path> classes = Files.list(CLASSES.resolve(ONE_MORE))) {
            Path room = Files.createDirectories(inside.getPath(ONE_MORE));
            for (Path each : classes.toList()) {
                Files.copy(each, room.resolve(each.getFileName().toString()));
            }
        }
        List<String> with = new ArrayList<>(List.of(stage.name(), entry));
        with.addAll(arguments);
        return new PackagedJob(stage, grown, "io.groundswell.onemore.OneMoreOperator", beside, with);
    }
}
