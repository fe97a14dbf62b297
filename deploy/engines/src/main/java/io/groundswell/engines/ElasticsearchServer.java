package io.groundswell.engines;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Elasticsearch on this machine: a process of its own that answers on 127.0.0.1 only, as one node, without
 * security unless a setting turns it on. Linux and macOS. It ends with this JVM, however that ends: closed, by a
 * shutdown hook, or, when the JVM is killed, by a small shell that notices its standard input close.
 *
 * <pre>{@code
 * try (ElasticsearchServer server = ElasticsearchServer.in(folder).port(9200).progress(System.err::println).start()) {
 *     server.uri();
 * }
 * }</pre>
 *
 * Not thread-safe, but for {@link #close()}.
 */
public final class ElasticsearchServer implements AutoCloseable {

    private static final long LEAST_FREE_BYTES = 1L << 30;
    private static final Duration STOP_WITHIN = Duration.ofSeconds(20);
    private static final Duration ONE_ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(250);
    private static final int LOG_LINES_SHOWN = 15;

    /**
     * Starts the words after it, passes a TERM on, and ends them when standard input closes: the other end of that pipe
     * is this JVM, and the kernel closes it whatever happens to us.
     */
    private static final String WATCH = "exec 3<&0; \"$@\" </dev/null 3<&- & server=$!; "
            + "trap 'kill -TERM $server 2>/dev/null' TERM INT HUP; "
            + "( trap '' INT; cat <&3 >/dev/null; kill -TERM $server 2>/dev/null; sleep 20; "
            + "kill -KILL $server 2>/dev/null ) & watch=$!; "
            + "wait $server; code=$?; while kill -0 $server 2>/dev/null; do wait $server; code=$?; done; "
            + "kill -KILL $watch 2>/dev/null; exit $code";

    private final Start start;
    private final ElasticsearchUser user;
    private final Path home;
    private final Path folder;
    private final int port;
    private final HttpClient http;
    private final Thread hook = new Thread(this::end, "stop-elasticsearch");
    private Process process;
    private boolean closed;

    /** How the server is to be started. What is not said is: a free port, 512 MB of heap, no progress told. */
    public static final class Start {

        private final Path folder;
        private final boolean temporary;
        private final Map<String, String> settings = new TreeMap<>();
        private ElasticsearchSecurity security;
        private int port;
        private int heapMegabytes = 512;
        private Path cache = ElasticsearchHome.usualCache(ElasticsearchUser.isRoot());
        private Duration within = Duration.ofMinutes(3);
        private Consumer<String> progress = sentence -> {};

        private Start(Path folder, boolean temporary) {
            this.folder = folder;
            this.temporary = temporary;
        }

        /** @param port for HTTP; 0 takes a free one */
        public Start port(int port) {
            this.port = port;
            return this;
        }

        public Start heapMegabytes(int heapMegabytes) {
            this.heapMegabytes = heapMegabytes;
            return this;
        }

        /** Where the distribution is unpacked, once; it stays there. */
        public Start cache(Path cache) {
            this.cache = cache;
            return this;
        }

        /** How long the server may take until it answers; 3 minutes unless said. */
        public Start within(Duration within) {
            this.within = within;
            return this;
        }

        /** A line of elasticsearch.yml; beats ours. */
        public Start setting(String key, String value) {
            settings.put(key, value);
            return this;
        }

        /** TLS, users and roles; without it, everybody may do everything. */
        public Start security(ElasticsearchSecurity security) {
            this.security = security;
            return this;
        }

        /** Who is told, in sentences, what is going on. */
        public Start progress(Consumer<String> progress) {
            this.progress = progress;
            return this;
        }

        /**
         * Starts the server and waits until it is healthy.
         *
         * @throws IOException in one sentence a person can act on, with the last lines of the log
         */
        public ElasticsearchServer start() throws IOException {
            ElasticsearchServer server = new ElasticsearchServer(this);
            try {
                server.launch();
                return server;
            } catch (IOException | RuntimeException e) {
                server.close();
                throw e;
            }
        }
    }

    /**
     * A server that keeps its data in a folder, and finds it there the next time.
     *
     * @param folder made when absent; its own sub-folders for configuration, data and log. When we are root it is given
     *     to the user the server runs as, who must be able to reach it.
     */
    public static Start in(Path folder) {
        return new Start(folder.toAbsolutePath(), false);
    }

    /** A server whose data is gone when it is closed. */
    public static Start temporary() throws IOException {
        return new Start(Files.createTempDirectory("groundswell-elasticsearch-"), true);
    }

    private ElasticsearchServer(Start start) throws IOException {
        this.start = start;
        this.folder = start.folder;
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(ONE_ANSWER_WITHIN);
        this.http = start.security == null
                ? client.build()
                : client.sslContext(start.security.trust()).build();
        if (System.getProperty("os.name").startsWith("Windows")) {
            throw new IOException("The local Elasticsearch runs on Linux and macOS; on Windows use WSL.");
        }
        user = ElasticsearchUser.ofThisProcess();
        for (String name : List.of("config", "data", "temporary", "log")) {
            Files.createDirectories(folder.resolve(name));
        }
        long free = Files.getFileStore(folder).getUsableSpace();
        if (free < LEAST_FREE_BYTES) {
            throw new IOException("There is too little room for Elasticsearch in " + folder + ": " + (free >> 20)
                    + " MB are free, 1024 MB are needed.");
        }
        home = ElasticsearchHome.unpackedIn(start.cache, start.progress);
        port = start.port == 0 ? LocalPorts.free() : start.port;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Where it answers: {@code http://127.0.0.1:<port>}, or {@code https}. */
    public URI uri() {
        return URI.create((start.security == null ? "http" : "https") + "://127.0.0.1:" + port);
    }

    public int port() {
        return port;
    }

    /** What the server says about itself. */
    public Path log() {
        return folder.resolve("log").resolve("elasticsearch.log");
    }

    /** The server's process id, or empty when it does not run. */
    public Optional<Long> pid() {
        try {
            return Files.exists(pidFile())
                    ? Optional.of(Long.parseLong(Files.readString(pidFile()).strip()))
                            .filter(pid -> ProcessHandle.of(pid)
                                    .map(ProcessHandle::isAlive)
                                    .orElse(false))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** SIGKILL, as a crash would be; the data stays. Returns when the process is gone. */
    public void kill() {
        List<ProcessHandle> all = everyProcess();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(handle -> handle.onExit().join());
    }

    /** Starts it again on the same data and port and waits until it is healthy; kills it first when it still runs. */
    public void restart() throws IOException {
        kill();
        launch();
    }

    /** SIGSTOP: it keeps its connections and answers nothing. */
    public void pause() throws IOException {
        signal("STOP");
    }

    /** SIGCONT: it goes on where {@link #pause()} stopped it. */
    public void resume() throws IOException {
        signal("CONT");
    }

    /** Stops it: asked first, killed after 20 s. A temporary server's data goes with it. Closing again does nothing. */
    @Override
    public void close() {
        if (!closed) {
            end();
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // The JVM is already going down and runs the hook itself.
            }
        }
    }

    private synchronized void end() {
        if (closed) {
            return;
        }
        closed = true;
        if (process != null && process.isAlive()) {
            List<ProcessHandle> all = everyProcess();
            process.destroy();
            try {
                if (!process.waitFor(STOP_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                    start.progress.accept("Elasticsearch does not stop when asked, so it is killed");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            all.forEach(ProcessHandle::destroyForcibly);
        }
        if (start.temporary) {
            try {
                Folders.delete(folder);
            } catch (IOException e) {
                start.progress.accept("The folder " + folder + " could not be deleted: " + e.getMessage());
            }
        }
    }

    private void launch() throws IOException {
        LocalPorts.refuseTaken(port);
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        Files.deleteIfExists(pidFile());
        writeConfiguration();
        for (String name : List.of("config", "data", "temporary")) {
            user.own(folder.resolve(name));
        }
        if (user.isAnother()) {
            // The folder may be one that only we can enter, as temporary ones are.
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        for (Path needed : List.of(java, home.resolve("lib"), folder.resolve("data"))) {
            if (!user.canUse(needed)) {
                throw new IOException(
                        "Elasticsearch refuses to run as root and runs as nobody instead, who cannot reach " + needed
                                + ": put it where every user may look, or start Groundswell as an ordinary user.");
            }
        }
        start.progress.accept("Starting Elasticsearch " + ElasticsearchHome.VERSION + " on " + uri());
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", WATCH, "elasticsearch"));
        command.addAll(List.of(
                java.toString(),
                "-Xms4m",
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-Dcli.name=server",
                "-Dcli.script=" + home.resolve("bin").resolve("elasticsearch"),
                "-Dcli.libs=lib/tools/server-cli",
                "-Des.path.home=" + home,
                "-Des.path.conf=" + folder.resolve("config"),
                "-Des.distribution.type=zip",
                "-Des.java.type=ES_JAVA_HOME",
                "-cp",
                home.resolve("lib") + "/*:" + home.resolve("lib").resolve("cli-launcher") + "/*",
                "org.elasticsearch.launcher.CliToolLauncher",
                "-p",
                pidFile().toString()));
        ProcessBuilder builder = new ProcessBuilder(user.running(command))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        Map<String, String> environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("ES_") || name.endsWith("JAVA_OPTIONS"));
        environment.put("ES_JAVA_HOME", System.getProperty("java.home"));
        environment.put("ES_PATH_CONF", folder.resolve("config").toString());
        environment.put("ES_TMPDIR", folder.resolve("temporary").toString());
        environment.put("ES_JAVA_OPTS", "-Xms" + start.heapMegabytes + "m -Xmx" + start.heapMegabytes + "m");
        environment.put("HOME", folder.resolve("temporary").toString());
        long logBegan = Files.exists(log()) ? Files.size(log()) : 0;
        process = builder.start();
        awaitHealth(logBegan);
        start.progress.accept("Elasticsearch is up on " + uri());
    }

    private void writeConfiguration() throws IOException {
        Path configuration = folder.resolve("config");
        Map<String, String> settings = new TreeMap<>(Map.ofEntries(
                Map.entry("cluster.name", "groundswell"),
                Map.entry("node.name", "local"),
                Map.entry("path.data", folder.resolve("data").toString()),
                Map.entry("path.logs", folder.resolve("temporary").toString()),
                Map.entry("network.host", "127.0.0.1"),
                Map.entry("http.port", Integer.toString(port)),
                Map.entry("transport.port", "0"),
                Map.entry("discovery.type", "single-node"),
                Map.entry("xpack.security.enabled", "false"),
                // Only what was set up on purpose: a misspelt index must not come to life with guessed fields.
                Map.entry("action.auto_create_index", "\"+.*,-*\""),
                // A laptop's disk is often fuller than the watermarks like; the room is checked at the start instead.
                Map.entry("cluster.routing.allocation.disk.threshold_enabled", "false")));
        if (start.security != null) {
            settings.putAll(start.security.settings());
            start.security.writeInto(configuration);
        }
        settings.putAll(start.settings);
        if (Files.isDirectory(home.resolve("modules").resolve("ingest-geoip"))) {
            settings.putIfAbsent("ingest.geoip.downloader.enabled", "false");
        }
        Files.write(
                configuration.resolve("elasticsearch.yml"),
                settings.entrySet().stream()
                        .map(setting -> setting.getKey() + ": " + setting.getValue())
                        .toList());
        Files.write(
                configuration.resolve("jvm.options"),
                List.of(
                        "-XX:+UseG1GC",
                        "-Djava.io.tmpdir=${ES_TMPDIR}",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-XX:ErrorFile=" + folder.resolve("temporary") + "/hs_err_pid%p.log"));
        Files.write(
                configuration.resolve("log4j2.properties"),
                List.of(
                        "status = error",
                        "appender.console.type = Console",
                        "appender.console.name = console",
                        "appender.console.layout.type = PatternLayout",
                        "appender.console.layout.pattern = [%d{ISO8601}][%-5p][%c{1.}] %m%n",
                        "rootLogger.level = info",
                        "rootLogger.appenderRef.console.ref = console"));
    }

    private void awaitHealth(long logBegan) throws IOException {
        CompletableFuture<Boolean> tooLong = new CompletableFuture<Boolean>()
                .completeOnTimeout(true, start.within.toMillis(), TimeUnit.MILLISECONDS);
        try {
            while (!isHealthy()) {
                if (process.waitFor(BETWEEN_QUESTIONS.toMillis(), TimeUnit.MILLISECONDS)) {
                    throw new IOException("Elasticsearch ended with code " + process.exitValue()
                            + " instead of starting; its log, " + log() + ", ends:\n" + lastLogLines(logBegan));
                }
                if (tooLong.isDone()) {
                    kill();
                    throw new IOException("Elasticsearch did not answer on " + uri() + " within "
                            + start.within.toSeconds() + " s; its log, " + log() + ", ends:\n"
                            + lastLogLines(logBegan));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
            throw new IOException("Interrupted while Elasticsearch was starting.", e);
        }
    }

    private boolean isHealthy() throws InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(
                        uri().resolve(
                                        "/_cluster/health?wait_for_status=yellow&wait_for_no_initializing_shards=true&timeout=2s"))
                .timeout(ONE_ANSWER_WITHIN)
                .build();
        try {
            HttpResponse<Void> answer = http.send(question, HttpResponse.BodyHandlers.discarding());
            // With security turned on by a setting, being refused by name is as healthy as it gets for a stranger.
            return answer.statusCode() == 200 || answer.statusCode() == 401 || answer.statusCode() == 403;
        } catch (IOException e) {
            return false;
        }
    }

    private String lastLogLines(long logBegan) throws IOException {
        byte[] all = Files.readAllBytes(log());
        int from = (int) Math.min(logBegan, all.length);
        List<String> lines = new String(all, from, all.length - from, StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .toList();
        return lines.subList(Math.max(0, lines.size() - LOG_LINES_SHOWN), lines.size()).stream()
                .map(line -> "  " + line)
                .collect(Collectors.joining("\n"));
    }

    private Path pidFile() {
        return folder.resolve("temporary").resolve("pid");
    }

    /** The server first, then those that look after it. */
    private List<ProcessHandle> everyProcess() {
        if (process == null) {
            return List.of();
        }
        return Stream.of(
                        pid().flatMap(ProcessHandle::of).stream(), process.descendants(), Stream.of(process.toHandle()))
                .flatMap(handles -> handles)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private void signal(String name) throws IOException {
        long pid = pid().orElseThrow(() -> new IOException("Elasticsearch does not run."));
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IOException("Elasticsearch could not be sent SIG" + name + ".");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
