package io.groundswell.local;

import io.groundswell.collect.feed.FeedDecoder;
import io.groundswell.flow.WallClock;
import io.groundswell.local.feed.FeedRecords;
import io.groundswell.local.feed.LinesReached;
import io.groundswell.local.feed.MergedFeed;
import io.groundswell.local.feed.Pace;
import io.groundswell.topics.Brand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Feeds files, oldest record first, and tells where every post went. */
@Command(
        name = "replay",
        description = {
            "Feed files and folders of raw payloads, merged by the time of the posts: JSON, JSON Lines, XML,",
            "server-sent events and other lines, plain or gzip.",
            "Feeds the stack that runs, else starts one and stops it again."
        },
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

    @ParentCommand
    private Groundswell groundswell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private StackOptions options;

    @Mixin
    private PlatformOption platform;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "N seconds of the feed in one second; as fast as possible unless given.")
    private Double speed;

    @Option(names = "--brands", paramLabel = "FILE", description = "Brands to listen for, applied first.")
    private Path brandsFile;

    @Option(names = "--from-start", description = "Begin again, even where an earlier replay was interrupted.")
    private boolean fromStart;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files and folders.")
    private List<Path> named;

    @Override
    public Integer call() throws Exception {
        Steps steps = groundswell.steps();
        FeedDecoder decoder = platform.decoder();
        if (speed != null && !(speed > 0)) {
            throw wrong("'--speed' is " + speed + ", but must be above 0");
        }
        FeedRecords.Opening opening = platform.opening();
        Captures captures = Captures.of(named, spec, steps);
        if (!captures.unread().isEmpty()) {
            throw new Trouble("Not all of it can be read; nothing was fed.");
        }
        List<Path> files = captures.files();
        List<Brand> brands = brandsFile == null ? List.of() : BrandsCommand.checked(brandsFile);
        LocalStack.Plan plan = options.plan(options.folder(DataFolder.usual()));
        plan.folder().prepare(0);
        LinesReached bookmark = new LinesReached(plan.folder().replays(), platform.reading(), files);
        if (fromStart) {
            bookmark.forget();
        }
        List<Long> reached = new ArrayList<>(bookmark.lines());

        try (MergedFeed feed =
                        new MergedFeed(decoder.platform(), files, opening, reached, decoder::timeOf, WallClock.now());
                StackLink link = StackLink.to(plan, steps)) {
            tellResumption(files, reached, steps);
            return feed(link, feed, bookmark, reached, brands, steps);
        }
    }

    private static void tellResumption(List<Path> files, List<Long> reached, Steps steps) {
        for (int file = 0; file < reached.size(); file++) {
            if (reached.get(file) > 0) {
                steps.say("Going on after record " + reached.get(file) + " of " + files.get(file)
                        + ", where an earlier replay was interrupted (--from-start begins again)");
            }
        }
    }

    private int feed(
            StackLink link, MergedFeed feed, LinesReached bookmark, List<Long> reached, List<Brand> brands, Steps steps)
            throws Exception {
        BrandsTopic topic = new BrandsTopic(link.address().kafka());
        if (!brands.isEmpty()) {
            steps.say(topic.apply(brands, false).sentence());
        } else if (topic.read().isEmpty()) {
            throw wrong("No brands are known, so every post would be dropped; name a file with --brands");
        }
        Pace pace = speed == null ? Pace.unlimited() : Pace.of(speed);
        Run run = new Run(link, groundswell.out(), steps);
        run.settle();
        try (AlertTeller teller = run.teller();
                Feeder feeder = new Feeder(link.address().kafka());
                FeedProgress progress = new FeedProgress(steps, feed.size())) {
            Feeding feeding = new Feeding(
                    feeder,
                    line -> reached.set(line.file(), line.number()),
                    () -> bookmark.save(reached),
                    (lines, time) -> progress.at(feed.bytesRead(), lines, time));
            feeding.run(feed::next, pace);
            bookmark.forget();
            progress.finished(feeder.sent());
            if (feed.tooLong() > 0) {
                steps.say(feed.tooLong() + " records were left out: they are larger than any platform sends.");
            }
            return run.close(teller, feeder.sent());
        }
    }

    private CommandLine.ParameterException wrong(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
}
