package io.groundswell.local;

import io.groundswell.flow.Topics;
import io.groundswell.flow.WallClock;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.Incident;
import io.groundswell.topics.IncidentAction;
import io.groundswell.topics.IncidentActionKind;
import io.groundswell.topics.IncidentState;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** What incidents there were, the course of each, who answers for it and who was told; and what is done about one by hand. */
@Command(
        name = "incidents",
        description = {
            "What incidents there are and were, how each went, who answers for it, and what became of the messages about it.",
            "Reads Kafka, of the running stack or of the folder of one that was stopped; the latest incident comes last."
        },
        mixinStandardHelpOptions = true,
        footer = {
            "",
            "  groundswell incidents --open",
            "  groundswell incidents --brand acme",
            "  groundswell incidents acknowledge 'acme|2026-03-02' --by Ann",
            "  groundswell incidents close 'acme|2026-03-02' --by Ann --note 'refunded all of them'"
        })
final class IncidentsCommand implements Callable<Integer> {

    private static final int LONGEST_NAME = 80;
    private static final int LONGEST_NOTE = 300;

    @ParentCommand
    private Groundswell groundswell;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder of the stack.")
    private Path data;

    @Option(names = "--brand", paramLabel = "ID", description = "Of this brand alone.")
    private String brand;

    @Option(names = "--open", description = "Only those that go on.")
    private boolean open;

    @Override
    public Integer call() throws Exception {
        return BrokerDoor.through(data, (brokers, running) -> {
            tell(
                    incidents(brokers),
                    new TopicRecords(brokers, Topics.DELIVERIES)
                            .newest(Delivery.class, key -> true, Delivery::getRevision)
                            .values());
            return Groundswell.WELL;
        });
    }

    private static Collection<Incident> incidents(Brokers brokers) throws Trouble {
        return new TopicRecords(brokers, Topics.INCIDENTS)
                .newest(Incident.class, key -> true, Incident::getRevision)
                .values();
    }

    private void tell(Collection<Incident> all, Collection<Delivery> deliveries) {
        List<Incident> incidents = all.stream()
                .filter(incident -> brand == null || incident.getBrands().contains(brand))
                .filter(incident -> !open || goesOn(incident))
                .sorted(Comparator.comparing(Incident::getOpenedAt).thenComparing(Incident::getId))
                .toList();
        incidents.forEach(incident -> IncidentLines.of(incident, deliveries).forEach(groundswell.out()::println));
        groundswell.steps().say(incidents.size() == 1 ? "1 incident." : incidents.size() + " incidents.");
    }

    private static boolean goesOn(Incident incident) {
        return incident.getState() == IncidentState.OPEN || incident.getState() == IncidentState.EASING;
    }

    /** Who does what about which incident. */
    static final class Doing {

        @Parameters(paramLabel = "ID", description = "The incident, as groundswell incidents calls it.")
        private String id;

        @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who you are.")
        private String by;

        @Option(names = "--note", paramLabel = "TEXT", description = "Why, in one line.")
        private String note;

        @Option(names = "--data", paramLabel = "FOLDER", description = "The data folder of the stack.")
        private Path data;
    }

    @Command(
            name = "acknowledge",
            description =
                    "Say that you take care of an incident. The channels are told once; nothing is stopped by it.",
            mixinStandardHelpOptions = true)
    int acknowledge(@CommandLine.Mixin Doing doing) throws Trouble, IOException {
        return act(IncidentActionKind.ACKNOWLEDGE, doing);
    }

    @Command(
            name = "close",
            description = {
                "Say that there is no more to tell of an incident. The channels are told that, and nothing more,",
                "until it is a crisis worse than it ever was: then it is open again."
            },
            mixinStandardHelpOptions = true)
    int close(@CommandLine.Mixin Doing doing) throws Trouble, IOException {
        return act(IncidentActionKind.CLOSE, doing);
    }

    private int act(IncidentActionKind what, Doing doing) throws Trouble, IOException {
        line("--by", doing.by, LONGEST_NAME);
        if (doing.note != null) {
            line("--note", doing.note, LONGEST_NOTE);
        }
        return BrokerDoor.through(doing.data == null ? data : doing.data, (brokers, running) -> {
            Incident incident = incidents(brokers).stream()
                    .filter(one -> one.getId().equals(doing.id))
                    .findFirst()
                    .orElseThrow(() -> new Trouble("There is no incident '" + Terminal.safe(doing.id, 200)
                            + "'; groundswell incidents lists them"));
            IncidentActions actions = new IncidentActions(brokers);
            actions.check(what, incident);
            actions.add(new IncidentAction(incident.getId(), what, doing.by, doing.note, WallClock.now()));
            groundswell
                    .out()
                    .println((what == IncidentActionKind.CLOSE ? "Closed: " : "Acknowledged: ") + incident.getId());
            if (!running) {
                groundswell.steps().say("The stack is stopped; the channels are told when it runs again.");
            }
            return Groundswell.WELL;
        });
    }

    private void line(String option, String text, int longest) {
        boolean broken =
                text.isBlank() || text.length() > longest || text.codePoints().anyMatch(Character::isISOControl);
        if (broken) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), option + " must be one line of 1 to " + longest + " characters");
        }
    }
}
