package io.groundswell.local;

import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.notify.NotifySettings;
import io.groundswell.notify.backtest.AlarmBudget;
import io.groundswell.notify.backtest.Counts;
import io.groundswell.notify.backtest.Labels;
import io.groundswell.notify.crisis.CountJudge;
import io.groundswell.notify.crisis.CountJudge.Alarm;
import io.groundswell.notify.crisis.RuleLimits;
import io.groundswell.notify.rules.PastRules;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertChange;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.BrandRule;
import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What alerts there would have been. */
@Command(
        name = "backtest",
        description = {
            "Say what alerts there would have been, by the rule that runs live.",
            "Of a brand: from the minutes that a stack has measured, one line for each alert, by rules of its own too.",
            "Of counts: from a table with commas, a header, a time and the count of five minutes, one line for each",
            "alarm, when it opens and again when it gets worse."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  groundswell backtest --brand acme --from 2026-03-01 --to 2026-03-31 --set notify.crisis-at=5",
            "  groundswell backtest --brand acme --brands new.yaml --rule hundred-an-hour --budget 1/week",
            "  groundswell backtest --counts mentions.csv",
            "  groundswell backtest --counts mentions.csv --budget 1/week",
            "  groundswell backtest --counts mentions.csv --labels crises.csv",
            "",
            "Columns of counts: timestamp (as in the file), tier (WATCH, CRISIS), severity, expected and seen mentions."
        })
final class BacktestCommand implements Callable<Integer> {

    private static final String CRISES = "crises";

    @ParentCommand
    private Groundswell groundswell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private SettingsOptions settings = new SettingsOptions();

    @ArgGroup(multiplicity = "1")
    private History history;

    /** One of the two. */
    private static final class History {

        @Option(names = "--counts", paramLabel = "FILE", description = "Counts every five minutes.")
        private Path counts;

        @Option(names = "--brand", paramLabel = "ID", description = "A brand that a stack listens to, or did.")
        private String brand;
    }

