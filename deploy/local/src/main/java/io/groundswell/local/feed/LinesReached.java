package io.groundswell.local.feed;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Remembers how far the replay of a set of files came, so that an interrupted one goes on. A file is known by what is in
 * it, not by its name: its size, its first and its last bytes. A finished replay is forgotten, and may be made again.
 */
public final class LinesReached {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BYTES_LOOKED_AT = 1 << 20;

    private record Kept(String platform, List<String> names, List<Long> lines) {}

    private final String platform;
    private final List<Path> files;
    private final Path kept;

    /** @param folder where this is remembered */
    public LinesReached(Path folder, String platform, List<Path> files) throws IOException {
        this.platform = platform;
        this.files = List.copyOf(files);
        MessageDigest digest = sha256();
        digest.update(platform.getBytes(StandardCharsets.UTF_8));
        for (Path file : files) {
            digest.update(fingerprint(file));
        }
        kept = folder.resolve(HexFormat.of().formatHex(digest.digest(), 0, 16) + ".json");
    }

    private static byte[] fingerprint(Path file) throws IOException {
        MessageDigest digest = sha256();
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            long length = bytes.length();
            digest.update(Long.toString(length).getBytes(StandardCharsets.UTF_8));
            byte[] some = new byte[(int) Math.min(BYTES_LOOKED_AT, length)];
            bytes.readFully(some);
            digest.update(some);
            bytes.seek(length - some.length);
            bytes.readFully(some);
            digest.update(some);
        }
        return digest.digest();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Lines of each file that were sent and acknowledged; zeros when there is nothing to go on from. */
    public List<Long> lines() {
        try {
            Kept read = JSON.readValue(Files.readAllBytes(kept), Kept.class);
            if (read.lines().size() == files.size()) {
                return read.lines();
            }
        } catch (IOException e) {
            // Never replayed, or finished, or unreadable: from the beginning.
        }
        return new ArrayList<>(java.util.Collections.nCopies(files.size(), 0L));
    }

    public void save(List<Long> lines) throws IOException {
        Files.createDirectories(kept.getParent());
        Path draft = kept.resolveSibling(kept.getFileName() + ".new");
        List<String> names = files.stream().map(Path::toString).toList();
        Files.write(draft, JSON.writeValueAsBytes(new Kept(platform, names, List.copyOf(lines))));
        Files.move(draft, kept, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** The replay is finished. */
    public void forget() throws IOException {
        Files.deleteIfExists(kept);
    }
}
