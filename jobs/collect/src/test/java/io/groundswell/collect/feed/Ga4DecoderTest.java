package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.testkit.Approved;
import io.groundswell.topics.Traffic;
import io.groundswell.topics.TrafficKind;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class Ga4DecoderTest {

    private static final String ROW =
            """
            {"event_timestamp":"1772445600123456","event_name":"purchase","user_pseudo_id":"555.777","stream_id":"44",
             "event_params":[{"key":"ga_session_id","value":{"int_value":"12"}},
              {"key":"page_location","value":{"string_value":"https://pottlewick.example/thanks?order=7&utm_source=x"}},
              {"key":"value","value":{"int_value":"40"}},{"key":"currency","value":{"string_value":"EUR"}}]}""";

    private final FeedDecoder ga4 = FeedDecoders.of("ga4").orElseThrow();

    @Test
    void a_row_becomes_an_event_of_a_session_that_names_nobody() {
        // When
        Traffic traffic = traffic(ROW);

        // Then
        Traffic expected = new Traffic();
        expected.setId("ga4:" + Digest.of("44|555.777|12|purchase|1772445600123456||||"));
        expected.setPlatform("ga4");
        expected.setProperty("44");
        expected.setName("purchase");
        expected.setKind(TrafficKind.CONVERSION);
        expected.setAt(Instant.parse("2026-03-02T10:00:00.123Z"));
        expected.setObservedAt(NOON);
        expected.setSession(Digest.of("44|555.777|12"));
        expected.setPage("https://pottlewick.example/thanks");
        expected.setSource("x");
        expected.setValue(40.0);
        expected.setCurrency("EUR");
        expected.setNotes(List.of());
        assertThat(traffic).isEqualTo(expected);
    }

    @Test
    void what_is_refunded_is_told_where_the_order_is_when_the_event_does_not_say() {
        // Given
        String refund = ROW.replace("purchase", "refund")
                .replace("{\"key\":\"value\",\"value\":{\"int_value\":\"40\"}},", "")
                .replace("]}", "],\"ecommerce\":{\"purchase_revenue\":40,\"refund_value\":12.5}}");

        // When, Then
        assertThat(traffic(refund))
                .extracting(Traffic::getKind, Traffic::getValue, Traffic::getCurrency)
                .containsExactly(TrafficKind.REFUND, 12.5, "EUR");
    }

    @Test
    void the_same_row_again_is_the_same_event_and_another_of_its_batch_is_not() {
        // Given
        String other = ROW.replace("\"stream_id\"", "\"batch_event_index\":\"2\",\"stream_id\"");

        // When, Then
        assertThat(traffic(ROW).getId())
                .isEqualTo(traffic(ROW).getId())
                .isNotEqualTo(traffic(other).getId())
                .isNotEqualTo(traffic(ROW.replace("purchase", "refund")).getId());
        assertThat(traffic(ROW).getSession()).isEqualTo(traffic(other).getSession());
    }

    @Test
    void no_id_of_a_visitor_leaves_a_sample() throws IOException {
        for (String sample : List.of("export-rows.jsonl", "measurement-protocol.jsonl")) {
            for (String line : Files.readAllLines(Approved.root().resolve("schemas/feeds/ga4/" + sample))) {
                assertThat(ga4.decode(line.getBytes(UTF_8), NOON.toEpochMilli()))
                        .noneMatch(item ->
                                DecodedJson.of(item).toString().matches(".*(maud|555\\.777|123456\\.7|aabbcc).*"));
            }
        }
    }

    private Traffic traffic(String row) {
        List<Decoded> items = ga4.decode(row.getBytes(UTF_8), NOON.toEpochMilli());
        assertThat(items).hasSize(1).allMatch(Decoded.Traffic.class::isInstance);
        return ((Decoded.Traffic) items.get(0)).traffic();
    }
}
