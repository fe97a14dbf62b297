package io.groundswell.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that ends with this one, however that ends: when its standard input closes, a small shell kills it. */
final class ChildProcess implements AutoCloseable {

    private static final String WATCH =
            "exec 3<&0; \"$@\" </dev/null 3<&- & child=$!; ( cat <&3 >/dev/null; kill -KILL $child 2>/dev/null ) & watch=$!; "
                    + "wait $child; code=$?; kill -KILL $watch 2>/dev/null; exit $code";
    private static final int LINES_SHOWN = 25;

    private final Process process;
    private final Path log;

    private ChildProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * @param folder it works in
     * @param environment beside what this process has, but for settings of ours
     */
    static ChildProcess start(List<String> command, Path folder, Map<String, String> environment, Path log)
            throws IOException {
        Files.createDirectories(log.getParent());
        List<String> watched = new ArrayList<>(List.of("/bin/sh", "-c", WATCH, "watch"));
        watched.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(watched)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment()
                .keySet()
                .removeIf(name ->
                        name.startsWith("GROUNDSWELL_") || name.startsWith("FLINK_") || name.endsWith("JAVA_OPTIONS"));
        builder.environment().putAll(environment);
        return new ChildProcess(builder.start(), log);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** What it has told so far. */
    String told() throws IOException {
        return Files.readString(log);
    }

    String lastLines() throws IOException {
        List<String> lines = told().lines().toList();
        return String.join("\n", lines.subList(Math.max(0, lines.size() - LINES_SHOWN), lines.size()));
    }

    /** @return its exit code */
    int await(long seconds) throws InterruptedException, IOException {
        if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
            close();
            throw new IOException("still running after " + seconds + " s, told " + log + ":\n" + lastLines());
        }
        return process.exitValue();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
