package io.groundswell.local.export;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.flow.SettingsProblem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/**
 * A file that is being written, beside the one it becomes: {@code FILE.part}, and {@code FILE.part.state}, which says how
 * much of it is good and where to go on. Only what is whole gets the name that was asked for.
 */
final class UnfinishedFile implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * How far it is.
     *
     * @param of what is exported, and how
     * @param bytes of the file that are good
     * @param last row that they hold
     */
    record State(String of, long bytes, long rows, DocumentPages.Cursor last, List<Exported.Withheld> withheld) {}

    private final Path whole;
    private final Path part;
    private final Path state;
    private FileChannel channel;
    private FileLock lock;

    private UnfinishedFile(Path whole) {
        this.whole = whole;
        this.part = whole.resolveSibling(whole.getFileName() + ".part");
        this.state = whole.resolveSibling(whole.getFileName() + ".part.state");
    }

    /** @throws SettingsProblem when another command is writing it, or its folder is not there */
    static UnfinishedFile of(Path whole) throws IOException {
        UnfinishedFile file = new UnfinishedFile(whole.toAbsolutePath());
        try {
            file.channel = FileChannel.open(file.part, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        } catch (NoSuchFileException e) {
            throw new SettingsProblem(List.of(
                    "There is no folder " + file.whole.getParent() + " to write " + whole.getFileName() + " in"));
        } catch (IOException e) {
            throw new IOException("The file " + file.part + " cannot be written: " + e.getMessage(), e);
        }
        try {
            file.lock = file.channel.tryLock();
        } catch (OverlappingFileLockException e) {
            file.lock = null;
        }
        if (file.lock == null) {
            file.channel.close();
            throw new SettingsProblem(List.of("Another command is writing " + whole + " now"));
        }
        return file;
    }

    Path part() {
        return part;
    }

    /** What an earlier start left, if it can be gone on with. */
    Optional<State> left() throws IOException {
        try {
            State left = JSON.readValue(Files.readAllBytes(state), State.class);
            // A file shorter than its state says was not written by us.
            return channel.size() < left.bytes() ? Optional.empty() : Optional.of(left);
        } catch (NoSuchFileException | JacksonException e) {
            return Optional.empty();
        }
    }

    /** Writes behind the first so many bytes; what follows them is gone. */
    OutputStream after(long bytes) throws IOException {
        if (bytes == 0) {
            Files.deleteIfExists(state);
        }
        channel.truncate(bytes);
        channel.position(bytes);
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] some, int offset, int length) throws IOException {
                ByteBuffer left = ByteBuffer.wrap(some, offset, length);
                while (left.hasRemaining()) {
                    channel.write(left);
                }
            }
        };
    }

    long bytes() throws IOException {
        return Files.size(part);
    }

    /** From here on can be gone on, whatever happens. */
    void keep(State reached) throws IOException {
        channel.force(false);
        Path draft = whole.resolveSibling(whole.getFileName() + ".part.state.new");
        Files.write(draft, JSON.writeValueAsBytes(reached));
        Files.move(draft, state, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** It is whole. */
    void finish() throws IOException {
        channel.force(true);
        Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Files.deleteIfExists(state);
    }

    @Override
    public void close() throws IOException {
        lock.release();
        channel.close();
    }
}
