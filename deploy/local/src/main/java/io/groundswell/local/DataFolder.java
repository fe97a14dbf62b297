package io.groundswell.local;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Where a stack keeps everything it has: one folder, one stack at a time. */
final class DataFolder {

    /** Below this no stack is started: engines that run out of room leave damaged files behind. */
    static final long LEAST_FREE_BYTES = 2L * 1024 * 1024 * 1024;

    /** Greater whenever what the jobs have saved can no longer be read by those that ship. */
    private static final String LAYOUT = "3";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path path;

    private DataFolder(Path path) {
        this.path = path;
    }

    static DataFolder at(Path path) {
        return new DataFolder(path.toAbsolutePath().normalize());
    }

    /** Home of the user; of root it is /var/lib, because Elasticsearch runs as somebody who cannot look into /root. */
    static Path usual() {
        return "root".equals(System.getProperty("user.name"))
                ? Path.of("/var/lib/groundswell")
                : Path.of(System.getProperty("user.home"), ".groundswell");
    }

    Path path() {
        return path;
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path elasticsearch() {
        return path.resolve("elasticsearch");
    }

    Path checkpoints(Stage stage) {
        return path.resolve("checkpoints").resolve(stage.name());
    }

    Path temporary() {
        return path.resolve("temporary");
    }

    Path replays() {
        return path.resolve("replays");
    }

    Path log() {
        return path.resolve("groundswell.log");
    }

    private Path address() {
        return path.resolve("stack.json");
    }

    /** @throws Trouble when the folder cannot be made or written, or there is too little room */
    void prepare() throws Trouble {
        prepare(LEAST_FREE_BYTES);
    }

    void prepare(long leastFreeBytes) throws Trouble {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new Trouble("The data folder " + path + " cannot be made: " + reason(e) + ".", e);
        }
        if (!Files.isWritable(path)) {
            throw new Trouble("The data folder " + path + " cannot be written; choose another with --data.");
        }
        try {
            long free = Files.getFileStore(path).getUsableSpace();
            if (free < leastFreeBytes) {
                throw new Trouble("There is too little room in " + path + ": " + (free >> 20) + " MB are free, "
                        + (leastFreeBytes >> 20) + " MB are needed; make room or choose another folder with --data.");
            }
        } catch (IOException e) {
            throw new Trouble("The room left in " + path + " cannot be measured: " + reason(e) + ".", e);
        }
    }

