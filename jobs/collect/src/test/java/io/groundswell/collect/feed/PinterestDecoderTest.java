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
import org.junit.jupiter.params.provider.ValueSource;

class PinterestDecoderTest {

    private final FeedDecoder pinterest = FeedDecoders.of("pinterest").orElseThrow();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-03-02T08:00:00",
                "2026-03-02T08:00:00Z",
                "2026-03-02T08:00:00-00:00",
                "2026-03-02T09:00:00+01:00",
                "2026-03-02T00:00:00-08:00"
            })
    void a_time_without_a_zone_is_utc(String written) {
        assertThat(post(decode("{\"id\":\"1\",\"board_id\":\"2\",\"created_at\":\"" + written + "\"}"))
                        .getCreatedAt())
                .isEqualTo(Instant.parse("2026-03-02T08:00:00Z"));
    }

    @Test
    void a_pin_saved_from_another_is_its_repost() {
        // When
        Mention pin = post(
                decode(
                        "{\"id\":\"1\",\"board_id\":\"2\",\"parent_pin_id\":\"3\",\"title\":\"mine\",\"created_at\":\"2026-03-02T08:00:00\"}"));

        // Then
        assertThat(pin.getKind()).isEqualTo(MentionKind.REPOST);
        assertThat(pin.getRepostOf()).isEqualTo("pinterest:3");
        assertThat(pin.getText()).isEqualTo("mine");
    }

    @Test
    void numbers_of_ninety_days_are_no_counters() {
        assertThat(post(decode("{\"id\":\"1\",\"board_id\":\"2\",\"pin_metrics\":{\"90d\":{\"impression\":5}}}"))
                        .getCounters())
                .isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"x1\",\"board_id\":\"2\"} | FIELD_RANGE | id",
                "{\"id\":\"1\",\"board_id\":[2]} | FIELD_TYPE | board_id",
                "{\"id\":\"1\",\"board_id\":\"2\",\"media\":\"m\"} | FIELD_TYPE | media",
                "{\"id\":\"1\",\"board_id\":\"2\",\"pin_metrics\":{\"lifetime_metrics\":{\"save\":\"2\"}}} | FIELD_TYPE | pin_metrics.lifetime_metrics.save",
                "{\"items\":{}} | FIELD_TYPE | items",
                "{\"items\":[[]]} | FIELD_TYPE | items[0]",
                "{\"all\":{\"lifetime_metrics\":{\"TOTAL_COMMENTS\":2}}} | MISSING_FIELD | pin_id",
                "{\"all\":{\"summary_metrics\":{\"IMPRESSION\":2}}} | MISSING_FIELD | username",
                "{\"info\":{},\"schemas\":{}} | UNKNOWN_PAYLOAD |",
            })
    void what_cannot_be_used_says_why_and_where(String payload, Reason reason, String field) {
        assertThat(decode(payload)).singleElement().satisfies(item -> {
            Decoded.Undecodable fault = (Decoded.Undecodable) item;
            assertThat(fault.reason()).isEqualTo(reason);
            assertThat(fault.field()).isEqualTo(field);
        });
    }

    private List<Decoded> decode(String payload) {
        return pinterest.decode(payload.getBytes(UTF_8), NOON.toEpochMilli());
    }

    private static Mention post(List<Decoded> items) {
        assertThat(items).hasSize(1);
        return ((Decoded.Post) items.get(0)).mention();
    }
}
