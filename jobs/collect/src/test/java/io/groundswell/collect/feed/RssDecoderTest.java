package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.testkit.Approved;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Reason;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RssDecoderTest {

    private final FeedDecoder rss = FeedDecoders.of("rss").orElseThrow();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Mon, 02 Mar 2026 11:20:00 GMT          | 2026-03-02T11:20:00Z     | true",
                "Mon, 02 Mar 2026 11:20:00 +0530        | 2026-03-02T05:50:00Z     | true",
                "Mon,02 Mar 2026 11:20:00 -08:00        | 2026-03-02T19:20:00Z     | true",
                "02 Mar 26 11:20 EST                    | 2026-03-02T16:20:00Z     | true",
                "2 Mar 99 11:20 UT                      | 1999-03-02T11:20:00Z     | true",
                "Monday, March 2, 2026                  | -                        | false",
                "Monday, 2 March 2026 11:20:00 PDT      | 2026-03-02T18:20:00Z     | true",
                "Mon, 2 Mar 2026 8:19 pm CEST           | 2026-03-02T18:19:00Z     | true",
                "Mon, 2 Mar 2026 12:05 AM GMT           | 2026-03-02T00:05:00Z     | true",
                "Mon, 02 Mar 2026 11:20:00              | 2026-03-02T11:20:00Z     | false",
                "Mon, 02 Mar 2026 11:20:00 -0000        | 2026-03-02T11:20:00Z     | false",
                "Mon, 02 Mar 2026 11:20:00 XYZ          | 2026-03-02T11:20:00Z     | false",
                "Mon, 02 Mar 2026 24:00:00 GMT          | 2026-03-03T00:00:00Z     | true",
                "Sat, 31 Dec 2016 23:59:60 GMT          | 2017-01-01T00:00:00Z     | true",
                "Mon, 02 Mar 2026                       | 2026-03-02T00:00:00Z     | false",
                "Mon Mar  2 11:20:00 UTC 2026           | 2026-03-02T11:20:00Z     | true",
                "2026-03-02T11:20:00Z                   | 2026-03-02T11:20:00Z     | true",
                "2026-03-02T11:20:00.125+01:00          | 2026-03-02T10:20:00.125Z | true",
                "2026-03-02 11:20:00 +0100              | 2026-03-02T10:20:00Z     | true",
                "2026-03-02T11:20+0100                  | 2026-03-02T10:20:00Z     | true",
                "2026-03-02T11:20:00                    | 2026-03-02T11:20:00Z     | false",
                "20260302                               | 2026-03-02T00:00:00Z     | false",
                "2026-03                                | 2026-03-01T00:00:00Z     | false",
                "2026-02-30                             | -                        | false",
                "Mon, 32 Mar 2026 11:20:00 GMT          | -                        | false",
                "yesterday                              | -                        | false",
            })
    void times_are_read_as_blogs_write_them(String written, Instant expected, boolean zoned) {
        assertThat(FeedDate.read(written))
                .isEqualTo(expected == null ? null : new FeedDate(expected.toEpochMilli(), zoned));
    }

    @ParameterizedTest
    @ValueSource(strings = {"windows-1251", "KOI8-R", "ISO-8859-5", "UTF-8"})
    void a_feed_is_read_in_the_encoding_it_declares(String encoding) {
        // Given
        String feed = "<?xml version='1.0' encoding='" + encoding + "'?>" + rss("<title>Чайник свистит</title>");

        // When
        List<Decoded> items = decode(feed.getBytes(Charset.forName(encoding)));

        // Then
        assertThat(mention(items).getText()).isEqualTo("Чайник свистит");
    }

    @Test
    void a_mark_at_the_beginning_says_more_than_the_declaration() {
        String feed = "<?xml version='1.0' encoding='utf-8'?>" + rss("<title>Чайник</title>");
        assertThat(mention(decode(("\uFEFF" + feed).getBytes(UTF_16LE))).getText())
                .isEqualTo("Чайник");
        assertThat(mention(decode(("\uFEFF" + feed).getBytes(UTF_16BE))).getText())
                .isEqualTo("Чайник");
        assertThat(mention(decode(feed.getBytes(UTF_16LE))).getText()).isEqualTo("Чайник");
        assertThat(mention(decode(("\uFEFF" + feed).getBytes(UTF_8))).getText()).isEqualTo("Чайник");
    }

    @Test
    void a_bad_byte_a_control_character_and_a_bare_ampersand_cost_no_article() {
        // Given
        byte[] feed = rss("<title>Pots & pan? \u0001 &#0; AT&T</title>").getBytes(UTF_8);
        feed[new String(feed, UTF_8).indexOf('?')] = (byte) 0xFF;

        // When
        Mention article = mention(decode(feed));

        // Then
        assertThat(article.getText()).isEqualTo("Pots & pan\uFFFD   AT&T");
        assertThat(article.getNotes())
                .containsExactly(
                        "characters-replaced",
                        "controls-removed",
                        "created-from-observation",
                        "id-from-content",
                        "markup-repaired");
    }

    @Test
    void an_encoding_nobody_knows_is_an_encoding_fault() {
        assertThat(reason("<?xml version='1.0' encoding='klingon'?>" + rss("<title>a</title>")))
                .isEqualTo(Reason.ENCODING);
    }

    @Test
    void nothing_a_document_declares_is_resolved_or_fetched() {
        String bomb = "<!DOCTYPE rss [<!ENTITY a '&b;&b;'><!ENTITY b '&a;&a;'>]>" + rss("<title>&a;</title>");
        String outside =
                "<!DOCTYPE rss SYSTEM 'file:///etc/passwd' [<!ENTITY % x SYSTEM 'http://trivet.example/x'> %x;]>"
                        + rss("<title>Unharmed</title>");
        assertThat(reason(bomb)).isEqualTo(Reason.UNKNOWN_PAYLOAD);
        assertThat(mention(decode(outside.getBytes(UTF_8))).getText()).isEqualTo("Unharmed");
        assertThat(reason("<!DOCTYPE rss [")).isEqualTo(Reason.UNKNOWN_PAYLOAD);
    }

    @Test
    void a_document_too_deep_or_too_large_passes_a_limit() {
        assertThat(reason("<a>".repeat(5_000))).isEqualTo(Reason.TOO_LARGE);
        assertThat(reason(rss("<title>" + "<b>".repeat(200) + "</b>".repeat(200) + "</title>")))
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(reason("<" + "a".repeat(FeedJson.MAX_BYTES))).isEqualTo(Reason.TOO_LARGE);
    }

    @Test
    void pages_and_lists_that_are_no_feed_are_refused() {
        assertThat(reason("<html><body>Sorry</body></html>")).isEqualTo(Reason.UNKNOWN_PAYLOAD);
        assertThat(reason("<rss version='2.0'/>")).isEqualTo(Reason.UNKNOWN_PAYLOAD);
        assertThat(reason("{\"version\":\"1\"}")).isEqualTo(Reason.UNKNOWN_PAYLOAD);
        assertThat(reason("hello")).isEqualTo(Reason.JSON_SYNTAX);
    }

    @Test
    void an_article_dated_ahead_of_a_zone_nobody_told_was_made_when_it_was_seen() {
        // When
        Mention article = mention(decode(rss("<title>Tokyo</title><pubDate>Mon, 02 Mar 2026 20:00:00</pubDate>")
                .getBytes(UTF_8)));

        // Then
        assertThat(article.getCreatedAt()).isEqualTo(NOON);
        assertThat(article.getNotes()).contains("zone-assumed");
    }

    @Test
    void a_feed_of_a_hundred_thousand_articles_is_read_up_to_its_limit_and_in_good_time() {
        // Given
        String feed = "<rss version='2.0'><channel><title>Long</title>"
                + "<item><title>a</title></item>".repeat(100_000) + "</channel></rss>";

        // When
        List<Decoded> items = Assertions.assertTimeout(Duration.ofSeconds(60), () -> decode(feed.getBytes(UTF_8)));

        // Then
        assertThat(items).hasSize(10_001);
        assertThat(items.get(10_000))
                .isEqualTo(new Decoded.Undecodable(
                        Reason.TOO_LARGE, null, "more than 10000 articles in one feed", "item[10000]"));
    }

    @Test
    void one_article_of_eight_megabytes_is_read_in_good_time() {
        // Given
        String pictures = "<enclosure url='https://a.example/1.jpg?x=%d'/>".repeat(60_000);
        String feed = "<rss version='2.0'><channel><title>Long</title><item><title>" + "@".repeat(2_000_000)
                + "</title>" + "<author>" + "@".repeat(2_000_000) + "</author>" + pictures + "</item></channel></rss>";

        // When
        List<Decoded> items = Assertions.assertTimeout(Duration.ofSeconds(60), () -> decode(feed.getBytes(UTF_8)));

        // Then
        assertThat(items).hasSize(1);
    }

    @Test
    void whatever_a_feed_is_turned_into_nothing_is_thrown() throws IOException {
        // Given: a seeded monkey changes bytes of good feeds
        Random random = new Random(20260302);
        byte[] pieces = "<>&;/\"'=[]!-?CDATA#x0 :a\u00e9".getBytes(UTF_8);
        Path samples = Approved.root().resolve("schemas/feeds/rss");

        for (String name : List.of("blog-rss-2.0.xml", "blog-atom-1.0.xml", "news-rdf.xml", "feed.json")) {
            byte[] good = Files.readAllBytes(samples.resolve(name));
            for (int round = 0; round < 700; round++) {
                byte[] feed = good.clone();
                for (int change = 0; change <= random.nextInt(3); change++) {
                    feed[random.nextInt(feed.length)] = pieces[random.nextInt(pieces.length)];
                }
                // When
                List<Decoded> items = decode(feed);

                // Then
                assertThat(items).isNotEmpty();
            }
        }
    }

    private static String rss(String item) {
        return "<rss version='2.0'><channel><title>Trivet</title><item>" + item + "</item></channel></rss>";
    }

    private List<Decoded> decode(byte[] feed) {
        return rss.decode(feed, NOON.toEpochMilli());
    }

    private Reason reason(String feed) {
        List<Decoded> items = decode(feed.getBytes(UTF_8));
        assertThat(items).hasSize(1).allMatch(Decoded.Undecodable.class::isInstance);
        return ((Decoded.Undecodable) items.get(0)).reason();
    }

    private static Mention mention(List<Decoded> items) {
        assertThat(items).hasSize(1).allMatch(Decoded.Post.class::isInstance);
        return ((Decoded.Post) items.get(0)).mention();
    }
}
