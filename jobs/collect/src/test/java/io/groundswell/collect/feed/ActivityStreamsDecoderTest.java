package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.EngagementAction;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActivityStreamsDecoderTest {

    private final FeedDecoder streams = FeedDecoders.of("activitystreams").orElseThrow();

    private static String note(String more) {
        return "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"type\":\"Note\",\"id\":\"https://a.example/1\","
                + "\"published\":\"2026-03-02T11:00:00Z\"" + (more.isEmpty() ? "" : "," + more) + "}";
    }

    private static String activity(String type, String object) {
        return "{\"type\":\"" + type
                + "\",\"id\":\"https://a.example/act\",\"actor\":\"https://a.example/wilma\",\"object\":" + object
                + "}";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"https://a.example/wilma\"",
                "{\"id\":\"https://a.example/wilma\"}",
                "[{\"type\":\"Person\",\"id\":\"https://a.example/wilma\"},\"https://a.example/otto\"]",
                "{\"type\":\"Link\",\"href\":\"https://a.example/wilma\"}",
            })
    void an_author_may_be_an_address_an_object_or_several(String author) {
        assertThat(mention(note("\"attributedTo\":" + author)).getAuthor().getId())
                .isEqualTo("activitystreams:https://a.example/wilma");
    }

    @Test
    void an_edit_wins_over_every_outdated_copy_of_its_post_whenever_that_is_seen() {
        // When
        Mention edit = mention(activity("Update", note("\"content\":\"new\",\"updated\":\"2026-03-02T11:30:00Z\"")));
        Mention copy = ((Decoded.Post) decode(activity("Announce", note("\"content\":\"old\"")))
                        .get(1))
                .mention();

        // Then
        assertThat(copy.getId()).isEqualTo(edit.getId());
        assertThat(copy.getVersion()).isLessThan(edit.getVersion());
        assertThat(edit.getEdited()).isTrue();
        assertThat(edit.getCreatedAt()).isEqualTo("2026-03-02T11:00:00Z");
    }

    @Test
    void what_is_addressed_to_somebody_and_not_to_the_public_is_not_read() {
        // Given: a content that would be a fault
        String secret =
                "{\"type\":\"Note\",\"id\":\"https://a.example/1\",\"content\":\"secret\",\"to\":\"https://a.example/otto\"}";

        // Then
        assertThat(decode(secret)).containsExactly(new Decoded.Control("not-public"));
        assertThat(decode(activity("Create", secret))).containsExactly(new Decoded.Control("not-public"));
        assertThat(decode(activity("Announce", secret))).containsExactly(new Decoded.Control("not-public"));
        assertThat(mention(secret.replace("https://a.example/otto", "as:Public"))
                        .getText())
                .isEqualTo("secret");
    }

    @Test
    void the_language_is_that_of_the_text_chosen() {
        // When
        Mention mention = mention(
                note("\"content\":\"La bouilloire\",\"contentMap\":{\"en\":\"The kettle\",\"fr\":\"La bouilloire\"}"));

        // Then
        assertThat(mention.getText()).isEqualTo("La bouilloire");
        assertThat(mention.getGivenLanguage()).isEqualTo("fr");
    }

    @Test
    void a_like_without_an_id_is_taken_back_by_who_liked_what() {
        // Given
        String like = "{\"type\":\"Like\",\"actor\":\"https://a.example/wilma\",\"object\":\"https://a.example/1\"}";

        // When
        Decoded.Engagement given = (Decoded.Engagement) decode(like).get(0);
        Decoded.Engagement taken =
                (Decoded.Engagement) decode(activity("Undo", like)).get(0);

        // Then
        assertThat(taken.engagement().getId()).isEqualTo(given.engagement().getId());
        assertThat(taken.engagement().getRemoved()).isTrue();
        assertThat(given.engagement().getRemoved()).isFalse();
        assertThat(given.engagement().getAction()).isEqualTo(EngagementAction.LIKE);
    }

    @Test
    void who_deletes_himself_takes_all_his_posts_with_him() {
        // When
        List<Decoded> items = decode(activity("Delete", "\"https://a.example/wilma\""));

        // Then
        assertThat(items).singleElement().isInstanceOf(Decoded.Takedown.class);
        assertThat(((Decoded.Takedown) items.get(0)).takedown().getSubject())
                .isEqualTo("activitystreams:https://a.example/wilma");
    }

    @Test
    void a_bad_member_of_a_collection_costs_no_other() {
        // When
        List<Decoded> items =
                decode("{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"type\":\"Collection\",\"items\":["
                        + note("\"content\":\"a\"") + "," + note("\"content\":1") + "," + note("\"content\":\"b\"")
                        + "]}");

        // Then
        assertThat(items).hasSize(3);
        assertThat(items.get(1))
                .isEqualTo(new Decoded.Undecodable(
                        Reason.FIELD_TYPE, "items[1].content", "expected text, found a number", "items[1]"));
    }

    @Test
    void a_note_without_a_time_was_made_when_it_was_seen() {
        // When
        Mention mention = mention("{\"type\":\"Note\",\"id\":\"https://a.example/1\",\"content\":\"tea\"}");

        // Then
        assertThat(mention.getCreatedAt()).isEqualTo(NOON);
        assertThat(mention.getNotes()).containsExactly("created-from-observation");
        assertThat(streams.timeOf(note("\"updated\":\"2026-03-02T11:30:00Z\"").getBytes(UTF_8)))
                .contains(Instant.parse("2026-03-02T11:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"Note\",\"name\":{\"en\":\"x\"}} | FIELD_TYPE | name",
                "{\"type\":\"Note\",\"nameMap\":\"x\"} | FIELD_TYPE | nameMap",
                "{\"type\":3} | FIELD_TYPE | type",
                "{\"type\":\"Offer\",\"object\":23} | FIELD_TYPE | object",
                "{\"type\":\"Note\",\"id\":\"../1\"} | FIELD_RANGE | id",
                "{\"type\":\"Like\",\"object\":\"notes/1\"} | FIELD_RANGE | object",
                "{\"type\":\"Note\",\"contentMap\":{\"x-y-z-!\":\"a\"}} | FIELD_RANGE | contentMap",
                "{\"type\":\"OrderedCollection\",\"items\":[]} | FIELD_RANGE | items",
                "{\"type\":\"Collection\",\"first\":{\"type\":\"Note\"}} | FIELD_TYPE | first",
                "{\"@context\":\"http://schema.org\",\"type\":\"Note\"} | UNKNOWN_PAYLOAD | @context",
                "{\"kettle\":1} | UNKNOWN_PAYLOAD | ",
            })
    void what_breaks_the_vocabulary_is_refused_by_field(String record, Reason reason, String field) {
        // When
        List<Decoded> items = decode(record);

        // Then
        assertThat(items).hasSize(1).allMatch(Decoded.Undecodable.class::isInstance);
        Decoded.Undecodable fault = (Decoded.Undecodable) items.get(0);
        assertThat(fault.reason()).isEqualTo(reason);
        assertThat(fault.field()).isEqualTo(field);
    }

    private Mention mention(String record) {
        List<Decoded> items = decode(record);
        assertThat(items).hasSize(1).allMatch(Decoded.Post.class::isInstance);
        return ((Decoded.Post) items.get(0)).mention();
    }

    private List<Decoded> decode(String record) {
        return streams.decode(record.getBytes(UTF_8), NOON.toEpochMilli());
    }
}
