package io.groundswell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.groundswell.engines.KafkaBroker;
import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.Topics;
import io.groundswell.topics.AlertTier;
import io.groundswell.topics.Delivery;
import io.groundswell.topics.DeliveryState;
import io.groundswell.topics.Incident;
import io.groundswell.topics.IncidentAction;
import io.groundswell.topics.IncidentActionKind;
import io.groundswell.topics.IncidentState;
import io.groundswell.topics.IncidentTurn;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On the folder of a stack that was stopped, with a real broker. */
class IncidentsCommandTest {

    private static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    @TempDir
    Path temporary;

    private Path data;

    private record Ended(int code, List<String> out, List<String> err) {}

    private Ended incidents(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> arguments = new ArrayList<>(List.of("incidents"));
        arguments.addAll(List.of(words));
        arguments.addAll(List.of("--data", data.toString()));
        int code = Groundswell.run(
                arguments.toArray(String[]::new), new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8));
        return new Ended(
                code,
                out.toString(UTF_8).lines().toList(),
                err.toString(UTF_8).lines().toList());
    }

    private static IncidentTurn turn(String what, AlertTier tier, long minutes, String headline) {
        return new IncidentTurn(what, NOON.plusSeconds(60 * minutes), tier, "acme", headline);
    }

    private static Incident.Builder incident(String id, String brand) {
        return Incident.newBuilder()
                .setId(id)
                .setCompany("acme")
                .setBrands(List.of(brand))
                .setState(IncidentState.OPEN)
                .setTier(AlertTier.WATCH)
                .setOpenedAt(NOON)
                .setHeadline("")
                .setPeakSeverity(5)
                .setAlerts(List.of())
                .setTurns(List.of(turn("opened", AlertTier.WATCH, 0, "Unusual volume around " + brand + "\u001b[31m")))
                .setRevision(1)
                .setAsOf(NOON);
    }

    private static Delivery delivery(String channel, String message, DeliveryState state) {
        return Delivery.newBuilder()
                .setId(message + "|" + channel)
                .setChannel(channel)
                .setMessage(message)
                .setIncident("acme|2026-03-02")
                .setBrand("acme")
                .setWhat("crisis")
                .setHeadline("")
                .setAt(NOON)
                .setState(state)
                .setAttempts(1)
                .setRevision(1)
                .setAsOf(NOON)
                .build();
    }

    @BeforeEach
    void what_a_stack_left_behind() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        data = temporary.resolve("data");
        DataFolder folder = DataFolder.at(data);
        folder.prepare();
        try (KafkaBroker kafka = KafkaBroker.start(folder.kafka())) {
            kafka.createTopics(Topics.INCIDENTS, Topics.DELIVERIES);
            try (TopicWriter writer = new TopicWriter(Brokers.open(kafka.brokers()), Topics.INCIDENTS)) {
                AvroMessages<Incident> messages = AvroMessages.of(Incident.class);
                for (Incident.Builder each : List.of(
                        incident("acme|2026-03-02", "acme").setRevision(0),
                        incident("acme|2026-03-02", "acme")
                                .setBrands(List.of("acme", "bolt"))
                                .setTier(AlertTier.CRISIS)
                                .setTurns(List.of(
                                        turn("opened", AlertTier.WATCH, 0, "Unusual volume around acme"),
                                        turn("crisis", AlertTier.CRISIS, 10, "Crisis around acme"),
                                        turn(
                                                "acknowledged",
                                                AlertTier.CRISIS,
                                                75,
                                                "Acknowledged by Ann: Crisis around acme")))
                                .setOwner("pr")
                                .setAcknowledgedBy("Ann")
                                .setAcknowledgedAt(NOON.plusSeconds(75 * 60))
                                .setAsked(7)
                                .setAnswered(2)
                                .setFirstAnswerAt(NOON.plusSeconds(1740)),
                        incident("zest|2026-03-02", "zest").setOpenedAt(NOON.plusSeconds(1)),
                        incident("over|2026-03-01", "over")
                                .setState(IncidentState.OVER)
                                .setOpenedAt(NOON.minusSeconds(90_000))
                                .setEndedAt(NOON))) {
                    writer.write(each.getId(), messages.encode(each.build()));
                }
                writer.finish();
            }
            try (TopicWriter writer = new TopicWriter(Brokers.open(kafka.brokers()), Topics.DELIVERIES)) {
                AvroMessages<Delivery> messages = AvroMessages.of(Delivery.class);
                for (Delivery each : List.of(
                        delivery("room", "one", DeliveryState.DELIVERED),
                        delivery("room", "two", DeliveryState.DELIVERED),
                        delivery("mail", "two", DeliveryState.RETRYING))) {
                    writer.write(each.getId(), messages.encode(each));
                }
                writer.finish();
            }
        }
    }

    @Test
    void an_incident_is_told_turn_by_turn_with_who_answers_for_it_and_who_heard_of_it() throws Exception {
        Ended ended = incidents("--open");
        assertThat(ended.out())
                .containsExactly(
                        "acme|2026-03-02  a crisis, acknowledged since 2026-03-02 13:15 UTC, owner pr",
                        "  brands acme, bolt",
                        "  2026-03-02 12:00  opened        Unusual volume around acme",
                        "  2026-03-02 12:10  crisis        Crisis around acme",
                        "  2026-03-02 13:15  acknowledged  Acknowledged by Ann: Crisis around acme",
                        "  acknowledged by Ann after 1 h 15 min",
                        "  asked 7, answered 2, the first after 29 min",
                        "  told mail: 1 retrying",
                        "  told room: 2 delivered",
                        "zest|2026-03-02  watched, opened since 2026-03-02 12:00 UTC, no owner",
                        "  2026-03-02 12:00  opened        Unusual volume around zest [31m",
                        "  acknowledged by nobody");
        assertThat(ended.err()).containsExactly("2 incidents.");
        List<String> bolt = incidents("--brand", "bolt").out();
        assertThat(bolt).isEqualTo(ended.out().subList(0, 9));
        assertThat(Files.readString(Path.of("..", "..", "jobs", "notify", "README.md")))
                .contains("```\n" + String.join("\n", bolt) + "\n```\n");
    }

    @Test
    void what_is_done_by_hand_is_written_once_and_what_makes_no_sense_is_told_in_a_sentence() throws Exception {
        Ended done = incidents("acknowledge", "zest|2026-03-02", "--by", "Bob", "--note", "on it");
        assertThat(done)
                .isEqualTo(new Ended(
                        0,
                        List.of("Acknowledged: zest|2026-03-02"),
                        List.of("The stack is stopped; the channels are told when it runs again.")));
        assertThat(incidents("close", "acme|2026-03-02", "--by", "Ann").code()).isZero();
        List<IncidentAction> written = new ArrayList<>();
        BrokerDoor.through(data, (brokers, running) -> {
            AvroMessages<IncidentAction> messages = AvroMessages.of(IncidentAction.class);
            new TopicRecords(brokers, Topics.INCIDENT_ACTIONS)
                    .each(record -> written.add(messages.decode(record.value())));
            return 0;
        });
        assertThat(written)
                .extracting(
                        IncidentAction::getIncident,
                        IncidentAction::getWhat,
                        IncidentAction::getBy,
                        IncidentAction::getNote)
                .containsExactlyInAnyOrder(
                        tuple("zest|2026-03-02", IncidentActionKind.ACKNOWLEDGE, "Bob", "on it"),
                        tuple("acme|2026-03-02", IncidentActionKind.CLOSE, "Ann", null));

        assertThat(refused("acknowledge", "zest|2026-03-02", "--by", "Ann"))
                .startsWith("1 groundswell: The incident zest|2026-03-02 was acknowledged already, by Bob at 20");
        assertThat(refused("close", "acme|2026-03-02", "--by", "Bob"))
                .startsWith("1 groundswell: The incident acme|2026-03-02 was closed already, by Ann at 20");
        assertThat(refused("acknowledge", "acme|2026-03-02", "--by", "Bob"))
                .isEqualTo("1 groundswell: The incident acme|2026-03-02 was acknowledged already, by Ann at"
                        + " 2026-03-02 13:15 UTC.");
        assertThat(refused("close", "over|2026-03-01", "--by", "Bob"))
                .isEqualTo("1 groundswell: The incident over|2026-03-01 is over since 2026-03-02 12:00 UTC;"
                        + " there is nothing to do about it.");
        assertThat(refused("close", "acme|2026-03-03", "--by", "Bob"))
                .isEqualTo("1 groundswell: There is no incident 'acme|2026-03-03'; groundswell incidents lists them.");
        assertThat(refused("close", "acme|2026-03-02", "--by", "Bob", "--note", "two\nlines"))
                .isEqualTo("2 groundswell: --note must be one line of 1 to 300 characters.");
        assertThat(refused("close", "acme|2026-03-02"))
                .isEqualTo("2 groundswell: Missing required option: '--by=NAME'.");
    }

    /** With its code and the first line of what it said. */
    private String refused(String... words) {
        Ended ended = incidents(words);
        assertThat(ended.out()).isEmpty();
        return ended.code() + " " + ended.err().get(0);
    }
}
