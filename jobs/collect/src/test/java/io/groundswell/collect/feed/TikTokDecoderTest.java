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

class TikTokDecoderTest {

    private final FeedDecoder tiktok = FeedDecoders.of("tiktok").orElseThrow();

    @Test
    void an_id_no_floating_point_number_can_hold_stays_exact() {
        // When
        List<Decoded> items = decode("{\"data\":{\"videos\":[{\"id\":9007199254740993,\"create_time\":1772438400}]}}");

        // Then
        assertThat(post(items).getId()).isEqualTo("tiktok:9007199254740993");
    }

    @Test
    void a_video_nobody_has_counted_has_no_counters_and_one_without_views_has_none() {
        assertThat(post(decode("{\"id\":5,\"create_time\":1772438400}")).getCounters())
                .isNull();
        assertThat(post(decode("{\"id\":5,\"create_time\":1772438400,\"view_count\":0}"))
                        .getCounters()
                        .getViews())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "'', 7",
        "',\"parent_comment_id\":0', 7",
        "',\"parent_comment_id\":7', 7",
        "',\"parent_comment_id\":8', 8"
    })
    void a_comment_answers_the_video_unless_it_names_another_comment(String parent, String replyTo) {
        // When
        Mention comment =
                post(decode("{\"id\":9,\"video_id\":7,\"text\":\"hm\",\"create_time\":1772438400" + parent + "}"));

        // Then
        assertThat(comment.getKind()).isEqualTo(MentionKind.REPLY);
        assertThat(comment.getReplyTo()).isEqualTo("tiktok:" + replyTo);
        assertThat(comment.getThreadRoot()).isEqualTo("tiktok:7");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"data\":{\"videos\":[{\"id\":1.5e18,\"create_time\":1}]}} | FIELD_TYPE | data.videos[0].id",
                "{\"data\":{\"videos\":[{\"id\":5}]}} | MISSING_FIELD | data.videos[0].create_time",
                "{\"data\":{\"videos\":[7]}} | FIELD_TYPE | data.videos[0]",
                "{\"data\":{\"videos\":{}}} | FIELD_TYPE | data.videos",
                "{\"data\":{\"videos\":[{\"id\":5,\"create_time\":1772438400,\"hashtag_names\":[7]}]}} | FIELD_TYPE | data.videos[0].hashtag_names[0]",
                "{\"data\":{\"videos\":[{\"id\":5,\"create_time\":1772438400,\"like_count\":\"many\"}]}} | FIELD_TYPE | data.videos[0].like_count",
                "{\"data\":{\"videos\":[{\"id\":5,\"create_time\":1872438400}]}} | FUTURE_TIMESTAMP | data.videos[0].create_time",
                "{\"data\":{\"follower_count\":3}} | MISSING_FIELD | data.username",
                "{\"data\":{\"else\":3}} | UNKNOWN_PAYLOAD |",
            })
    void what_cannot_be_used_says_why_and_where(String payload, Reason reason, String field) {
        assertThat(decode(payload)).singleElement().satisfies(item -> {
            Decoded.Undecodable fault = (Decoded.Undecodable) item;
            assertThat(fault.reason()).isEqualTo(reason);
            assertThat(fault.field()).isEqualTo(field);
        });
    }

    private List<Decoded> decode(String payload) {
        return tiktok.decode(payload.getBytes(UTF_8), NOON.toEpochMilli());
    }

    private static Mention post(List<Decoded> items) {
        assertThat(items).hasSize(1);
        return ((Decoded.Post) items.get(0)).mention();
    }
}
