package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Author;
import io.groundswell.topics.Channel;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Place;
import io.groundswell.topics.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FoursquareDecoderTest {

    private static final String VENUE =
            "{\"id\":\"v1\",\"name\":\"Tea Room\",\"location\":{\"lat\":53.8,\"lng\":-1.55,\"cc\":\"GB\"}}";

    private final FeedDecoder foursquare = FeedDecoders.of("foursquare").orElseThrow();

    @Test
    void who_comes_to_a_place_and_says_nothing_has_still_been_there() {
        // When
        List<Decoded> items = answer(
                "\"checkin\":{\"id\":\"c1\",\"createdAt\":1772438400,\"user\":{\"id\":\"7\",\"firstName\":\"Wren\"},\"venue\":"
                        + VENUE + "}");

        // Then
        assertThat(items)
                .containsExactly(new Decoded.Post(Mention.newBuilder()
                        .setId("foursquare:c1")
                        .setVersion(NOON.toEpochMilli())
                        .setPlatform("foursquare")
                        .setKind(MentionKind.POST)
                        .setAuthor(new Author("foursquare:7", null, "Wren", null, null, null, null))
                        .setCreatedAt(Instant.parse("2026-03-02T08:00:00Z"))
                        .setObservedAt(NOON)
                        .setChannel(new Channel("foursquare:v1", "Tea Room"))
                        .setPlace(new Place("Tea Room", "GB", 53.8, -1.55))
                        .build()));
    }

    @Test
    void a_tip_in_a_venues_answer_is_about_that_venue() {
        // When
        List<Decoded> items = answer("\"venue\":"
                + VENUE.replace(
                        "}}",
                        "},\"tips\":{\"groups\":[{\"items\":["
                                + "{\"id\":\"t1\",\"createdAt\":1772438400,\"text\":\"Try the scones\"}]}]}}"));

        // Then
        assertThat(items).hasSize(2).first().isEqualTo(new Decoded.Control("venue"));
        assertThat(((Decoded.Post) items.get(1)).mention()).satisfies(tip -> {
            assertThat(tip.getKind()).isEqualTo(MentionKind.REVIEW);
            assertThat(tip.getChannel()).isEqualTo(new Channel("foursquare:v1", "Tea Room"));
        });
    }

    @ParameterizedTest
    @CsvSource({"liked, 1.0", "meh, 0.5", "disliked, 0.0"})
    void a_verdict_is_a_rating(String verdict, double value) {
        // When
        List<Decoded> items =
                answer("\"tip\":{\"id\":\"t1\",\"createdAt\":1772438400,\"text\":\"hm\",\"authorInteractionType\":\""
                        + verdict + "\"}");

        // Then
        assertThat(((Decoded.Post) items.get(0)).mention().getRating().getValue())
                .isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"tip\":{\"createdAt\":1772438400,\"text\":\"t\"} | MISSING_FIELD | response.tip.id",
                "\"tip\":{\"id\":\"1\",\"text\":\"t\"} | MISSING_FIELD | response.tip.createdAt",
                "\"tip\":{\"id\":\"1\",\"createdAt\":1872438400,\"text\":\"t\"} | FUTURE_TIMESTAMP | response.tip.createdAt",
                "\"tips\":[7] | FIELD_TYPE | response.tips[0]",
                "\"checkins\":{\"count\":1,\"items\":{}} | FIELD_TYPE | response.checkins.items",
                "\"checkin\":{\"id\":\"1\",\"createdAt\":1772438400,\"shout\":{}} | FIELD_TYPE | response.checkin.shout",
                "\"photo\":{\"id\":\"1\",\"createdAt\":1772438400,\"venue\":{\"location\":{\"lat\":\"north\"}}} | FIELD_TYPE | response.photo.venue.location.lat",
                "\"weather\":{\"id\":1} | UNKNOWN_PAYLOAD | response",
            })
    void what_cannot_be_used_says_why_and_where(String response, Reason reason, String field) {
        assertThat(answer(response)).singleElement().satisfies(item -> {
            Decoded.Undecodable fault = (Decoded.Undecodable) item;
            assertThat(fault.reason()).isEqualTo(reason);
            assertThat(fault.field()).isEqualTo(field);
        });
    }

    private List<Decoded> answer(String response) {
        return foursquare.decode(
                ("{\"meta\":{\"code\":200},\"response\":{" + response + "}}").getBytes(UTF_8), NOON.toEpochMilli());
    }
}
