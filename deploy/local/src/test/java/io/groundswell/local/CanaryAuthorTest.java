package io.groundswell.local;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.groundswell.flow.Erasures;
import io.groundswell.flow.TopicKeeping;
import io.groundswell.flow.Topics;
import io.groundswell.flow.WallClock;
import io.groundswell.publish.document.Index;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.record.FileRecords;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.utils.Utils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody whose every word can be told from all others' is erased, and then looked for in every file there is. */
class CanaryAuthorTest {

    private static final Instant NOON = Instant.parse("2026-03-08T12:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DateTimeFormatter X_TIME = DateTimeFormatter.ofPattern(
                    "EEE MMM dd HH:mm:ss Z uuuu", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private static final long CANARY = 777_000_111_777L;
    private static final String AUTHOR = "x:" + CANARY;
    private static final String HANDLE = "canarybird";
    private static final String NAME = "Zirpa Canaria";
    private static final String WORD = "zirpelton";

    /** Anything of these in a file is a hit. */
    private static final List<String> TRACES = List.of(Long.toString(CANARY), HANDLE, NAME, WORD);

    private static final long LATE_POST = 2_000_001;
    private static final long REPLY = 2_000_002;
    private static final long FIRST = 2_000_010;
    private static final long REPOST = 2_000_100;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path temporary;

    private DataFolder folder;
    private Path brands;

    @Test
    void who_was_erased_is_in_no_file_of_any_engine_and_does_not_come_back() throws Exception {
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        folder = DataFolder.at(temporary.resolve("data"));
        brands = Files.writeString(
                temporary.resolve("brands.yaml"), "brands:\n  - {id: acme, name: Acme, query: acme}\n");
        Map<String, String> settings = Map.of("enrich.budget", "10m", "enrich.sentiment", "fast");
        LocalStack.Plan plan = new LocalStack.Plan(folder, Stages.ALL, settings, 0, 0, 0, 1);
        try (LocalStack stack = LocalStack.start(plan, new Steps(System.err))) {
            PublishedDocuments documents =
                    new PublishedDocuments(stack.elasticsearch().uri());
            List<String> topics = new ArrayList<>(Topics.ALL);
            topics.add(Topics.feed("x"));
            stack.kafka().keep(topics.stream().collect(Collectors.toMap(topic -> topic, TopicKeeping::settings)));
            checkKeeping(stack.kafka().brokers());
            keepShortly(stack.kafka().brokers());

            // Given: posts, replies, a repost by somebody else, a broken payload, a late post, a label, an alert's
            // evidence
            replay(storm());
            feed(late(), NOON.plusSeconds(700));
            run("label", "x:" + FIRST, "--brand", "acme", "--sentiment", "negative");
            assertThat(textsIn(documents, PublishedDocuments.MENTIONS)).contains(WORD);
            assertThat(textsIn(documents, PublishedDocuments.ALERTS)).contains(AUTHOR);
            assertThat(textsIn(documents, PublishedDocuments.MEASURES)).contains(AUTHOR);
            assertThat(documents.in(PublishedDocuments.DEAD_LETTERS)).hasSize(1);
            assertThat(documents.in(PublishedDocuments.LATE)).hasSize(1);
            assertThat(export("before.jsonl")).contains(WORD, AUTHOR);
            assertThat(tracesByEngine()).contains("kafka", "elasticsearch", "checkpoints");
            long before = documents.count(PublishedDocuments.MENTIONS);

            // When
            JsonNode dry = JSON.readTree(run("erase", "--author", AUTHOR, "--dry-run"));
            Path file = temporary.resolve("receipt.json");
            run("erase", "--author", AUTHOR, "--reason", "request of 8 March", "--out", file.toString());

            // Then: what was found and done
            String receipt = Files.readString(file);
            JsonNode told = JSON.readTree(receipt);
            assertThat(dry.path("found")).isEqualTo(told.path("found"));
            assertThat(told.path("found").toString())
                    .isEqualTo("{\"mentions\":23,\"records\":72,\"labels\":1,\"deadLetters\":1}");
            assertThat(told.path("subjects").toString())
                    .isEqualTo("[{\"kind\":\"author\",\"platform\":\"x\",\"sha256\":\"" + Erasures.digest(AUTHOR)
                            + "\"}]");
            assertThat(TRACES).noneMatch(receipt::contains);

            // And: no document and no new export speaks of them
            for (Index index : Index.values()) {
                String all = textsIn(documents, index.alias());
                assertThat(TRACES).as(index.alias()).noneMatch(all::contains);
            }
            String after = export("after.jsonl");
            assertThat(TRACES).noneMatch(after::contains);
            assertThat(after).contains("somebody else");

            // And: when the topics got other records, no file does
            feed(others(), NOON.plus(Duration.ofHours(3)));
            Instant until = WallClock.now().plus(PATIENCE);
            while (!traces().isEmpty() && WallClock.now().isBefore(until)) {
                Thread.sleep(1_000);
            }
            assertThat(traces()).isEmpty();

            // And: told again, nothing comes back
            feed(storm(), NOON.plus(Duration.ofHours(3)));
            assertThat(textsIn(documents, PublishedDocuments.MENTIONS)).doesNotContain(WORD, AUTHOR);
            assertThat(documents.count(PublishedDocuments.MENTIONS)).isGreaterThan(before);
            Ended again = Ended.of("erase", "--author", "x:4711", "--data", folder.path());
            assertThat(again.code()).isZero();
            assertThat(again.err()).contains("Nothing of it was found, and nothing was done.");
        }
    }

    private static void checkKeeping(String brokers) throws Exception {
        try (TopicOffsets offsets = new TopicOffsets(Brokers.open(brokers))) {
            for (String topic : Topics.ALL) {
                assertThat(offsets.settings(topic)).as(topic).containsAllEntriesOf(TopicKeeping.settings(topic));
            }
            assertThat(offsets.settings(Topics.feed("x")))
                    .containsAllEntriesOf(TopicKeeping.settings(Topics.feed("x")));
        }
    }

    /** As {@link TopicKeeping} says, only that what takes days takes a second. */
    private static void keepShortly(String brokers) throws Exception {
        Map<String, String> shortly = Map.of(
                "segment.ms", "1000",
                "max.compaction.lag.ms", "1000",
                "min.cleanable.dirty.ratio", "0",
                "delete.retention.ms", "0",
                "file.delete.delay.ms", "0");
        List<String> topics = new ArrayList<>(Topics.ALL);
        topics.add(Topics.feed("x"));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", brokers))) {
            admin.incrementalAlterConfigs(topics.stream()
                            .collect(Collectors.toMap(
                                    topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                    topic -> shortly.entrySet().stream()
                                            .map(each -> new AlterConfigOp(
                                                    new ConfigEntry(each.getKey(), each.getValue()),
                                                    AlterConfigOp.OpType.SET))
                                            .toList())))
                    .all()
                    .get();
        }
    }

