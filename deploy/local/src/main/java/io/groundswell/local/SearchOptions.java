package io.groundswell.local;

import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.publish.PublishSettings;
import io.groundswell.publish.search.Authority;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLContext;
import picocli.CommandLine.Option;

/** Which Elasticsearch a command speaks to: one that is named, else that of the running stack. */
final class SearchOptions {

    private static final int LONGEST_ADDRESS = 500;

    @Option(
            names = "--elasticsearch",
            paramLabel = "URL",
            description = "Which one, such as https://search.example:9200; that of the running stack when left out.")
    private String elasticsearch;

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description = "Holds the encoded API key for it, when it needs one.")
    private Path keyFile;

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            description = "The authority that signed its certificate, PEM, when that is no public one.")
    private Path caFile;

    @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder of the stack.")
    private Path data;

    /** Whether one is named, and no stack is meant. */
    boolean isNamed() {
        return elasticsearch != null;
    }

    /**
     * @throws SettingsProblem when what is named is no address
     * @throws Trouble when none is named and no stack runs
     */
    URI address() throws Trouble {
        return isNamed() ? web("--elasticsearch", elasticsearch) : URI.create(stack().elasticsearch());
    }

    /** @throws Trouble when none runs */
    StackAddress stack() throws Trouble {
        DataFolder folder = folder();
        return folder.reachable()
                .orElseThrow(() -> new Trouble("No stack runs on " + folder.path()
                        + "; start one with groundswell up, name another folder with --data, or an Elasticsearch with"
                        + " --elasticsearch."));
    }

    private DataFolder folder() {
        return DataFolder.at(data == null ? DataFolder.usual() : data);
    }

    /** Of the stack elsewhere that is meant, if one is. */
    Optional<Settings> elsewhere() {
        return isNamed() ? Optional.empty() : folder().elsewhere();
    }

    /** Null when none was given. */
    Path keyFile() {
        return keyFile != null ? keyFile : ofElsewhere(PublishSettings::apiKeyFile);
    }

    /** Null when none was given. */
    Path caFile() {
        return caFile != null ? caFile : ofElsewhere(PublishSettings::caFile);
    }

    private Path ofElsewhere(Function<PublishSettings, String> file) {
        return elsewhere()
                .map(PublishSettings::from)
                .map(file)
                .filter(path -> !path.isEmpty())
                .map(Path::of)
                .orElse(null);
    }

    /**
     * Whom to trust; null for the public authorities.
     *
     * @throws SettingsProblem when the file cannot be read or holds something else
     */
    SSLContext authority() {
        try {
            return caFile() == null ? null : Authority.in(caFile());
        } catch (IllegalArgumentException e) {
            throw new SettingsProblem(List.of(e.getMessage()));
        }
    }

    /**
     * The key itself; null when none was given.
     *
     * @throws SettingsProblem when the file cannot be read or holds something else
     */
    String key() {
        Path file = keyFile();
        return file == null ? null : key(file);
    }

    /** @throws SettingsProblem when the file cannot be read or does not hold one key */
    static String key(Path file) {
        try {
            String key = Files.readString(file).strip();
            if (!key.matches("[A-Za-z0-9+/=_-]+")) {
                throw new SettingsProblem(
                        List.of("the file " + file + " must hold one encoded API key and nothing else"));
            }
            return key;
        } catch (IOException e) {
            // Not repeated: people who mistake it write the key itself.
            throw new SettingsProblem(
                    List.of("the file with the API key cannot be read; is it there, is it text, and may you"
                            + " read it? What is given is its path, not the key"));
        }
    }

    /**
     * An address of HTTP as it was written. A password in it could be read by others on this machine, and is not repeated.
     *
     * @throws SettingsProblem when it is none
     */
    static URI web(String option, String written) {
        try {
            URI address = new URI(written);
            boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
            if (web && address.getHost() != null && address.getUserInfo() == null && address.getQuery() == null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // Told below.
        }
        throw new SettingsProblem(List.of(option + " must be an address such as https://127.0.0.1:9200, without a"
                + " user, but is " + Terminal.safe(written.replaceAll("//[^/]*@", "//…@"), LONGEST_ADDRESS)));
    }
}
