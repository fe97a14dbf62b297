package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Audience;
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

class InstagramDecoderTest {

    private final FeedDecoder instagram = FeedDecoders.of("instagram").orElseThrow();

    @Test
    void a_mention_without_words_is_kept_until_somebody_looks_it_up() {
        // When
        Mention stub = post(decode(change("mentions", "{\"media_id\":\"18050777\"}")));
        Mention lookedUp = post(
                decode(
                        """
                        {"id":"17841","mentioned_media":{"id":"18050777","caption":"breakfast with @pottlewick.kettles",
                         "media_type":"IMAGE","timestamp":"2026-03-02T10:59:00+0000","username":"sybil_spoons"}}"""));

        // Then
        Mention expected = mention("instagram:18050777", "2026-03-02T11:00:05Z");
        expected.setVersion(Instant.parse("2026-03-02T11:00:05Z").toEpochMilli());
        expected.setChannel(new Channel("instagram:17841", null));
        expected.setNotes(List.of("created-from-notice", "text-not-given"));
        assertThat(stub).isEqualTo(expected);
        assertThat(lookedUp.getId()).isEqualTo(stub.getId());
        assertThat(lookedUp.getVersion()).isGreaterThan(stub.getVersion());
        assertThat(lookedUp.getText()).isEqualTo("breakfast with @pottlewick.kettles");
        assertThat(lookedUp.getChannel()).isEqualTo(stub.getChannel());
    }

    @Test
    void a_mention_in_a_comment_is_that_comment() {
        // When
        Mention stub = post(decode(change("mentions", "{\"media_id\":\"18050778\",\"comment_id\":\"17995\"}")));

        // Then
        assertThat(stub.getId()).isEqualTo("instagram:17995");
        assertThat(stub.getKind()).isEqualTo(MentionKind.REPLY);
        assertThat(stub.getReplyTo()).isEqualTo("instagram:18050778");
    }

    @Test
    void a_comment_has_the_time_of_its_webhook_and_stands_at_the_account() {
        // When
        List<Decoded> items = decode(
                change(
                        "comments",
                        """
                {"id":"17991","text":"Gorgeous #blue","from":{"id":"5311","username":"petronella"},
                 "media":{"id":"18051","media_product_type":"FEED"},"parent_id":"17990"}"""));

        // Then
        Mention comment = mention("instagram:17991", "2026-03-02T11:00:05Z");
        comment.setVersion(Instant.parse("2026-03-02T11:00:05Z").toEpochMilli());
        comment.setKind(MentionKind.REPLY);
        comment.setText("Gorgeous #blue");
        comment.setAuthor(new Author("instagram:5311", "petronella", null, null, null, null, null));
        comment.setChannel(new Channel("instagram:17841", null));
        comment.setReplyTo("instagram:17990");
        comment.setThreadRoot("instagram:18051");
        comment.setHashtags(List.of("blue"));
        comment.setNotes(List.of("created-from-notice"));
        assertThat(items).containsExactly(new Decoded.Post(comment));
    }

    @Test
    void the_account_answering_under_its_own_picture_stands_at_no_account() {
        // When
        List<Decoded> items = decode(change(
                "comments", "{\"id\":\"17992\",\"text\":\"Thanks\",\"from\":{\"id\":\"17841\",\"username\":\"p\"}}"));

        // Then
        assertThat(post(items).getChannel()).isNull();
    }

    @Test
    void an_entry_may_be_its_only_change() {
        // When
        List<Decoded> items = decode(
                """
                {"object":"instagram","entry":[{"id":"17841","time":1772449205,"field":"comments",
                 "value":{"id":"17993","text":"hello","from":{"id":"5311","username":"petronella"}}}]}""");

        // Then
        assertThat(post(items).getId()).isEqualTo("instagram:17993");
        assertThat(post(items).getText()).isEqualTo("hello");
    }

    @Test
    void hidden_likes_are_unknown_and_a_picture_without_a_caption_is_still_a_post() {
        // When
        Mention picture = post(
                decode(
                        "{\"id\":\"18051\",\"media_type\":\"IMAGE\",\"comments_count\":0,\"timestamp\":\"2026-03-02T11:00:00+0000\"}"));

        // Then
        assertThat(picture.getText()).isEmpty();
        assertThat(picture.getCounters()).isEqualTo(new Counters(null, null, 0L, null, null, null, null, null));
    }

