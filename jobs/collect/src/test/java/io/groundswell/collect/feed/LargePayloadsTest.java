package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Twice the payload is at most twice the work. Work is counted in bytes allocated, which is the same on every machine;
 * what allocates nothing and still takes the square of the payload would not come back from a long text in time.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LargePayloadsTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final long SEEN = NOON.toEpochMilli();

    /** Of everything a text can hold that somebody looks for in texts. */
    private static final String WORDS =
            "a&amp;b #tag @name $C https://a.example/b <p>c</p> [d](e) **f** &#x41; \\ \" \u00e9 😀 &lt; < (( __ \n";

    static SortedSet<String> platforms() {
        return FeedDecoders.platforms();
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void twice_as_long_texts_are_at_most_twice_the_work(String platform) throws IOException {
        for (byte[] sample : Samples.of(platform)) {
            grows(platform, sample, factor -> withLongTexts(sample, WORDS.repeat(40 * factor)));
        }
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void twice_as_many_items_are_at_most_twice_the_work(String platform) throws IOException {
        for (byte[] sample : Samples.of(platform)) {
            grows(platform, sample, factor -> withLongArrays(sample, 60 * factor));
        }
    }

    @ParameterizedTest
    @MethodSource("platforms")
    void a_long_text_of_what_looks_like_markup_is_read_in_time(String platform) throws IOException {
        // Given: brackets that never close, names that never end, and the like
        FeedDecoder decoder = FeedDecoders.of(platform).orElseThrow();
        for (String piece : List.of("<", "[", "((", "@", "#a", "&", "a", " ", "<p>", "![", "**", "http://", "😀")) {
            for (byte[] sample : mostDifferent(platform)) {
                int texts = Math.max(1, countTexts(sample));
                byte[] record = withLongTexts(sample, piece.repeat(300_000 / texts / piece.length()));

                // When
                List<Decoded> items = decoder.decode(record, SEEN);

                // Then
                assertThat(items).isNotEmpty();
            }
        }
    }

    private interface Payload {
        byte[] of(int factor) throws IOException;
    }

    private static void grows(String platform, byte[] sample, Payload payload) throws IOException {
        byte[] one = payload.of(1);
        byte[] two = payload.of(2);
        byte[] four = payload.of(4);
        if (one.length == four.length || four.length > FeedJson.MAX_BYTES) {
            return;
        }
        FeedDecoder decoder = FeedDecoders.of(platform).orElseThrow();
        allocated(decoder, one);
        long base = allocated(decoder, one);
        long most = Math.max(allocated(decoder, four), allocated(decoder, two) * 2);
        // Four times the payload; the rest is for tables that grow in steps.
        double growth = (double) four.length / one.length;
        assertThat(most)
                .as(
                        "%s, allocated for %d bytes, after %d for %d: %s",
                        platform, four.length, base, one.length, start(sample))
                .isLessThan((long) (1.5 * growth * base) + 400_000);
    }

    private static String start(byte[] sample) {
        return new String(sample, 0, Math.min(sample.length, 200), UTF_8);
    }

    private static long allocated(FeedDecoder decoder, byte[] record) {
        long least = Long.MAX_VALUE;
        for (int round = 0; round < 2; round++) {
            long before = THREADS.getCurrentThreadAllocatedBytes();
            assertThat(decoder.decode(record, SEEN)).isNotEmpty();
            least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
        }
        return least;
    }

    /** The shortest, the longest and the middle one of the samples. */
    private static List<byte[]> mostDifferent(String platform) throws IOException {
        List<byte[]> samples = new ArrayList<>(Samples.of(platform));
        samples.sort((one, other) -> Integer.compare(one.length, other.length));
        return List.of(samples.get(0), samples.get(samples.size() / 2), samples.get(samples.size() - 1));
    }

    private static JsonNode parsed(byte[] sample) {
        try {
            JsonNode payload = JSON.readTree(sample);
            return payload.isContainerNode() ? payload : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static int countTexts(byte[] sample) {
        JsonNode payload = parsed(sample);
        return payload == null ? 1 : countTexts(payload);
    }

    private static int countTexts(JsonNode payload) {
        int count = isProse(payload) ? 1 : 0;
        for (JsonNode child : payload) {
            count += countTexts(child);
        }
        return count;
    }

    /** What is no JSON gets the words before its last tag or at its end. */
    private static byte[] withLongTexts(byte[] sample, String words) throws IOException {
        JsonNode payload = parsed(sample);
        if (payload != null) {
            return lengthened(payload, words).toString().getBytes(UTF_8);
        }
        ByteArrayOutputStream longer = new ByteArrayOutputStream();
        int end = new String(sample, ISO_8859_1).lastIndexOf("</");
        int at = end < 0 ? sample.length : end;
        longer.write(sample, 0, at);
        longer.write(words.replace('\n', ' ').getBytes(UTF_8));
        longer.write(sample, at, sample.length - at);
        return longer.toByteArray();
    }

    private static JsonNode lengthened(JsonNode payload, String words) {
        if (payload instanceof ObjectNode object) {
            ObjectNode longer = NODES.objectNode();
            for (Map.Entry<String, JsonNode> member : object.properties()) {
                longer.set(member.getKey(), lengthened(member.getValue(), words));
            }
            return longer;
        } else if (payload instanceof ArrayNode array) {
            ArrayNode longer = NODES.arrayNode();
            array.forEach(item -> longer.add(lengthened(item, words)));
            return longer;
        }
        return isProse(payload) ? NODES.textNode(payload.textValue() + words) : payload;
    }

    /** Texts of people, not the words that say what a payload is, nor ids and times. */
    private static boolean isProse(JsonNode payload) {
        return payload.isTextual() && payload.textValue().contains(" ");
    }

    private static byte[] withLongArrays(byte[] sample, int times) throws IOException {
        JsonNode payload = parsed(sample);
        if (payload != null) {
            boolean alone = countArrays(payload) == 0;
            return (alone ? repeated(NODES.arrayNode().add(payload), times) : repeated(payload, times))
                    .toString()
                    .getBytes(UTF_8);
        }
        String text = new String(sample, ISO_8859_1);
        for (String tag : List.of("item", "entry")) {
            int from = text.indexOf("<" + tag);
            int to = text.indexOf("</" + tag + ">", from) + tag.length() + 3;
            if (from >= 0 && to > from) {
                return (text.substring(0, from) + text.substring(from, to).repeat(times) + text.substring(to))
                        .getBytes(ISO_8859_1);
            }
        }
        return sample;
    }

    private static int countArrays(JsonNode payload) {
        int count = payload.isArray() && !payload.isEmpty() ? 1 : 0;
        for (JsonNode child : payload) {
            count += countArrays(child);
        }
        return count;
    }

    /** The outermost arrays repeated: those within come with them. */
    private static JsonNode repeated(JsonNode payload, int times) {
        if (payload instanceof ArrayNode array) {
            ArrayNode longer = NODES.arrayNode();
            for (int i = 0; i < times; i++) {
                longer.addAll(array);
            }
            return longer;
        } else if (payload instanceof ObjectNode object) {
            ObjectNode longer = NODES.objectNode();
            object.properties().forEach(member -> longer.set(member.getKey(), repeated(member.getValue(), times)));
            return longer;
        }
        return payload;
    }
}
