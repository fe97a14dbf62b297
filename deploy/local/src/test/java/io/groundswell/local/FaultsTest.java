package io.groundswell.local;

import static io.groundswell.local.PublishedDocuments.ALERTS;
import static io.groundswell.local.PublishedDocuments.DEAD_LETTERS;
import static io.groundswell.local.PublishedDocuments.LATE;
import static io.groundswell.local.PublishedDocuments.MEASURES;
import static io.groundswell.local.PublishedDocuments.MENTIONS;
import static io.groundswell.local.PublishedDocuments.differences;
import static io.groundswell.local.PublishedDocuments.where;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.flow.WallClock;
import io.groundswell.local.feed.FeedLine;
import io.groundswell.local.feed.Pace;
import io.groundswell.local.story.Story;
import io.groundswell.local.story.StoryRecord;
import io.groundswell.publish.document.Index;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is killed on the way comes back, and the documents are those of a quiet day. */
class FaultsTest {

    private static final Instant END = Instant.parse("2026-03-09T00:00:00Z");
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final long BETWEEN_LOOKS_MILLIS = 50;
    private static final long HELD_BACK_MILLIS = 3_000;

    private static final Map<String, String> SETTINGS = Map.of(
            // A judgement that ran out of time on a busy machine would be a difference of its own.
            "enrich.budget",
            "10m",
            // What the models say is not asked here, and the deep tier would only make the runs longer.
            "enrich.sentiment",
            "fast",
            // No checkpoint but those asked for: what is killed begins again with the first record.
            "checkpoint.interval",
            "1h");

    private final Story story = Story.load();

    @TempDir
    Path temporary;

    /** What befalls a stack while it works. */
    private interface Fault {
        void strike(LocalStack stack, PublishedDocuments documents) throws Exception;
    }

    private record Result(
            SortedMap<String, JsonNode> mentions,
            SortedMap<String, JsonNode> measures,
            SortedMap<String, JsonNode> alerts,
            SortedMap<String, JsonNode> deadLetters,
            SortedMap<String, JsonNode> late,
            SortedMap<String, JsonNode> coverage,
            ClosingAccount account) {}

    @Test
    void killing_elasticsearch_and_then_the_worker_of_all_jobs_changes_no_document_and_no_count() throws Exception {
        // Given
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Result quiet = play("quiet", (stack, documents) -> {});

        // When
        Result disturbed = play("disturbed", (stack, documents) -> {
            awaitMentions(documents, quiet.mentions().size() / 8);
            stack.elasticsearch().kill();
            // Long enough for a batch to fail and be held back.
            Thread.sleep(HELD_BACK_MILLIS);
            stack.elasticsearch().restart();
            long soFar = awaitMentions(documents, quiet.mentions().size() / 3);
            stack.flink().replaceTaskManager();
            assertThat(soFar)
                    .as("mentions there when the worker was killed")
                    .isLessThan(quiet.mentions().size());
        });

        // Then
        assertThat(quiet.account().addsUp()).as(quiet.account().complaint()).isTrue();
        assertThat(quiet.alerts()).isNotEmpty();
        assertThat(differences(quiet.mentions(), disturbed.mentions())).isEmpty();
        assertThat(differences(quiet.measures(), disturbed.measures())).isEmpty();
        assertThat(differences(quiet.alerts(), disturbed.alerts())).isEmpty();
        assertThat(differences(quiet.deadLetters(), disturbed.deadLetters())).isEmpty();
        assertThat(differences(quiet.late(), disturbed.late())).isEmpty();
        assertThat(differences(quiet.coverage(), disturbed.coverage())).isEmpty();
        assertThat(quiet.coverage()).isNotEmpty();
        ClosingAccount account = disturbed.account();
        assertThat(account.sentAgain()).as("records sent again").isPositive();
        assertThat(account.addsUp()).as(account.complaint()).isTrue();
        assertThat(withoutSentAgain(account)).isEqualTo(quiet.account());
    }

    private static ClosingAccount withoutSentAgain(ClosingAccount account) {
        return new ClosingAccount(
                account.records(),
                account.arrived(),
                account.received(),
                account.published(),
                account.dropped(),
                account.aside(),
                account.late(),
                account.deadLetters(),
                0);
    }

    private Result play(String name, Fault fault) throws Exception {
        LocalStack.Plan plan =
                new LocalStack.Plan(DataFolder.at(temporary.resolve(name)), Stages.ALL, SETTINGS, 0, 0, 0, 1);
        Steps steps = new Steps(System.err);
        try (LocalStack stack = LocalStack.start(plan, steps);
                StackLink link = StackLink.to(plan, steps)) {
            PublishedDocuments documents =
                    new PublishedDocuments(stack.elasticsearch().uri());
            new BrandsTopic(link.address().kafka()).apply(story.brands(), false);
            link.settle();
            StackLink.Beginning beginning = link.beginning();
            List<StoryRecord> records = story.records(END);
            try (Feeder feeder = new Feeder(link.address().kafka())) {
                for (StoryRecord record : records) {
                    feeder.send(
                            new FeedLine(record.platform(), record.at(), record.payload(), 0, feeder.sent() + 1),
                            Pace.unlimited());
                }
                feeder.flush();
            }
            fault.strike(stack, documents);
            link.drain();
            ClosingAccount account = link.account(beginning, records.size());
            steps.say(name + ": " + account.line());
            return new Result(
                    documents.in(MENTIONS),
                    documents.in(MEASURES),
                    where(
                            documents.in(ALERTS),
                            alert -> !alert.path("state").asText().equals("RETRACTED")),
                    documents.in(DEAD_LETTERS),
                    documents.in(LATE),
                    where(documents.in(Index.COVERAGE.alias()), ListenedTo::isComparable),
                    account);
        }
    }

    private static long awaitMentions(PublishedDocuments documents, long enough) throws InterruptedException {
        Instant until = WallClock.now().plus(SOON);
        long found = documents.count(MENTIONS);
        while (found < enough) {
            assertThat(WallClock.now())
                    .as("still waiting with %s of %s mentions", found, enough)
                    .isBefore(until);
            Thread.sleep(BETWEEN_LOOKS_MILLIS);
            found = documents.count(MENTIONS);
        }
        return found;
    }
}
