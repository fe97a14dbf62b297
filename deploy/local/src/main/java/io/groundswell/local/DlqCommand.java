package io.groundswell.local;

import io.groundswell.flow.WallClock;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Reason;
import io.groundswell.topics.RecordHeader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What could not be used, and feeding it in again once the cause is mended. */
@Command(
        name = "dlq",
        description = {
            "List the dead letters, look into one, and feed them in again once the cause is mended.",
            "Asks the stack that runs, else the broker alone, started for the purpose."
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class DlqCommand implements Runnable {

    /** Who has died so often dies of himself. */
    private static final int MOST_RETRIES = 3;

    private static final int MOST_SHOWN = 65_536;

    @ParentCommand
    private Groundswell groundswell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: list, show or replay");
    }

    /** Which letters are meant. */
    static final class Wanted {

        @CommandLine.Spec(CommandLine.Spec.Target.MIXEE)
        private CommandLine.Model.CommandSpec spec;

        @Option(names = "--reason", paramLabel = "REASON", description = "Such as JSON_SYNTAX; may be repeated.")
        private Set<Reason> reasons = Set.of();

        @Option(names = "--stage", paramLabel = "STAGE", description = "That could not use the record.")
        private String stage;

        @Option(names = "--topic", paramLabel = "TOPIC", description = "The record was in, such as feed.x.")
        private String topic;

        @Option(
                names = "--since",
                paramLabel = "WHEN",
                description = "Records of this time or later: 2026-03-01, 2026-03-01T12:00:00Z, or 6h, 7d before now.")
        private String since;

        boolean isNone() {
            return reasons.isEmpty() && stage == null && topic == null && since == null;
        }

        Predicate<DeadLettersTopic.Line> filter() {
            Instant from = since == null ? Instant.MIN : time(since);
            return line -> (reasons.isEmpty() || reasons.contains(line.reason()))
                    && (stage == null || stage.equals(line.stage()))
                    && (topic == null || topic.equals(line.topic()))
                    && !line.recordedAt().isBefore(from);
        }

        private Instant time(String written) {
            try {
                if (written.matches("\\d+[mhd]")) {
                    String unit = written.toUpperCase(Locale.ROOT);
                    return WallClock.now().minus(Duration.parse(unit.endsWith("D") ? "P" + unit : "PT" + unit));
                }
                return written.contains("T")
                        ? Instant.parse(written)
                        : LocalDate.parse(written).atStartOfDay(ZoneOffset.UTC).toInstant();
            } catch (DateTimeException e) {
                throw new CommandLine.ParameterException(
                        spec.commandLine(),
                        "'--since' is '" + written
                                + "', but must be a date, a time such as 2026-03-01T12:00:00Z, or how"
                                + " long ago, such as 6h");
            }
        }
    }

    @Command(
            name = "list",
            description = "The dead letters, oldest first, and how many there are of each kind.",
            mixinStandardHelpOptions = true)
    int list(
            @Mixin Wanted wanted,
            @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder of the stack.") Path data)
            throws Trouble, IOException {
        Predicate<DeadLettersTopic.Line> filter = wanted.filter();
        List<DeadLettersTopic.Line> lines =
                BrokerDoor.through(data, (brokers, running) -> new DeadLettersTopic(brokers).lines(filter));
        if (lines.isEmpty()) {
            groundswell.steps().say("No dead letters" + (wanted.isNone() ? "." : " of this kind."));
            return Groundswell.WELL;
        }
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("id", "time", "stage", "reason", "field", "topic", "fed in again"));
        lines.forEach(line -> rows.add(List.of(
                Terminal.safe(line.id(), 500),
                line.recordedAt().toString(),
                line.stage(),
                line.reason().name(),
                line.field() == null ? "-" : Terminal.safe(line.field(), 100),
                line.topic(),
                told(line))));
        print(rows, groundswell.out());
        Map<String, Long> counts = lines.stream()
                .collect(Collectors.groupingBy(
                        line -> line.stage() + " " + line.reason()
                                + (line.field() == null ? "" : " " + Terminal.safe(line.field(), 100)),
                        TreeMap::new,
                        Collectors.counting()));
        groundswell.out().println();
        counts.forEach((kind, count) -> groundswell.out().println(count + " " + kind));
        return Groundswell.WELL;
    }

    private static String told(DeadLettersTopic.Line line) {
        String before = line.retries() == 0 ? "" : line.retries() + " before";
        String after = line.replayedAt() == null ? "" : line.replayedAt().toString();
        return before.isEmpty() && after.isEmpty()
                ? "-"
                : before.isEmpty() || after.isEmpty() ? before + after : before + ", " + after;
    }

    private static void print(List<List<String>> rows, PrintStream out) {
        int[] widths = new int[rows.get(0).size()];
        rows.forEach(row -> {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        });
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(i == 0 ? "" : "  ").append(row.get(i));
                line.append(" "
                        .repeat(
                                i == widths.length - 1
                                        ? 0
                                        : widths[i] - row.get(i).length()));
            }
            out.println(line);
        }
    }

    @Command(
            name = "show",
            description = "Everything about one dead letter, the record with it.",
            mixinStandardHelpOptions = true)
    int show(
            @Parameters(paramLabel = "ID", description = "As list tells it; put it in quotes.") String id,
            @Option(names = "--bytes", description = "Only the record's bytes, as they were.") boolean bytes,
            @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder of the stack.") Path data)
            throws Trouble, IOException {
        DeadLetter letter = BrokerDoor.through(data, (brokers, running) -> new DeadLettersTopic(brokers).whole(id));
        if (letter == null) {
            throw unknown(id);
        }
        PrintStream out = groundswell.out();
        if (bytes) {
            if (letter.getRecordValue() != null) {
                out.write(array(letter.getRecordValue()));
                out.flush();
            }
            return Groundswell.WELL;
        }
        say(out, "id", Terminal.safe(letter.getId(), 2_000));
        say(out, "stage", letter.getStage());
        say(out, "reason", letter.getReason().name());
        say(out, "field", letter.getField() == null ? "-" : Terminal.safe(letter.getField(), 2_000));
        say(out, "detail", Terminal.safe(letter.getDetail(), 10_000));
        say(
                out,
                "record",
                letter.getTopic() + ", partition " + letter.getPartition() + ", offset " + letter.getOffset());
        say(out, "time", letter.getRecordedAt().toString());
        say(
                out,
                "fed in again",
                letter.getReplayedAt() == null ? "-" : letter.getReplayedAt().toString());
        say(out, "key", Payload.shown(letter.getRecordKey(), MOST_SHOWN));
        for (RecordHeader header : letter.getHeaders()) {
            say(out, "header", Terminal.safe(header.getName(), 500) + " = " + Payload.shown(header.getValue(), 2_000));
        }
        out.println();
        out.println(Payload.shown(letter.getRecordValue(), MOST_SHOWN));
        return Groundswell.WELL;
    }

    private static void say(PrintStream out, String what, String value) {
        out.printf(Locale.ROOT, "%-13s %s%n", what, value);
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    @Command(
            name = "replay",
            description = {
                "Feed records that died in again, as they were: key, bytes, time and headers, into the topic they were in.",
                "A record that dies again is a new dead letter; after " + MOST_RETRIES + " times it is left alone."
            },
            mixinStandardHelpOptions = true)
    int replay(
            @Parameters(paramLabel = "ID", arity = "0..*", description = "As list tells it; put it in quotes.")
                    List<String> ids,
            @Option(names = "--all", description = "All that were not fed in again yet.") boolean all,
            @Mixin Wanted wanted,
            @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder of the stack.") Path data)
            throws Trouble, IOException {
        Set<String> named = ids == null ? Set.of() : Set.copyOf(ids);
        if (named.isEmpty() && !all && wanted.isNone()) {
            throw new CommandLine.ParameterException(
                    spec.commandLine().getSubcommands().get("replay"),
                    "Say which: ids, --all, or --reason, --stage, --topic, --since");
        } else if (!named.isEmpty() && (all || !wanted.isNone())) {
            throw new CommandLine.ParameterException(
                    spec.commandLine().getSubcommands().get("replay"),
                    "Say which either by ids or by what they have in common");
        }
        Predicate<DeadLettersTopic.Line> filter = named.isEmpty() ? wanted.filter() : line -> named.contains(line.id());
        return BrokerDoor.through(
                data, (brokers, running) -> replay(new DeadLettersTopic(brokers), filter, named, running));
    }

    private int replay(
            DeadLettersTopic topic, Predicate<DeadLettersTopic.Line> filter, Set<String> named, boolean running)
            throws Trouble {
        Steps steps = groundswell.steps();
        List<DeadLettersTopic.Line> found = topic.lines(filter);
        Set<String> ids = found.stream().map(DeadLettersTopic.Line::id).collect(Collectors.toSet());
        for (String id : named) {
            if (!ids.contains(id)) {
                throw unknown(id);
            }
        }
        List<DeadLettersTopic.Line> chosen = found.stream()
                .filter(line -> !named.isEmpty() || line.replayedAt() == null)
                .filter(line -> line.hasBytes() && line.retries() < MOST_RETRIES)
                .toList();
        tell(
                steps,
                found.stream().filter(line -> line.retries() >= MOST_RETRIES).count(),
                "died again after being fed in " + MOST_RETRIES + " times; mend the cause and send the record itself");
        tell(
                steps,
                found.stream().filter(line -> !line.hasBytes()).count(),
                "without the record, which was too large or is taken out; send the record itself");
        tell(
                steps,
                found.stream()
                        .filter(line -> named.isEmpty() && line.replayedAt() != null && line.retries() < MOST_RETRIES)
                        .count(),
                "fed in again before; name them to do it once more");
        int records = chosen.isEmpty() ? 0 : topic.replay(chosen, WallClock.now());
        groundswell
                .out()
                .println("Fed in again: " + records + (records == 1 ? " record" : " records") + " of " + chosen.size()
                        + (chosen.size() == 1 ? " dead letter" : " dead letters"));
        if (records > 0 && !running) {
            steps.say("They are read when the stack runs.");
        }
        return Groundswell.WELL;
    }

    private static void tell(Steps steps, long count, String why) {
        if (count > 0) {
            steps.say("Left alone: " + count + ", " + why + ".");
        }
    }

    private CommandLine.ParameterException unknown(String id) {
        return new CommandLine.ParameterException(
                spec.commandLine(), "There is no dead letter '" + id + "'; groundswell dlq list names them");
    }
}
