package io.groundswell.local;

import io.groundswell.flow.SettingsProblem;
import io.groundswell.flow.WallClock;
import io.groundswell.kibana.Pack;
import io.groundswell.kibana.PackImport;
import io.groundswell.publish.document.Index;
import io.groundswell.publish.search.Elasticsearch;
import io.groundswell.publish.search.IndexProblem;
import io.groundswell.publish.search.Indices;
import io.groundswell.publish.search.Lifecycle;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Makes an Elasticsearch ready for our documents and brings our dashboards to a Kibana. Safe to repeat. */
@Command(
        name = "setup",
        description = {
            "Puts index templates into Elasticsearch, makes missing indices, gives them a lifecycle where the server has such,",
            "and brings the dashboards to a Kibana. What is there already stays; dashboards of ours are replaced."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  groundswell setup --elasticsearch https://search.example:9200 --api-key-file search.key",
            "  groundswell setup --kibana https://kibana.example/s/marketing --kibana-api-key-file kibana.key"
        })
final class SetupCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int LONGEST_ANSWER = 500;

    @ParentCommand
    private Groundswell groundswell;

    @Option(
            names = "--elasticsearch",
            paramLabel = "URL",
            split = ",",
            description = "Its addresses; that of the running stack when left out.")
    private List<String> elasticsearch;

    @Option(
            names = "--api-key-file",
            paramLabel = "FILE",
            description = "A file with the encoded API key for Elasticsearch, when it needs one.")
    private Path apiKeyFile;

    @Option(
            names = "--kibana",
            paramLabel = "URL",
            description = "Where the dashboards go, with the path of the space; nowhere when left out.")
    private String kibana;

    @Option(
            names = "--kibana-api-key-file",
            paramLabel = "FILE",
            description = "A file with the encoded API key for Kibana, when it needs one.")
    private Path kibanaApiKeyFile;

    @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder of the stack.")
    private Path data;

    @Override
    public Integer call() throws Exception {
        // What is wrong in the words is told before anything is changed.
        URI kibanaAddress = kibana == null ? null : address("--kibana", kibana);
        String kibanaKey = kibanaApiKeyFile == null ? null : key(kibanaApiKeyFile);
        if (kibanaApiKeyFile != null && kibana == null) {
            throw new SettingsProblem(List.of("--kibana-api-key-file is for a Kibana: name it with --kibana"));
        }
        setUpElasticsearch(addresses());
        if (kibanaAddress == null) {
            groundswell.steps().say("Dashboards … stay here, as no Kibana was named; --kibana URL brings them there");
            return Groundswell.WELL;
        }
        return bringDashboards(kibanaAddress, kibanaKey);
    }

    private List<String> addresses() throws Trouble {
        if (elasticsearch != null) {
            elasticsearch.forEach(each -> address("--elasticsearch", each));
            return elasticsearch;
        }
        DataFolder folder = DataFolder.at(data == null ? DataFolder.usual() : data);
        return List.of(folder.running()
                .orElseThrow(() -> new Trouble("No stack runs on " + folder.path()
                        + "; name an Elasticsearch with --elasticsearch, or another folder with --data."))
                .elasticsearch());
    }

    private static URI address(String option, String written) {
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
                + " user, but is " + Terminal.safe(written.replaceAll("//[^/]*@", "//…@"), LONGEST_ANSWER)));
    }

    private static String key(Path file) {
        try {
            String key = Files.readString(file).strip();
            if (key.isEmpty() || !key.matches("[\\x21-\\x7e]+")) {
                throw new SettingsProblem(
                        List.of("the file " + file + " must hold one encoded API key and nothing else"));
            }
            return key;
        } catch (IOException e) {
            throw new SettingsProblem(
                    List.of("the file with the API key, " + file + ", cannot be read: " + e.getMessage()));
        }
    }

    private void setUpElasticsearch(List<String> addresses) throws InterruptedException, Trouble {
        if (apiKeyFile != null) {
            key(apiKeyFile);
        }
        Instant begin = WallClock.now();
        try (Elasticsearch search = Elasticsearch.at(addresses, apiKeyFile, TIMEOUT)) {
            Lifecycle lifecycle;
            try {
                lifecycle = Lifecycle.of(search);
            } catch (IOException silence) {
                throw new Trouble(
                        "Elasticsearch at " + String.join(", ", addresses) + " does not answer ("
                                + silence.getClass().getSimpleName() + "): is it up, and is that its address?",
                        silence);
            }
            Indices.setUp(search);
            groundswell.steps().done("Index templates and indices", begin, Index.values().length + " are there, ready");
            groundswell.steps().say("Lifecycle … " + lifecycle.apply());
        } catch (IndexProblem problem) {
            throw new Trouble(Terminal.safe(problem.getMessage(), LONGEST_ANSWER), problem);
        } catch (IOException silence) {
            throw new Trouble("Elasticsearch stopped answering; the command may be repeated.", silence);
        }
    }

    private int bringDashboards(URI address, String key) throws IOException, InterruptedException, Trouble {
        PackImport.Imported imported;
        try {
            imported = PackImport.into(address, key, Pack.shipped());
        } catch (IOException refusal) {
            throw new Trouble(Terminal.safe(refusal.getMessage(), LONGEST_ANSWER), refusal);
        }
        imported.warnings()
                .forEach(warning -> groundswell.steps().say("Kibana warns: " + Terminal.safe(warning, LONGEST_ANSWER)));
        imported.problems().forEach(problem -> groundswell.steps().say(Terminal.safe(problem, LONGEST_ANSWER)));
        groundswell
                .steps()
                .say("Dashboards … " + imported.count() + " objects taken by Kibana at " + address
                        + (imported.problems().isEmpty()
                                ? ""
                                : ", " + imported.problems().size() + " not"));
        return imported.problems().isEmpty() ? Groundswell.WELL : Groundswell.FAILED;
    }
}
