package io.groundswell.engines;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whom the server runs as. It refuses to run as root; then it runs as {@code nobody}, by whichever tool the machine has.
 *
 * @param prefix words before the command; empty when it runs as ourselves
 */
record ElasticsearchUser(List<String> prefix) {

    private static final String NOBODY = "nobody";

    static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** @throws IOException in a sentence, when we are root and cannot become anybody else */
    static ElasticsearchUser ofThisProcess() throws IOException {
        if (!isRoot()) {
            return new ElasticsearchUser(List.of());
        }
        for (List<String> prefix : List.of(
                List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + group(), "--clear-groups", "--"),
                List.of("runuser", "-u", NOBODY, "--"),
                List.of("su-exec", NOBODY),
                List.of("gosu", NOBODY))) {
            if (succeeds(prefix, "true")) {
                return new ElasticsearchUser(prefix);
            }
        }
        throw new IOException(
                "Elasticsearch refuses to run as root, and neither setpriv nor runuser is here to start it" + " as "
                        + NOBODY + ": start Groundswell as an ordinary user.");
    }

    private static String group() {
        // Debian and Fedora do not agree on the name of nobody's group.
        Path groups = Path.of("/etc/group");
        try (Stream<String> lines = Files.lines(groups)) {
            return lines.anyMatch(line -> line.startsWith("nogroup:")) ? "nogroup" : NOBODY;
        } catch (IOException e) {
            return NOBODY;
        }
    }

    boolean isAnother() {
        return !prefix.isEmpty();
    }

    /** Gives a folder and all in it to the user. */
    void own(Path folder) throws IOException {
        if (!isAnother()) {
            return;
        }
        UserPrincipal nobody =
                folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(NOBODY);
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.toList()) {
                Files.setOwner(path, nobody);
            }
        }
    }

    boolean canUse(Path path) {
        return !isAnother() || succeeds(prefix, "test", "-x", path.toString());
    }

    List<String> running(List<String> command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        return all;
    }

    private static boolean succeeds(List<String> prefix, String... command) {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(all)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process.waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
