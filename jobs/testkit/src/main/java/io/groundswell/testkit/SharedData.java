package io.groundswell.testkit;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder of real payloads and labelled posts beside the project, where there is one. They are not ours to copy. */
public final class SharedData {

    public static Optional<Path> folder() {
        String named = System.getenv("GROUNDSWELL_SHARED_DATA");
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isDirectory);
        }
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path data = folder.resolve("shared/data");
            if (Files.isDirectory(data)) {
                return Optional.of(data);
            }
        }
        return Optional.empty();
    }

    /** One file of it, where it is. */
    public static Optional<Path> file(String name) {
        return folder().map(data -> data.resolve(name)).filter(Files::isReadable);
    }

    private SharedData() {}
}
