package io.groundswell.local;

import io.groundswell.flow.KafkaRefusal;
import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.flow.WallClock;
import io.groundswell.kibana.Pack;
import io.groundswell.kibana.PackImport;
import io.groundswell.local.access.BrokerSetUp;
import io.groundswell.local.access.Duties;
import io.groundswell.local.access.SearchRoles;
import io.groundswell.publish.document.Index;
import io.groundswell.publish.search.Elasticsearch;
import io.groundswell.publish.search.IndexProblem;
import io.groundswell.publish.search.Indices;
import io.groundswell.publish.search.Lifecycle;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Makes an Elasticsearch ready for our documents and brings our dashboards to a Kibana. Safe to repeat. */
@Command(
        name = "setup",
        description = {
            "Puts index templates into Elasticsearch, makes missing indices, gives them a lifecycle and roles where the server has",
            "such, and brings the dashboards to a Kibana. Of a stack elsewhere (a folder with stack.settings in it), topics of Kafka",
            "and the rules who may do what with them, too. What is there already stays; dashboards of ours are replaced."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  groundswell setup --elasticsearch https://search.example:9200 --api-key-file search.key",
            "  groundswell setup --data production",
            "  groundswell setup --kibana https://kibana.example/s/marketing --kibana-api-key-file kibana.key"
        })
final class SetupCommand implements Callable<Integer> {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final int LONGEST_ANSWER = 500;

    @ParentCommand
    private Groundswell groundswell;

    @Mixin
    private SearchOptions search = new SearchOptions();

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

    @Override
    public Integer call() throws Exception {
        // What is wrong in the words is told before anything is changed.
        URI kibanaAddress = kibana == null ? null : SearchOptions.web("--kibana", kibana);
        String kibanaKey = kibanaApiKeyFile == null ? null : SearchOptions.key(kibanaApiKeyFile);
        if (kibanaApiKeyFile != null && kibana == null) {
            throw new SettingsProblem(List.of("--kibana-api-key-file is for a Kibana: name it with --kibana"));
        }
        Optional<Settings> elsewhere = search.elsewhere();
        if (elsewhere.isPresent()) {
            setUpKafka(Brokers.of(elsewhere.get()));
        }
        setUpElasticsearch(search.address().toString());
        if (kibanaAddress == null) {
            groundswell.steps().say("Dashboards … stay here, as no Kibana was named; --kibana URL brings them there");
            return Groundswell.WELL;
        }
        return bringDashboards(kibanaAddress, kibanaKey);
    }

    private void setUpKafka(Brokers brokers) throws InterruptedException, Trouble {
        Instant begin = WallClock.now();
        try (Admin admin = Admin.create(brokers.with(Map.of()))) {
            BrokerSetUp broker = new BrokerSetUp(admin);
            groundswell.steps().done("Topics", begin, broker.makeTopics());
            groundswell.steps().say("Rights in Kafka … " + broker.makeRules(Duties.shipped()));
        } catch (ExecutionException | TimeoutException | KafkaException e) {
            throw new Trouble(
                    "Kafka at " + brokers + " cannot be made ready: "
                            + Terminal.safe(KafkaRefusal.sentence(e), LONGEST_ANSWER),
                    e);
        }
    }

    private void setUpElasticsearch(String address) throws InterruptedException, Trouble {
        search.key();
        search.authority();
        Instant begin = WallClock.now();
        try (Elasticsearch elasticsearch =
                Elasticsearch.at(List.of(address), search.keyFile(), search.caFile(), TIMEOUT)) {
            Lifecycle lifecycle;
            try {
                lifecycle = Lifecycle.of(elasticsearch);
            } catch (IOException silence) {
                throw new Trouble(
                        "Elasticsearch at " + address + " does not answer ("
                                + silence.getClass().getSimpleName() + "): is it up, and is that its address?",
                        silence);
            }
            Indices.setUp(elasticsearch);
            groundswell.steps().done("Index templates and indices", begin, Index.values().length + " are there, ready");
            groundswell.steps().say("Lifecycle … " + lifecycle.apply());
            groundswell.steps().say("Roles … " + SearchRoles.put(elasticsearch));
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
