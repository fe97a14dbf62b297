package io.groundswell.collect.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.testkit.Approved;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Our tree of JSON, which reads text when it is asked for, says what Jackson's own says. */
class FeedJsonTest {

    private final ObjectMapper jackson = new ObjectMapper();

    @Test
    void every_sample_reads_as_it_does_with_jackson_alone() throws Exception {
        for (Path sample : FeedCapture.in(Approved.root().resolve("schemas/feeds/x"))) {
            FeedCapture.read(sample, record -> assertThat(ours(record)).isEqualTo(theirs(record)));
        }
    }

    @Test
    void escapes_and_other_alphabets_are_read_to_the_letter() {
        same(
                "[\"\", \"a\", \"\\\\\", \"\\\"\", \"\\\\\\\"x\\\\\", \"\\/\\b\\f\\n\\r\\t\", \"é€😀\", \"\\u00e9\\ud83d\\ude00\\uD83D\"]");
        same("\"\\u0000 é\\n😀\"");
        same("\uFEFF{\"a\":\"after a byte order mark\"}");
        same(" {\"é\\n\\u0041\" : [ \"x\" , {\"\":\"\"} ] } ");
    }

    @Test
    void numbers_are_exact() {
        same("[0, -0, 1, -2147483649, 9007199254740993, 18446744073709551615, 0.1, -0.0, 1e400, 1E-400, 12.5e3]");
    }

    @Test
    void objects_of_any_size_keep_their_members_in_order() {
        for (int size : new int[] {0, 1, 8, 9, 63, 64, 65, 1_000}) {
            String members = IntStream.range(0, size)
                    .mapToObj(i -> "\"k" + i * 31 + "\":" + i)
                    .collect(Collectors.joining(","));
            same("{" + members + "}");
            JsonNode tree = ours(("{" + members + "}").getBytes(UTF_8));
            assertThat(tree.size()).isEqualTo(size);
            assertThat(tree.has("k1")).isFalse();
            assertThat(tree.fieldNames()).toIterable().hasSize(size);
            for (int i = 0; i < size; i++) {
                assertThat(tree.get("k" + i * 31).intValue()).isEqualTo(i);
            }
        }
    }

    @Test
    void a_key_that_stands_twice_is_found_among_few_and_among_many() {
        for (int size : new int[] {1, 8, 9, 64, 65, 1_000}) {
            String members =
                    IntStream.range(0, size).mapToObj(i -> "\"k" + i + "\":1").collect(Collectors.joining(","));
            assertThat(refusal("{" + members + ",\"k" + (size - 1) + "\":2}"))
                    .isEqualTo("JSON_DUPLICATE_KEY a key stands twice in one object");
        }
        assertThat(refusal("{\"A\":1,\"\\u0041\":2}")).isEqualTo("JSON_DUPLICATE_KEY a key stands twice in one object");
    }

    private void same(String json) {
        byte[] record = json.getBytes(UTF_8);
        JsonNode theirs = theirs(record);
        assertThat(ours(record)).isEqualTo(theirs);
        assertThat(ours(record).toString()).isEqualTo(theirs.toString());
    }

    /** Ours, with its text written out, as nodes of different classes are never equal. */
    private JsonNode ours(byte[] record) {
        try {
            return jackson.readTree(FeedJson.read(record).toString());
        } catch (Refusal | IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode theirs(byte[] record) {
        try {
            return jackson.readTree(jackson.readTree(record).toString());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String refusal(String json) {
        try {
            return FeedJson.read(json.getBytes(UTF_8)).toString();
        } catch (Refusal refusal) {
            Decoded.Undecodable fault = refusal.at("");
            return fault.reason() + " " + fault.detail().replaceFirst(", at byte \\d+", "");
        }
    }
}
