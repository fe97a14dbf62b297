package io.groundswell.local;

import io.groundswell.flow.Topics;
import io.groundswell.notify.incident.Announcement;
import io.groundswell.notify.incident.Course;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Delivery;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** What incidents there were, the course of each, and who was told. */
@Command(
        name = "incidents",
        description = {
            "What incidents there are and were, how each went, and what became of the messages about it.",
            "Reads Kafka, of the running stack or of the folder of one that was stopped; the latest incident comes last."
        },
        mixinStandardHelpOptions = true,
        footer = {"", "  groundswell incidents --open", "  groundswell incidents --brand acme"})
final class IncidentsCommand implements Callable<Integer> {

    @ParentCommand
    private Groundswell groundswell;

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
                    new TopicRecords(brokers, Topics.ALERTS)
                            .newest(Alert.class, key -> true, Alert::getRevision)
                            .values(),
                    new TopicRecords(brokers, Topics.DELIVERIES)
                            .newest(Delivery.class, key -> true, Delivery::getRevision)
                            .values());
            return Groundswell.WELL;
        });
    }

    private void tell(Collection<Alert> alerts, Collection<Delivery> deliveries) {
        List<List<Announcement>> courses = courses(alerts);
        PrintStream out = groundswell.out();
        courses.forEach(course -> tell(course, deliveries, out));
        groundswell.steps().say(courses.size() == 1 ? "1 incident." : courses.size() + " incidents.");
    }

    private List<List<Announcement>> courses(Collection<Alert> alerts) {
        Map<String, List<Alert>> incidents = new TreeMap<>();
        alerts.stream()
                .filter(alert -> brand == null || alert.getBrand().equals(brand))
                .forEach(alert -> incidents
                        .computeIfAbsent(alert.getIncident(), incident -> new ArrayList<>())
                        .add(alert));
        return incidents.values().stream()
                .map(Course::of)
                .filter(course -> !open || !last(course).what().ends())
                .sorted((one, other) ->
                        one.get(0).openedAt().compareTo(other.get(0).openedAt()))
                .toList();
    }

    private static Announcement last(List<Announcement> course) {
        return course.get(course.size() - 1);
    }

    static void tell(List<Announcement> course, Collection<Delivery> deliveries, PrintStream out) {
        Announcement last = last(course);
        out.printf(
                Locale.ROOT,
                "%s  %s, %s since %s UTC%n",
                last.incident(),
                last.tier() == AlertTier.CRISIS ? "a crisis" : "watched",
                last.what().word(),
                minute(last.at()));
        for (Announcement turn : course) {
            out.printf(
                    Locale.ROOT,
                    "  %s  %-10s  %s%n",
                    minute(turn.at()),
                    turn.what().word(),
                    Terminal.safe(turn.headline(), 300));
        }
        Map<String, Map<String, Integer>> told = new TreeMap<>();
        deliveries.stream()
                .filter(delivery -> delivery.getIncident().equals(last.incident()))
                .forEach(delivery -> told.computeIfAbsent(delivery.getChannel(), channel -> new TreeMap<>())
                        .merge(delivery.getState().name().toLowerCase(Locale.ROOT), 1, Integer::sum));
        told.forEach((channel, states) -> {
            List<String> words = new ArrayList<>();
            states.forEach((state, count) -> words.add(count + " " + state));
            out.println("  told " + channel + ": " + String.join(", ", words));
        });
    }

    private static String minute(Instant time) {
        return time.toString().substring(0, 16).replace('T', ' ');
    }
}
