package io.groundswell.local;

import io.groundswell.flow.WallClock;
import io.groundswell.local.export.Export;
import io.groundswell.local.export.ExportFormat;
import io.groundswell.local.export.ExportKind;
import io.groundswell.local.export.ExportRequest;
import io.groundswell.local.export.ExportTime;
import io.groundswell.local.export.Exported;
import io.groundswell.local.export.Licences;
import io.groundswell.local.export.SearchDoor;
import io.groundswell.topics.Brand;
import io.groundswell.topics.WindowSize;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What was published, in a file. */
@Command(
        name = "export",
        description = {
            "Write everything that was published about brands into a file: every row there is, without a limit.",
            "Rows are in the order of their time and id. The file is called FILE.part until it is whole; an",
            "interrupted export goes on where it was when the same command is given again, but Parquet, of which",
            "half a file cannot be read, begins anew. What is published while it is interrupted is in what follows.",
            "Deleted posts are no rows. Rules say which fields of a post may leave, by its platform; those that",
            "lost any are told at the end."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  groundswell export mentions --brand acme --from 2026-03-01 --to 2026-03-31 --format parquet --out march.parquet",
            "  groundswell export measures --brand acme,apex --size hour --format csv --out hours.csv",
            "  groundswell export alerts --brand acme --format jsonl --out - | jq .headline",
            "",
            "The columns of each kind are in deploy/local/README.md."
        })
final class ExportCommand implements Callable<Integer> {

    @ParentCommand
    private Groundswell groundswell;

    @Parameters(
            paramLabel = "KIND",
            description = "mentions, measures, campaigns, alerts, incidents, responses or reviews.")
    private ExportKind kind;

    @Option(
            names = "--brand",
            paramLabel = "ID",
            split = ",",
            required = true,
            description = "Whose; several with commas.")
    private List<String> brands;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = {
                "A day such as 2026-03-01, or an instant such as 2026-03-01T09:00:00Z, inclusive. What counts is when a",
                "post was made, a window or campaign begins, an alert or incident opened, a question was asked."
            })
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "A day, which is in it, or an instant, which is not.")
    private String to;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "Of days; when left out, the brand's where it is one brand of a running stack, else UTC.")
    private ZoneId zone;

    @Option(
            names = "--size",
            paramLabel = "SIZE",
            description = "Of the windows of measures: minute, hour or day, which is usual.")
    private WindowSize size = WindowSize.DAY;

    @Option(names = "--format", paramLabel = "FORMAT", required = true, description = "csv, parquet or jsonl.")
    private ExportFormat format;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "Where to; - is standard output, for csv and jsonl.")
    private Path file;

    @Option(names = "--overwrite", description = "Replace FILE if it is there.")
    private boolean overwrite;

    @Option(
            names = "--licences",
            paramLabel = "FILE",
            description = "Your own rules of which fields may leave, in place of those that ship.")
    private Path licences;

    @Mixin
    private SearchOptions search = new SearchOptions();

    @Override
    public Integer call() throws Exception {
        Licences rules = licences == null ? Licences.shipped() : Licences.in(licences);
        SearchDoor door = SearchDoor.at(search.address(), search.key(), search.authority());
        ZoneId days = zone == null ? zoneOfBrand() : zone;
        ExportRequest request = ExportTime.request(kind, new TreeSet<>(brands), from, to, days, size, format);
        Instant began = WallClock.now();
        Exported exported;
        try (ExportProgress progress = new ExportProgress(groundswell.steps())) {
            Export export = new Export(door, rules, began);
            exported = file.toString().equals("-")
                    ? export.toStream(request, groundswell.out(), listenedTo(progress))
                    : export.toFile(request, file, overwrite, progress);
        }
        tell(exported, Duration.between(began, WallClock.now()));
        return Groundswell.WELL;
    }

    private ZoneId zoneOfBrand() throws Trouble {
        boolean days = ExportTime.isDay(from) || ExportTime.isDay(to);
        if (!days || brands.size() != 1 || search.isNamed()) {
            return ZoneOffset.UTC;
        }
        Map<String, Brand> known = new BrandsTopic(search.stack().kafka()).read();
        return Optional.ofNullable(known.get(brands.get(0)))
                .map(brand -> ZoneId.of(brand.getTimeZone()))
                .orElse(ZoneOffset.UTC);
    }

    /** Nobody may be reading any more. */
    private Export.Progress listenedTo(Export.Progress progress) {
        PrintStream out = groundswell.out();
        return (rows, of) -> {
            if (out.checkError()) {
                throw new java.io.UncheckedIOException(new IOException("Whoever read standard output has stopped"));
            }
            progress.at(rows, of);
        };
    }

    private void tell(Exported exported, Duration took) {
        Steps steps = groundswell.steps();
        for (Exported.Withheld withheld : exported.withheld()) {
            steps.say(String.format(
                    Locale.ROOT,
                    "%,d rows of %s left without %s: %s.",
                    withheld.rows(),
                    withheld.platform(),
                    String.join(", ", withheld.values().keySet()),
                    Terminal.safe(withheld.because(), 300)));
        }
        if (exported.before() > 0) {
            steps.say(
                    String.format(Locale.ROOT, "Went on behind %,d rows of an interrupted export.", exported.before()));
        }
        if (exported.rows() == 0) {
            steps.say("There is nothing of that: are the brand and the times as you mean them?");
        }
        steps.say(String.format(
                Locale.ROOT,
                "%,d rows, %,d bytes in %s%s",
                exported.rows(),
                exported.bytes(),
                Steps.seconds(took),
                file.toString().equals("-") ? "" : ": " + Captures.name(file)));
    }
}