    @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder of the stack.")
    private Path data;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "First day of the alerts to tell, such as 2026-03-01; UTC.")
    private LocalDate from = LocalDate.MIN;

    @Option(names = "--to", paramLabel = "DAY", description = "Last day of the alerts to tell.")
    private LocalDate to = LocalDate.MAX;

    @Option(
            names = "--budget",
            paramLabel = "N/week",
            converter = AlarmBudgetConverter.class,
            description = "How many crises a day, week or month are too many to hear of, such as 1/week: the lowest"
                    + " threshold that keeps to it is used instead of notify.crisis-at, and told.")
    private AlarmBudget budget;

    @Option(
            names = "--labels",
            paramLabel = "FILE",
            description = "When something really went on: a table of two times, from and to. Says how long after the"
                    + " beginning of each the first crisis was called, and how many were called beside them.")
    private Path labels;

    @Option(
            names = "--brands",
            paramLabel = "FILE",
            description = "Take the brand's own rules and its sensitivity from this file of brands instead of those"
                    + " that run: what rules that are not applied yet would have told.")
    private Path brands;

    @Option(
            names = "--rule",
            paramLabel = "NAME",
            description = "Tell only what this rule would have: one of the brand's own, or '" + CRISES + "' for the one"
                    + " that every brand has. With --budget, the lowest number that keeps to it is used instead of"
                    + " the rule's own, and told; in steps of 2 percent.")
    private String rule;

    private Labels given;

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
        if (labels != null) {
            try (Reader text = opened(labels)) {
                given = Labels.read(text, Captures.name(labels));
            }
        }
        if (history.brand == null) {
            if (rule != null || brands != null) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "--rule and --brands go with --brand: a table of counts has no rules of its own");
            }
            ofCounts(limits);
        } else {
            ofBrand(limits);
        }
        return Groundswell.WELL;
    }

    private void ofCounts(RuleLimits set) throws Exception {
        Counts series = read();
        if (series.gaps() > 0) {
            groundswell
                    .steps()
                    .say(
                            Captures.name(history.counts) + ": " + series.gaps()
                                    + (series.gaps() == 1 ? " row comes" : " rows come")
                                    + " later than 5 minutes after the one before; what lies between is taken as not measured.");
        }
        RuleLimits limits = set;
        if (budget != null) {
            limits = budget.kept(series, set);
            tellBudget(limits);
        }
        List<Instant> crises = tell(series, limits, groundswell.out());
        Duration length = Duration.between(
                series.rows().get(0).start(),
                series.rows().get(series.rows().size() - 1).start().plus(RuleLimits.STEP));
        tellLabels(crises, length);
    }

    private void ofBrand(RuleLimits set) throws Exception {
        if (from.isAfter(to)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--from is after --to");
        }
        BrandHistory past =
                asWritten(BrokerDoor.through(data, (brokers, running) -> BrandHistory.read(brokers, history.brand)));
        Duration length = past.length();
        List<BrandRule> rules = asked(past);
        boolean crises = rule == null || rule.equals(CRISES) && rules.isEmpty();
        RuleLimits limits = set;
        if (budget != null && crises) {
            limits = budget.kept(length, set, raised -> crises(past.alerts(raised)));
            tellBudget(limits);
        } else if (budget != null) {
            rules = List.of(kept(past, rules.get(0), limits));
        }
        List<Alert> all = new ArrayList<>(crises ? past.alerts(limits) : List.of());
        all.addAll(past.alerts(limits, rules));
        tellWhatCannotBeReplayed(rules);
        List<Alert> alerts = all.stream()
                .filter(this::isAskedFor)
                .sorted(Comparator.comparing(Alert::getOpenedAt))
                .toList();
        for (Alert alert : alerts) {
            AlertLines.of(alert).forEach(groundswell.out()::println);
        }
        groundswell
                .steps()
                .say(String.format(
                        Locale.ROOT,
                        "%d alerts, %d of them crises, in what was measured from %s to %s UTC (%.1f weeks): %.2f alerts"
                                + " and %.2f crises a week.",
                        alerts.size(),
                        crises(alerts),
                        AlertLines.minute(past.first()),
                        AlertLines.minute(past.last()),
                        weeks(length),
                        alerts.size() / weeks(length),
                        crises(alerts) / weeks(length)));
        tellLabels(
                alerts.stream()
                        .flatMap(alert -> alert.getHistory().stream()
                                .filter(change -> change.getTier() == AlertTier.CRISIS)
                                .limit(1))
                        .map(AlertChange::getAt)
                        .sorted()
                        .toList(),
                length);
    }

    private static double weeks(Duration length) {
        return length.toMinutes() / (7 * 24 * 60.0);
    }

    private void tellLabels(List<Instant> crises, Duration length) {
        if (given == null) {
            return;
        }
        Labels.Verdict verdict = given.against(crises);
        for (int i = 0; i < given.windows().size(); i++) {
            Labels.Window window = given.windows().get(i);
            String found = verdict.found()
                    .get(i)
                    .map(after -> "a crisis was called after " + after.toMinutes() + " minutes")
                    .orElse("no crisis was called");
            groundswell
                    .steps()
                    .say(AlertLines.minute(window.from()) + " to " + AlertLines.minute(window.to()) + " UTC: " + found
                            + ".");
        }
        long found = verdict.found().stream().filter(Optional::isPresent).count();
        groundswell
                .steps()
                .say(String.format(
                        Locale.ROOT,
                        "%d of %d labelled windows found; %d crises beside them, %.2f a week.",
                        found,
                        given.windows().size(),
                        verdict.beside(),
                        verdict.beside() / weeks(length)));
    }

    /** The same history by the file that was given, if one was. */
    private BrandHistory asWritten(BrandHistory past) {
        if (brands == null) {
            return past;
        }
        return BrandsCommand.checked(brands).stream()
                .filter(brand -> brand.getId().equals(history.brand))
                .findFirst()
                .map(past::as)
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(), "There is no brand '" + history.brand + "' in " + brands));
    }

    private List<BrandRule> asked(BrandHistory past) {
        if (rule == null) {
            return past.rules();
        }
        List<BrandRule> named =
                past.rules().stream().filter(own -> own.getName().equals(rule)).toList();
        if (named.isEmpty() && !rule.equals(CRISES)) {
            List<String> known = new ArrayList<>(List.of(CRISES));
            past.rules().forEach(own -> known.add(own.getName()));
            throw new CommandLine.ParameterException(
                    spec.commandLine(),
                    "The brand has no rule '" + Terminal.safe(rule, 100) + "'; there is " + String.join(", ", known));
        }
        return named;
    }

    private BrandRule kept(BrandHistory past, BrandRule own, RuleLimits limits) throws Exception {
        String threshold = AlarmBudget.threshold(own)
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(), "'" + own.getName() + "' has no number that a budget could find"));
        BrandRule kept = budget.kept(past.length(), own, raised -> past.alerts(limits, List.of(raised))
                        .size())
                .orElseThrow(() -> new CommandLine.ParameterException(
                        spec.commandLine(), own.getName() + ": no " + threshold + " keeps to " + budget));
        groundswell
                .steps()
                .say(own.getName() + ": " + threshold + " " + AlarmBudget.valueOf(kept) + " keeps to " + budget + ".");
        return kept;
    }

    private void tellWhatCannotBeReplayed(List<BrandRule> rules) {
        List<String> names = PastRules.cannotReplay(rules);
        if (!names.isEmpty()) {
            groundswell
                    .steps()
                    .say("Minutes do not tell what these rules would have: " + String.join(", ", names)
                            + "; they look at mentions or feeds one by one.");
        }
    }

    private boolean isAskedFor(Alert alert) {
        LocalDate day = alert.getOpenedAt().atOffset(ZoneOffset.UTC).toLocalDate();
        return !day.isBefore(from) && !day.isAfter(to);
    }

    private static long crises(List<Alert> alerts) {
        return alerts.stream()
                .filter(alert -> alert.getTier() == AlertTier.CRISIS)
                .count();
    }

    private void tellBudget(RuleLimits limits) {
        groundswell
                .steps()
                .say(String.format(
                        Locale.ROOT, "A crisis from severity %.2f on keeps to %s.", limits.crisisAt(), budget));
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
        try (Reader text = opened(history.counts)) {
            return Counts.read(text, Captures.name(history.counts));
        }
    }

    private Reader opened(Path file) throws IOException {
        String name = Captures.name(file);
        if (!Files.exists(file)) {
            throw new CommandLine.ParameterException(spec.commandLine(), "There is no file " + name);
        }
        if (Files.isDirectory(file)) {
            throw new CommandLine.ParameterException(spec.commandLine(), name + " is a folder; name a file in it");
        }
        try {
            // Read whole, so that what is no text is told before anything else.
            return new StringReader(Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new IOException(name + " is not text in UTF-8", e);
        }
    }

    /** @return when a crisis was called, or again at twice the severity */
    private static List<Instant> tell(Counts series, RuleLimits limits, PrintStream out) {
        List<Instant> crises = new ArrayList<>();
        CountJudge judge = new CountJudge(limits);
        out.println("timestamp,tier,severity,expected,seen");
        for (Counts.Row row : series.rows()) {
            Optional<Alarm> alarm = judge.judge(row.start(), row.count());
            alarm.ifPresent(told -> {
                out.printf(
                        Locale.ROOT,
                        "%s,%s,%.2f,%.1f,%s%n",
                        row.time(),
                        told.tier(),
                        told.surge().severity(),
                        told.surge().expected(),
                        whole(row.count()));
                if (told.tier() == AlertTier.CRISIS) {
                    crises.add(row.start().plus(RuleLimits.STEP));
                }
            });
        }
        out.flush();
        return crises;
    }

    private static String whole(double count) {
        return count == Math.rint(count) && count < 1e15 ? Long.toString((long) count) : Double.toString(count);
    }
}
