package io.groundswell.local;

import io.groundswell.flow.WallClock;
import io.groundswell.local.brief.BriefDoor;
import io.groundswell.local.feed.FeedLine;
import io.groundswell.local.feed.Pace;
import io.groundswell.local.story.Story;
import io.groundswell.local.story.StoryRecord;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Plays the story: a fresh stack, calm days at once for the baseline, then the bad day of an invented brand. */
@Command(
        name = "demo",
        description = {
            "Play the bad day of an invented brand through everything; alerts print as they fire.",
            "Begins anew each time, in a data folder of its own, ~/.groundswell-demo unless --data names another.",
            "Stays up afterwards, unless something is missing from the account at the end."
        },
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {

    private static final Duration BAD_DAY_TAKES = Duration.ofSeconds(70);

    /** The story ends on a whole one, as alerts are judged on whole ones: so it tells the same numbers whenever it is told. */
    private static final Duration STEP = Duration.ofMinutes(5);

    @ParentCommand
    private Groundswell groundswell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private StackOptions options;

    @Mixin
    private BriefOption brief = new BriefOption();

    @Option(names = "--once", description = "End when the story has gone through, instead of keeping everything up.")
    private boolean once;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description = "N seconds of the bad day in one second; unless given, the day takes about 70 seconds.")
    private Double speed;

    static Path usualFolder() {
        Path usual = DataFolder.usual();
        return usual.resolveSibling(usual.getFileName() + "-demo");
    }

    @Override
    public Integer call() throws Exception {
        if (speed != null && !(speed > 0)) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "'--speed' is " + speed + ", but must be above 0");
        }
        Steps steps = groundswell.steps();
        Instant began = WallClock.now();
        DataFolder folder = options.folder(usualFolder());
        LocalStack.Plan plan = options.plan(folder);
        brief.check();
        folder.prepare();
        if (folder.running().isPresent()) {
            throw new Trouble(
                    "A stack runs already on " + folder.path() + "; stop it, or choose another folder with --data.");
        }
        folder.beginAnew();
        try (StackLink link = StackLink.to(plan, steps)) {
            int code = play(link, steps, began);
            if (!once && code == Groundswell.WELL) {
                try (AlertTeller teller = new Run(link, groundswell.out(), steps).teller();
                        BriefDoor door = brief.open(link.address())) {
                    UpCommand.stay(link.address(), door, steps);
                }
            }
            return code;
        }
    }

    private int play(StackLink link, Steps steps, Instant began) throws Exception {
        Story story = Story.load();
        long step = STEP.toMillis();
        Instant end = Instant.ofEpochMilli(WallClock.now().toEpochMilli() / step * step);
        steps.say(new BrandsTopic(link.address().kafka())
                .apply(story.brands(end), false)
                .sentence());
        Run run = new Run(link, groundswell.out(), steps);
        run.settle();

        List<FeedLine> lines = lines(story.records(end));
        Instant badDay = story.calmUntil(end);
        List<FeedLine> calm =
                lines.stream().filter(line -> line.time().isBefore(badDay)).toList();
        List<FeedLine> bad =
                lines.stream().filter(line -> !line.time().isBefore(badDay)).toList();
        Pace pace = Pace.of(speed != null ? speed : usualSpeed(bad));

        try (AlertTeller teller = run.teller();
                Feeder feeder = new Feeder(link.address().kafka())) {
            steps.say("Calm days first, for what is usual: " + calm.size() + " records");
            Feeding calmDays = new Feeding(feeder, line -> {}, () -> {}, (sent, time) -> {});
            calmDays.run(next(calm), Pace.unlimited());
            // A storm is told from what is usual, so that has to be known when it breaks.
            link.settle();
            steps.done("Calm days", began, "through");
            steps.say("Now the bad day: " + bad.size() + " records");
            try (FeedProgress progress = new FeedProgress(steps, lines.size())) {
                Feeding badHours =
                        new Feeding(feeder, line -> {}, () -> {}, (sent, time) -> progress.at(sent, sent, time));
                badHours.run(next(bad), pace);
                progress.finished(feeder.sent());
            }
            return run.close(teller, feeder.sent());
        }
    }

    private static List<FeedLine> lines(List<StoryRecord> records) {
        return java.util.stream.IntStream.range(0, records.size())
                .mapToObj(index -> new FeedLine(
                        records.get(index).platform(),
                        records.get(index).at(),
                        records.get(index).payload(),
                        0,
                        index + 1L))
                .toList();
    }

    private static double usualSpeed(List<FeedLine> lines) {
        if (lines.isEmpty()) {
            return 1;
        }
        Duration day = Duration.between(
                lines.get(0).time(), lines.get(lines.size() - 1).time());
        return Math.max(1, (double) day.toMillis() / BAD_DAY_TAKES.toMillis());
    }

    private static Feeding.Source next(List<FeedLine> lines) {
        Iterator<FeedLine> rest = lines.iterator();
        return () -> rest.hasNext() ? rest.next() : null;
    }
}
