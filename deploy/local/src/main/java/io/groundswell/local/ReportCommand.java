package io.groundswell.local;

import io.groundswell.flow.WallClock;
import io.groundswell.local.brief.Brief;
import io.groundswell.local.brief.BriefPage;
import io.groundswell.local.brief.Published;
import io.groundswell.local.brief.ReadBrief;
import io.groundswell.local.brief.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Writes the morning brief of one brand. */
@Command(
        name = "report",
        description = {
            "The morning brief of a brand: one page of HTML that opens without a network and prints.",
            "Reads the running stack, or any Elasticsearch that Groundswell publishes to."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  groundswell report --brand acme",
            "  groundswell report --brand acme --from 2026-03-07 --to 2026-03-09 --out weekend.html",
            "  groundswell report --brand acme --time-zone Europe/Vienna --elasticsearch https://search.example:9200 \\",
            "      --api-key-file key"
        })
final class ReportCommand implements Callable<Integer> {

    @ParentCommand
    private Groundswell groundswell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--brand", paramLabel = "ID", required = true, description = "Of which brand.")
    private String brand;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description = "A day, a day and a time, or a moment with Z; yesterday at 06:00 unless given.")
    private String from;

    @Option(names = "--to", paramLabel = "TIME", description = "The same; now unless given.")
    private String to;

    @Option(
            names = "--time-zone",
            paramLabel = "ZONE",
            description = "Where the days begin; as the stack knows it of the brand unless given, UTC without a stack.")
    private String timeZone;

    @Option(names = "--out", paramLabel = "FILE", description = "Where it is written; brief.html unless given.")
    private Path out = Path.of("brief.html");

    @Mixin
    private SearchOptions search = new SearchOptions();

    @Override
    public Integer call() throws Exception {
        ZoneId given = timeZone == null ? null : zone();
        if (search.isNamed()) {
            write(new Brief.Listened(brand, brand, given == null ? ZoneOffset.UTC : given));
            return Groundswell.WELL;
        }
        Brief.Listened known = known(BriefOption.listenedFor(search.stack().kafka()));
        write(given == null ? known : new Brief.Listened(known.id(), known.name(), given));
        return Groundswell.WELL;
    }

    private ZoneId zone() {
        try {
            return ZoneId.of(timeZone);
        } catch (java.time.DateTimeException e) {
            throw wrong("'--time-zone' is '" + Terminal.safe(timeZone, 100)
                    + "', but must be a zone such as Europe/Vienna or UTC");
        }
    }

    private Brief.Listened known(List<Brief.Listened> brands) throws Trouble {
        return brands.stream()
                .filter(each -> each.id().equals(brand))
                .findFirst()
                .orElseThrow(() -> new Trouble("There is no brand '" + Terminal.safe(brand, 100) + "'"
                        + (brands.isEmpty()
                                ? "; groundswell brands apply adds some."
                                : "; there is "
                                        + brands.stream()
                                                .map(Brief.Listened::id)
                                                .collect(Collectors.joining(", ")) + ".")));
    }

    private void write(Brief.Listened of) throws IOException, Trouble {
        Span span;
        try {
            span = Span.of(from, to, WallClock.now(), of.zone());
        } catch (IllegalArgumentException e) {
            throw wrong(Terminal.safe(e.getMessage(), 500));
        }
        try (Published published = Published.at(search.address(), search.key(), search.authority())) {
            Brief brief = new ReadBrief(published).of(of, span);
            keep(new BriefPage().of(brief, false));
            if (brief.isEmpty()) {
                groundswell
                        .steps()
                        .say("Nothing is known of " + Terminal.safe(of.id(), 100) + " in this time; is that its id?");
            }
        }
        groundswell.out().println(out);
    }

    private void keep(String page) throws IOException {
        try {
            Files.writeString(out, page);
        } catch (IOException e) {
            throw new IOException(
                    "The brief cannot be written to " + out + "; is its folder there, and may you write in it?", e);
        }
    }

    private CommandLine.ParameterException wrong(String sentence) {
        return new CommandLine.ParameterException(spec.commandLine(), sentence);
    }
}
