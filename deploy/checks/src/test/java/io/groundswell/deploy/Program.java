package io.groundswell.deploy;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A program of this machine that looks at our files. */
final class Program {

    private static final int WITHIN_SECONDS = 60;

    /** @param said on both of its outputs */
    record Ended(int code, String said) {}

    static boolean isThere(String name) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(place -> Files.isExecutable(Path.of(place, name)));
    }

    /** Without the program the test is skipped, and fails where everything is to be checked. */
    static void require(String name, String debianPackage) {
        if (!isThere(name)) {
            String missing = "There is no " + name + " on the path (Debian's package " + debianPackage
                    + "), so nobody has looked at the rules.";
            if (System.getenv("CI") == null) {
                abort(missing);
            }
            fail(missing);
        }
    }

    static Ended run(Path folder, String... words) {
        try {
            Path said = Files.createTempFile(folder, "said", ".txt");
            Process process = new ProcessBuilder(words)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            if (!process.waitFor(WITHIN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return fail(words[0] + " did not end within " + WITHIN_SECONDS + " s");
            }
            return new Ended(process.exitValue(), Files.readString(said));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private Program() {}
}
