package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Engagement;
import io.groundswell.topics.EngagementAction;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Reason;
import io.groundswell.topics.TakedownAction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlueskyDecoderTest {

    private static final String POST_ID = "bluesky:at://did:plc:wilma/app.bsky.feed.post/3mf1";

    private final FeedDecoder bluesky = FeedDecoders.of("bluesky").orElseThrow();

    /** An event two minutes before noon. */
    private static String commit(String operation, String collection, String record) {
        return "{\"did\":\"did:plc:wilma\",\"time_us\":1772452680123456,\"kind\":\"commit\",\"commit\":{\"operation\":\""
                + operation + "\",\"collection\":\"" + collection + "\",\"rkey\":\"3mf1\""
                + (record == null ? "" : ",\"record\":" + record) + "}}";
    }

    private static String post(String fields) {
        return commit("create", "app.bsky.feed.post", "{\"createdAt\":\"2026-03-02T11:57:59Z\"," + fields + "}");
    }

    @Test
    void offsets_of_handles_count_bytes_not_characters() {
        // Given: four bytes of emoji and two of umlaut before the handle
        String record =
                post("\"text\":\"😡ü @pottlewick.example!\",\"facets\":[{\"index\":{\"byteStart\":7,\"byteEnd\":26},"
                        + "\"features\":[{\"$type\":\"app.bsky.richtext.facet#mention\",\"did\":\"did:plc:p\"}]}]");

        // When
        Mention mention = mention(record);

        // Then
        assertThat(mention.getHandles()).containsExactly("pottlewick.example");
        assertThat(mention.getText()).isEqualTo("😡ü @pottlewick.example!");
        assertThat(mention.getNotes()).isEmpty();
    }

    @Test
    void offsets_outside_of_the_text_lose_the_handle_and_nothing_else() {
        for (String index : List.of(
                "-1,\"byteEnd\":5", "0,\"byteEnd\":99", "3,\"byteEnd\":1", "0,\"byteEnd\":9223372036854775807")) {
            // When
            Mention mention = mention(post("\"text\":\"@you\",\"facets\":[{\"index\":{\"byteStart\":" + index
                    + "},\"features\":[{\"$type\":\"app.bsky.richtext.facet#mention\"}]}]"));

            // Then
            assertThat(mention.getHandles()).isEmpty();
            assertThat(mention.getNotes()).containsExactly("handle-dropped");
        }
    }

    @Test
    void escapes_in_a_plain_text_are_what_the_author_typed() {
        assertThat(mention(post("\"text\":\"a &amp; b\"")).getText()).isEqualTo("a &amp; b");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T12:57:59.5+01:00, 2026-03-02T11:57:59.500Z, ''",
        "2026-03-02T11:58:00.124Z, 2026-03-02T11:58:00.123Z, created-from-event",
        "2031-01-01T00:00:00Z, 2026-03-02T11:58:00.123Z, created-from-event",
        "2026-03-01T12:00:00Z, 2026-03-01T12:00:00Z, ''",
        "2026-03-01T11:00:00Z, 2026-03-02T11:58:00.123Z, created-from-event",
        "0001-01-01T00:00:00Z, 2026-03-02T11:58:00.123Z, created-from-event",
        "yesterday, 2026-03-02T11:58:00.123Z, created-from-event",
    })
    void the_author_s_clock_is_believed_for_a_day_before_the_event_and_never_after_it(
            String written, Instant created, String note) {
        // When
        Mention mention =
                mention(commit("create", "app.bsky.feed.post", "{\"text\":\"\",\"createdAt\":\"" + written + "\"}"));

        // Then
        assertThat(mention.getCreatedAt()).isEqualTo(created);
        assertThat(String.join(",", mention.getNotes())).isEqualTo(note);
    }

    @Test
    void an_edit_keeps_the_time_its_post_was_made_however_long_ago() {
        // When
        Mention mention = mention(
                commit("update", "app.bsky.feed.post", "{\"text\":\"new\",\"createdAt\":\"2025-01-01T00:00:00Z\"}"));

        // Then
        assertThat(mention.getId()).isEqualTo(POST_ID);
        assertThat(mention.getEdited()).isTrue();
        assertThat(mention.getVersion()).isEqualTo(1772452680123L);
        assertThat(mention.getCreatedAt()).isEqualTo("2025-01-01T00:00:00Z");
    }

    @Test
    void a_like_taken_back_names_the_like_alone() {
        assertThat(decode(commit("delete", "app.bsky.feed.like", null)))
                .containsExactly(new Decoded.Engagement(new Engagement(
                        "bluesky:at://did:plc:wilma/app.bsky.feed.like/3mf1",
                        "bluesky",
                        EngagementAction.LIKE,
                        null,
                        "bluesky:did:plc:wilma",
                        true,
                        null,
                        NOON)));
    }

    @Test
    void a_deleted_post_is_the_one_that_was_posted() {
        // When
        List<Decoded> items = decode(commit("delete", "app.bsky.feed.post", null));

        // Then
        assertThat(((Decoded.Deletion) items.get(0)).mention().getId()).isEqualTo(POST_ID);
    }

    @Test
    void an_account_that_is_active_again_takes_back_every_way_it_could_have_gone() {
        // When
        List<Decoded> items = decode(
                "{\"did\":\"did:plc:wilma\",\"time_us\":1772452680123456,\"kind\":\"account\",\"account\":{\"active\":true}}");

        // Then
        assertThat(items)
                .extracting(item -> ((Decoded.Takedown) item).takedown())
                .allMatch(takedown -> takedown.getReversed() && takedown.getAccount())
                .extracting(io.groundswell.topics.Takedown::getAction)
                .containsExactly(TakedownAction.SUSPEND, TakedownAction.DEACTIVATE, TakedownAction.DELETE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"text\":7 | FIELD_TYPE | commit.record.text",
                "\"langs\":[\"en\"] | MISSING_FIELD | commit.record.text",
                "\"text\":\"\",\"langs\":\"en\" | FIELD_TYPE | commit.record.langs",
                "\"text\":\"\",\"langs\":[1] | FIELD_TYPE | commit.record.langs[0]",
                "\"text\":\"\",\"facets\":[{\"features\":{}}] | FIELD_TYPE | commit.record.facets[0].features",
                "\"text\":\"\",\"reply\":{\"root\":{\"uri\":\"at://a/b/c\"}} | MISSING_FIELD | commit.record.reply.parent",
                "\"text\":\"\",\"reply\":{\"parent\":{\"uri\":\"https://a\"}} | FIELD_RANGE | commit.record.reply.parent.uri",
                "\"text\":\"\",\"embed\":[] | FIELD_TYPE | commit.record.embed",
            })
    void a_known_field_of_the_wrong_type_is_named(String fields, Reason reason, String field) {
        // When
        List<Decoded> items = decode(post(fields));

        // Then
        assertThat(items).hasSize(1).allMatch(Decoded.Undecodable.class::isInstance);
        Decoded.Undecodable fault = (Decoded.Undecodable) items.get(0);
        assertThat(fault.reason()).isEqualTo(reason);
        assertThat(fault.field()).isEqualTo(field);
    }

    @Test
    void an_event_carries_jetstream_s_own_time_whatever_it_is_about() {
        assertThat(bluesky.timeOf(commit("delete", "app.bsky.feed.like", null).getBytes(UTF_8)))
                .contains(Instant.ofEpochMilli(1772452680123L));
        assertThat(bluesky.timeOf("{\"error\":\"FutureCursor\"}".getBytes(UTF_8)))
                .isEmpty();
    }

    private Mention mention(String record) {
        List<Decoded> items = decode(record);
        assertThat(items).hasSize(1).allMatch(Decoded.Post.class::isInstance);
        return ((Decoded.Post) items.get(0)).mention();
    }

    private List<Decoded> decode(String record) {
        return bluesky.decode(record.getBytes(UTF_8), NOON.toEpochMilli());
    }
}
