package io.groundswell.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.flow.WallClock;
import io.groundswell.publish.document.Index;
import io.groundswell.testkit.ReceiverStub;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the first message about an incident to its being taken back, on the whole stack, with a stub in place of who is told. */
class IncidentLifeTest {

    private static final Instant NOON = Instant.parse("2026-03-08T12:00:00Z");
    private static final String INCIDENT = "acme-group|2026-03-08";
    /** Nobody may read these anywhere but in the files of the channels. */
    private static final String SECRET = "canary of a secret";

    private static final String KEY = "canary-of-an-address";

    private static final int POSTS = 60;
    private static final long FIRST_ID = 1_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final List<String> CALM = List.of(
            "My Acme toaster has a new place in the kitchen",
            "Is there an Acme shop in this town?",
            "Found the Acme catalogue in the letter box",
            "Lovely toast from the Acme this morning");

    @TempDir
    Path temporary;

    private DataFolder folder;

    @Test
    void what_people_do_about_an_incident_is_told_where_it_was_told_and_so_is_its_end_when_the_posts_are_deleted()
            throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        folder = DataFolder.at(temporary.resolve("data"));
        Path brands = Files.writeString(
                temporary.resolve("brands.yaml"),
                "brands:\n  - {id: acme, name: Acme, query: acme, company: acme-group, owners: {any: pr}}\n");
        try (ReceiverStub room = new ReceiverStub()) {
            Path secret = Files.writeString(temporary.resolve("secret"), SECRET);
            Path channels = Files.writeString(
                    temporary.resolve("channels.yaml"),
                    "- channel: room\n  webhook: '" + room.address() + "?key=" + KEY + "'\n  secret: file:" + secret
                            + "\n  allow: [127.0.0.1]\n");
            Map<String, String> settings = Map.of(
                    "enrich.budget", "10m",
                    "enrich.sentiment", "fast",
                    "notify.channels", channels.toString(),
                    // What these posts tell is long ago by the clock.
                    "notify.deliver-within", "36500d");
            LocalStack.Plan plan = new LocalStack.Plan(folder, Stages.ALL, settings, 0, 0, 0, 1);
            try (LocalStack stack = LocalStack.start(plan, new Steps(System.err))) {
                PublishedDocuments documents =
                        new PublishedDocuments(stack.elasticsearch().uri());

                // Given: calm days and a storm
                replay(brands, calm(), storm());
                assertThat(ids(room)).contains(INCIDENT + "|crisis|1");

                // When: somebody takes care of it
                assertThat(incidents("acknowledge", INCIDENT, "--by", "Ann", "--note", "calling the plant"))
                        .isZero();

                // Then
                await(room, INCIDENT + "|acknowledged|1");
                awaitDocument(documents, "acknowledgedBy", "Ann");
                assertThat(incident(documents).path("owner").asText()).isEqualTo("pr");

                // And: what a rule would have told that is written nowhere yet
                checkBacktestOfANewRule();

                // When: all that made the storm is deleted
                replay(brands, deletions());

                // Then: it is taken back everywhere
                await(room, INCIDENT + "|taken-back|1");
                awaitDocument(documents, "state", "TAKEN_BACK");
                assertThat(documents.in(Index.ALERTS.alias()).values())
                        .isNotEmpty()
                        .allSatisfy(alert -> {
                            assertThat(alert.path("state").asText()).isEqualTo("RETRACTED");
                            assertThat(alert.path("evidence")).isEmpty();
                            assertThat(alert.path("explanation").isMissingNode()
                                            || alert.path("explanation").isNull())
                                    .isTrue();
                        });

                // And nothing was told twice
                assertThat(ids(room)).doesNotHaveDuplicates();

                // And no secret and no address was written down
                for (Index index : Index.values()) {
                    assertThat(documents.in(index.alias()).toString())
                            .as(index.alias())
                            .doesNotContain(SECRET, KEY);
                }
            }
            assertThat(filesWith(INCIDENT)).isNotEmpty();
            assertThat(filesWith(SECRET)).isEmpty();
            assertThat(filesWith(KEY)).isEmpty();
        }
    }

    /** Files of Kafka, Elasticsearch and the logs that a stack which has ended left behind. */
    private List<Path> filesWith(String words) throws Exception {
        List<Path> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(folder.path())) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file, ISO_8859_1).contains(words)) {
                    found.add(file);
                }
            }
        }
        return found;
    }

    private void checkBacktestOfANewRule() throws Exception {
        Path file = Files.writeString(
                temporary.resolve("new.yaml"),
                "brands:\n  - {id: acme, name: Acme, query: acme, alerts: [{name: forty, kind: fixed-count, count: 40,"
                        + " within: 1h}]}\n");
        List<String> told = backtest("--brands", file.toString(), "--rule", "forty");
        assertThat(told)
                .containsExactly("2026-03-08 12:10  watch   fixed-count/1 forty  forty, acme: 63 mentions in the 60"
                        + " minutes to 2026-03-08 12:10 UTC, 40 are enough.");
        // In five days: so many that a count of one would be far too many.
        assertThat(backtest("--brands", file.toString(), "--rule", "forty", "--budget", "1/day"))
                .hasSizeBetween(1, 5);
        assertThat(Groundswell.run(
                        new String[] {
                            "backtest",
                            "--brand",
                            "acme",
                            "--data",
                            folder.path().toString(),
                            "--rule",
                            "many"
                        },
                        System.err,
                        System.err))
                .isEqualTo(Groundswell.WRONG);
    }

    private List<String> backtest(String... words) {
        List<String> all = new ArrayList<>(
                List.of("backtest", "--brand", "acme", "--data", folder.path().toString()));
        all.addAll(List.of(words));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        assertThat(Groundswell.run(all.toArray(String[]::new), new PrintStream(out, true, UTF_8), System.err))
                .isZero();
        return out.toString(UTF_8).lines().toList();
    }

    private Path calm() throws Exception {
        return new MadeUpPosts()
                .calm(NOON.minus(Duration.ofDays(5)), NOON, 4, CALM)
                .in(temporary.resolve("calm.jsonl"));
    }

    private Path storm() throws Exception {
        MadeUpPosts posts = new MadeUpPosts();
        for (int i = 0; i < POSTS; i++) {
            posts.post(
                    FIRST_ID + i,
                    NOON.plusSeconds(10L * i),
                    5_000 + i,
                    "Acme is awful, terrible and dangerous, I hate it, number " + i);
        }
        return posts.in(temporary.resolve("storm.jsonl"));
    }

    private Path deletions() throws Exception {
        MadeUpPosts posts = new MadeUpPosts();
        for (int i = 0; i < POSTS; i++) {
            posts.deletion(FIRST_ID + i, NOON.plusSeconds(3_600 + i), 5_000 + i);
        }
        return posts.in(temporary.resolve("deletions.jsonl"));
    }

    private void replay(Path brands, Path... files) {
        List<String> words = new ArrayList<>(List.of(
                "replay",
                "--platform",
                "x",
                "--from-start",
                "--data",
                folder.path().toString(),
                "--brands",
                brands.toString()));
        List.of(files).forEach(file -> words.add(file.toString()));
        assertThat(Groundswell.run(words.toArray(String[]::new), System.err, System.err))
                .isZero();
    }

    private int incidents(String... words) {
        List<String> all = new ArrayList<>(List.of("incidents"));
        all.addAll(List.of(words));
        all.addAll(List.of("--data", folder.path().toString()));
        return Groundswell.run(all.toArray(String[]::new), System.err, System.err);
    }

    private static List<String> ids(ReceiverStub room) {
        return room.received().stream()
                .map(message -> message.headers().getFirst("webhook-id"))
                .toList();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(ReceiverStub room, String id) throws Exception {
        await("no message " + id, () -> ids(room).contains(id));
    }

    /** A document comes a moment after the message. */
    private static void awaitDocument(PublishedDocuments documents, String field, String value) throws Exception {
        await(
                "no incident with " + field + " " + value,
                () -> incident(documents).path(field).asText().equals(value));
    }

    private static void await(String otherwise, Condition condition) throws Exception {
        Instant until = WallClock.now().plus(PATIENCE);
        while (!condition.holds()) {
            assertThat(WallClock.now()).as(otherwise).isBefore(until);
            Thread.sleep(100);
        }
    }

    private static JsonNode incident(PublishedDocuments documents) throws Exception {
        return documents.in(Index.INCIDENTS.alias()).get(INCIDENT);
    }
}
