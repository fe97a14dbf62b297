package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.local.story.StoryRecord;
import io.groundswell.onemore.OneMoreOperator;
import io.groundswell.publish.document.Index;
import io.groundswell.testkit.Approved;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shipped jars with shipped settings on a cluster of processes, upgraded in the middle of the story. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
class UpgradeIT {

    private static final int BEFORE = 1;
    private static final int AFTER = 2;

    /** The recall is an hour old, the crisis is open, and everybody speaks at once. */
    private static final Instant IN_THE_STORM = Rehearsal.END.minus(Duration.ofMinutes(590));

    private static final Path LOGS = Path.of("target", "cluster");

    @TempDir
    static Path folder;

    private static Deployment deployment;
    private static final Map<Stage, PackagedJob> SHIPPED = new LinkedHashMap<>();

    @BeforeAll
    static void an_empty_cluster_is_up() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (Stage stage : Stages.ALL) {
            SHIPPED.put(stage, PackagedJob.of(stage));
        }
        deployment = Deployment.start(folder, LOGS, AFTER * Stages.ALL.size());
    }

    @AfterAll
    static void its_processes_are_gone() throws Exception {
        if (deployment != null) {
            deployment.close();
        }
    }

    @Test
    @Order(1)
    void a_storm_that_is_upgraded_in_the_middle_ends_with_the_documents_of_a_quiet_run() throws Exception {
        // Given: the story up to the storm, with the jobs as they are shipped
        List<StoryRecord> story = Rehearsal.straight();
        List<StoryRecord> first = story.stream()
                .filter(record -> record.at().isBefore(IN_THE_STORM))
                .toList();
        Map<Stage, JobID> before = deployment.run(SHIPPED, BEFORE, Map.of());
        deployment.feed(first);
        deployment.awaitCrisis();
        assertThat(deployment.stumbles(before)).isEmpty();

        // When: each is stopped with a savepoint and goes on, twice as wide, in a build that has grown
        Map<Stage, String> savepoints = deployment.stop(before);
        Map<Stage, PackagedJob> grown = new LinkedHashMap<>();
        for (Stage stage : Stages.ALL) {
            grown.put(stage, SHIPPED.get(stage).grown(folder.resolve("grown")));
            SavedState.pack(savepoints.get(stage), Path.of("target", "savepoints", stage.name() + ".zip"));
        }
        Map<Stage, JobID> after = deployment.run(grown, AFTER, savepoints);
        deployment.feed(story.subList(first.size(), story.size()));
        deployment.drain(after);

        // Then
        for (Stage stage : Stages.ALL) {
            assertThat(deployment.cluster().vertices(after.get(stage)))
                    .as(stage.name())
                    .anyMatch(vertex -> vertex.startsWith(AFTER + " x ") && vertex.contains(OneMoreOperator.NAME));
        }
        assertThat(deployment.stumbles(after)).isEmpty();
        deployment.stop(after);
        assertStoryAsApproved();
    }

    @Test
    @Order(2)
    void the_state_of_every_release_is_still_read() throws Exception {
        List<Path> releases = SavedState.releases();
        assertThat(releases).isNotEmpty();
        for (Path release : releases) {
            Map<Stage, String> savepoints = new LinkedHashMap<>();
            for (Stage stage : Stages.ALL) {
                savepoints.put(
                        stage,
                        SavedState.unpack(
                                release.resolve(stage.name() + ".zip"),
                                folder.resolve("releases")
                                        .resolve(release.getFileName())
                                        .resolve(stage.name())));
            }

            Map<Stage, JobID> restored = deployment.run(SHIPPED, AFTER, savepoints);

            // What was read is whole when it can be gone on from, and saved again.
            deployment.drain(restored);
            assertThat(deployment.stumbles(restored)).as("%s", release).isEmpty();
            deployment.stop(restored);
        }
    }

    @Test
    @Order(3)
    void its_processes_tell_an_event_a_line_in_json_and_repeat_nobodys_words() throws Exception {
        List<String> texts = TextsOfPosts.of(deployment.documents().get(Index.MENTIONS));
        for (String process : List.of("job-manager.log", "task-manager.log")) {
            List<JsonNode> events = new ArrayList<>();
            for (String line : Files.readAllLines(LOGS.resolve(process))) {
                // What Java says of itself comes before anything is set up.
                if (line.startsWith("{")) {
                    events.add(new ObjectMapper().readTree(line));
                }
            }

            assertThat(events).as(process).hasSizeGreaterThan(100).allSatisfy(event -> assertThat(event.fieldNames())
                    .toIterable()
                    .contains("@timestamp", "log.level", "log.logger", "process.thread.name", "message"));
            assertThat(texts).hasSizeGreaterThan(100);
            assertThat(events.toString()).as(process).doesNotContain(texts);
        }
    }

    private static void assertStoryAsApproved() throws Exception {
        Map<Index, SortedMap<String, JsonNode>> documents = deployment.documents();
        Findings findings = new Findings(documents);
        Map<String, String> found = new LinkedHashMap<>();
        found.put("mentions.txt", findings.mentions());
        found.put("dead-letters.txt", findings.deadLetters());
        found.put("late.txt", findings.late());
        found.put("measures.txt", findings.measures());
        found.put("shares.txt", findings.shares());
        found.put("campaigns.txt", findings.campaigns());
        found.put("responses.txt", findings.responses());
        found.put("coverage.txt", findings.coverage());
        found.put("alerts.txt", findings.alerts());
        found.put("incidents.txt", findings.incidents());
        found.put("brief.txt", StoryBrief.told(deployment.elasticsearch()));
        List<String> different = new ArrayList<>();
        for (Map.Entry<String, String> each : found.entrySet()) {
            try {
                Approved.file("schemas/feeds/story/expected/" + each.getKey()).equalsWhole(each.getValue());
            } catch (AssertionError e) {
                different.add(e.getMessage());
            }
        }
        assertThat(different).isEmpty();
        assertThat(RecountedMeasures.differences(deployment.brokers(), documents.get(Index.MEASURES)))
                .isEmpty();
    }
}
