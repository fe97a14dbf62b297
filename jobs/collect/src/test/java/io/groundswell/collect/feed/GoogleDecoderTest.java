package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoogleDecoderTest {

    private final FeedDecoder google = FeedDecoders.of("google").orElseThrow();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "(Translated by Google) It leaks.\\n\\n(Original)\\nEr tropft. | Er tropft.",
                "Er tropft.\\n\\n(Translated by Google)\\nIt leaks. | Er tropft.",
                "Er tropft. | Er tropft.",
                "(Translated by Google) It leaks. | It leaks.",
                "Is (Original) a brand? | Is (Original) a brand?",
            })
    void of_a_translated_review_the_original_counts(String comment, String said) {
        assertThat(mentions(business("\"comment\":\"" + comment + "\",\"starRating\":\"TWO\"")))
                .extracting(Mention::getText)
                .containsExactly(said);
    }

    @Test
    void a_review_without_words_is_still_a_review() {
        // When
        List<Mention> mentions = mentions(business("\"starRating\":\"FOUR\""));

        // Then
        assertThat(mentions).singleElement().satisfies(review -> {
            assertThat(review.getKind()).isEqualTo(MentionKind.REVIEW);
            assertThat(review.getText()).isEmpty();
            assertThat(review.getRating().getValue()).isEqualTo(0.75);
        });
    }

    @Test
    void the_anonymous_are_nobody_and_two_people_of_one_name_are_two() {
        assertThat(mentions(business("\"reviewer\":{\"displayName\":\"A Google User\",\"isAnonymous\":true}"))
                        .get(0)
                        .getAuthor())
                .isNull();
        assertThat(mentions(business("\"reviewer\":{\"displayName\":\"Anna\"}"))
                        .get(0)
                        .getAuthor()
                        .getId())
                .isEqualTo("google:locations/2/reviews/r1/author");
    }

    @Test
    void an_answer_is_the_business_speaking_and_an_edit_takes_the_time_of_the_change_as_its_version() {
        // When
        List<Mention> mentions = mentions(
                """
                {"name":"accounts/1/locations/2/reviews/r1","starRating":"ONE","comment":"Leaks",
                 "createTime":"2026-03-01T09:00:00.123456789Z","updateTime":"2026-03-02T08:00:00Z",
                 "reviewReply":{"comment":"Sorry","updateTime":"2026-03-02T09:00:00Z"}}""");

        // Then
        assertThat(mentions).hasSize(2);
        Mention review = mentions.get(0);
        assertThat(review.getEdited()).isTrue();
        assertThat(review.getCreatedAt()).isEqualTo(Instant.parse("2026-03-01T09:00:00.123Z"));
        assertThat(review.getVersion())
                .isEqualTo(Instant.parse("2026-03-02T08:00:00Z").toEpochMilli());
        Mention answer = mentions.get(1);
        assertThat(answer.getKind()).isEqualTo(MentionKind.REPLY);
        assertThat(answer.getReplyTo()).isEqualTo("google:locations/2/reviews/r1");
        assertThat(answer.getAuthor().getId()).isEqualTo("google:locations/2");
        assertThat(answer.getChannel().getId()).isEqualTo("google:locations/2");
    }

    @Test
    void a_review_without_an_id_keeps_its_name_when_it_is_seen_again_in_another_language() {
        // Given
        String review =
                """
                {"status":"OK","result":{"place_id":"ChIJ1","reviews":[{"author_name":"Anna","rating":3,"time":%s,
                 "author_url":"https://www.google.com/maps/contrib/117/reviews","language":"%s","text":"%s"}]}}""";

        // When
        Mention english =
                mentions(review.formatted("1772352000", "en", "So so")).get(0);
        Mention editedInGerman =
                mentions(review.formatted("1772438400", "de", "Na ja")).get(0);

        // Then
        assertThat(english.getId()).isEqualTo("google:ChIJ1/117").isEqualTo(editedInGerman.getId());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"name\":\"accounts/1/locations/2/reviews/r\",\"starRating\":\"SIX\",\"createTime\":\"2026-03-01T09:00:00Z\"} | FIELD_RANGE | starRating",
                "{\"name\":\"accounts/1/locations/2/reviews/r\",\"starRating\":\"ONE\"} | MISSING_FIELD | createTime",
                "{\"starRating\":\"ONE\",\"createTime\":\"2026-03-01T09:00:00Z\"} | MISSING_FIELD | name",
                "{\"status\":\"OK\",\"result\":{\"place_id\":\"c\",\"reviews\":[{\"rating\":1}]}} | MISSING_FIELD | result.reviews[0].time",
                "{\"status\":\"OK\",\"result\":{\"place_id\":\"c\",\"reviews\":[{\"time\":\"soon\"}]}} | FIELD_TYPE | result.reviews[0].time",
                "{\"status\":\"OK\",\"result\":[]} | FIELD_TYPE | result",
                "{\"id\":\"c\",\"userRatingCount\":\"many\"} | FIELD_TYPE | userRatingCount",
                "{\"something\":\"else\"} | UNKNOWN_PAYLOAD |",
            })
    void what_cannot_be_used_says_why_and_where(String line, Reason reason, String field) {
        assertThat(decode(line)).singleElement().satisfies(item -> {
            Decoded.Undecodable fault = (Decoded.Undecodable) item;
            assertThat(fault.reason()).isEqualTo(reason);
            assertThat(fault.field()).isEqualTo(field);
        });
    }

    private static String business(String fields) {
        return "{\"name\":\"accounts/1/locations/2/reviews/r1\",\"createTime\":\"2026-03-01T09:00:00Z\","
                + "\"updateTime\":\"2026-03-01T09:00:00Z\","
                + (fields.contains("starRating") ? "" : "\"starRating\":\"ONE\",")
                + fields + "}";
    }

    private List<Decoded> decode(String line) {
        return google.decode(line.getBytes(UTF_8), NOON.toEpochMilli());
    }

    private List<Mention> mentions(String line) {
        return decode(line).stream()
                .map(item -> ((Decoded.Post) item).mention())
                .toList();
    }
}