    /**
     * To be called before anything is started on what is kept here.
     *
     * @throws Trouble when another version saved it
     */
    void goOn() throws Trouble {
        Path layout = path.resolve("layout");
        try {
            if (!Files.exists(kafka())) {
                Files.writeString(layout, LAYOUT);
            } else if (!Files.exists(layout) || !Files.readString(layout).equals(LAYOUT)) {
                throw new Trouble(
                        "What is kept in " + path + " was saved by another version of Groundswell, and this one"
                                + " cannot go on from it; move it away, or choose another folder with --data.");
            }
        } catch (IOException e) {
            throw new Trouble("The data folder " + path + " cannot be read: " + reason(e) + ".", e);
        }
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException
                ? "permission denied"
                : e instanceof java.nio.file.FileAlreadyExistsException
                        ? "there is a file in the way"
                        : e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** Holds the folder for one process; whoever dies lets go of it. */
    final class Lock implements AutoCloseable {

        private final FileChannel channel;
        private final FileLock lock;

        private Lock(FileChannel channel, FileLock lock) {
            this.channel = channel;
            this.lock = lock;
        }

        @Override
        public void close() {
            try {
                Files.deleteIfExists(address());
                lock.release();
                channel.close();
            } catch (IOException e) {
                // The process is about to end, and the lock ends with it.
            }
        }

        /** Tells other commands how to find the stack. */
        void tell(StackAddress stack) throws IOException {
            Path draft = path.resolve("stack.json.new");
            Files.write(draft, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(stack));
            Files.move(draft, address(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** @throws Trouble when another stack holds the folder */
    Lock lock() throws Trouble {
        if (Files.exists(path.resolve("stack.settings"))) {
            throw new Trouble(
                    "The folder " + path + " stands for a stack that runs elsewhere, as stack.settings in it says;"
                            + " name another with --data to start one here.");
        }
        return tryLock()
                .orElseThrow(() -> new Trouble("Another Groundswell is using " + path + holder()
                        + "; stop it, or choose another folder with --data."));
    }

    private String holder() {
        return read().map(stack -> " (process " + stack.pid() + ")").orElse("");
    }

    private Optional<Lock> tryLock() throws Trouble {
        FileChannel channel = null;
        try {
            channel = FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            FileLock lock = channel.tryLock();
            if (lock != null) {
                Files.deleteIfExists(address());
                return Optional.of(new Lock(channel, lock));
            }
            channel.close();
            return Optional.empty();
        } catch (OverlappingFileLockException e) {
            closeQuietly(channel);
            return Optional.empty();
        } catch (IOException e) {
            closeQuietly(channel);
            throw new Trouble("The data folder " + path + " cannot be locked: " + reason(e) + ".", e);
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // Nothing was written.
        }
    }

    /**
     * What the folder says of a stack that runs elsewhere, if it does: a file {@code stack.settings} in it, with the settings of the
     * jobs. The environment beats it, as it does for the jobs.
     *
     * @throws io.groundswell.flow.SettingsProblem when something in it is wrong
     */
    Optional<Settings> elsewhere() {
        Path file = path.resolve("stack.settings");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Settings settings = Settings.fromArguments(new String[] {"--settings", file.toString()}, System.getenv());
        List<String> problems = Stages.problems(settings);
        if (!problems.isEmpty()) {
            throw new SettingsProblem(
                    problems.stream().map(problem -> file + ": " + problem).toList());
        }
        return Optional.of(settings);
    }

    /** The stack this folder stands for: one elsewhere, else the one that runs on it now. */
    Optional<StackAddress> reachable() throws Trouble {
        Optional<StackAddress> elsewhere = elsewhere().map(StackAddress::elsewhere);
        return elsewhere.isPresent() ? elsewhere : running();
    }

    /** The stack that runs on this folder now, if one does and has told its address. */
    Optional<StackAddress> running() throws Trouble {
        if (!Files.exists(path.resolve("lock"))) {
            return Optional.empty();
        }
        Optional<StackAddress> told = read();
        Optional<Lock> lock = tryLock();
        lock.ifPresent(Lock::close);
        return lock.isPresent() ? Optional.empty() : told;
    }

    private Optional<StackAddress> read() {
        try {
            return Optional.of(JSON.readValue(Files.readAllBytes(address()), StackAddress.class));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The newest finished checkpoint a job left; one that was being written when the lights went out is no checkpoint. */
    Optional<Path> latestCheckpoint(Stage stage) throws IOException {
        Path folder = checkpoints(stage).resolve(stage.jobId().toHexString());
        try (Stream<Path> kept = Files.list(folder)) {
            return kept.filter(checkpoint -> checkpoint.getFileName().toString().matches("chk-\\d+"))
                    .filter(checkpoint -> Files.isRegularFile(checkpoint.resolve("_metadata")))
                    .max(Comparator.comparingLong(DataFolder::number));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static long number(Path checkpoint) {
        return Long.parseLong(checkpoint.getFileName().toString().substring("chk-".length()));
    }

    /** Empties the folder of things that only a running stack needs. */
    void clearTemporary() throws IOException {
        delete(temporary());
        Files.createDirectories(temporary());
    }

    /**
     * Empties a folder of the demo; one that is not empty and was not made by the demo is left alone.
     *
     * @throws Trouble when something else is kept there
     */
    void beginAnew() throws Trouble, IOException {
        Path mark = path.resolve("demo");
        List<Path> kept;
        try (Stream<Path> all = Files.list(path)) {
            kept = all.filter(each -> !each.equals(log())).toList();
        }
        if (!kept.isEmpty() && !Files.exists(mark)) {
            throw new Trouble(
                    "The folder " + path + " holds something else, and the demo begins by emptying its folder;"
                            + " name another with --data.");
        }
        for (Path each : kept) {
            if (!each.equals(mark)) {
                delete(each);
            }
        }
        if (!Files.exists(mark)) {
            Files.createFile(mark);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            List<Path> deepestFirst;
            try (Stream<Path> all = Files.walk(folder)) {
                deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        }
    }
}