    private ObjectNode post(long id, Instant at, long author, String handle, String name, String text) {
        ObjectNode post = JSON.createObjectNode();
        post.put("created_at", X_TIME.format(at));
        post.put("id", id);
        post.put("id_str", Long.toString(id));
        post.put("text", text);
        post.put("lang", "en");
        ObjectNode user = post.putObject("user");
        user.put("id", author);
        user.put("id_str", Long.toString(author));
        user.put("screen_name", handle);
        user.put("name", name);
        user.put("followers_count", author == CANARY ? 1_000_000 : 100);
        return post;
    }

    private ObjectNode canary(long id, Instant at, String text) {
        return post(id, at, CANARY, HANDLE, NAME, text);
    }

    private Path storm() throws IOException {
        List<String> lines = new ArrayList<>(Files.readAllLines(new MadeUpPosts()
                .calm(NOON.minus(Duration.ofDays(5)), NOON, 4, List.of("My Acme toaster, says somebody else"))
                .in(temporary.resolve("calm.jsonl"))));
        for (int i = 0; i < 60; i++) {
            Instant at = NOON.plusSeconds(10L * i);
            String text = "Acme is awful, terrible and dangerous, I hate it, number " + i;
            ObjectNode line = i % 3 == 0
                    ? canary(FIRST + i, at, text + " " + WORD)
                    : post(FIRST + i, at, 5_000 + i, "traveller" + i, "Somebody", text);
            lines.add(line.toString());
        }
        ObjectNode reply = canary(REPLY, NOON.plusSeconds(601), "Acme " + WORD + " again, and a reply");
        reply.put("in_reply_to_status_id_str", Long.toString(FIRST + 1));
        lines.add(reply.toString());
        ObjectNode repost =
                post(REPOST, NOON.plusSeconds(602), 6_000, "fan", "A fan", "RT @" + HANDLE + ": Acme is awful " + WORD);
        repost.set("retweeted_status", canary(FIRST, NOON, "Acme is awful, terrible and dangerous " + WORD));
        lines.add(repost.toString());
        ObjectNode broken = canary(REPLY + 1, NOON.plusSeconds(603), "Acme " + WORD);
        broken.putArray("text");
        lines.add(broken.toString());
        return Files.write(temporary.resolve("storm.jsonl"), lines);
    }

