package io.groundswell.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.local.story.Act.Deed;
import io.groundswell.local.story.Person.Group;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StoryTest {

    private static final Instant END = Instant.parse("2026-03-09T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final Story story = Story.load();
    private final List<Act> badDay =
            story.acts().stream().filter(act -> !act.calm()).toList();

    @Test
    void the_bad_day_is_written_by_hand() {
        assertThat(badDay.stream().filter(act -> act.deed().handWritten())).hasSizeGreaterThanOrEqualTo(300);
        assertThat(Story.calmSentences()).isGreaterThanOrEqualTo(80);
        // Nobody says quite the same as somebody else, but for the copies.
        assertThat(badDay.stream().filter(act -> act.deed().handWritten()).map(Act::text))
                .doesNotHaveDuplicates();
    }

    @Test
    void the_same_end_gives_the_same_bytes() {
        assertThat(Story.load().records(END)).isEqualTo(story.records(END));
        assertThat(story.records(END.plusSeconds(59))).isEqualTo(story.records(END));
    }

    @Test
    void records_are_delivered_in_the_order_of_time_within_the_seven_days() {
        // When
        List<StoryRecord> records = story.records(END);

        // Then
        assertThat(records).isSortedAccordingTo(Comparator.comparing(StoryRecord::at));
        assertThat(records.get(0).at()).isAfterOrEqualTo(END.minus(Duration.ofDays(7)));
        assertThat(records.get(records.size() - 1).at()).isBefore(END);
        assertThat(story.calmUntil(END)).isEqualTo(Instant.parse("2026-03-08T06:00:00Z"));
    }

    @Test
    void the_bad_day_is_heard_on_nine_platforms() {
        // When
        Map<String, List<StoryRecord>> byPlatform =
                story.records(END).stream().collect(Collectors.groupingBy(StoryRecord::platform));

        // Then
        assertThat(byPlatform.keySet())
                .containsExactlyInAnyOrder(
                        "bluesky", "facebook", "instagram", "mastodon", "reddit", "rss", "trustpilot", "x", "youtube");
        assertThat(byPlatform.values().stream().flatMap(List::stream))
                .noneMatch(record -> new String(record.payload(), StandardCharsets.UTF_8).contains("{{"));
    }

    @Test
    void another_end_moves_the_whole_story() {
        // Given
        Duration shift = Duration.ofDays(100).plusMinutes(7);

        // When
        List<StoryRecord> moved = story.records(END.plus(shift));

        // Then
        assertThat(moved.stream().map(record -> record.at().minus(shift)))
                .isEqualTo(story.records(END).stream().map(StoryRecord::at).toList());
    }

    @Test
    void every_payload_is_json_but_the_one_that_was_cut_and_the_keep_alive_lines() {
        // When
        List<byte[]> unreadable = onX().stream()
                .map(StoryRecord::payload)
                .filter(payload -> !isJson(payload))
                .toList();

        // Then
        List<String> texts = unreadable.stream()
                .map(payload -> new String(payload, StandardCharsets.UTF_8))
                .toList();
        assertThat(texts.stream().filter(text -> !text.isBlank()))
                .singleElement()
                .satisfies(text -> assertThat(text).startsWith("{\"created_at\":\"Sun Mar 08 14:02"));
        assertThat(texts.stream().filter(String::isBlank)).hasSize(count(Deed.BLANK));
    }

    @Test
    void ids_tell_the_time_and_are_never_used_twice() throws IOException {
        // When
        Map<String, String> timesById = new TreeMap<>();
        for (StoryRecord record : onX()) {
            JsonNode post = isJson(record.payload()) ? JSON.readTree(record.payload()) : JSON.nullNode();
            if (post.has("id_str")) {
                String before = timesById.put(
                        post.get("id_str").asText(), post.get("timestamp_ms").asText());
                assertThat(before).isIn(null, post.get("timestamp_ms").asText());
            }
        }

        // Then
        assertThat(timesById).hasSizeGreaterThan(1_000).allSatisfy((id, time) -> assertThat(
                        (Long.parseLong(id) >> 22) + 1_288_834_974_657L)
                .isEqualTo(Long.parseLong(time)));
    }

    @Test
    void the_day_contains_all_that_can_befall_a_stream() {
        assertThat(count(Deed.CUT)).isEqualTo(1);
        assertThat(count(Deed.DELETE)).isEqualTo(1);
        assertThat(count(Deed.EDIT)).isEqualTo(1);
        assertThat(count(Deed.BLANK)).isGreaterThanOrEqualTo(3);
        assertThat(count(Deed.LIMIT)).isGreaterThanOrEqualTo(1);
        assertThat(badDay.stream().filter(Act::twice)).hasSizeGreaterThanOrEqualTo(3);
        assertThat(badDay.stream().map(StoryTest::delay).filter(delay -> delay.compareTo(Duration.ofDays(7)) > 0))
                .hasSize(1);
        assertThat(badDay.stream().map(StoryTest::delay).filter(delay -> delay.toHours() == 3))
                .hasSize(1);
        assertThat(badDay.stream()
                        .filter(act -> act.deed() == Deed.COPY && act.author().group() == Group.MACHINES))
                .hasSize(23);
        assertThat(badDay.stream()
                        .filter(act -> act.deed() == Deed.COPY && act.author().group() != Group.MACHINES))
                .hasSizeGreaterThanOrEqualTo(10);
        assertThat(badDay.stream().filter(act -> act.newer() && act.deed() != Deed.EDIT))
                .hasSizeGreaterThanOrEqualTo(5);
        assertThat(badDay.stream().map(Act::language).distinct())
                .containsExactlyInAnyOrder("en", "de", "es", "fr", "ja");
    }

    @Test
    void nobody_answers_or_passes_on_what_is_not_there_yet() {
        assertThat(story.acts())
                .filteredOn(act -> act.parent() != null)
                .allMatch(act -> act.written().compareTo(act.parent().written()) > 0);
    }

    @Test
    void counters_of_a_post_only_grow() {
        Map<Act, List<Act>> byParent = badDay.stream()
                .filter(act -> act.deed() == Deed.REPOST || act.deed() == Deed.QUOTE)
                .sorted(Comparator.comparing(Act::written).thenComparing(Act::sequence))
                .collect(Collectors.groupingBy(Act::parent));

        for (List<Act> seen : byParent.values()) {
            assertThat(seen.stream().map(Act::likes).toList())
                    .as(seen.get(0).parent().text())
                    .isSorted();
            assertThat(seen.stream().map(Act::reposts).toList())
                    .as(seen.get(0).parent().text())
                    .isSorted();
        }
    }

    @Test
    void every_handle_belongs_to_somebody_invented() {
        // X allows fifteen characters.
        assertThat(story.people().all()).extracting(Person::handle).allMatch(handle -> handle.length() > 15);
        Set<String> handles = story.people().all().stream().map(Person::handle).collect(Collectors.toSet());
        assertThat(story.acts().stream().flatMap(act -> handlesIn(act.text()))).allMatch(handles::contains);
    }

    @Test
    void everybody_is_heard_of() {
        Set<Person> heard = new HashSet<>(story.acts().stream()
                .map(Act::author)
                .filter(author -> author != null)
                .toList());

        assertThat(heard).containsAll(story.people().all());
    }

    @Test
    void every_link_leads_nowhere() throws IOException {
        for (StoryRecord record : story.records(END)) {
            assertThat(linksIn(new String(record.payload(), StandardCharsets.UTF_8)))
                    .allMatch(link -> link.startsWith("https://t.co/Story")
                            || link.startsWith("https://x.com/")
                            || link.startsWith("https://www.reddit.com/r/kettles_and_calm/")
                            || link.startsWith("http://purl.org/")
                            || link.matches("https://[a-z-]+\\.example([/<].*)?"));
        }
    }

    @Test
    void brands_are_the_invented_one_and_its_rival() {
        assertThat(story.brands()).extracting("id").containsExactly("pottlewick", "glimmerhob");
        assertThat(story.brands().stream().flatMap(brand -> brand.getAccounts().stream()))
                .filteredOn(account -> account.startsWith("x:"))
                .allSatisfy(account -> story.people().withHandle(account.substring("x:".length())));
    }

    @Test
    void the_joke_is_a_campaign_on_the_days_the_bad_day_lies_on() {
        assertThat(campaigns(END)).containsExactly("pottlewick/cat 2026-03-08 to 2026-03-08");
        assertThat(campaigns(Instant.parse("2026-03-09T18:05:00Z")))
                .containsExactly("pottlewick/cat 2026-03-08 to 2026-03-09");
    }

    private List<String> campaigns(Instant end) {
        return story.brands(end).stream()
                .flatMap(brand -> brand.getCampaigns().stream()
                        .map(campaign -> brand.getId() + "/" + campaign.getId() + " " + campaign.getFrom() + " to "
                                + campaign.getTo()))
                .toList();
    }

    @Test
    void a_post_of_the_first_form_is_whole() throws IOException {
        // When
        JsonNode post = posts().stream()
                .filter(node ->
                        node.path("extended_tweet").path("full_text").asText().startsWith("RECALL"))
                .findFirst()
                .orElseThrow();

        // Then
        assertThat(post.path("created_at").asText()).isEqualTo("Sun Mar 08 13:01:00 +0000 2026");
        assertThat(post.path("truncated").asBoolean()).isTrue();
        assertThat(post.path("text").asText()).contains("… https://t.co/Story");
        assertThat(post.path("text")
                        .asText()
                        .codePointCount(0, post.path("text").asText().length()))
                .isLessThanOrEqualTo(140);
        assertThat(post.at("/user/screen_name").asText()).isEqualTo("hearth_safety_office");
        assertThat(post.at("/extended_tweet/entities/urls/0/expanded_url").asText())
                .isEqualTo("https://hearthsafety.example/recall/2217");
    }

    @Test
    void the_edit_tells_its_history() throws IOException {
        // When
        JsonNode edit = posts().stream()
                .filter(node -> node.at("/data/edit_history_tweet_ids").size() == 2)
                .findFirst()
                .orElseThrow();

        // Then
        JsonNode history = edit.at("/data/edit_history_tweet_ids");
        assertThat(history.get(1)).isEqualTo(edit.at("/data/id"));
        JsonNode first = posts().stream()
                .filter(node -> node.path("id_str").equals(history.get(0)))
                .findFirst()
                .orElseThrow();
        assertThat(first.toString()).contains("themselfs");
        assertThat(edit.at("/data/text").asText()).contains("themselves");
    }

    @Test
    void the_page_tells_the_right_numbers() throws IOException {
        // When
        String table = StoryCensus.table(story, END);

        // Then
        String page;
        try (var in = Story.class.getResourceAsStream("/feeds/story/README.md")) {
            page = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        assertThat(page).contains(table);
    }

    private List<StoryRecord> onX() {
        return story.records(END).stream()
                .filter(record -> record.platform().equals("x"))
                .toList();
    }

    private List<JsonNode> posts() throws IOException {
        List<JsonNode> posts = new ArrayList<>();
        for (StoryRecord record : onX()) {
            if (isJson(record.payload())) {
                posts.add(JSON.readTree(record.payload()));
            }
        }
        return posts;
    }

    private static Duration delay(Act act) {
        return act.delivered().minus(act.written());
    }

    private int count(Deed deed) {
        Predicate<Act> same = act -> act.deed() == deed;
        return (int) badDay.stream().filter(same).count();
    }

    private static Stream<String> handlesIn(String text) {
        return Pattern.compile("@(\\w+)").matcher(text).results().map(match -> match.group(1));
    }

    private static Stream<String> linksIn(String text) {
        return Pattern.compile("https?://[^\"\\\\\\s]+").matcher(text).results().map(match -> match.group()
                .replaceFirst("[….,]+$", ""));
    }

    private static boolean isJson(byte[] payload) {
        try {
            return JSON.readTree(payload).isObject();
        } catch (IOException e) {
            return false;
        }
    }
}
