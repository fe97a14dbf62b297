package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Mention;
import io.groundswell.topics.Reason;
import io.groundswell.topics.Takedown;
import io.groundswell.topics.TakedownAction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustpilotDecoderTest {

    private final FeedDecoder trustpilot = FeedDecoders.of("trustpilot").orElseThrow();

    @Test
    void a_company_answers_in_its_own_name_and_its_times_without_a_zone_are_utc() {
        // When
        List<Decoded> items = decode(
                """
                {"id":"r1","stars":1,"title":"Leaks","text":"A lot","createdAt":"2026-03-01T09:00:00Z","updatedAt":null,
                 "businessUnit":{"id":"b1","displayName":"Pottlewick"},
                 "companyReply":{"text":"Sorry","createdAt":"2026-03-02T08:00:00"}}""");

        // Then
        assertThat(items).hasSize(2);
        Mention answer = ((Decoded.Post) items.get(1)).mention();
        assertThat(answer.getId()).isEqualTo("trustpilot:r1/reply");
        assertThat(answer.getReplyTo()).isEqualTo("trustpilot:r1");
        assertThat(answer.getAuthor().getId()).isEqualTo("trustpilot:b1");
        assertThat(answer.getCreatedAt()).isEqualTo(Instant.parse("2026-03-02T08:00:00Z"));
        assertThat(answer.getNotes()).containsExactly("zone-assumed");
    }

    @Test
    void a_reported_review_is_withheld_while_it_is_hidden_and_comes_back() {
        // Given
        String review =
                """
                {"id":"r1","stars":1,"createdAt":"2026-03-01T09:00:00Z",
                 "reportData":{"createdAt":"2026-03-02T08:00:00","reviewVisibility":"%s"}}""";

        // When
        Takedown hidden = takedown(decode(review.formatted("hidden")));
        Takedown back = takedown(decode(review.formatted("visible")));

        // Then
        assertThat(hidden.getAction()).isEqualTo(TakedownAction.WITHHOLD);
        assertThat(hidden.getSubject()).isEqualTo("trustpilot:r1");
        assertThat(hidden.getAt()).isEqualTo(Instant.parse("2026-03-02T08:00:00Z"));
        assertThat(hidden.getReversed()).isFalse();
        assertThat(back.getReversed()).isTrue();
        assertThat(back.getId()).isEqualTo(hidden.getId());
    }

    @Test
    void a_notice_of_a_change_is_an_edit_and_one_of_a_deletion_names_the_review() {
        // Given
        String event =
                """
                {"events":[{"eventName":"service-review-%s","eventData":{"id":"r1","stars":4,"text":"Better",
                 "createdAt":"2026-03-01T09:00:00Z","consumer":{"id":"c1","name":"Cleo"}}}]}""";

        // When
        List<Decoded> updated = decode(event.formatted("updated"));
        List<Decoded> deleted = decode(event.formatted("deleted"));

        // Then
        assertThat(((Decoded.Post) updated.get(0)).mention().getEdited()).isTrue();
        assertThat(deleted)
                .containsExactly(new Decoded.Deletion(
                        PostDraft.deletion("trustpilot", "trustpilot:r1", null, NOON.toEpochMilli())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"r1\",\"stars\":1} | MISSING_FIELD | createdAt",
                "{\"id\":\"r1\",\"stars\":[],\"createdAt\":\"2026-03-01T09:00:00Z\"} | FIELD_TYPE | stars",
                "{\"id\":\"r1\",\"stars\":1,\"createdAt\":\"2026-03-01T09:00:00Z\",\"title\":7} | FIELD_TYPE | title",
                "{\"reviews\":[{\"stars\":1}]} | MISSING_FIELD | reviews[0].id",
                "{\"events\":[{\"eventName\":\"service-review-deleted\",\"eventData\":{}}]} | MISSING_FIELD | events[0].eventData.id",
                "{\"id\":\"b1\",\"numberOfReviews\":{\"total\":\"1\"}} | FIELD_TYPE | numberOfReviews.total",
                "{\"something\":\"else\"} | UNKNOWN_PAYLOAD |",
            })
    void what_cannot_be_used_says_why_and_where(String line, Reason reason, String field) {
        assertThat(decode(line)).singleElement().satisfies(item -> {
            Decoded.Undecodable fault = (Decoded.Undecodable) item;
            assertThat(fault.reason()).isEqualTo(reason);
            assertThat(fault.field()).isEqualTo(field);
        });
    }

    private static Takedown takedown(List<Decoded> items) {
        assertThat(items).hasSize(2);
        return ((Decoded.Takedown) items.get(1)).takedown();
    }

    private List<Decoded> decode(String line) {
        return trustpilot.decode(line.getBytes(UTF_8), NOON.toEpochMilli());
    }
}