    private Path late() throws IOException {
        return Files.writeString(
                temporary.resolve("late.jsonl"),
                canary(LATE_POST, NOON.minus(Duration.ofDays(20)), "Acme long ago, " + WORD) + "\n");
    }

    private Path others() throws IOException {
        MadeUpPosts posts = new MadeUpPosts();
        for (int i = 0; i < 10; i++) {
            posts.post(3_000_000 + i, NOON.plusSeconds(7_200 + 60 * i), 8_000 + i, "An Acme for somebody else " + i);
        }
        return posts.in(temporary.resolve("others.jsonl"));
    }

    private void replay(Path file) {
        run("replay", "--platform", "x", "--from-start", "--brands", brands.toString(), file.toString());
    }

    /** Lines that were seen at one time; returns when they are published. */
    private void feed(Path file, Instant seen) throws Exception {
        Brokers brokers = folder.running().orElseThrow().kafka();
        try (TopicWriter writer = new TopicWriter(brokers, Topics.feed("x"))) {
            for (String line : Files.readAllLines(file)) {
                writer.write("", line.getBytes(UTF_8), seen.toEpochMilli());
            }
            writer.finish();
        }
        try (TopicOffsets offsets = new TopicOffsets(brokers)) {
            for (String stage : List.of("collect", "enrich", "measure", "publish")) {
                new JobProgress(offsets).await(topic -> true, stage);
            }
        }
    }

    private String run(String... words) {
        List<Object> all = new ArrayList<>(List.of(words));
        all.add("--data");
        all.add(folder.path());
        Ended ended = Ended.of(all.toArray());
        assertThat(ended.code()).as(ended.err()).isZero();
        return ended.out();
    }

    private String export(String file) throws IOException {
        Path out = temporary.resolve(file);
        Path licences =
                Files.writeString(temporary.resolve("licences.yaml"), "reddit: {withhold: [media], because: a test}\n");
        run(
                "export",
                "mentions",
                "--brand",
                "acme",
                "--format",
                "jsonl",
                "--licences",
                licences.toString(),
                "--out",
                out.toString());
        return Files.readString(out);
    }

    private static String textsIn(PublishedDocuments documents, String alias) throws Exception {
        return documents.in(alias).values().stream().map(JsonNode::toString).collect(Collectors.joining("\n"));
    }

    private TreeSet<String> tracesByEngine() throws Exception {
        return traces().stream().map(trace -> trace.split("/")[0]).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Files, relative to the data folder, that hold a trace, and which. */
    private List<String> traces() throws Exception {
        List<String> hits = new ArrayList<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder.path())) {
            files = all.filter(Files::isRegularFile).toList();
        } catch (java.io.UncheckedIOException e) {
            // A file went while it was looked at.
            return traces();
        }
        for (Path file : files) {
            try {
                String content = new String(Files.readAllBytes(file), ISO_8859_1);
                String inside =
                        file.toString().endsWith(".log") && file.toString().contains("kafka") ? records(file) : "";
                for (String trace : TRACES) {
                    if (content.contains(trace) || inside.contains(trace)) {
                        hits.add(folder.path().relativize(file) + " " + trace);
                    }
                }
            } catch (NoSuchFileException e) {
                // It went meanwhile.
            }
        }
        return hits;
    }

    /** What the batches of a file of Kafka's hold when they are unpacked. */
    private static String records(Path file) throws IOException {
        StringBuilder all = new StringBuilder();
        FileRecords records = FileRecords.open(new File(file.toString()), false);
        try {
            for (Record record : records.records()) {
                if (record.hasValue()) {
                    all.append(new String(Utils.toArray(record.value()), ISO_8859_1))
                            .append('\n');
                }
            }
        } finally {
            // To close it would be to cut off what the broker has written meanwhile.
            records.closeHandlers();
        }
        return all.toString();
    }
}
