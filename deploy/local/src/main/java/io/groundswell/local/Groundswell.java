package io.groundswell.local;

import io.groundswell.collect.feed.MappingProblem;
import io.groundswell.enrich.evaluate.UnusableLabels;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.local.feed.UnreadableFeed;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/**
 * The command: what it brings goes to standard output, what it is doing to standard error. Ends with 0 when all is well, 2
 * when what was asked or set is wrong, 1 when it could not be done.
 */
@Command(
        name = "groundswell",
        description = "Hears what is said about a brand on every platform, on this machine.",
        mixinStandardHelpOptions = true,
        version = "groundswell 0.1.0",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            SetupCommand.class,
            DecodeCommand.class,
            EnrichCommand.class,
            EvaluateCommand.class,
            LabelCommand.class,
            TrainCommand.class,
            ReplayCommand.class,
            BacktestCommand.class,
            IncidentsCommand.class,
            ReportCommand.class,
            ExportCommand.class,
            EraseCommand.class,
            RetainCommand.class,
            BrandsCommand.class,
            DlqCommand.class,
            StatusCommand.class,
            DoctorCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Groundswell implements Runnable {

    static final int WELL = 0;
    static final int FAILED = 1;
    static final int WRONG = 2;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show where in the program a failure arose.")
    private boolean verbose;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    private final PrintStream out;
    private final PrintStream err;

    private Groundswell(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    public static void main(String[] arguments) {
        Interruption.watch();
        // Before the first logger wakes up.
        System.setProperty("groundswell.log", logFile(arguments).toString());
        System.exit(run(arguments, System.out, System.err));
    }

    private static Path logFile(String[] arguments) {
        List<String> words = List.of(arguments);
        int option = words.indexOf("--data");
        Path folder = option >= 0 && option + 1 < words.size()
                ? Path.of(words.get(option + 1))
                : words.stream()
                        .filter(word -> word.startsWith("--data="))
                        .map(word -> Path.of(word.substring("--data=".length())))
                        .findFirst()
                        .orElse(words.contains("demo") ? DemoCommand.usualFolder() : DataFolder.usual());
        return DataFolder.at(folder).log();
    }

    /** Runs one command to its end. */
    static int run(String[] arguments, PrintStream out, PrintStream err) {
        Groundswell groundswell = new Groundswell(out, err);
        return new CommandLine(groundswell)
                .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((problem, words) -> groundswell.misused(problem))
                .setExecutionExceptionHandler((failure, command, parsed) -> groundswell.failed(failure))
                .execute(arguments);
    }

    PrintStream out() {
        return out;
    }

    Steps steps() {
        return new Steps(err);
    }

    @Override
    public void run() {
        throw new CommandLine.ParameterException(
                spec.commandLine(),
                "Say what to do: demo, up, setup, decode, enrich, evaluate, label, train, replay, backtest, incidents, report, export, erase, retain, brands, dlq, status or doctor");
    }

    private int misused(CommandLine.ParameterException problem) {
        err.println("groundswell: " + sentence(problem.getMessage()));
        if (!CommandLine.UnmatchedArgumentException.printSuggestions(problem, err)) {
            err.println("See: " + problem.getCommandLine().getCommandSpec().qualifiedName() + " --help");
        }
        return WRONG;
    }

    private int failed(Exception failure) throws InterruptedException {
        if (Interruption.hasBegun()) {
            Interruption.waitForTheEnd();
        }
        int code = FAILED;
        if (failure instanceof SettingsProblem problem) {
            problem.problems().forEach(each -> err.println("groundswell: " + sentence(each)));
            code = WRONG;
        } else if (failure instanceof MappingProblem problem) {
            problem.problems().forEach(each -> err.println("groundswell: " + sentence(Terminal.safe(each, 2_000))));
            code = WRONG;
        } else if (failure instanceof UnusableLabels) {
            // It names the labels it found.
            err.println("groundswell: " + sentence(Terminal.safe(failure.getMessage(), 2_000)));
            code = WRONG;
        } else if (failure instanceof UnreadableFeed) {
            err.println("groundswell: " + sentence(failure.getMessage()));
            code = WRONG;
        } else if (failure instanceof Trouble
                || failure instanceof IOException
                || failure instanceof UncheckedIOException) {
            err.println("groundswell: " + sentence(failure.getMessage()));
        } else {
            err.println("groundswell: something unexpected happened ("
                    + failure.getClass().getSimpleName() + ": " + failure.getMessage() + "); the log is "
                    + System.getProperty("groundswell.log", "off") + ", and --verbose says more.");
        }
        if (verbose) {
            failure.printStackTrace(err);
        }
        err.flush();
        return code;
    }

    private static String sentence(String message) {
        return message == null || message.isBlank()
                ? "it failed without a reason."
                : message.endsWith(".") || message.endsWith("?") || message.contains("\n") ? message : message + ".";
    }
}
