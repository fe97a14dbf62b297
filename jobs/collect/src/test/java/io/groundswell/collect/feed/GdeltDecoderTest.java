package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.testkit.Approved;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GdeltDecoderTest {

    private final FeedDecoder gdelt = FeedDecoders.of("gdelt").orElseThrow();

    private static String mentionOf(String address) {
        return "900000001\t20260301101500\t20260302101500\t1\ttrivet.example\t" + address
                + "\t4\t-1\t996\t988\t1\t100\t2579\t0.83\t\t";
    }

    private static String graphOf(String address) {
        return "20260302101500-0\t20260302101500\t1\ttrivet.example\t" + address + "\t".repeat(10) + "Pottlewick,12"
                + "\t".repeat(12);
    }

    @Test
    void all_rows_about_an_article_are_one_mention_and_the_row_that_says_most_wins() {
        // Given
        String address = "https://trivet.example/pottlewick-under-steam";

        // When
        Mention graph = mention(graphOf(address));
        Mention row = mention(mentionOf(address));

        // Then
        assertThat(graph.getId()).isEqualTo(row.getId()).isEqualTo("gdelt:" + address);
        assertThat(graph.getVersion()).isGreaterThan(row.getVersion());
        assertThat(graph.getCreatedAt()).isEqualTo(row.getCreatedAt());
    }

    @Test
    void an_address_speaks_when_nothing_else_does_unless_it_has_nothing_to_say() {
        assertThat(mention(mentionOf("https://a.example/2026/the-kettle-that-sings.html?id=7"))
                        .getText())
                .isEqualTo("the kettle that sings");
        assertThat(mention(
                                mentionOf(
                                        "https://a.example/%D0%A7%D0%B0%D0%B9%D0%BD%D0%B8%D0%BA_%D1%81%D0%B2%D0%B8%D1%81%D1%82"))
                        .getText())
                .isEqualTo("Чайник свист");
        assertThat(mention(mentionOf("https://a.example/%zz/content_41135804.htm"))
                        .getText())
                .isEmpty();
    }

    @Test
    void several_lines_in_a_record_are_read_one_by_one() {
        // When
        List<Decoded> items =
                decode(mentionOf("https://a.example/x") + "\r\nnonsense\n" + mentionOf("https://a.example/y"));

        // Then
        assertThat(items).hasSize(3);
        assertThat(items.get(1))
                .isEqualTo(new Decoded.Undecodable(
                        Reason.UNKNOWN_PAYLOAD, null, "a line of 1 columns that is no table of GDELT", "line[1]"));
    }

    @Test
    void whatever_a_row_is_turned_into_nothing_is_thrown() throws IOException {
        // Given: a seeded monkey changes bytes of good rows
        Random random = new Random(20260302);
        byte[] pieces = "\t\n,;\"<>&#/0-.%\u00e9".getBytes(UTF_8);
        byte[] good = Files.readAllBytes(Approved.root().resolve("schemas/feeds/gdelt/rows.tsv"));

        for (int round = 0; round < 2_000; round++) {
            byte[] rows = good.clone();
            for (int change = 0; change <= random.nextInt(6); change++) {
                rows[random.nextInt(rows.length)] = pieces[random.nextInt(pieces.length)];
            }
            // When
            List<Decoded> items = gdelt.decode(rows, NOON.toEpochMilli());

            // Then
            assertThat(items).isNotEmpty();
        }
    }

    private List<Decoded> decode(String rows) {
        return gdelt.decode(rows.getBytes(UTF_8), NOON.toEpochMilli());
    }

    private Mention mention(String row) {
        List<Decoded> items = decode(row);
        assertThat(items).hasSize(1).allMatch(Decoded.Post.class::isInstance);
        return ((Decoded.Post) items.get(0)).mention();
    }
}
