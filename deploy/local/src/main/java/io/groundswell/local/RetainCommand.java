package io.groundswell.local;

import io.groundswell.flow.WallClock;
import io.groundswell.local.export.SearchDoor;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Takes out words and authors that were kept for as long as their platform allows; to be run every hour. */
@Command(
        name = "retain",
        description = {
            "Take the words and authors of posts that are too old out of documents, topics, labels and dead letters.",
            "Numbers stay. Of Reddit 48 hours are kept and of YouTube 30 days, of others everything, unless --keep says else.",
            "Run it every hour; it may be repeated."
        },
        mixinStandardHelpOptions = true)
final class RetainCommand implements Callable<Integer> {

    @ParentCommand
    private Groundswell groundswell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--keep",
            paramLabel = "PLATFORM=TIME",
            description = "Such as reddit=24h, x=90d, youtube=forever; may be repeated.")
    private List<String> keep = List.of();

    @Mixin
    private SearchOptions search = new SearchOptions();

    @Override
    public Integer call() throws Exception {
        if (search.isNamed()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "Kafka is needed too: put the addresses of both into a stack.settings, and name its folder with --data");
        }
        Retention retention = Retention.of(keep);
        SearchDoor door = SearchDoor.at(search.address(), search.key(), search.authority());
        long documents = 0;
        try (Retaining retaining = new Retaining(search.stack().kafka(), door, WallClock.now())) {
            for (Map.Entry<String, Duration> each : retention.limits().entrySet()) {
                Retaining.Emptied emptied = retaining.empty(each.getKey(), each.getValue());
                documents += emptied.documents();
                groundswell
                        .out()
                        .println(each.getKey() + ": emptied " + emptied.documents() + " documents, " + emptied.labels()
                                + " labels, " + emptied.deadLetters() + " dead letters; cut " + emptied.partitions()
                                + " partitions");
            }
        }
        if (documents > 0) {
            try {
                SegmentMerge.of(door);
            } catch (IOException e) {
                groundswell.steps().say("The segments could not be merged: " + e.getMessage());
            }
        }
        return Groundswell.WELL;
    }
}
