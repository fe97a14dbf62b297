package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HackerNewsDecoderTest {

    private final FeedDecoder hackerNews = FeedDecoders.of("hackernews").orElseThrow();

    @Test
    void a_story_says_its_title_and_leads_to_its_page() {
        // When
        List<Decoded> items = decode(
                """
                {"id":47100001,"type":"story","by":"tin_robin","time":1772445600,"title":"Kettles &amp; kin",
                 "url":"https://robin.example/k","score":5,"descendants":2}""");

        // Then
        Mention story = mention("hackernews:47100001", "2026-03-02T10:00:00Z");
        story.setText("Kettles & kin");
        story.setAuthor(new Author("hackernews:tin_robin", "tin_robin", null, null, null, null, null));
        story.setCounters(new Counters(null, null, 2L, null, null, null, null, 5L));
        story.setPermalink("https://news.ycombinator.com/item?id=47100001");
        story.setLinks(List.of("https://robin.example/k"));
        assertThat(items).containsExactly(new Decoded.Post(story));
    }

    @Test
    void a_comment_answers_its_parent_and_has_no_counters() {
        // When
        List<Decoded> items = decode(
                """
                {"id":47100012,"type":"comment","by":"mira_dot","time":1772445600,"parent":47100001,
                 "text":"One.<p>Two &lt;3"}""");

        // Then
        Mention comment = mention("hackernews:47100012", "2026-03-02T10:00:00Z");
        comment.setKind(MentionKind.REPLY);
        comment.setText("One.\n\nTwo <3");
        comment.setAuthor(new Author("hackernews:mira_dot", "mira_dot", null, null, null, null, null));
        comment.setReplyTo("hackernews:47100001");
        comment.setPermalink("https://news.ycombinator.com/item?id=47100012");
        assertThat(items).containsExactly(new Decoded.Post(comment));
    }

    @Test
    void markup_longer_than_any_text_is_cut_and_says_so() {
        // When
        List<Decoded> items = decode("{\"id\":9,\"type\":\"comment\",\"time\":1772445600,\"text\":\"Loud"
                + "<i></i>".repeat(1_000_000) + "kettle\"}");

        // Then
        Mention comment = ((Decoded.Post) items.get(0)).mention();
        assertThat(comment.getText()).isEqualTo("Loud");
        assertThat(comment.getNotes()).containsExactly("text-truncated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":9,\"type\":\"comment\",\"deleted\":true,\"time\":1772445600}",
                "{\"id\":9,\"type\":\"story\",\"dead\":true,\"by\":\"spam_spoon\",\"title\":\"t\",\"time\":1772445600}",
            })
    void what_was_deleted_or_killed_is_forgotten(String line) {
        // When
        List<Decoded> items = decode(line);

        // Then
        Mention deletion = mention("hackernews:9", "2026-03-02T10:00:00Z");
        deletion.setKind(MentionKind.OTHER);
        deletion.setDeleted(true);
        assertThat(items).containsExactly(new Decoded.Deletion(deletion));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"tin_robin\",\"created\":1420070400,\"karma\":-3} | profile",
                "null | no-item",
                "47100001 | ids",
                "[47100001,47100002] | ids",
                "{\"items\":[1],\"profiles\":[]} | ids",
                "[] | empty-page",
                "{\"path\":\"/\",\"data\":null} | keep-alive",
            })
    void what_is_no_item_is_named(String line, String kind) {
        assertThat(decode(line)).containsExactly(new Decoded.Control(kind));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":9,\"type\":\"comment\",\"text\":\"t\"} | MISSING_FIELD | time",
                "{\"id\":9,\"type\":\"comment\",\"time\":1772445600} | MISSING_FIELD | text",
                "{\"type\":\"comment\",\"text\":\"t\",\"time\":1772445600} | MISSING_FIELD | id",
                "{\"id\":9,\"type\":\"comment\",\"text\":\"t\",\"time\":\"today\"} | FIELD_TYPE | time",
                "{\"id\":9,\"type\":\"story\",\"title\":[],\"time\":1772445600} | FIELD_TYPE | title",
                "{\"id\":9,\"type\":\"story\",\"title\":\"t\",\"time\":1772445600,\"score\":\"many\"} | FIELD_TYPE | score",
                "{\"path\":\"/\",\"data\":{\"id\":9,\"type\":\"story\",\"title\":7,\"time\":1772445600}} | FIELD_TYPE | data.title",
                "{\"id\":9,\"type\":\"song\"} | UNKNOWN_PAYLOAD | type",
                "{\"something\":\"else\"} | UNKNOWN_PAYLOAD |",
            })
    void what_cannot_be_used_says_why_and_where(String line, Reason reason, String field) {
        assertThat(decode(line)).singleElement().satisfies(item -> {
            Decoded.Undecodable fault = (Decoded.Undecodable) item;
            assertThat(fault.reason()).isEqualTo(reason);
            assertThat(fault.field()).isEqualTo(field);
        });
    }

    private List<Decoded> decode(String line) {
        return hackerNews.decode(line.getBytes(UTF_8), NOON.toEpochMilli());
    }

    private static Mention mention(String id, String created) {
        return Mention.newBuilder()
                .setId(id)
                .setVersion(NOON.toEpochMilli())
                .setPlatform("hackernews")
                .setKind(MentionKind.POST)
                .setCreatedAt(Instant.parse(created))
                .setObservedAt(NOON)
                .build();
    }
}
