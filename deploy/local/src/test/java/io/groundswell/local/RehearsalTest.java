package io.groundswell.local;

import static io.groundswell.local.Findings.text;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.local.story.StoryRecord;
import io.groundswell.publish.document.Index;
import io.groundswell.testkit.Approved;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The whole house on the story: a real broker, all five jobs, a real Elasticsearch. What comes out is compared with what
 * somebody has read and approved, in {@code schemas/feeds/story/expected}.
 *
 * <p>The story is played once for all tests but the last two, which start a stack of their own when the first is gone:
 * two at a time are too much for a small machine.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RehearsalTest {

    private static final long SEED = 20_260_309;
    private static final Duration DISPLACED_BY = Duration.ofHours(3);

    @TempDir
    static Path folder;

    private static Rehearsal rehearsal;
    private static ClosingAccount account;
    private static OutcomeCounts counts;
    private static Map<Index, SortedMap<String, JsonNode>> documents;
    private static Findings findings;

    @BeforeAll
    static void the_story_is_played() throws Exception {
        // Elasticsearch runs as somebody else when the tests run as root.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        rehearsal = Rehearsal.in(folder.resolve("straight"));
        account = rehearsal.play(Rehearsal.straight());
        counts = rehearsal.counts();
        documents = rehearsal.documents();
        findings = new Findings(documents);
    }

    @AfterAll
    static void the_stack_is_gone() {
        if (rehearsal != null) {
            rehearsal.close();
        }
    }

    @Test
    @Order(1)
    void the_account_adds_up() throws Exception {
        assertThat(account.complaint()).isEmpty();
        assertThat(account.late()).isEqualTo(1);
        assertThat(account.deadLetters()).isEqualTo(1);
        approved("account.txt").equalsWhole(findings.account(account, counts));
    }

    @Test
    @Order(1)
    void the_alerts_are_those_the_story_asks_for() throws Exception {
        // The recall is the only crisis; the cat in love is none, nor is anything said of the competitor.
        assertThat(findings.standingAlerts())
                .filteredOn(alert -> text(alert, "signal").equals("NEGATIVE"))
                .filteredOn(alert -> text(alert, "rule").equals("crisis/2"))
                .singleElement()
                .satisfies(crisis -> {
                    assertThat(text(crisis, "id")).isEqualTo("pottlewick|negative|2026-03-08T13:10:00Z");
                    assertThat(text(crisis, "state")).isEqualTo("CLOSED");
                });
        approved("alerts.txt").equalsWhole(findings.alerts());
    }

    @Test
    @Order(1)
    void the_crisis_is_one_incident_and_the_incidents_are_the_approved_ones() throws Exception {
        approved("incidents.txt").equalsWhole(findings.incidents());
    }

    @Test
    @Order(1)
    void the_measures_are_the_approved_ones() throws Exception {
        approved("measures.txt").equalsWhole(findings.measures());
    }

    @Test
    @Order(1)
    void every_number_of_every_window_is_that_of_a_plain_recount() throws Exception {
        assertThat(RecountedMeasures.differences(rehearsal.brokers(), documents.get(Index.MEASURES)))
                .isEmpty();
    }

    @Test
    @Order(1)
    void the_shares_of_voice_are_the_approved_ones() throws Exception {
        approved("shares.txt").equalsWhole(findings.shares());
    }

    @Test
    @Order(1)
    void the_campaign_is_the_approved_one() throws Exception {
        approved("campaigns.txt").equalsWhole(findings.campaigns());
    }

    @Test
    @Order(1)
    void the_coverage_is_the_approved_one() throws Exception {
        approved("coverage.txt").equalsWhole(findings.coverage());
    }

    @Test
    @Order(1)
    void the_responses_are_the_approved_ones() throws Exception {
        approved("responses.txt").equalsWhole(findings.responses());
    }

    @Test
    @Order(1)
    void the_posts_are_the_approved_ones() throws Exception {
        approved("mentions.txt").equalsWhole(findings.mentions());
    }

    @Test
    @Order(1)
    void the_dead_letters_are_the_approved_ones() throws Exception {
        approved("dead-letters.txt").equalsWhole(findings.deadLetters());
    }

    @Test
    @Order(1)
    void the_late_posts_are_the_approved_ones() throws Exception {
        approved("late.txt").equalsWhole(findings.late());
    }

    @Test
    @Order(1)
    void the_messages_are_as_people_are_to_read_them() throws Exception {
        Path looked = Files.createDirectories(Path.of("target", "messages"));
        approved("messages.txt").equalsWhole(new StoryMessages(rehearsal.brokers(), looked).told());
    }

    @Test
    @Order(1)
    void the_panels_for_kibana_say_what_the_story_says() throws Exception {
        StoryPanels panels = new StoryPanels(rehearsal.elasticsearch());
        assertThat(panels.findings()).isEmpty();
        assertThat(panels.mentionsOf("pottlewick")).isEqualTo(1_315);
        assertThat(panels.mentionsOf("glimmerhob")).isEqualTo(137);
        approved("panels.txt").equalsWhole(panels.told());
    }

    @Test
    @Order(1)
    void exports_have_every_document_and_nothing_else_but_for_words_of_x() throws Exception {
        assertThat(new StoryExports(rehearsal.elasticsearch()).differences(documents))
                .isEmpty();
    }

    @Test
    @Order(1)
    void the_morning_brief_is_the_approved_one() throws Exception {
        approved("brief.txt").equalsWhole(StoryBrief.told(rehearsal.elasticsearch()));
    }

    @Test
    @Order(1)
    void exports_brief_panels_and_notebooks_say_the_same_numbers() throws Exception {
        URI elasticsearch = rehearsal.elasticsearch();
        Path files = Files.createDirectories(folder.resolve("numbers"));
        SortedMap<String, Double> exported = StoryNumbers.ofExports(folder.resolve("straight"), files);
        assertThat(exported).hasSizeGreaterThan(65);
        assertThat(StoryNumbers.ofBrief(elasticsearch)).isEqualTo(exported);
        assertThat(StoryNumbers.ofPanels(elasticsearch)).isEqualTo(exported);
        assertThat(StoryNumbers.ofNotebooks(elasticsearch, files.resolve("notebooks")))
                .isEqualTo(exported);
    }

    @Test
    @Order(1)
    void the_command_exports_the_bad_day_of_the_running_stack() throws Exception {
        // As in expected/measures.txt
        assertThat(StoryExports.mentionsOfTheBadDay(folder.resolve("straight"))).isEqualTo("462");
    }

    private static Approved approved(String name) {
        return Approved.file("schemas/feeds/story/expected/" + name);
    }

    @Test
    @Order(1)
    void mentions_are_the_sum_of_their_kinds_and_of_their_judgements() {
        assertThat(documents.get(Index.MEASURES).values()).allSatisfy(measure -> {
            long mentions = measure.path("mentions").asLong();
            assertThat(sum(measure, "posts", "replies", "quotes", "reposts")).isEqualTo(mentions);
            assertThat(sum(measure, "negative", "neutral", "positive", "unjudged"))
                    .isEqualTo(mentions);
        });
    }

    private static long sum(JsonNode measure, String... fields) {
        return Stream.of(fields)
                .mapToLong(field -> measure.path(field).asLong())
                .sum();
    }

    @Test
    @Order(1)
    void minutes_add_up_to_hours_and_hours_to_days() {
        List<String> sums = List.of(
                "mentions",
                "posts",
                "replies",
                "quotes",
                "reposts",
                "owned",
                "negative",
                "neutral",
                "positive",
                "unjudged",
                "likes",
                "sharesGained",
                "repliesGained",
                "quotesGained",
                "bookmarks",
                "viewsGained",
                "engagement");
        for (String field : sums) {
            SortedMap<String, Long> hours = summed("HOUR", 13, field);
            assertThat(summed("MINUTE", 13, field)).as(field).isEqualTo(hours);
            assertThat(summed("HOUR", 10, field)).as(field).isEqualTo(summed("DAY", 10, field));
        }
    }

    /** By brand, platform, and the beginning of the window's start. */
    private static SortedMap<String, Long> summed(String size, int characters, String field) {
        return documents.get(Index.MEASURES).values().stream()
                .filter(measure -> text(measure, "size").equals(size))
                .collect(Collectors.groupingBy(
                        measure -> text(measure, "brand") + " " + text(measure, "platform") + " "
                                + text(measure, "windowStart").substring(0, characters),
                        TreeMap::new,
                        Collectors.summingLong(measure -> measure.path(field).asLong())));
    }

    @Test
    @Order(1)
    void a_deleted_post_is_a_gravestone() {
        List<JsonNode> gone = mentions().stream()
                .filter(mention -> mention.path("deleted").asBoolean())
                .toList();
        assertThat(gone)
                .extracting(mention -> text(mention, "platform"))
                .containsExactlyInAnyOrder("x", "facebook", "bluesky", "reddit");
        assertThat(gone).allSatisfy(mention -> assertThat(fields(mention))
                .containsExactlyInAnyOrder("id", "version", "platform", "deleted", "observedAt"));
        assertThat(mentions())
                .filteredOn(mention -> text(mention, "kind").equals("POST"))
                .noneMatch(mention -> text(mention, "text").startsWith("POTTLEWICK. YOUR KETTLES ARE GARBAGE"));
    }

    @Test
    @Order(1)
    void a_like_taken_back_is_taken_off_the_likes_of_its_post() {
        assertThat(mentions())
                .filteredOn(mention -> text(mention, "text").startsWith("A cat is in love with a Pottlewick"))
                .singleElement()
                .satisfies(
                        post -> assertThat(post.at("/counters/likes").asLong()).isEqualTo(1));
    }

    @Test
    @Order(1)
    void an_edited_post_is_one_document_with_the_new_words() {
        assertThat(mentions())
                .filteredOn(mention -> text(mention, "text").startsWith("Pottlewick engineers should be ashamed"))
                .singleElement()
                .satisfies(edited -> {
                    assertThat(text(edited, "text"))
                            .isEqualTo("Pottlewick engineers should be ashamed of themselves. It is the worst joint I"
                                    + " have ever seen. Awful.");
                    assertThat(edited.path("edited").asBoolean()).isTrue();
                });
    }

    @Test
    @Order(1)
    void a_post_delivered_twice_is_one_document() {
        assertThat(mentions())
                .filteredOn(mention -> text(mention, "text").startsWith("Has the boss of Pottlewick said sorry?"))
                .hasSize(1);
    }

    private static List<JsonNode> mentions() {
        return List.copyOf(documents.get(Index.MENTIONS).values());
    }

    private static List<String> fields(JsonNode document) {
        return StreamSupport.stream(((Iterable<String>) document::fieldNames).spliterator(), false)
                .toList();
    }

    @Test
    @Order(2)
    void hostile_lines_end_where_they_should_and_no_job_stumbles() throws Exception {
        // Given: each among good posts, and known by its second
        Instant begin = Rehearsal.END.plus(Duration.ofHours(1));
        List<StoryRecord> records = new ArrayList<>();
        SortedMap<String, String> expected = new TreeMap<>();
        for (int i = 0; i < HostileLine.ALL.size(); i++) {
            HostileLine line = HostileLine.ALL.get(i);
            Instant at = begin.plusSeconds(i);
            records.add(new StoryRecord("x", at, line.payload()));
            expected.put(line.name(), line.ends());
            String good = HostileLine.post(Integer.toString(1_000 + i), "A good Pottlewick day, number " + i);
            records.add(new StoryRecord("x", at.plusMillis(500), good.getBytes(StandardCharsets.UTF_8)));
            expected.put("good post " + i, "x:" + (1_000 + i) + "|A good Pottlewick day, number " + i + "|");
        }
        OutcomeCounts before = rehearsal.counts();

        // When
        ClosingAccount hostile = rehearsal.play(records);

        // Then
        Map<Index, SortedMap<String, JsonNode>> after = rehearsal.documents();
        SortedMap<String, String> found = new TreeMap<>();
        for (int i = 0; i < HostileLine.ALL.size(); i++) {
            HostileLine line = HostileLine.ALL.get(i);
            found.put(line.name(), end(after, begin.plusSeconds(i)));
            found.put("good post " + i, end(after, begin.plusSeconds(i).plusMillis(500)));
        }
        assertThat(found).isEqualTo(expected);
        assertThat(hostile.complaint()).isEmpty();
        assertThat(hostile.deadLetters())
                .isEqualTo(HostileLine.ALL.stream()
                        .filter(line -> line.ends().matches("[A-Z_]+"))
                        .count());
        assertThat(rehearsal.counts().since(before).of("collect", "control")).isEqualTo(1);
        assertThat(rehearsal.stumbles()).isEmpty();
    }

    /** What became of the record of a moment. */
    private static String end(Map<Index, SortedMap<String, JsonNode>> published, Instant at) {
        List<String> ends = new ArrayList<>();
        for (JsonNode letter : published.get(Index.DEAD_LETTERS).values()) {
            if (Instant.parse(text(letter, "recordedAt")).equals(at)) {
                ends.add(text(letter, "reason"));
            }
        }
        for (JsonNode mention : published.get(Index.MENTIONS).values()) {
            if (Instant.parse(text(mention, "observedAt")).equals(at)) {
                ends.add(text(mention, "id") + "|" + text(mention, "text") + "|"
                        + StreamSupport.stream(mention.path("notes").spliterator(), false)
                                .map(JsonNode::asText)
                                .collect(Collectors.joining(" ")));
            }
        }
        return ends.isEmpty() ? "control" : String.join(" and ", ends);
    }

    @Test
    @Order(3)
    void notebooks_agree_too_on_a_day_on_which_nobody_has_mentioned_a_competitor_yet() throws Exception {
        assertThat(rehearsal.documents().get(Index.MEASURES).values())
                .filteredOn(measure -> text(measure, "size").equals("DAY")
                        && Instant.parse(text(measure, "windowStart")).equals(Rehearsal.END))
                .extracting(measure -> text(measure, "brand"))
                .containsOnly("pottlewick");

        assertThat(StoryNumbers.ofNotebooks(
                        rehearsal.elasticsearch(), Files.createDirectories(folder.resolve("hostile"))))
                .isNotEmpty();
    }

    @Test
    @Order(4)
    void the_story_shuffled_is_the_same_story() throws Exception {
        assertSame("shuffled", Rehearsal.shuffled(DISPLACED_BY, SEED));
    }

    @Test
    @Order(4)
    void the_story_told_twice_is_the_same_story() throws Exception {
        assertSame("doubled", Rehearsal.doubled());
    }

    private static void assertSame(String how, List<StoryRecord> records) throws Exception {
        // Given
        rehearsal.close();

        // When
        ClosingAccount told;
        Findings found;
        List<String> stumbles;
        OutcomeCounts counted;
        SortedMap<String, JsonNode> letters;
        try (Rehearsal again = Rehearsal.in(folder.resolve(how))) {
            told = again.play(records);
            Map<Index, SortedMap<String, JsonNode>> published = again.documents();
            found = new Findings(published);
            letters = published.get(Index.DEAD_LETTERS);
            stumbles = again.stumbles();
            counted = again.counts();
        }

        // Then
        assertThat(told.complaint())
                .as("%s; counted %s; stumbled %s; dead letters %s", told, counted, stumbles, letters)
                .isEmpty();
        assertThat(stumbles).isEmpty();
        assertThat(found.comparable()).hasSizeGreaterThan(4_000);
        assertThat(Findings.differences(findings.comparable(), found.comparable()))
                .as("%s by up to %s, seed %d", how, DISPLACED_BY, SEED)
                .isEmpty();
    }
}
