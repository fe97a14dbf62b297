package io.groundswell.engines;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The Elasticsearch distribution: found as a zip, checked, unpacked once per machine. */
final class ElasticsearchHome {

    static final String VERSION = "8.19.21";

    /** As published next to the artifact on Maven Central; a distribution of other bytes is not started. */
    static final String SHA_512 = "cf6b0a93860d329937ae7f913ec5073b0c726c77639764b93fc83a304aa1dd9d"
            + "4defcfa2849948eea3b0b47c2065f994908603939fc2a4774c9c4d868c5ec1dd";

    private static final String NAME = "elasticsearch-" + VERSION;
    private static final String ZIP_PROPERTY = "groundswell.elasticsearch.zip";
    private static final Set<PosixFilePermission> ALL_MAY_READ = EnumSet.of(
            PosixFilePermission.OWNER_READ,
            PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_EXECUTE,
            PosixFilePermission.GROUP_READ,
            PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.OTHERS_READ,
            PosixFilePermission.OTHERS_EXECUTE);

    /** Unpacks the distribution into the cache unless some process already has. Safe to call from several at once. */
    static synchronized Path unpackedIn(Path cache, Consumer<String> progress) throws IOException {
        Path home = cache.resolve(NAME + "-" + SHA_512.substring(0, 12));
        if (Files.isDirectory(home)) {
            return home;
        }
        makeReadableFolder(cache);
        try (FileChannel channel = FileChannel.open(
                        cache.resolve(NAME + ".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock lock = channel.lock()) {
            Objects.requireNonNull(lock);
            if (!Files.isDirectory(home)) {
                Path zip = zip();
                progress.accept("Unpacking Elasticsearch " + VERSION + " into " + home);
                Path half = Files.createTempDirectory(cache, NAME + "-unpacking-");
                try {
                    Files.setPosixFilePermissions(half, ALL_MAY_READ);
                    unpack(zip, half);
                    Files.move(half, home, StandardCopyOption.ATOMIC_MOVE);
                } finally {
                    Folders.delete(half);
                }
            }
        }
        return home;
    }

    /** Where the distribution is kept unless the caller says otherwise. */
    static Path usualCache(boolean root) {
        if (!root) {
            return Path.of(System.getProperty("user.home"), ".cache", "groundswell");
        }
        // The server cannot run as root, and who it runs as cannot look into root's home.
        Path shared = Path.of("/var/cache");
        return Files.isWritable(shared)
                ? shared.resolve("groundswell")
                : Path.of(System.getProperty("java.io.tmpdir"), "groundswell-cache");
    }

    /** The zip: where a property or the environment says, where the build put it, else in the local Maven repository. */
    private static Path zip() throws IOException {
        String said = System.getProperty(ZIP_PROPERTY, System.getenv("GROUNDSWELL_ELASTICSEARCH_ZIP"));
        if (said != null) {
            Path zip = Path.of(said);
            if (!Files.isRegularFile(zip)) {
                throw new IOException(
                        "There is no Elasticsearch distribution at " + zip + ", where " + ZIP_PROPERTY + " points to.");
            }
            return zip;
        }
        String file = NAME + ".zip";
        Path besideCode = besideCode();
        Path repository = Path.of(System.getProperty(
                "maven.repo.local",
                Path.of(System.getProperty("user.home"), ".m2", "repository").toString()));
        List<Path> places = List.of(
                besideCode.resolve("elasticsearch").resolve(file),
                besideCode.resolveSibling("elasticsearch").resolve(file),
                repository
                        .resolve("org/elasticsearch/distribution/integ-test-zip/elasticsearch")
                        .resolve(VERSION)
                        .resolve(file));
        Optional<Path> found = places.stream().filter(Files::isRegularFile).findFirst();
        return found.orElseThrow(() -> new IOException("The Elasticsearch distribution " + file
                + " is at none of " + places + ". Build the project once (./mvnw verify), or point the property "
                + ZIP_PROPERTY + " to it."));
    }

    /** The folder that holds this class's jar or classes: {@code target} in a build, the libraries' in an installation. */
    private static Path besideCode() {
        try {
            Path code = Path.of(ElasticsearchHome.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return code.toAbsolutePath().getParent();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void unpack(Path zip, Path into) throws IOException {
        MessageDigest digest = sha512();
        try (InputStream file = Files.newInputStream(zip);
                DigestInputStream bytes = new DigestInputStream(file, digest)) {
            ZipInputStream entries = new ZipInputStream(bytes);
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                int slash = entry.getName().indexOf('/');
                Path target = into.resolve(entry.getName().substring(slash + 1)).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("The entry " + entry.getName() + " points out of " + zip);
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(entries, target);
                }
            }
            bytes.transferTo(java.io.OutputStream.nullOutputStream());
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(SHA_512)) {
            throw new IOException("The Elasticsearch distribution " + zip + " is not the one expected: its SHA-512 is "
                    + found + ". Delete it and build again.");
        }
        // A caller's umask may keep others out; the server may run as another user.
        try (Stream<Path> all = Files.walk(into)) {
            all.forEach(path -> {
                try {
                    Set<PosixFilePermission> now = Files.getPosixFilePermissions(path);
                    now.add(PosixFilePermission.GROUP_READ);
                    now.add(PosixFilePermission.OTHERS_READ);
                    Files.setPosixFilePermissions(path, Files.isDirectory(path) ? ALL_MAY_READ : now);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static void makeReadableFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, ALL_MAY_READ);
        }
    }

    private static MessageDigest sha512() {
        try {
            return MessageDigest.getInstance("SHA-512");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private ElasticsearchHome() {}
}
