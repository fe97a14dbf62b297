package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Mention;
import io.groundswell.topics.Place;
import io.groundswell.topics.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reviews of apps, in both stores. */
class AppReviewsTest {

    @Test
    void an_edited_review_in_google_play_comes_again_as_a_newer_version() {
        // Given
        String review =
                """
                {"reviewId":"gp:A1","authorName":"Anna","comments":[{"userComment":
                 {"text":"%s","starRating":%d,"lastModified":{"seconds":"%d","nanos":5000000},"reviewerLanguage":"pt_BR"}}]}""";

        // When
        Mention first = mention("googleplay", review.formatted("\\tLeaks", 1, 1772442000));
        Mention later = mention("googleplay", review.formatted("Well\\tHolds tea", 5, 1772445600));

        // Then
        assertThat(first.getId()).isEqualTo("googleplay:gp:A1").isEqualTo(later.getId());
        assertThat(first.getText()).isEqualTo("Leaks");
        assertThat(later.getText()).isEqualTo("Well\n\nHolds tea");
        assertThat(first.getVersion()).isEqualTo(1772442000005L).isLessThan(later.getVersion());
        assertThat(first.getGivenLanguage()).isEqualTo("pt-BR");
    }

    @Test
    void nobody_answers_in_google_play_unless_it_is_told_which_app_it_is() {
        // Given
        String page =
                """
                {%s"reviews":[{"reviewId":"gp:A1","comments":[
                 {"developerComment":{"text":"Sorry","lastModified":{"seconds":"1772442000"}}}]}]}""";

        // When
        Mention unknown = mention("googleplay", page.formatted(""));
        Mention known = mention("googleplay", page.formatted("\"packageName\":\"com.pottlewick.kettle\","));

        // Then
        assertThat(unknown.getAuthor()).isNull();
        assertThat(known.getAuthor().getId()).isEqualTo("googleplay:com.pottlewick.kettle");
        assertThat(known.getReplyTo()).isEqualTo("googleplay:gp:A1");
    }

    @Test
    void a_single_review_in_the_app_store_does_not_stand_in_a_list() {
        // When
        Mention review = mention(
                "appstore",
                """
                {"feed":{"entry":{"id":{"label":"149"},"im:rating":{"label":"2"},"updated":{"label":"2026-03-01T23:24:23-07:00"},
                 "title":{"label":"Loud"},"content":{"label":"Sings at night"},"im:voteSum":{"label":"3"},
                 "author":{"name":{"label":"anna"},"uri":{"label":"https://itunes.apple.com/in/reviews/id80"}},
                 "link":{"attributes":{"href":"https://itunes.apple.com/in/review?id=900&type=Purple%20Software"}}}}}""");

        // Then
        assertThat(review.getText()).isEqualTo("Loud\n\nSings at night");
        assertThat(review.getCreatedAt()).isEqualTo(Instant.parse("2026-03-02T06:24:23Z"));
        assertThat(review.getRating().getValue()).isEqualTo(0.25);
        assertThat(review.getCounters().getLikes()).isEqualTo(3);
        assertThat(review.getChannel().getId()).isEqualTo("appstore:900");
        assertThat(review.getAuthor().getId()).isEqualTo("appstore:80");
        assertThat(review.getPlace()).isEqualTo(new Place(null, "IN", null, null));
    }

    @Test
    void an_answer_finds_its_review_from_either_side() {
        // Given
        String page =
                """
                {"data":[{"type":"customerReviews","id":"r1","attributes":{"rating":5,"createdDate":"2026-03-01T10:00:00Z"}%s}],
                 "included":[{"type":"customerReviewResponses","id":"a1","attributes":{"responseBody":"Thank you",
                  "lastModifiedDate":"2026-03-01T11:00:00Z","state":"PUBLISHED"}%s}],
                 "links":{"self":"https://api.appstoreconnect.apple.com/v1/apps/900/customerReviews"}}""";

        // When
        List<Decoded> fromReview = decode(
                "appstore",
                page.formatted(
                        ",\"relationships\":{\"response\":{\"data\":{\"type\":\"customerReviewResponses\",\"id\":\"a1\"}}}",
                        ""));
        List<Decoded> fromAnswer = decode(
                "appstore",
                page.formatted(
                        "", ",\"relationships\":{\"review\":{\"data\":{\"type\":\"customerReviews\",\"id\":\"r1\"}}}"));

        // Then
        assertThat(fromReview).isEqualTo(fromAnswer).hasSize(2);
        Mention answer = ((Decoded.Post) fromAnswer.get(1)).mention();
        assertThat(answer.getId()).isEqualTo("appstore:a1");
        assertThat(answer.getReplyTo()).isEqualTo("appstore:r1");
        assertThat(answer.getAuthor().getId()).isEqualTo("appstore:900");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "appstore | {\"feed\":{\"entry\":\"none\"}} | FIELD_TYPE | feed.entry",
                "appstore | {\"feed\":{\"entry\":{\"im:rating\":{\"label\":\"1\"},\"id\":{\"label\":\"1\"}}}} | MISSING_FIELD | feed.entry[0].updated.label",
                "appstore | {\"feed\":{\"entry\":{\"im:rating\":\"1\",\"id\":{\"label\":\"1\"},\"updated\":{\"label\":\"2026-03-01T10:00:00Z\"}}}} | FIELD_TYPE | feed.entry[0].im:rating",
                "appstore | {\"data\":{\"type\":\"customerReviews\",\"id\":\"1\"}} | MISSING_FIELD | data.attributes",
                "appstore | {\"data\":[{\"id\":\"1\"}]} | UNKNOWN_PAYLOAD |",
                "appstore | {\"something\":\"else\"} | UNKNOWN_PAYLOAD |",
                "googleplay | {\"reviewId\":\"gp:1\",\"comments\":[{\"userComment\":{\"lastModified\":{\"seconds\":\"soon\"}}}]} | FIELD_TYPE | comments[0].userComment.lastModified.seconds",
                "googleplay | {\"reviewId\":\"gp:1\",\"comments\":[{\"userComment\":{\"lastModified\":{\"seconds\":\"99999999999999999\"}}}]} | FIELD_RANGE | comments[0].userComment.lastModified.seconds",
                "googleplay | {\"reviewId\":\"gp:1\",\"comments\":[{\"userComment\":{\"lastModified\":{\"seconds\":\"1804000000\"}}}]} | FUTURE_TIMESTAMP | comments[0].userComment.lastModified.seconds",
                "googleplay | {\"reviews\":[{\"reviewId\":7.5}]} | FIELD_TYPE | reviews[0].reviewId",
                "googleplay | {\"something\":\"else\"} | UNKNOWN_PAYLOAD |",
            })
    void what_cannot_be_used_says_why_and_where(String platform, String line, Reason reason, String field) {
        assertThat(decode(platform, line)).singleElement().satisfies(item -> {
            Decoded.Undecodable fault = (Decoded.Undecodable) item;
            assertThat(fault.reason()).isEqualTo(reason);
            assertThat(fault.field()).isEqualTo(field);
        });
    }

    private static List<Decoded> decode(String platform, String line) {
        return FeedDecoders.of(platform).orElseThrow().decode(line.getBytes(UTF_8), NOON.toEpochMilli());
    }

    private static Mention mention(String platform, String line) {
        List<Decoded> items = decode(platform, line);
        assertThat(items).hasSize(1);
        return ((Decoded.Post) items.get(0)).mention();
    }
}
