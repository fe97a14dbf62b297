package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Author;
import io.groundswell.topics.Channel;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Rating;
import io.groundswell.topics.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YelpDecoderTest {

    private final FeedDecoder yelp = FeedDecoders.of("yelp").orElseThrow();

    @Test
    void the_beginning_of_a_review_says_that_it_was_cut_and_its_address_tells_the_place() {
        // When
        List<Decoded> items = decode(
                """
                {"reviews":[{"id":"r1","rating":4,"text":"The kettle sings and...","time_created":"2026-03-01 23:30:00",
                 "user":{"id":"u1","name":"Anna T.","image_url":null},
                 "url":"https://www.yelp.com/biz/pottlewick-portland?adjust_creative=OurKey&hrid=r1&utm_source=OurKey"}]}""");

        // Then
        Mention review = Mention.newBuilder()
                .setId("yelp:r1")
                .setVersion(NOON.toEpochMilli())
                .setPlatform("yelp")
                .setKind(MentionKind.REVIEW)
                .setText("The kettle sings and...")
                .setAuthor(new Author("yelp:u1", null, "Anna T.", null, null, null, null))
                .setCreatedAt(Instant.parse("2026-03-02T07:30:00Z"))
                .setObservedAt(NOON)
                .setRating(new Rating(0.75, 4.0, 5.0))
                .setChannel(new Channel("yelp:pottlewick-portland", null))
                .setPermalink("https://www.yelp.com/biz/pottlewick-portland?hrid=r1")
                .setNotes(List.of("cut-by-platform", "zone-assumed"))
                .build();
        assertThat(items).containsExactly(new Decoded.Post(review));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-01 10:00:00, 2026-03-01T18:00:00Z, zone-assumed",
        "2025-07-01 10:00:00, 2025-07-01T17:00:00Z, zone-assumed",
        "2025-11-02 01:30:00, 2025-11-02T08:30:00Z, time-ambiguous zone-assumed",
        "2025-03-09 02:30:00, 2025-03-09T10:30:00Z, time-skipped zone-assumed",
        "2026-03-01T10:00:00+01:00, 2026-03-01T09:00:00Z, ''",
    })
    void times_are_those_of_california_unless_they_say_otherwise(String written, Instant meant, String notes) {
        // When
        Mention review = ((Decoded.Post)
                        decode("{\"id\":\"r1\",\"rating\":1,\"text\":\"a\",\"time_created\":\"" + written + "\"}")
                                .get(0))
                .mention();

        // Then
        assertThat(review.getCreatedAt()).isEqualTo(meant);
        assertThat(String.join(" ", review.getNotes())).isEqualTo(notes);
    }

    @Test
    void a_business_nobody_has_rated_is_not_one_of_no_stars() {
        // When
        List<Decoded> items = decode(
                "{\"id\":\"b1\",\"alias\":\"glimmerhob\",\"name\":\"Glimmerhob\",\"rating\":0.0,\"review_count\":0}");

        // Then
        assertThat(items).singleElement().satisfies(item -> {
            var audience = ((Decoded.Audience) item).audience();
            assertThat(audience.getAccount()).isEqualTo("yelp:b1");
            assertThat(audience.getHandle()).isEqualTo("glimmerhob");
            assertThat(audience.getRating()).isNull();
            assertThat(audience.getRatings()).isZero();
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"r1\",\"rating\":1,\"user\":{}} | MISSING_FIELD | time_created",
                "{\"id\":\"r1\",\"rating\":1,\"time_created\":\"yesterday\"} | FIELD_TYPE | time_created",
                "{\"id\":\"r1\",\"rating\":{},\"time_created\":\"2026-03-01 10:00:00\"} | FIELD_TYPE | rating",
                "{\"id\":\"r1\",\"rating\":1,\"time_created\":\"2026-03-02 10:00:00\"} | FUTURE_TIMESTAMP | time_created",
                "{\"id\":\"b1\",\"review_count\":\"many\"} | FIELD_TYPE | review_count",
                "{\"reviews\":{}} | FIELD_TYPE | reviews",
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
        return yelp.decode(line.getBytes(UTF_8), NOON.toEpochMilli());
    }
}
