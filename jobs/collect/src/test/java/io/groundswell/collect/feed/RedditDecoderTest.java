package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Author;
import io.groundswell.topics.Channel;
import io.groundswell.topics.Counters;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedditDecoderTest {

    private final FeedDecoder reddit = FeedDecoders.of("reddit").orElseThrow();

    @Test
    void an_edited_comment_is_as_new_as_its_score_which_may_be_below_nothing() {
        // When
        List<Decoded> items = decode(
                """
                {"kind":"t1","data":{"name":"t1_ok1","id":"ok1","author":"mira_dot","author_fullname":"t2_9mira",
                 "subreddit":"Kettles","link_id":"t3_1pot001","parent_id":"t1_ok0","body":"*Loud*","body_html":"&lt;p&gt;",
                 "score":-7,"score_hidden":false,"created":1772474400.0,"created_utc":1772445600.0,
                 "edited":1772445660.0,"replies":"","permalink":"/r/Kettles/comments/1pot001/a_way/ok1/"}}""");

        // Then
        Mention comment = comment("reddit:t1_ok1");
        comment.setEdited(true);
        comment.setText("Loud");
        comment.setAuthor(new Author("reddit:u/mira_dot", "mira_dot", null, null, null, null, null));
        comment.setCounters(new Counters(null, null, null, null, null, null, null, -7L));
        comment.setReplyTo("reddit:t1_ok0");
        comment.setPermalink("https://www.reddit.com/r/Kettles/comments/1pot001/a_way/ok1/");
        assertThat(items).containsExactly(new Decoded.Post(comment));
    }

    @Test
    void a_score_that_is_hidden_is_unknown_and_an_author_who_left_is_nobody() {
        // When
        List<Decoded> items = decode(
                """
                {"kind":"t1","data":{"name":"t1_ok1","author":"[deleted]","subreddit":"Kettles","link_id":"t3_1pot001",
                 "parent_id":"t3_1pot001","body":"Still here","score":1,"score_hidden":true,"created_utc":1772445600.0}}""");

        // Then
        Mention comment = comment("reddit:t1_ok1");
        comment.setText("Still here");
        comment.setReplyTo("reddit:t3_1pot001");
        comment.setPermalink("https://www.reddit.com/r/Kettles/comments/1pot001/_/ok1/");
        assertThat(items).containsExactly(new Decoded.Post(comment));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"body\":\"[deleted]\",\"author\":\"[deleted]\"",
                "\"body\":\"[removed]\",\"author\":\"mira_dot\"",
                "\"body\":\"[ Removed by Reddit ]\",\"author\":\"[deleted]\"",
                "\"title\":\"Kettles\",\"selftext\":\"\",\"removed_by_category\":\"moderator\"",
                "\"title\":\"[deleted by user]\",\"selftext\":\"\"",
                "\"title\":\"Kettles\",\"selftext\":\"words\",\"spam\":true",
            })
    void what_was_deleted_or_removed_is_forgotten(String words) {
        // When
        List<Decoded> items =
                decode("{\"kind\":\"t1\",\"data\":{\"name\":\"t1_ok1\",\"created_utc\":1772445600.0," + words + "}}");

        // Then
        assertThat(items).singleElement().isInstanceOfSatisfying(Decoded.Deletion.class, deletion -> {
            assertThat(deletion.mention().getId()).isEqualTo("reddit:t1_ok1");
            assertThat(deletion.mention().getText()).isEmpty();
            assertThat(deletion.mention().getCreatedAt()).isEqualTo(Instant.parse("2026-03-02T10:00:00Z"));
        });
    }

    @Test
    void a_post_that_waits_for_a_moderator_is_not_gone() {
        assertThat(
                        decode(
                                """
                        {"kind":"t3","data":{"name":"t3_1","title":"Kettles","selftext":"words","created_utc":1772445600.0,
                         "removed_by_category":"automod_filtered"}}"""))
                .singleElement()
                .isInstanceOf(Decoded.Post.class);
    }

    @Test
    void a_crosspost_repeats_or_comments_on_its_original_which_comes_along() {
        // Given
        String original =
                "{\"name\":\"t3_1\",\"title\":\"Kettles\",\"selftext\":\"all *of* them\",\"created_utc\":1772445600.0}";

        // When
        List<Mention> repeated = mentions(crosspost("Kettles", original));
        List<Mention> commented = mentions(crosspost("Look at that", original));

        // Then
        assertThat(repeated).extracting(Mention::getId).containsExactly("reddit:t3_1", "reddit:t3_2");
        assertThat(repeated).extracting(Mention::getEmbedded).containsExactly(true, false);
        assertThat(repeated).extracting(Mention::getText).containsOnly("Kettles\n\nall of them");
        assertThat(repeated.get(1).getKind()).isEqualTo(MentionKind.REPOST);
        assertThat(repeated.get(1).getRepostOf()).isEqualTo("reddit:t3_1");
        assertThat(repeated.get(1).getQuoteOf()).isNull();
        assertThat(commented.get(1).getKind()).isEqualTo(MentionKind.QUOTE);
        assertThat(commented.get(1).getQuoteOf()).isEqualTo("reddit:t3_1");
        assertThat(commented.get(1).getText()).isEqualTo("Look at that");
    }

    private static String crosspost(String title, String original) {
        return "{\"kind\":\"t3\",\"data\":{\"name\":\"t3_2\",\"title\":\"" + title
                + "\",\"selftext\":\"\",\"created_utc\":1772445600.0,\"crosspost_parent\":\"t3_1\","
                + "\"crosspost_parent_list\":[" + original + "]}}";
    }

    @Test
    void escapes_are_undone_once_and_not_at_all_in_what_was_asked_for_raw() {
        assertThat(words("\"body\":\"&amp;lt;b&amp;gt; R&amp;amp;D\",\"body_html\":\"&lt;div&gt;\""))
                .isEqualTo("<b> R&D");
        assertThat(words("\"body\":\"R&amp;D &amp;amp;\",\"body_html\":\"<div>\""))
                .isEqualTo("R&D &amp;");
        assertThat(words("\"body\":\"&gt; it sings\\n\\nIt does\"")).isEqualTo("it sings\n\nIt does");
    }

    private String words(String body) {
        return mentions("{\"kind\":\"t1\",\"data\":{\"name\":\"t1_ok1\",\"created_utc\":1772445600.0," + body + "}}")
                .get(0)
                .getText();
    }

    @Test
    void answers_are_read_in_the_order_people_read_them_and_one_bad_comment_costs_no_answer_to_it() {
        // Given
        String deepest = thread("t1_c", "\"three\"", "\"\"");
        String broken = thread("t1_b", "2", listing(deepest));
        String record = "[" + listing("") + ","
                + listing(thread("t1_a", "\"one\"", listing(broken)) + "," + thread("t1_d", "\"four\"", "\"\"")) + "]";

        // When
        List<Decoded> items = decode(record);

        // Then
        assertThat(items).hasSize(5);
        assertThat(items.get(0)).isEqualTo(new Decoded.Control("empty-page"));
        assertThat(items.get(2))
                .isEqualTo(new Decoded.Undecodable(
                        Reason.FIELD_TYPE,
                        "[1].data.children[0].data.replies.data.children[0].data.body",
                        "expected text, found a number",
                        "[1].data.children[0].data.replies.data.children[0]"));
        assertThat(items)
                .filteredOn(Decoded.Post.class::isInstance)
                .extracting(item -> ((Decoded.Post) item).mention().getText())
                .containsExactly("one", "three", "four");
    }

    private static String listing(String children) {
        return "{\"kind\":\"Listing\",\"data\":{\"children\":[" + children + "]}}";
    }

    private static String thread(String name, String body, String replies) {
        return "{\"kind\":\"t1\",\"data\":{\"name\":\"" + name + "\",\"created_utc\":1772445600.0,\"body\":" + body
                + ",\"replies\":" + replies + "}}";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"more\",\"data\":{\"children\":[\"ok2\"]}} | more",
                "{\"kind\":\"t4\",\"data\":{\"body\":\"psst\"}} | private-message",
                "{\"kind\":\"t2\",\"data\":{\"name\":\"tin_robin\",\"link_karma\":5}} | profile",
                "{\"kind\":\"Listing\",\"data\":{\"children\":[]}} | empty-page",
                "{\"message\":\"Not Found\",\"error\":404} | errors",
            })
    void what_is_no_post_is_named(String line, String kind) {
        assertThat(decode(line)).containsExactly(new Decoded.Control(kind));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"t1\",\"data\":{\"body\":\"b\",\"created_utc\":1772445600}} | MISSING_FIELD | data.id",
                "{\"kind\":\"t1\",\"data\":{\"name\":\"t1_a\",\"body\":\"b\"}} | MISSING_FIELD | data.created_utc",
                "{\"kind\":\"t3\",\"data\":{\"name\":\"t3_a\",\"created_utc\":1772445600}} | MISSING_FIELD | data.title",
                "{\"kind\":\"t1\",\"data\":{\"name\":\"t1_a\",\"body\":\"b\",\"created_utc\":1772445600,\"score\":1.5}} | FIELD_TYPE | data.score",
                "{\"kind\":\"t1\",\"data\":{\"name\":\"t1_a\",\"body\":\"b\",\"created_utc\":1772445600,\"edited\":[]}} | FIELD_TYPE | data.edited",
                "{\"kind\":\"t1\",\"data\":{\"name\":\"t1_a\",\"body\":\"b\",\"created_utc\":1772453101}} | FUTURE_TIMESTAMP | data.created_utc",
                "{\"kind\":\"t3\",\"data\":{\"name\":\"t3_a\",\"title\":\"t\",\"created_utc\":1772445600,\"num_comments\":-1}} | FIELD_RANGE | data.num_comments",
                "{\"kind\":\"t1\",\"data\":[]} | FIELD_TYPE | data",
                "{\"kind\":7,\"data\":{}} | FIELD_TYPE | kind",
                "{\"kind\":\"t6\",\"data\":{}} | UNKNOWN_PAYLOAD | kind",
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
        return reddit.decode(line.getBytes(UTF_8), NOON.toEpochMilli());
    }

    private List<Mention> mentions(String line) {
        return decode(line).stream()
                .map(item -> ((Decoded.Post) item).mention())
                .toList();
    }

    private static Mention comment(String id) {
        return Mention.newBuilder()
                .setId(id)
                .setVersion(NOON.toEpochMilli())
                .setPlatform("reddit")
                .setKind(MentionKind.REPLY)
                .setCreatedAt(Instant.parse("2026-03-02T10:00:00Z"))
                .setObservedAt(NOON)
                .setChannel(new Channel("reddit:r/Kettles", "r/Kettles"))
                .setThreadRoot("reddit:t3_1pot001")
                .build();
    }
}
