package io.groundswell.local.story;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.collect.brand.BrandMatcher;
import io.groundswell.collect.feed.Decoded;
import io.groundswell.collect.feed.FeedDecoders;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The story as our own decoder reads it: the payloads are what X sends, and say what the script says. */
class StoryThroughCollectTest {

    private static final Instant END = Instant.parse("2026-03-09T00:00:00Z");

    private final Story story = Story.load();
    private final BrandMatcher matcher = new BrandMatcher();

    @BeforeEach
    void listen() {
        story.brands().forEach(brand -> assertThat(matcher.put(brand)).isEmpty());
    }

    @AfterEach
    void stop() {
        matcher.close();
    }

    @Test
    void the_page_tells_what_collect_makes_of_the_records() throws IOException {
        // Given
        Instant badDay = story.calmUntil(END);

        // When
        Count calm = new Count();
        Count bad = new Count();
        for (StoryRecord record : story.records(END)) {
            Count count = record.at().isBefore(badDay) ? calm : bad;
            for (Decoded item : decoded(record)) {
                count.add(item);
            }
        }

        // Then
        StringBuilder table = new StringBuilder("| items | calm days | bad day |\n|---|---:|---:|\n");
        for (Kind kind : Kind.values()) {
            table.append("| %s | %d | %d |\n".formatted(kind.name, calm.of(kind), bad.of(kind)));
        }
        try (InputStream page = Story.class.getResourceAsStream("/feeds/story/README.md")) {
            assertThat(new String(page.readAllBytes(), StandardCharsets.UTF_8)).contains(table.toString());
        }
    }

    @Test
    void every_platform_gives_mentions_of_the_brand_and_no_dead_letter_but_one() {
        Map<String, Long> mentions = new TreeMap<>();
        for (StoryRecord record : story.records(END)) {
            for (Decoded item : decoded(record)) {
                if (item instanceof Decoded.Post post) {
                    assertThat(post.mention().getPlatform()).isEqualTo(record.platform());
                    if (!matcher.match(post.mention()).brands().isEmpty()) {
                        mentions.merge(record.platform(), 1L, Long::sum);
                    }
                } else if (item instanceof Decoded.Undecodable fault) {
                    assertThat(record.platform()).as(fault.toString()).isEqualTo("x");
                }
            }
        }

        assertThat(mentions.keySet()).contains("x").containsAll(Elsewhere.PLATFORMS);
    }

    @Test
    void only_the_post_that_was_cut_off_is_a_dead_letter() {
        assertThat(items(Decoded.Undecodable.class)).singleElement().satisfies(fault -> assertThat(fault.reason())
                .isEqualTo(Reason.JSON_SYNTAX));
    }

    @Test
    void people_read_what_the_script_says() {
        // Given
        Set<String> written = story.acts().stream()
                .map(Act::text)
                .map(StoryThroughCollectTest::plain)
                .collect(Collectors.toSet());

        // When
        List<String> read = posts().stream()
                .map(Mention::getText)
                .map(StoryThroughCollectTest::plain)
                .toList();

        // Then
        assertThat(read).isNotEmpty().allMatch(written::contains);
    }

    @Test
    void nothing_had_to_be_mended_on_the_way_in() {
        assertThat(posts()).allSatisfy(post -> assertThat(post.getNotes()).isEmpty());
    }

    @Test
    void every_kind_of_post_is_known_for_what_it_is() {
        Map<MentionKind, Set<String>> ids = new EnumMap<>(MentionKind.class);
        posts().forEach(post ->
                ids.computeIfAbsent(post.getKind(), kind -> new HashSet<>()).add(post.getId()));

        assertThat(ids.get(MentionKind.REPLY)).hasSize(count(Act.Deed.REPLY));
        assertThat(ids.get(MentionKind.QUOTE)).hasSize(count(Act.Deed.QUOTE));
        assertThat(ids.get(MentionKind.REPOST)).hasSize(count(Act.Deed.REPOST));
        // The edit is a version of a post.
        assertThat(ids.get(MentionKind.POST)).hasSize(count(Act.Deed.POST) + count(Act.Deed.COPY));
    }

    @Test
    void the_edit_the_deletion_and_the_late_posts_arrive_as_such() {
        // When
        List<Mention> edits = posts().stream().filter(Mention::getEdited).toList();
        List<Duration> delays = posts().stream()
                .filter(post -> !post.getEmbedded() && !post.getEdited())
                .map(post -> Duration.between(post.getCreatedAt(), post.getObservedAt()))
                .filter(delay -> delay.toHours() > 0)
                .toList();

        // Then
        assertThat(edits).singleElement().satisfies(edit -> {
            assertThat(posts().stream().filter(post -> post.getId().equals(edit.getId())))
                    .hasSize(2);
            assertThat(edit.getCreatedAt()).isEqualTo(Instant.parse("2026-03-08T15:22:00Z"));
        });
        assertThat(items(Decoded.Deletion.class)).singleElement().satisfies(deletion -> assertThat(
                        posts().stream().map(Mention::getId))
                .contains(deletion.mention().getId()));
        assertThat(delays.stream().map(Duration::toHours)).containsExactlyInAnyOrder(3L, 8 * 24L);
    }

    private enum Kind {
        MENTION("mentions of a brand"),
        DROPPED("about no brand"),
        DELETION("deletions"),
        ENGAGEMENT("likes and shares told alone"),
        CONTROL("keep-alive lines and other notices"),
        DEAD_LETTER("dead letters");

        private final String name;

        Kind(String name) {
            this.name = name;
        }
    }

    private final class Count {
        private final Map<Kind, Integer> counts = new EnumMap<>(Kind.class);

        void add(Decoded item) {
            Kind kind;
            if (item instanceof Decoded.Post post) {
                boolean about = !matcher.match(post.mention()).brands().isEmpty();
                kind = about || post.mention().getEdited() ? Kind.MENTION : Kind.DROPPED;
            } else if (item instanceof Decoded.Deletion) {
                kind = Kind.DELETION;
            } else if (item instanceof Decoded.Engagement) {
                kind = Kind.ENGAGEMENT;
            } else {
                assertThat(item).isInstanceOfAny(Decoded.Control.class, Decoded.Undecodable.class);
                kind = item instanceof Decoded.Control ? Kind.CONTROL : Kind.DEAD_LETTER;
            }
            counts.merge(kind, 1, Integer::sum);
        }

        int of(Kind kind) {
            return counts.getOrDefault(kind, 0);
        }
    }

    private static List<Decoded> decoded(StoryRecord record) {
        return FeedDecoders.of(record.platform())
                .orElseThrow()
                .decode(record.payload(), record.at().toEpochMilli());
    }

    /** What X's records became. */
    private <T extends Decoded> List<T> items(Class<T> kind) {
        List<T> items = new ArrayList<>();
        for (StoryRecord record : story.records(END)) {
            for (Decoded item : record.platform().equals("x") ? decoded(record) : List.<Decoded>of()) {
                if (kind.isInstance(item)) {
                    items.add(kind.cast(item));
                }
            }
        }
        return items;
    }

    private List<Mention> posts() {
        return items(Decoded.Post.class).stream().map(Decoded.Post::mention).toList();
    }

    private int count(Act.Deed deed) {
        return (int) story.acts().stream().filter(act -> act.deed() == deed).count();
    }

    /** Without links, which X shortens, and the handle a reply opens with, which X hides. */
    private static String plain(String text) {
        return text.replaceAll("https?://\\S+", "").replaceFirst("^@\\w+ ", "").strip();
    }
}
