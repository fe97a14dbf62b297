package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Mention;
import io.groundswell.topics.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What nobody should send ends as a dead letter with a reason, or as a stated change; nothing is thrown. */
class HostileLinesTest {

    private final FeedDecoder x = FeedDecoders.of("x").orElseThrow();

    private static String post(String text) {
        return "{\"id_str\":\"9\",\"created_at\":\"Mon Mar 02 11:58:00 +0000 2026\",\"user\":{\"id_str\":\"1\"},\"text\":\""
                + text + "\"}";
    }

    @Test
    void a_record_without_a_value_is_empty_and_a_blank_one_keeps_alive() {
        assertThat(reason((byte[]) null)).isEqualTo(Reason.EMPTY);
        assertThat(decode(new byte[0])).containsExactly(new Decoded.Control("keep-alive"));
        assertThat(decode("\r\n")).containsExactly(new Decoded.Control("keep-alive"));
    }

    @Test
    void broken_json_is_syntax() {
        assertThat(reason(post("cut").substring(0, 50))).isEqualTo(Reason.JSON_SYNTAX);
        assertThat(reason(post("one") + post("two"))).isEqualTo(Reason.JSON_SYNTAX);
        assertThat(reason(post("one") + " x")).isEqualTo(Reason.JSON_SYNTAX);
        assertThat(reason("{\"a\":NaN}")).isEqualTo(Reason.JSON_SYNTAX);
        assertThat(reason("hello")).isEqualTo(Reason.JSON_SYNTAX);
        assertThat(reason(post("\u0000"))).isEqualTo(Reason.JSON_SYNTAX);
        assertThat(reason("\u0000\u0000")).isEqualTo(Reason.ENCODING);
    }

    @Test
    void a_line_five_thousand_levels_deep_passes_a_limit() {
        assertThat(reason("[".repeat(5_000) + "]".repeat(5_000))).isEqualTo(Reason.JSON_LIMIT);
        assertThat(reason("{\"a\":".repeat(5_000))).isEqualTo(Reason.JSON_LIMIT);
    }

    @Test
    void numbers_keys_and_crowds_beyond_reason_pass_a_limit() {
        assertThat(reason("{\"a\":" + "9".repeat(101) + "}")).isEqualTo(Reason.JSON_LIMIT);
        assertThat(reason("{\"" + "k".repeat(50_000) + "\":1}")).isEqualTo(Reason.JSON_LIMIT);
        assertThat(reason("[" + "1,".repeat(1_000_000) + "1]")).isEqualTo(Reason.JSON_LIMIT);
    }

    @Test
    void five_megabytes_of_text_are_cut_to_twenty_thousand_code_points() {
        // When
        List<Decoded> items = decode(post("😀".repeat(1_250_000)));

        // Then
        assertThat(mention(items).getText()).isEqualTo("😀".repeat(20_000));
        assertThat(mention(items).getNotes()).containsExactly("text-truncated");
    }