    @Test
    void the_address_of_a_picture_tells_its_time_when_nothing_else_does() {
        // When
        Mention hidden = post(decode(
                "{\"id\":\"18051\",\"caption\":\"c\",\"permalink\":\"https://www.instagram.com/p/DVX6w5zgBJn/\"}"));
        Mention impossible = post(decode(
                "{\"id\":\"18051\",\"caption\":\"c\",\"permalink\":\"https://www.instagram.com/p/-----------/\"}"));

        // Then
        assertThat(hidden.getCreatedAt()).isEqualTo("2026-03-02T07:30:00Z");
        assertThat(hidden.getNotes()).containsExactly("created-from-id");
        assertThat(impossible.getCreatedAt()).isEqualTo(NOON);
        assertThat(impossible.getNotes()).containsExactly("created-from-observation");
    }

    @Test
    void a_competitor_looked_up_gives_its_audience_and_its_pictures() {
        // When
        List<Decoded> items = decode(
                """
                {"id":"17841","business_discovery":{"id":"17842","username":"glimmerhob","followers_count":64976,
                 "media_count":436,"media":{"data":[{"id":"18061","caption":"c","timestamp":"2026-03-02T11:00:00+0000"}]}}}""");

        // Then
        Audience audience = Audience.newBuilder()
                .setAccount("instagram:17842")
                .setPlatform("instagram")
                .setHandle("glimmerhob")
                .setFollowers(64976L)
                .setPosts(436L)
                .setAt(NOON)
                .setObservedAt(NOON)
                .build();
        Mention picture = mention("instagram:18061", "2026-03-02T11:00:00Z");
        picture.setText("c");
        picture.setAuthor(new Author("instagram:17842", "glimmerhob", null, 64976L, null, null, null));
        assertThat(items).containsExactly(new Decoded.Audience(audience), new Decoded.Post(picture));
    }

    @Test
    void a_story_few_people_saw_has_unknown_views() {
        // When
        List<Decoded> items =
                decode(change("story_insights", "{\"media_id\":\"18051\",\"impressions\":-1,\"replies\":2}"));

        // Then
        assertThat(items).singleElement().satisfies(item -> assertThat(
                        ((Decoded.Engagement) item).engagement().getCounters())
                .isEqualTo(new Counters(null, null, 2L, null, null, null, null, null)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"18051\",\"caption\":7} | FIELD_TYPE | caption",
                "{\"id\":\"18051\",\"caption\":\"c\",\"timestamp\":\"2026-03-02T12:05:01+0000\"} | FUTURE_TIMESTAMP | timestamp",
                "{\"id\":\"18051\",\"caption\":\"c\",\"like_count\":\"12\"} | FIELD_TYPE | like_count",
                "{\"id\":\"18051\",\"caption\":\"c\",\"children\":[]} | FIELD_TYPE | children",
                "{\"id\":\"17991\",\"text\":\"t\",\"from\":\"me\"} | FIELD_TYPE | from",
                "{\"mentioned_comment\":{\"text\":\"t\"},\"id\":\"17841\"} | MISSING_FIELD | mentioned_comment.id",
                "{\"object\":\"instagram\",\"entry\":[{\"id\":\"17841\",\"time\":1772449205,\"changes\":[{\"field\":\"mentions\",\"value\":{}}]}]} | MISSING_FIELD | entry[0].changes[0].value.media_id",
                "{\"something\":\"else\"} | UNKNOWN_PAYLOAD |",
            })
    void what_cannot_be_used_says_why_and_where(String line, Reason reason, String field) {
        assertThat(decode(line)).singleElement().satisfies(item -> {
            Decoded.Undecodable fault = (Decoded.Undecodable) item;
            assertThat(fault.reason()).isEqualTo(reason);
            assertThat(fault.field()).isEqualTo(field);
        });
    }

    private static String change(String field, String value) {
        return "{\"object\":\"instagram\",\"entry\":[{\"id\":\"17841\",\"time\":1772449205,\"changes\":[{\"field\":\""
                + field + "\",\"value\":" + value + "}]}]}";
    }

    private List<Decoded> decode(String line) {
        return instagram.decode(line.getBytes(UTF_8), NOON.toEpochMilli());
    }

    private static Mention post(List<Decoded> items) {
        assertThat(items).hasSize(1);
        return ((Decoded.Post) items.get(0)).mention();
    }

    /** A post on Instagram observed at noon that says nothing. */
    private static Mention mention(String id, String created) {
        return Mention.newBuilder()
                .setId(id)
                .setVersion(NOON.toEpochMilli())
                .setPlatform("instagram")
                .setKind(MentionKind.POST)
                .setCreatedAt(Instant.parse(created))
                .setObservedAt(NOON)
                .build();
    }
}
