package io.groundswell.collect.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FieldDriftTest {

    @Test
    void a_field_that_is_not_known_is_told_by_its_path_as_often_as_it_stands_there() {
        // Given
        FieldDrift drift = FieldDrift.knowing(List.of("data.id", "data.entities.urls.url", "includes.users.name"));

        // When
        List<String> seen = drift.neverSeen(
                """
                {"data":[{"id":"1","mood":"sour"},{"id":"2","mood":"sweet","entities":{"urls":[{"url":"u","safe":true}]}}],
                "ad":{"price":{"amount":1}}}"""
                        .getBytes(UTF_8));

        // Then
        assertThat(seen).containsExactly("data.mood", "data.mood", "data.entities.urls.safe", "ad");
    }

    @Test
    void keys_that_are_ids_addresses_or_sizes_are_no_names() {
        // Given
        FieldDrift learned = FieldDrift.knowing(List.of());

        // When
        learned.learn(
                """
                {"media_metadata":{"a1b2c3d4":{"s":1},"wordlike":{"s":1}},"thumbs":{"150x150":"u","1080p":"u"},
                "likers":{"did:plc:abcdefgh":1,"https://pottlewick.example/u/1":1,"jo@pottlewick.example":1,
                "4c8bb2a0-1f4e-4b7e-9d5e-1c1d8c1b1a11":1,"@jo":1},"@context":{"toot":"x","schema:value":"y"}}"""
                        .getBytes(UTF_8));

        // Then
        assertThat(learned.paths())
                .containsExactly(
                        "@context.schema:value", "@context.toot", "likers.*", "media_metadata.*.s", "thumbs.*");
    }

    @Test
    void a_post_in_a_post_is_known_at_any_depth() {
        // Given
        FieldDrift drift = FieldDrift.knowing(List.of("quoted.text", "quoted.quoted_id", "text"));

        // When
        List<String> seen = drift.neverSeen(
                """
                {"text":"a","quoted":{"text":"b","quoted":{"text":"c","quoted":{"text":"d","tone":"e"}}}}"""
                        .getBytes(UTF_8));

        // Then
        assertThat(seen).containsExactly("quoted.tone");
    }

    @Test
    void what_comes_in_an_envelope_is_looked_into() {
        // Given
        FieldDrift drift = FieldDrift.knowing(List.of("event", "payload.id", "id"));

        // When, Then
        assertThat(drift.neverSeen(
                        "{\"event\":\"update\",\"payload\":\"{\\\"id\\\":1,\\\"hue\\\":2}\"}".getBytes(UTF_8)))
                .containsExactly("payload.hue");
        assertThat(drift.neverSeen("event: update\ndata: {\"id\":1,\ndata: \"hue\":2}\n".getBytes(UTF_8)))
                .containsExactly("hue");
    }

    @Test
    void what_is_no_json_has_no_fields() {
        FieldDrift drift = FieldDrift.knowing(List.of("a"));
        assertThat(drift.neverSeen("<a/>".getBytes(UTF_8))).isEmpty();
        assertThat(drift.neverSeen(":".getBytes(UTF_8))).isEmpty();
        assertThat(drift.neverSeen(new byte[0])).isEmpty();
        assertThat(drift.neverSeen(null)).isEmpty();
        assertThat(FieldDrift.of("custom")).isEmpty();
    }
}
