package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MastodonDecoderTest {

    private static final String URI = "https://kettle.example/users/wilma/statuses/7";

    private final FeedDecoder mastodon = FeedDecoders.of("mastodon").orElseThrow();

    private static String status(String more) {
        return "{\"id\":\"7\",\"uri\":\"" + URI + "\",\"created_at\":\"2026-03-02T11:50:00.000Z\","
                + "\"account\":{\"id\":\"1\",\"acct\":\"wilma\",\"url\":\"https://kettle.example/@wilma\"}," + more
                + "}";
    }

    private static String said(String content) {
        return status("\"visibility\":\"public\",\"content\":\"" + content + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"private", "direct", "limited", "whatever comes next"})
    void what_is_not_public_is_counted_and_nothing_else_of_it_is_even_looked_at(String visibility) {
        // Given: fields that would be faults, were they read
        String secret =
                status("\"visibility\":\"" + visibility + "\",\"content\":[\"secret\"],\"favourites_count\":-1");

        // Then
        assertThat(decode(secret)).containsExactly(new Decoded.Control("not-public"));
        assertThat(decode("event: update\ndata: " + secret)).containsExactly(new Decoded.Control("not-public"));
        assertThat(decode(status("\"visibility\":\"public\",\"content\":\"\",\"reblog\":" + secret)))
                .containsExactly(new Decoded.Control("not-public"));
        assertThat(decode("event: conversation\ndata: {\"last_status\":" + secret + "}"))
                .containsExactly(new Decoded.Control("conversation"));
        assertThat(decode("{\"type\":\"favourite\",\"created_at\":\"2026-03-02T11:50:00Z\",\"account\":{},\"status\":"
                        + secret + "}"))
                .containsExactly(new Decoded.Control("not-public"));
    }

    @Test
    void a_quoted_post_that_is_not_public_stays_out_while_the_quote_comes_in() {
        // When
        List<Decoded> items = decode(
                status(
                        "\"visibility\":\"public\",\"content\":\"look\",\"quote\":{\"state\":\"accepted\","
                                + "\"quoted_status\":{\"uri\":\"https://a.example/9\",\"visibility\":\"private\",\"content\":\"secret\"}}"));

        // Then
        assertThat(items).hasSize(2).contains(new Decoded.Control("not-public"));
        assertThat(((Decoded.Post) items.get(0)).mention().getQuoteOf()).isEqualTo("mastodon:https://a.example/9");
    }

    @Test
    void links_to_accounts_and_tags_are_no_links_of_the_post() {
        // When
        Mention mention = mention(said("<a href='https://a.example/@otto' class='mention'>@otto</a> "
                + "<a href='https://b.example/tags/tea'>#tea</a> <a href='https://c.example/offer'>offer</a>"));

        // Then
        assertThat(mention.getLinks()).containsExactly("https://c.example/offer");
        assertThat(mention.getText()).isEqualTo("@otto #tea offer");
    }

    @Test
    void markup_that_never_ends_is_read_to_a_limit() {
        // When
        Mention mention = mention(said("<p>tea</p>" + "<br>".repeat(600_000)));

        // Then
        assertThat(mention.getText()).isEqualTo("tea");
        assertThat(mention.getNotes()).containsExactly("text-truncated");
    }

    @Test
    void a_content_warning_is_plain_text_and_stands_first() {
        // When
        Mention mention = mention(status(
                "\"visibility\":\"public\",\"content\":\"<p>a &lt;b&gt; c</p>\",\"spoiler_text\":\"tea & <kettles>\""));

        // Then
        assertThat(mention.getText()).isEqualTo("tea & <kettles>\n\na <b> c");
    }

    @Test
    void a_post_goes_with_the_name_by_which_it_is_taken_back() {
        // When
        Decoded.Post post = (Decoded.Post) decode(said("tea")).get(0);
        Mention deletion = ((Decoded.Deletion) decode("event: delete\ndata: 7").get(0)).mention();

        // Then
        assertThat(post.mention().getId()).isEqualTo("mastodon:" + URI);
        assertThat(deletion.getId()).isEqualTo(post.localName());
        assertThat(deletion.getNotes()).containsExactly(Decoded.LOCAL_NAME);
    }

    @Test
    void who_answers_himself_is_answered_by_address() {
        // When
        Mention mention = mention(status("\"visibility\":\"public\",\"content\":\"more\",\"in_reply_to_id\":\"5\","
                + "\"in_reply_to_account_id\":\"1\""));

        // Then
        assertThat(mention.getKind()).isEqualTo(MentionKind.REPLY);
        assertThat(mention.getReplyTo()).isEqualTo("mastodon:https://kettle.example/users/wilma/statuses/5");
    }

    @Test
    void whose_parent_is_unknown_names_it_by_its_local_id_and_says_so() {
        // When
        Mention mention = mention(status("\"visibility\":\"public\",\"content\":\"more\",\"in_reply_to_id\":\"5\","
                + "\"in_reply_to_account_id\":\"2\""));

        // Then
        assertThat(mention.getReplyTo()).isEqualTo("mastodon:5");
        assertThat(mention.getNotes()).containsExactly("parent-by-local-id");
    }

    @Test
    void counters_a_server_does_not_send_are_unknown() {
        // When
        Mention mention = mention(status("\"visibility\":\"public\",\"content\":\"\",\"favourites_count\":3"));

        // Then
        assertThat(mention.getCounters().getLikes()).isEqualTo(3);
        assertThat(mention.getCounters().getReplies()).isNull();
        assertThat(mention(said("")).getCounters()).isNull();
    }

    @Test
    void data_of_several_lines_is_one_event_and_several_events_are_several_items() {
        // Given
        String two = "event: delete\r\ndata: 5\r\n\r\n:thump\r\nid: 3\r\nevent: update\r\ndata: "
                + said("tea").replace(",\"uri\"", "\r\ndata: ,\"uri\"");

        // When
        List<Decoded> items = decode(two);

        // Then
        assertThat(items).hasSize(2);
        assertThat(((Decoded.Deletion) items.get(0)).mention().getId()).isEqualTo("mastodon:5");
        assertThat(((Decoded.Post) items.get(1)).mention().getId()).isEqualTo("mastodon:" + URI);
    }

    @Test
    void a_frame_of_a_socket_holds_its_post_as_text() {
        // Given
        String frame = "{\"stream\":[\"public\"],\"event\":\"update\",\"payload\":\""
                + said("tea").replace("\\", "\\\\").replace("\"", "\\\"") + "\"}";

        // Then
        assertThat(mention(frame).getText()).isEqualTo("tea");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "event: update | JSON_SYNTAX | ",
                "event: update\\ndata: 7 | FIELD_TYPE | payload",
                "event: delete\\ndata: a b | FIELD_RANGE | payload",
                "hello | JSON_SYNTAX | ",
                "{\"id\":\"1\"} | UNKNOWN_PAYLOAD | ",
                "{\"event\":\"update\",\"payload\":{}} | FIELD_TYPE | payload",
            })
    void what_is_no_event_is_refused(String record, Reason reason, String field) {
        // When
        List<Decoded> items = decode(record.replace("\\n", "\n"));

        // Then
        assertThat(items).hasSize(1).allMatch(Decoded.Undecodable.class::isInstance);
        Decoded.Undecodable fault = (Decoded.Undecodable) items.get(0);
        assertThat(fault.reason()).isEqualTo(reason);
        assertThat(fault.field()).isEqualTo(field);
    }

    @Test
    void an_edited_post_s_own_time_is_that_of_the_edit() {
        assertThat(mastodon.timeOf(
                        status("\"visibility\":\"public\",\"content\":\"\",\"edited_at\":\"2026-03-02T11:58:00.000Z\"")
                                .getBytes(UTF_8)))
                .contains(java.time.Instant.parse("2026-03-02T11:58:00Z"));
    }

    private Mention mention(String record) {
        List<Decoded> items = decode(record);
        assertThat(items).hasSize(1).allMatch(Decoded.Post.class::isInstance);
        return ((Decoded.Post) items.get(0)).mention();
    }

    private List<Decoded> decode(String record) {
        return mastodon.decode(record.getBytes(UTF_8), NOON.toEpochMilli());
    }
}
