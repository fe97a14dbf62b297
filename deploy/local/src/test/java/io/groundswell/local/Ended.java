package io.groundswell.local;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;

/** How a command ended, and what it said. */
record Ended(int code, String out, String err) {

    /** The command line {@code groundswell WORDS}, run in this process. */
    static Ended of(Object... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Groundswell.run(
                Arrays.stream(words).map(Object::toString).toArray(String[]::new),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Ended(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** The command line {@code groundswell COMMAND WORDS}, about the bad day of the story's brand. */
    static Ended ofTheBadDay(String command, Object... words) {
        return ofCommand(
                command,
                Stream.concat(
                                Stream.of("--brand", "pottlewick", "--from", "2026-03-08", "--to", "2026-03-09"),
                                Arrays.stream(words))
                        .toArray());
    }

    /** The command line {@code groundswell COMMAND WORDS}. */
    static Ended ofCommand(String command, Object... words) {
        return of(Stream.concat(Stream.of(command), Arrays.stream(words)).toArray());
    }
}