    @Test
    void a_record_over_eight_mebibytes_is_too_large() {
        assertThat(reason(post("a".repeat(8 * 1024 * 1024)))).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void what_is_not_utf_8_to_the_letter_is_an_encoding_fault() {
        byte[] good = post("-").getBytes(UTF_8);
        int at = post("-").lastIndexOf('-');
        List<byte[]> faults = List.of(
                new byte[] {(byte) 0xFF},
                new byte[] {(byte) 0xC0, (byte) 0x80},
                new byte[] {(byte) 0xE9},
                new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
                new byte[] {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
                new byte[] {(byte) 0xE2, (byte) 0x82});
        for (byte[] fault : faults) {
            byte[] record = new byte[good.length - 1 + fault.length];
            System.arraycopy(good, 0, record, 0, at);
            System.arraycopy(fault, 0, record, at, fault.length);
            System.arraycopy(good, at + 1, record, at + fault.length, good.length - at - 1);
            assertThat(reason(record)).isEqualTo(Reason.ENCODING);
        }
        assertThat(reason(post("a").getBytes(StandardCharsets.UTF_16))).isEqualTo(Reason.ENCODING);
        assertThat(reason(post("a").getBytes(StandardCharsets.UTF_16LE))).isEqualTo(Reason.ENCODING);
        assertThat(mention(decode(post("ü€😀"))).getText()).isEqualTo("ü€😀");
    }

    @Test
    void control_characters_and_lone_surrogates_do_not_reach_the_text() {
        // When
        List<Decoded> items = decode(post("a\\u0000b\\u001b[31mc\\r\\nd\\ud83de&#0;&#xD800;f\\u0085"));

        // Then
        assertThat(mention(items).getText()).isEqualTo("ab[31mc\nd\uFFFDe\uFFFDf");
        assertThat(mention(items).getNotes()).containsExactly("characters-replaced", "controls-removed");
    }

    @Test
    void a_key_that_stands_twice_is_refused_wherever_it_stands() {
        assertThat(reason("{\"id_str\":\"9\",\"id_str\":\"8\"}")).isEqualTo(Reason.JSON_DUPLICATE_KEY);
        assertThat(reason(post("a").replace("{\"id_str\":\"1\"", "{\"id_str\":\"1\",\"id_str\":\"1\"")))
                .isEqualTo(Reason.JSON_DUPLICATE_KEY);
    }

    @Test
    void unknown_keys_emoji_among_them_are_ignored() {
        assertThat(mention(decode(post("a").replace("{\"id_str\":\"9\"", "{\"😀😀\":{\"👩‍🚀\":1},\"id_str\":\"9\"")))
                        .getText())
                .isEqualTo("a");
    }

    @Test
    void numeric_ids_beyond_two_to_the_fifty_third_stay_exact() {
        assertThat(mention(decode(post("a").replace("\"id_str\":\"9\"", "\"id\":9007199254740993")))
                        .getId())
                .isEqualTo("x:9007199254740993");
        assertThat(mention(decode(post("a").replace("\"id_str\":\"9\"", "\"id\":18446744073709551615")))
                        .getId())
                .isEqualTo("x:18446744073709551615");
    }

    @Test
    void escapes_are_undone_exactly_once() {
        assertThat(mention(decode(post("&amp;lt;b&amp;gt; &lt;i&gt; AT&amp;T &copy")))
                        .getText())
                .isEqualTo("&lt;b&gt; <i> AT&T &copy");
    }

    @Test
    void a_range_that_is_no_pair_of_numbers_cuts_nothing() {
        for (String range : List.of("{\"from\":1,\"to\":2}", "[1]", "[null,null]", "\"12\"", "[9,1]")) {
            assertThat(mention(decode(
                                    post("whole").replace("\"text\"", "\"display_text_range\":" + range + ",\"text\"")))
                            .getText())
                    .isEqualTo(range.equals("[9,1]") ? "" : "whole");
        }
    }

    @Test
    void a_page_full_of_faults_names_the_first_and_counts_the_rest() {
        // When
        List<Decoded> items = decode("[" + "1,".repeat(99) + "1]");

        // Then
        assertThat(items).hasSize(10);
        assertThat(items.get(9))
                .isEqualTo(new Decoded.Undecodable(
                        Reason.UNKNOWN_PAYLOAD, null, "91 more items of this record cannot be used", "rest"));
    }

    @Test
    void whatever_a_line_is_turned_into_nothing_is_thrown() {
        // Given
        Random random = new Random(20260302);
        byte[] good = post("The kettle &amp; \\ud83d\\ude21")
                .replace(
                        "\"text\"",
                        "\"place\":{\"full_name\":\"B\"},\"entities\":{\"urls\":[{\"expanded_url\":\"https://a.example\"}]},\"retweeted_status\":"
                                + post("inner") + ",\"text\"")
                .getBytes(UTF_8);
        torment(x, good, random);
    }

    @Test
    void whatever_an_answer_of_the_second_generation_is_turned_into_nothing_is_thrown() {
        // Given
        byte[] page =
                """
                {"data":[{"id":"2028431500000000021","text":"a &amp; b","author_id":"2","edit_history_tweet_ids":["1","2028431500000000021"],
                "referenced_tweets":[{"type":"quoted","id":"3"}],"withheld":{"country_codes":["DE"]}},{"id":"2","username":"b","public_metrics":{"followers_count":1}}],
                "includes":{"users":[{"id":"2","username":"b"}],"tweets":[{"id":"3","text":"c"}]},"errors":[]}"""
                        .getBytes(UTF_8);
        byte[] event =
                """
                {"data":{"user_withheld":{"user":{"id":"21"},"withheld_in_countries":["FR"],"event_at":"2026-03-02T11:50:00.000Z"}}}"""
                        .getBytes(UTF_8);

        // When, then
        Random random = new Random(20260303);
        torment(x, page, random);
        torment(x, event, random);
    }

    /** A seeded monkey changes bytes of a good line. */
    private static void torment(FeedDecoder decoder, byte[] good, Random random) {
        byte[] pieces = "{}[]\",:0123456789.eE-+truefalsn\\u\u00e9 ".getBytes(UTF_8);
        for (int round = 0; round < 20_000; round++) {
            byte[] line = good.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                line[random.nextInt(line.length)] = pieces[random.nextInt(pieces.length)];
            }
            // When
            List<Decoded> items = decoder.decode(line, NOON.toEpochMilli());
            decoder.timeOf(line);

            // Then
            assertThat(items).isNotEmpty();
        }
    }

    private List<Decoded> decode(String line) {
        return decode(line.getBytes(UTF_8));
    }

    private List<Decoded> decode(byte[] line) {
        return x.decode(line, NOON.toEpochMilli());
    }

    private Reason reason(String line) {
        return reason(line.getBytes(UTF_8));
    }

    private Reason reason(byte[] line) {
        List<Decoded> items = decode(line);
        assertThat(items).hasSize(1).allMatch(Decoded.Undecodable.class::isInstance);
        return ((Decoded.Undecodable) items.get(0)).reason();
    }

    private static Mention mention(List<Decoded> items) {
        assertThat(items).hasSize(1).allMatch(Decoded.Post.class::isInstance);
        return ((Decoded.Post) items.get(0)).mention();
    }
}
