package io.groundswell.local;

import io.groundswell.publish.PublishSettings;
import io.groundswell.publish.search.Authority;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Tells what runs and how far it is. */
@Command(
        name = "status",
        description = "What runs, where, how far it is: topics, lag, counts, documents.",
        mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

    @ParentCommand
    private Groundswell groundswell;

    @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder of the stack.")
    private Path data;

    @Override
    public Integer call() throws Exception {
        DataFolder folder = DataFolder.at(data == null ? DataFolder.usual() : data);
        StackAddress stack = folder.reachable()
                .orElseThrow(() -> new Trouble("No stack runs on " + folder.path()
                        + "; start one with groundswell up, or name another folder with --data."));
        PrintStream out = groundswell.out();
        if (stack.elsewhere()) {
            out.println("elsewhere, as " + folder.path().resolve("stack.settings") + " says");
        } else {
            printHere(folder, stack, out);
        }
        printTopics(stack, out);
        if (!stack.elsewhere()) {
            printCounts(stack, out);
        }
        printDocuments(documents(folder, stack), out);
        return Groundswell.WELL;
    }

    private static void printHere(DataFolder folder, StackAddress stack, PrintStream out) throws InterruptedException {
        out.println("running since " + stack.since() + ", process " + stack.pid() + ", data " + folder.path());
        out.println("  kafka          " + stack.kafka());
        out.println("  elasticsearch  " + stack.elasticsearch());
        out.println("  flink          " + stack.flink());
        printJobs(stack, out);
    }

    private static Documents documents(DataFolder folder, StackAddress stack) {
        URI address = URI.create(stack.elasticsearch());
        return folder.elsewhere()
                .map(PublishSettings::from)
                .map(settings -> new Documents(
                        address,
                        settings.apiKeyFile().isEmpty() ? null : SearchOptions.key(Path.of(settings.apiKeyFile())),
                        settings.caFile().isEmpty() ? null : Authority.in(Path.of(settings.caFile()))))
                .orElseGet(() -> new Documents(address));
    }

    private static void printJobs(StackAddress stack, PrintStream out) throws InterruptedException {
        out.println("jobs");
        FlinkJobs jobs = new FlinkJobs(URI.create(stack.flink()));
        for (Stage stage : Stages.ALL) {
            String state;
            try {
                state = jobs.health(stage.jobId())
                        .map(health -> health.state().toLowerCase(Locale.ROOT) + ", " + health.running() + " of "
                                + health.tasks() + " tasks")
                        .orElse("not there");
            } catch (IOException e) {
                state = "Flink does not answer";
            }
            out.printf(Locale.ROOT, "  %-20s %s%n", stage.name(), state);
        }
    }

    private static void printTopics(StackAddress stack, PrintStream out) throws Trouble {
        try (TopicOffsets offsets = new TopicOffsets(stack.kafka())) {
            out.println("topics (records)");
            rows(out, offsets.records()).accept("  ", "");
            out.println("lag (records not yet behind a checkpoint)");
            offsets.lag(Stages.ALL).forEach((stage, topics) -> rows(out, topics).accept("  ", stage + " on "));
        }
    }

    private static void printCounts(StackAddress stack, PrintStream out) {
        out.println("counts by outcome");
        try {
            CountsDoor.behind(stack.counts()).get().byStage().forEach((stage, outcomes) -> rows(out, outcomes)
                    .accept("  ", stage + " "));
        } catch (UncheckedIOException e) {
            out.println("  the stack does not answer");
        }
    }

    private static void printDocuments(Documents documents, PrintStream out) throws InterruptedException {
        out.println("documents");
        try {
            rows(out, documents.counts()).accept("  ", "");
        } catch (IOException e) {
            out.println("  Elasticsearch does not answer");
        }
    }

    private static BiConsumer<String, String> rows(PrintStream out, Map<String, Long> numbers) {
        return (indent, prefix) -> numbers.forEach(
                (name, number) -> out.printf(Locale.ROOT, "%s%-36s %,12d%n", indent, prefix + name, number));
    }
}
