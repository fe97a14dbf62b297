package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkedInDecoderTest {

    private final FeedDecoder linkedIn = FeedDecoders.of("linkedin").orElseThrow();

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "Hello @[Pottlewick](urn:li:organization:7)! ; Hello Pottlewick! ; urn:li:organization:7 ;",
                "Hello @[Pott \\(Tea\\)] (urn:li:organization:7) ; Hello Pott (Tea) ; urn:li:organization:7 ;",
                "{hashtag|\\#|QuietHob} and #loud ; #QuietHob and #loud ; ; QuietHob",
                "a\\_b \\@home \\\\ 5 @ 6 ; a_b @home \\ 5 @ 6 ; ;",
                "@[never closed ; @[never closed ; ;",
                "@[no account](https://a.example) ; @[no account](https://a.example) ; ;",
                "{hashtag|\\#|never closed ; {hashtag|#|never closed ; ;",
                "100\\% \\ ; 100\\% \\ ; ;",
            })
    void the_notation_of_posts_is_read_as_people_see_it(String written, String plain, String account, String tag) {
        // Given
        List<String> accounts = new ArrayList<>();
        List<String> tags = new ArrayList<>();

        // When
        String found = LittleText.plain(written, accounts::add, tags::add);

        // Then
        assertThat(found).isEqualTo(plain);
        assertThat(accounts).isEqualTo(account == null ? List.of() : List.of(account));
        assertThat(tags).isEqualTo(tag == null ? List.of() : List.of(tag));
    }

    @Test
    void a_text_of_nothing_but_beginnings_is_read_as_quickly_as_any() {
        // When
        Mention post = post(decode(
                "{\"id\":\"urn:li:share:7\",\"author\":\"urn:li:person:a\",\"publishedAt\":1772438400000,\"commentary\":\""
                        + "@[{hashtag|".repeat(500_000) + "\"}"));

        // Then
        assertThat(post.getText()).startsWith("@[{hashtag|@[").hasSize(CleanText.POST_LIMIT);
        assertThat(post.getNotes()).containsExactly("text-truncated");
    }

    @Test
    void the_short_and_the_long_name_of_a_comment_are_one_comment() {
        // Given
        String notice =
                """
                {"notifications":[{"action":"COMMENT_DELETE","generatedActivity":"urn:li:comment:(activity:5,6)"}]}""";
        String comment =
                """
                {"actor":"urn:li:person:a","object":"urn:li:activity:5","id":"6","created":{"time":1772438400000},
                 "message":{"text":"hm"}}""";

        // When
        Mention deleted = ((Decoded.Deletion) decode(notice).get(0)).mention();

        // Then
        assertThat(deleted.getId())
                .isEqualTo("linkedin:urn:li:comment:(urn:li:activity:5,6)")
                .isEqualTo(post(decode(comment)).getId());
    }

    @Test
    void a_share_without_words_of_its_own_is_a_repost_and_one_with_words_a_quote() {
        String reshared =
                """
                {"id":"urn:li:share:7","author":"urn:li:person:a","publishedAt":1772438400000,"lifecycleState":"PUBLISHED",
                 "commentary":"%s","reshareContext":{"parent":"urn:li:share:6"}}""";

        assertThat(post(decode(reshared.formatted("")))).satisfies(repost -> {
            assertThat(repost.getKind()).isEqualTo(MentionKind.REPOST);
            assertThat(repost.getRepostOf()).isEqualTo("linkedin:urn:li:share:6");
        });
        assertThat(post(decode(reshared.formatted("listen")))).satisfies(quote -> {
            assertThat(quote.getKind()).isEqualTo(MentionKind.QUOTE);
            assertThat(quote.getQuoteOf()).isEqualTo("linkedin:urn:li:share:6");
        });
    }

    @Test
    void an_update_is_told_by_its_own_time() {
        // When
        Mention post = post(
                decode(
                        """
                        {"id":"urn:li:share:7","author":"urn:li:person:a","commentary":"now right","publishedAt":1772438400000,
                         "lastModifiedAt":1772440000000,"lifecycleState":"PUBLISHED","lifecycleStateInfo":{"isEditedByAuthor":true}}"""));

        // Then
        assertThat(post.getEdited()).isTrue();
        assertThat(post.getVersion()).isEqualTo(1772440000000L);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"author\":\"urn:li:person:a\",\"commentary\":\"t\"} | MISSING_FIELD | id",
                "{\"id\":\"urn:li:share:7\",\"commentary\":[\"t\"]} | FIELD_TYPE | commentary",
                "{\"id\":\"urn:li:share:7\",\"commentary\":\"t\",\"publishedAt\":\"noon\"} | FIELD_TYPE | publishedAt",
                "{\"id\":\"urn:li:share:7\",\"commentary\":\"t\",\"publishedAt\":1872438400000} | FUTURE_TIMESTAMP | publishedAt",
                "{\"id\":\"5\",\"owner\":\"urn:li:person:a\",\"text\":\"t\"} | FIELD_TYPE | text",
                "{\"id\":\"5\",\"actor\":\"urn:li:person:a\",\"object\":\"urn:li:activity:5\",\"message\":{}} | MISSING_FIELD | message.text",
                "{\"id\":\"urn:li:share:7\",\"specificContent\":{\"com.linkedin.ugc.ShareContent\":{\"shareCommentary\":{\"text\":\"t\",\"attributes\":[{\"value\":{\"a\":{\"member\":{}}}}]}}}} | FIELD_TYPE | specificContent.com.linkedin.ugc.ShareContent.shareCommentary.attributes.member",
                "{\"elements\":{}} | FIELD_TYPE | elements",
                "{\"elements\":[5]} | FIELD_TYPE | elements[0]",
                "{\"totalShareStatistics\":{}} | MISSING_FIELD | organizationalEntity",
                "{\"degrees\":[]} | UNKNOWN_PAYLOAD |",
            })
    void what_cannot_be_used_says_why_and_where(String payload, Reason reason, String field) {
        assertThat(decode(payload)).singleElement().satisfies(item -> {
            Decoded.Undecodable fault = (Decoded.Undecodable) item;
            assertThat(fault.reason()).isEqualTo(reason);
            assertThat(fault.field()).isEqualTo(field);
        });
    }

    private List<Decoded> decode(String payload) {
        return linkedIn.decode(payload.getBytes(UTF_8), NOON.toEpochMilli());
    }

    private static Mention post(List<Decoded> items) {
        assertThat(items).hasSize(1);
        return ((Decoded.Post) items.get(0)).mention();
    }
}
