package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.testkit.SharedData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first news of a plane crash, after days on which an airline was spoken of as ever. The days before are made up. */
class CrashReplayTest {

    private static final String FOLDER = "timelines/pheme";
    private static final Instant FIRST_POST = Instant.parse("2015-03-24T10:37:41Z");
    private static final int CALM_DAYS = 5;
    private static final double CALM_POSTS_AN_HOUR = 4;

    private static final List<String> CALM = List.of(
            "Boarding Germanwings to Hamburg in ten minutes",
            "Is there a Germanwings desk in terminal 2?",
            "Germanwings has a new timetable for the summer",
            "Lovely crew on my Germanwings flight this morning",
            "Half an hour late with Germanwings again, oh well",
            "Cheap seats to Vienna at Germanwings until Sunday");

    @TempDir
    Path temporary;

    @Test
    void a_crash_is_a_crisis_within_a_quarter_of_an_hour_of_the_first_post() throws Exception {
        // Given
        Optional<Path> real = SharedData.file(FOLDER);
        assumeTrue(
                real.isPresent(),
                () -> "skipped: no " + FOLDER + " beside the project, nor in GROUNDSWELL_SHARED_DATA");
        Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path brands = Files.writeString(
                temporary.resolve("brands.yaml"),
                "brands:\n  - {id: germanwings, name: Germanwings, query: 'germanwings OR lufthansa OR 4u9525'}\n");
        Path calm = new MadeUpPosts()
                .calm(FIRST_POST.minus(Duration.ofDays(CALM_DAYS)), FIRST_POST, CALM_POSTS_AN_HOUR, CALM)
                .in(temporary.resolve("calm.jsonl"));
        DataFolder folder = DataFolder.at(temporary.resolve("data"));
        LocalStack.Plan plan = new LocalStack.Plan(folder, Stages.ALL, Map.of("enrich.budget", "10m"), 0, 0, 0, 1);
        try (LocalStack stack = LocalStack.start(plan, new Steps(System.err))) {

            // When
            String[] words = {
                "replay",
                "--platform",
                "x",
                "--from-start",
                "--data",
                folder.path().toString(),
                "--brands",
                brands.toString(),
                calm.toString(),
                real.get().resolve("germanwings_non_rumours.jsonl.gz").toString(),
                real.get().resolve("germanwings_rumours.jsonl.gz").toString()
            };
            assertThat(Groundswell.run(words, System.err, System.err)).isZero();

            // Then
            List<JsonNode> alerts =
                    new ArrayList<>(new PublishedDocuments(stack.elasticsearch().uri())
                            .in(PublishedDocuments.ALERTS)
                            .values());
            alerts.forEach(alert -> System.err.println(alert.path("id").asText() + " "
                    + alert.path("tier").asText() + " " + alert.path("headline").asText() + " "
                    + alert.path("explanation").path("sentence").asText()));
            assertThat(alerts)
                    .filteredOn(alert -> alert.path("openedAt").asText().compareTo(FIRST_POST.toString()) < 0)
                    .isEmpty();
            Optional<Instant> crisis = alerts.stream()
                    .filter(alert -> !alert.path("state").asText().equals("RETRACTED"))
                    .flatMap(alert -> changes(alert).stream())
                    .filter(change -> change.path("tier").asText().equals("CRISIS"))
                    .map(change -> Instant.parse(change.path("at").asText()))
                    .min(Instant::compareTo);
            assertThat(crisis).hasValueSatisfying(at -> assertThat(Duration.between(FIRST_POST, at))
                    .isPositive()
                    .isLessThanOrEqualTo(Duration.ofMinutes(15)));
        }
    }

    private static List<JsonNode> changes(JsonNode alert) {
        List<JsonNode> changes = new ArrayList<>();
        alert.path("history").forEach(changes::add);
        return changes;
    }
}
