package io.groundswell.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.collect.feed.DecodeTable;
import io.groundswell.collect.feed.Decoded;
import io.groundswell.collect.feed.DecodedJson;
import io.groundswell.collect.feed.DriftTable;
import io.groundswell.collect.feed.FeedCapture;
import io.groundswell.collect.feed.FeedDecoder;
import io.groundswell.flow.WallClock;
import io.groundswell.local.feed.FeedRecords;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** A look at what files of payloads become, without a broker. */
@Command(
        name = "decode",
        description = {
            "Show what becomes of each record in files of raw payloads: JSON Lines, one item a line.",
            "JSON, JSON Lines, XML, server-sent events and other lines, plain or gzip, and folders of them.",
            "Nothing is started and nothing is kept. Dead letters are told, and are no failure."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  groundswell decode --platform x --summary captures/",
            "  groundswell decode --platform x posts.jsonl.gz | jq -r .mention.text",
            "",
            "Ends with 0, dead letters or not; with 1 when a file could not be read to its end."
        })
final class DecodeCommand implements Callable<Integer> {

    @ParentCommand
    private Groundswell groundswell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Mixin
    private PlatformOption platform;

    @Option(names = "--summary", description = "A table instead: what became of the records of each file.")
    private boolean summary;

    @Option(names = "--drift", description = "A table instead: fields never seen before, how often, and where first.")
    private boolean drift;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Files and folders.")
    private List<Path> files;

    @Override
    public Integer call() throws Exception {
        FeedDecoder decoder = platform.decoder();
        FeedRecords.Opening opening = platform.opening();
        Steps steps = groundswell.steps();
        Captures captures = Captures.of(files, spec, steps);
        DecodeTable table = new DecodeTable();
        JsonLines lines = summary || drift ? null : new JsonLines(groundswell.out());
        DriftTable fields = drift ? new DriftTable(decoder.platform()) : null;
        boolean unread = !captures.unread().isEmpty();
        try {
            for (Path file : captures.files()) {
                unread |= !decode(decoder, opening, file, new Report(table, lines, fields), steps);
            }
        } catch (JsonLines.NobodyReads e) {
            return Groundswell.WELL;
        }
        if (summary) {
            groundswell.out().print(table.text());
        }
        if (drift) {
            groundswell.out().print(fields.text());
        }
        if (lines != null) {
            steps.say(table.sentence());
        }
        return unread ? Groundswell.FAILED : Groundswell.WELL;
    }

    /**
     * What is to be told.
     *
     * @param lines null for a table
     * @param fields null unless they are asked for
     */
    private record Report(DecodeTable table, JsonLines lines, DriftTable fields) {

        void add(String file, long number, byte[] record, List<Decoded> items) throws IOException {
            table.add(file, items);
            if (fields != null) {
                fields.add(file, record);
            }
            if (lines != null) {
                write(lines, file, number, items);
            }
        }
    }

    /** @return whether the file was read to its end */
    private static boolean decode(
            FeedDecoder decoder, FeedRecords.Opening opening, Path file, Report report, Steps steps)
            throws JsonLines.NobodyReads {
        String name = Captures.name(file);
        long number = 0;
        try (FeedRecords records = opening.open(file)) {
            for (byte[] record = records.next(); record != null; record = records.next()) {
                number++;
                List<Decoded> items =
                        decoder.decode(record, observedAt(decoder, record).toEpochMilli());
                report.add(name, number, record, items);
            }
        } catch (JsonLines.NobodyReads e) {
            throw e;
        } catch (IOException e) {
            steps.say(name + ": " + FeedCapture.why(e) + (number > 0 ? ", after record " + number : "") + ".");
            return false;
        }
        if (number == 0) {
            steps.say(name + ": empty.");
        }
        return true;
    }

    private static void write(JsonLines lines, String name, long number, List<Decoded> items) throws IOException {
        for (Decoded item : items) {
            ObjectNode line = JsonNodeFactory.instance.objectNode();
            line.put("file", name);
            line.put("record", number);
            line.setAll(DecodedJson.of(item));
            lines.write(line);
        }
        lines.flush();
    }

    /** A collector sees a payload at its newest time, or, where it has none or one nobody has reached, now. */
    private static Instant observedAt(FeedDecoder decoder, byte[] record) {
        Instant now = WallClock.now();
        return decoder.timeOf(record).filter(time -> !time.isAfter(now)).orElse(now);
    }
}
