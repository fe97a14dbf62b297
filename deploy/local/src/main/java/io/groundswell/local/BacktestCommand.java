package io.groundswell.local;

import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.notify.NotifySettings;
import io.groundswell.notify.backtest.AlarmBudget;
import io.groundswell.notify.backtest.Counts;
import io.groundswell.notify.crisis.CountJudge;
import io.groundswell.notify.crisis.CountJudge.Alarm;
import io.groundswell.notify.crisis.RuleLimits;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What alerts there would have been. */
@Command(
        name = "backtest",
        description = {
            "Say what alerts there would have been, by the rule that runs live.",
            "Reads counts of mentions every five minutes: a table with commas, a header, a time and a count.",
            "Prints one line for each alarm: when it opens, and again when it gets worse."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  groundswell backtest --counts mentions.csv",
            "  groundswell backtest --counts mentions.csv --budget 1/week",
            "",
            "Columns: timestamp (as in the file), tier (watch, crisis), severity, expected and seen mentions."
        })
final class BacktestCommand implements Callable<Integer> {

    @ParentCommand
    private Groundswell groundswell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @Option(names = "--counts", paramLabel = "FILE", required = true, description = "Counts every five minutes.")
    private Path counts;

    @Option(
            names = "--budget",
            paramLabel = "N/week",
            converter = AlarmBudgetConverter.class,
            description = "How many crises a day, week or month are too many to hear of, such as 1/week: the lowest"
                    + " threshold that keeps to it is used instead of notify.crisis-at, and told.")
    private AlarmBudget budget;

    static final class AlarmBudgetConverter implements CommandLine.ITypeConverter<AlarmBudget> {
        @Override
        public AlarmBudget convert(String words) {
            return AlarmBudget.of(words)
                    .orElseThrow(() -> new CommandLine.TypeConversionException(
                            "'" + words + "' is not a budget such as 1/week, 3/month or 2/day"));
        }
    }

    @Override
    public Integer call() throws Exception {
        RuleLimits limits = limits();
        Counts series = read();
        Steps steps = groundswell.steps();
        if (series.gaps() > 0) {
            steps.say(Captures.name(counts) + ": " + series.gaps()
                    + (series.gaps() == 1 ? " row comes" : " rows come")
                    + " later than 5 minutes after the one before; what lies between is taken as not measured.");
        }
        if (budget != null) {
            limits = budget.kept(series, limits);
            steps.say(String.format(
                    Locale.ROOT, "A crisis from severity %.2f on keeps to %s.", limits.crisisAt(), budget));
        }
        tell(series, limits, groundswell.out());
        return Groundswell.WELL;
    }

    private RuleLimits limits() {
        List<String> problems = new ArrayList<>();
        Settings written = Settings.of(settings.written(problems));
        if (!problems.isEmpty()) {
            throw new SettingsProblem(problems);
        }
        return NotifySettings.from(written.checked("notify", NotifySettings.declared()))
                .limits();
    }

    private Counts read() throws IOException {
        String name = Captures.name(counts);
        if (!Files.exists(counts)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "There is no file " + name);
        }
        if (Files.isDirectory(counts)) {
            throw new CommandLine.ParameterException(spec.commandLine(), name + " is a folder; name a file in it");
        }
        try (var text = Files.newBufferedReader(counts)) {
            return Counts.read(text, name);
        } catch (CharacterCodingException e) {
            throw new IOException(name + " is not text in UTF-8", e);
        }
    }

    private static void tell(Counts series, RuleLimits limits, PrintStream out) {
        CountJudge judge = new CountJudge(limits);
        out.println("timestamp,tier,severity,expected,seen");
        for (Counts.Row row : series.rows()) {
            Optional<Alarm> alarm = judge.judge(row.start(), row.count());
            alarm.ifPresent(told -> out.printf(
                    Locale.ROOT,
                    "%s,%s,%.2f,%.1f,%s%n",
                    row.time(),
                    told.tier().name().toLowerCase(Locale.ROOT),
                    told.surge().severity(),
                    told.surge().expected(),
                    whole(row.count())));
        }
        out.flush();
    }

    private static String whole(double count) {
        return count == Math.rint(count) && count < 1e15 ? Long.toString((long) count) : Double.toString(count);
    }
}
