package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Audience;
import io.groundswell.topics.Author;
import io.groundswell.topics.Counters;
import io.groundswell.topics.Media;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Place;
import io.groundswell.topics.Reason;
import io.groundswell.topics.Takedown;
import io.groundswell.topics.TakedownAction;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class XDecoderTest {

    private static final Instant JOINED = Instant.parse("2015-02-03T10:00:00Z");

    private final FeedDecoder x = FeedDecoders.of("x").orElseThrow();

    @Test
    void a_quote_of_a_long_post_gives_both_posts_whole() {
        // Given
        byte[] record = sample("classic-quote-of-long-post.json");

        // When
        List<Decoded> items = x.decode(record, NOON.toEpochMilli());

        // Then
        Mention quote = mention("x:2028431500000000002", "2026-03-02T11:58:00Z");
        quote.setKind(MentionKind.QUOTE);
        quote.setText("Same here & \"refund\" is <pending> 😡 https://t.co/q1");
        quote.setGivenLanguage("en");
        quote.setAuthor(
                new Author("x:3000000000000000001", "wilma_kettle", "Wilma & Kettle", 321L, false, null, JOINED));
        quote.setCounters(new Counters(0L, 0L, 0L, 0L, null, null, null, null));
        quote.setQuoteOf("x:2028431400000000001");
        quote.setLinks(List.of("https://x.com/otto_quill/status/2028431400000000001"));
        quote.setPermalink("https://x.com/wilma_kettle/status/2028431500000000002");
        Mention quoted = mention("x:2028431400000000001", "2026-03-02T11:40:00Z");
        quoted.setKind(MentionKind.REPLY);
        quoted.setEmbedded(true);
        // Without the handle it begins with and the link to its own pictures.
        quoted.setText(
                "The kettle I bought in May leaks, and nobody answers my mails. #LeakyKettle $BREW https://t.co/l1");
        quoted.setGivenLanguage("en");
        quoted.setAuthor(new Author("x:3000000000000000002", "otto_quill", "Otto Quill", 5120L, true, null, JOINED));
        quoted.setCounters(new Counters(41L, 7L, 12L, 3L, null, null, null, null));
        quoted.setReplyTo("x:2028431300000000009");
        quoted.setPermalink("https://x.com/otto_quill/status/2028431400000000001");
        quoted.setLinks(List.of("https://help.brewbolt.example/returns?id=1"));
        quoted.setHashtags(List.of("LeakyKettle"));
        quoted.setCashtags(List.of("BREW"));
        quoted.setHandles(List.of("brewbolt"));
        quoted.setMedia(List.of(
                new Media("photo", "https://img.example/1.jpg", "a puddle"),
                new Media("animation", "https://img.example/2.jpg", null)));
        quoted.setPlace(new Place("Berlin, Germany", "DE", 52.5, 13.4));
        assertThat(items).containsExactlyInAnyOrder(new Decoded.Post(quote), new Decoded.Post(quoted));
    }

    @Test
    void a_repost_says_what_its_original_says_and_has_no_counters_of_its_own() {
        // Given
        byte[] record = sample("classic-repost.json");

        // When
        List<Decoded> items = x.decode(record, NOON.toEpochMilli());

        // Then
        Mention original = mention("x:2028431100000000005", "2026-03-02T11:00:00Z");
        original.setEmbedded(true);
        original.setText("The kettle is so loud that the neighbours ❤ it");
        original.setGivenLanguage("id");
        original.setAuthor(new Author("x:3000000000000000002", "otto_quill", "Otto Quill", 5120L, null, null, null));
        original.setCounters(new Counters(44L, 9L, null, null, null, null, null, null));
        original.setHashtags(List.of("kettle"));
        original.setLinks(List.of("https://t.co/b"));
        original.setPermalink("https://x.com/otto_quill/status/2028431100000000005");
        original.setNotes(List.of("links-dropped"));
        Mention repost = mention("x:2028431600000000003", "2026-03-02T11:59:00Z");
        repost.setKind(MentionKind.REPOST);
        repost.setText(original.getText());
        repost.setGivenLanguage("id");
        repost.setAuthor(new Author("x:3000000000000000004", "tin_robin", "Tin", 0L, null, null, null));
        repost.setRepostOf(original.getId());
        repost.setHashtags(List.of("kettle"));
        repost.setLinks(List.of("https://t.co/b"));
        repost.setPermalink("https://x.com/tin_robin/status/2028431600000000003");
        repost.setNotes(List.of("links-dropped"));
        assertThat(items).containsExactlyInAnyOrder(new Decoded.Post(repost), new Decoded.Post(original));
    }

    @Test
    void a_search_page_gives_every_post_in_it_and_one_bad_item_loses_no_other() {
        // Given
        byte[] record = sample("search-page.json");

        // When
        List<Decoded> items = x.decode(record, NOON.toEpochMilli());

        // Then
        Author anna = new Author("x:11", "anna_pot", "Anna", 10L, true, null, JOINED);
        Mention edited = mention("x:2028431690000000009", "2026-03-02T11:49:59Z");
        edited.setEdited(true);
        edited.setText("Better now, thank you");
        edited.setAuthor(anna);
        edited.setCounters(new Counters(3L, 1L, 0L, 0L, 2L, 900L, null, null));
        edited.setThreadRoot("x:2028431690000000009");
        edited.setPermalink("https://x.com/anna_pot/status/2028431700000000010");
        Mention outdated = mention("x:2028431690000000009", "2026-03-02T11:49:59Z");
        outdated.setVersion(Instant.parse("2026-03-02T11:49:59Z").toEpochMilli());
        outdated.setEmbedded(true);
        outdated.setText("Worse now, thank you");
        outdated.setAuthor(anna);
        outdated.setPermalink("https://x.com/anna_pot/status/2028431690000000009");
        Mention original = mention("x:2028431000000000001", "2026-03-02T10:00:00Z");
        original.setEmbedded(true);
        original.setText("A kettle that sings & dances");
        original.setGivenLanguage("en");
        original.setAuthor(new Author("x:13", "mira_dot", "Mira", 30L, null, null, null));
        original.setCounters(new Counters(50L, 5L, 1L, 0L, null, null, null, null));
        original.setHashtags(List.of("singing"));
        original.setPermalink("https://x.com/mira_dot/status/2028431000000000001");
        Mention repost = mention("x:2028431800000000011", "2026-03-02T11:51:00Z");
        repost.setKind(MentionKind.REPOST);
        repost.setText("A kettle that sings & dances");
        repost.setGivenLanguage("en");
        repost.setAuthor(new Author("x:12", "bo_lid", "Bo", 20L, null, null, null));
        repost.setRepostOf("x:2028431000000000001");
        repost.setHashtags(List.of("singing"));
        repost.setPermalink("https://x.com/bo_lid/status/2028431800000000011");
        Mention reply = mention("x:2028431900000000012", "2026-03-02T11:52:00Z");
        reply.setKind(MentionKind.REPLY);
        reply.setText("@mira_dot the long form of it, with all that must be said");
        reply.setAuthor(new Author("x:99", null, null, null, null, null, null));
        reply.setReplyTo("x:2028431000000000001");
        reply.setQuoteOf("x:2028431000000000777");
        reply.setThreadRoot("x:2028431000000000001");
        reply.setPermalink("https://x.com/i/web/status/2028431900000000012");
        reply.setLinks(List.of("https://shop.brewbolt.example/k"));
        reply.setHashtags(List.of("long"));
        reply.setCashtags(List.of("BREW"));
        reply.setHandles(List.of("mira_dot"));
        reply.setMedia(List.of(new Media("photo", "https://img.example/9.jpg", "a kettle")));
        reply.setPlace(new Place("Berlin, Germany", "DE", null, null));
        reply.setWithheldIn(List.of("DE", "FR"));
        reply.setNotes(List.of("coordinates-dropped"));
        assertThat(items)
                .containsExactlyInAnyOrder(
                        new Decoded.Post(edited),
                        new Decoded.Post(outdated),
                        new Decoded.Post(original),
                        new Decoded.Post(repost),
                        new Decoded.Post(reply),
                        new Decoded.Control("partial-errors"),
                        new Decoded.Undecodable(
                                Reason.FIELD_RANGE, "data[2].id", "an id must be 1 to 20 digits and not 0", "data[2]"));
    }

    @Test
    void a_stream_line_of_the_second_generation_is_a_post() {
        // Given
        String line =
                """
                {"data":{"id":"2028431800000000011","text":"hello","created_at":"2026-03-02T11:51:00.000Z","lang":"iw"},
                 "matching_rules":[{"id":"1"}]}""";

        // When
        List<Decoded> items = decode(line);

        // Then
        Mention post = mention("x:2028431800000000011", "2026-03-02T11:51:00Z");
        post.setText("hello");
        post.setGivenLanguage("he");
        post.setPermalink("https://x.com/i/web/status/2028431800000000011");
        assertThat(items).containsExactly(new Decoded.Post(post));
    }

    @Test
    void a_time_that_was_not_asked_for_is_read_from_the_id() {
        // When
        List<Decoded> items = decode("{\"data\":{\"id\":\"1377650090978992134\",\"text\":\"hello\"}}");

        // Then
        Mention post = mention("x:1377650090978992134", "2021-04-01T15:52:31Z");
        post.setText("hello");
        post.setPermalink("https://x.com/i/web/status/1377650090978992134");
        post.setNotes(List.of("created-from-id"));
        assertThat(items).containsExactly(new Decoded.Post(post));
    }

    @Test
    void deletions_of_every_form_name_the_post_and_the_time_in_its_id() {
        // Given
        List<String> notices = List.of(
                // the number is rounded, as by collectors in JavaScript
                "{\"delete\":{\"status\":{\"id\":1377650090978992100,\"id_str\":\"1377650090978992134\",\"user_id\":1}}}",
                "{\"delete\":{\"status\":{\"id\":1377650090978992134,\"user_id\":1},\"timestamp_ms\":\"1772452800000\"}}",
                "{\"id\":\"1377650090978992134\",\"action\":\"delete\",\"created_at\":\"2021-04-01T15:52:31.000Z\",\"reason\":\"deleted\"}",
                "{\"data\":{\"delete\":{\"event_at\":\"2026-03-02T11:00:00.000Z\",\"tweet\":{\"id\":\"1377650090978992134\"}}}}");

        // When
        List<Decoded> items =
                notices.stream().flatMap(notice -> decode(notice).stream()).toList();

        // Then
        Mention deletion = mention("x:1377650090978992134", "2021-04-01T15:52:31Z");
        deletion.setKind(MentionKind.OTHER);
        deletion.setDeleted(true);
        assertThat(items).hasSize(4).containsOnly(new Decoded.Deletion(deletion));
    }

    @Test
    void a_deletion_of_a_post_older_than_timed_ids_has_no_time() {
        // When
        List<Decoded> items = decode("{\"delete\":{\"status\":{\"id\":4711,\"user_id\":1}}}");

        // Then
        Mention deletion = mention("x:4711", null);
        deletion.setKind(MentionKind.OTHER);
        deletion.setDeleted(true);
        assertThat(items).containsExactly(new Decoded.Deletion(deletion));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "{\"status_withheld\":{\"id\":1,\"user_id\":2,\"withheld_in_countries\":[\"DE\",\"AR\"]}} | x:1 | false | WITHHOLD | false | DE AR | -",
                "{\"user_withheld\":{\"id\":2,\"withheld_in_countries\":[\"DE\"]}} | x:2 | true | WITHHOLD | false | DE | -",
                "{\"scrub_geo\":{\"user_id\":2,\"up_to_status_id\":1}} | x:2 | true | SCRUB_GEO | false | '' | -",
                "{\"drop\":{\"status\":{\"id\":1},\"timestamp_ms\":\"1772449200000\"}} | x:1 | false | DEACTIVATE | false | '' | 2026-03-02T11:00:00Z",
                "{\"undrop\":{\"status\":{\"id\":1},\"timestamp_ms\":\"1772449200000\"}} | x:1 | false | DEACTIVATE | true | '' | 2026-03-02T11:00:00Z",
                "{\"user_undelete\":{\"id\":2,\"timestamp_ms\":\"1772449200000\"}} | x:2 | true | DELETE | true | '' | 2026-03-02T11:00:00Z",
                "{\"data\":{\"withheld\":{\"tweet\":{\"id\":\"1\"},\"withheld_in_countries\":[\"XY\"],\"event_at\":\"2026-03-02T11:00:00.000Z\"}}} | x:1 | false | WITHHOLD | false | XY | 2026-03-02T11:00:00Z",
                "{\"data\":{\"user_unsuspend\":{\"user\":{\"id\":\"2\"},\"event_at\":\"2026-03-02T11:00:00.000+00:00\"}}} | x:2 | true | SUSPEND | true | '' | 2026-03-02T11:00:00Z",
                "{\"data\":{\"user_protect\":{\"user\":{\"id\":\"2\"}}}} | x:2 | true | PROTECT | false | '' | -",
                "{\"id\":\"1377650090978992134\",\"action\":\"delete\",\"redacted_at\":\"2026-03-02T11:00:00.000Z\",\"reason\":\"scrub_geo\"} | x:1377650090978992134 | false | SCRUB_GEO | false | '' | 2026-03-02T11:00:00Z",
                "{\"id\":\"1482680000\",\"action\":\"delete\",\"created_at\":\"2013-06-04T16:25:04+00:00\",\"reason\":\"deactivated\"} | x:1482680000 | true | DEACTIVATE | false | '' | -",
            })
    void what_is_hidden_and_what_comes_back_is_a_takedown(
            String line,
            String subject,
            boolean account,
            TakedownAction action,
            boolean reversed,
            String countries,
            Instant at) {
        // When
        List<Decoded> items = decode(line);

        // Then
        assertThat(items).singleElement().satisfies(item -> {
            Takedown takedown = ((Decoded.Takedown) item).takedown();
            assertThat(takedown.getId()).isEqualTo(subject + "|" + action.name().toLowerCase(Locale.ROOT));
            assertThat(takedown.getSubject()).isEqualTo(subject);
            assertThat(takedown.getAccount()).isEqualTo(account);
            assertThat(takedown.getAction()).isEqualTo(action);
            assertThat(takedown.getReversed()).isEqualTo(reversed);
            assertThat(String.join(" ", takedown.getCountries())).isEqualTo(countries);
            assertThat(takedown.getAt()).isEqualTo(at);
        });
    }

    @Test
    void a_page_of_accounts_is_their_followers_and_those_without_numbers_are_one_notice() {
        // When
        List<Decoded> items = decode(
                """
                {"data":[{"id":"1","username":"a","public_metrics":{"followers_count":5,"following_count":2,"tweet_count":9}},
                 {"id":"2","username":"b"},{"id":"3","username":"c"}]}""");

        // Then
        Audience audience = new Audience();
        audience.setAccount("x:1");
        audience.setPlatform("x");
        audience.setHandle("a");
        audience.setAt(NOON);
        audience.setObservedAt(NOON);
        audience.setFollowers(5L);
        audience.setFollowing(2L);
        audience.setPosts(9L);
        assertThat(items).containsExactly(new Decoded.Audience(audience), new Decoded.Control("users"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"limit\":{\"track\":5}} | limit",
                "{\"warning\":{\"code\":\"FALLING_BEHIND\"}} | warning",
                "{\"disconnect\":{\"code\":4}} | disconnect",
                "{\"delete\":{\"favorite\":{\"tweet_id\":5}}} | delete-other",
                "{\"data\":{\"tweet_edit\":{\"tweet\":{\"id\":\"2\"},\"initial_tweet_id\":\"1\"}}} | tweet-edit",
                "{\"errors\":[{\"title\":\"operational-disconnect\"}]} | errors",
                "{\"meta\":{\"result_count\":0}} | empty-page",
                "{\"data\":[{\"id\":\"1\",\"username\":\"a\"},{\"id\":\"2\",\"username\":\"b\"}]} | users",
                "[] | empty-page",
                "'\r\n' | keep-alive",
            })
    void what_is_no_post_is_named(String line, String kind) {
        assertThat(decode(line)).containsExactly(new Decoded.Control(kind));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id_str\":\"9\",\"user\":{\"id_str\":\"1\"},\"text\":\"t\"} | MISSING_FIELD | created_at",
                "{\"id_str\":\"9\",\"user\":{\"id_str\":\"1\"},\"created_at\":\"Mon Mar 02 11:58:00 +0000 2026\"} | MISSING_FIELD | text",
                "{\"text\":\"t\",\"user\":{\"id_str\":\"1\"},\"created_at\":\"Mon Mar 02 11:58:00 +0000 2026\"} | MISSING_FIELD | id_str",
                "{\"id\":4.9e17,\"text\":\"t\",\"user\":{\"id_str\":\"1\"},\"created_at\":\"Mon Mar 02 11:58:00 +0000 2026\"} | FIELD_TYPE | id",
                "{\"id_str\":\"9\",\"text\":[\"t\"],\"user\":{\"id_str\":\"1\"},\"created_at\":\"Mon Mar 02 11:58:00 +0000 2026\"} | FIELD_TYPE | text",
                "{\"id_str\":\"9\",\"text\":\"t\",\"user\":{\"id_str\":{}},\"created_at\":\"Mon Mar 02 11:58:00 +0000 2026\"} | FIELD_TYPE | user.id_str",
                "{\"id_str\":\"9\",\"text\":\"t\",\"user\":{\"id_str\":\"1\"},\"created_at\":\"yesterday\"} | FIELD_TYPE | created_at",
                "{\"id_str\":\"9\",\"text\":\"t\",\"user\":{\"id_str\":\"1\"},\"created_at\":\"Mon Mar 02 11:58:00 +0000 2026\",\"favorite_count\":-1} | FIELD_RANGE | favorite_count",
                "{\"id_str\":\"9\",\"text\":\"t\",\"user\":{\"id_str\":\"1\"},\"created_at\":\"Mon Mar 02 11:58:00 +0000 2026\",\"favorite_count\":\"12\"} | FIELD_TYPE | favorite_count",
                "{\"id_str\":\"9\",\"text\":\"t\",\"user\":{\"id_str\":\"1\"},\"created_at\":\"Thu Jan 01 00:00:00 +0000 1970\"} | TIMESTAMP_RANGE | created_at",
                "{\"id_str\":\"9\",\"text\":\"t\",\"user\":{\"id_str\":\"1\"},\"created_at\":\"Fri Dec 31 23:59:59 +0000 9999\"} | FUTURE_TIMESTAMP | created_at",
                "{\"data\":{\"id\":\"9\",\"text\":\"t\",\"created_at\":\"2026-03-02T12:05:01.000Z\"}} | FUTURE_TIMESTAMP | created_at",
                "{\"data\":7} | FIELD_TYPE | data",
                "{\"statuses\":{}} | FIELD_TYPE | statuses",
                "{\"status_withheld\":{\"id\":1,\"withheld_in_countries\":\"DE\"}} | FIELD_TYPE | status_withheld.withheld_in_countries",
                "{\"user_suspend\":{\"timestamp_ms\":\"1772449200000\"}} | MISSING_FIELD | user_suspend.id",
                "{\"data\":{\"drop\":{\"tweet\":{\"id\":\"1\"},\"event_at\":\"yesterday\"}}} | FIELD_TYPE | data.drop.event_at",
                "{\"id\":\"1\",\"username\":\"a\",\"public_metrics\":{\"followers_count\":-1}} | FIELD_RANGE | public_metrics.followers_count",
                "{\"something\":\"else\"} | UNKNOWN_PAYLOAD |",
                "{} | UNKNOWN_PAYLOAD |",
                "7 | UNKNOWN_PAYLOAD |",
            })
    void what_cannot_be_used_says_why_and_where(String line, Reason reason, String field) {
        assertThat(decode(line)).singleElement().satisfies(item -> {
            Decoded.Undecodable fault = (Decoded.Undecodable) item;
            assertThat(fault.reason()).isEqualTo(reason);
            assertThat(fault.field()).isEqualTo(field);
            assertThat(fault.part()).isEmpty();
        });
    }

    @Test
    void a_broken_original_does_not_take_its_repost_along() {
        // When
        List<Decoded> items = decode(
                """
                {"id_str":"9","text":"RT @a: cut","user":{"id_str":"1","screen_name":"b"},
                 "created_at":"Mon Mar 02 11:58:00 +0000 2026","retweeted_status":{"id_str":"8","text":7,"created_at":"Mon Mar 02 11:58:00 +0000 2026"}}""");

        // Then
        Mention repost = mention("x:9", "2026-03-02T11:58:00Z");
        repost.setKind(MentionKind.REPOST);
        repost.setText("RT @a: cut");
        repost.setAuthor(new Author("x:1", "b", null, null, null, null, null));
        repost.setRepostOf("x:8");
        repost.setPermalink("https://x.com/b/status/9");
        assertThat(items)
                .containsExactlyInAnyOrder(
                        new Decoded.Post(repost),
                        new Decoded.Undecodable(
                                Reason.FIELD_TYPE,
                                "retweeted_status.text",
                                "expected text, found a number",
                                "retweeted_status"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"created_at\":\"Mon Mar 02 11:58:00 +0000 2026\",\"id_str\":\"9\"} | 2026-03-02T11:58:00Z",
                "{\"created_at\":\"Mon Mar 02 11:58:00 +0000 2026\",\"timestamp_ms\":\"1772452680123\"} | 2026-03-02T11:58:00.123Z",
                "{\"user\":{\"created_at\":\"Mon Mar 02 11:59:00 +0000 2026\"},\"created_at\":\"Mon Mar 02 12:58:00 +0100 2026\"} | 2026-03-02T11:58:00Z",
                "{\"delete\":{\"status\":{\"id_str\":\"9\"},\"timestamp_ms\":\"1772452680123\"}} | 2026-03-02T11:58:00.123Z",
                "{\"delete\":{\"status\":{\"id_str\":\"9\"}}} | ",
                "{\"data\":[{\"id\":\"1\",\"created_at\":\"2026-03-02T10:00:00.000Z\"},{\"id\":\"2\",\"created_at\":\"2026-03-02T11:00:00.000Z\"}]} | 2026-03-02T11:00:00Z",
                "{\"data\":{\"id\":\"1377650090978992134\",\"text\":\"a\"}} | 2021-04-01T15:52:31Z",
                "{\"id\":\"9\",\"action\":\"delete\",\"created_at\":\"2021-04-01T15:52:31.000Z\"} | ",
                "{\"id\":\"9\",\"action\":\"delete\",\"created_at\":\"2021-04-01T15:52:31.000Z\",\"redacted_at\":\"2022-04-01T15:52:31.000Z\"} | 2022-04-01T15:52:31Z",
                "{\"limit\":{\"track\":1}} | ",
                "{\"data\":{\"user_suspend\":{\"user\":{\"id\":\"2\"},\"event_at\":\"2026-03-02T11:00:00.000Z\"}}} | 2026-03-02T11:00:00Z",
                "{\"scrub_geo\":{\"user_id\":2,\"up_to_status_id\":1,\"timestamp_ms\":\"1772452680123\"}} | 2026-03-02T11:58:00.123Z",
                "{\"data\":[{\"id\":\"2028431500000000021\",\"username\":\"a\",\"created_at\":\"2015-02-03T10:00:00.000Z\"}]} | ",
                "'' | ",
                "{\"created_at\": | ",
            })
    void a_payload_tells_its_own_time(String line, Instant time) {
        assertThat(x.timeOf(line.getBytes(UTF_8)).orElse(null)).isEqualTo(time);
    }

    @Test
    void platforms_are_listed() {
        assertThat(FeedDecoders.platforms()).contains("x");
        assertThat(FeedDecoders.of("myspace")).isEmpty();
    }

    private List<Decoded> decode(String line) {
        return x.decode(line.getBytes(UTF_8), NOON.toEpochMilli());
    }

    private static byte[] sample(String name) {
        try (InputStream stream = XDecoderTest.class.getResourceAsStream("/feeds/x/" + name)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** A post on X observed at noon that says nothing. */
    private static Mention mention(String id, String created) {
        return Mention.newBuilder()
                .setId(id)
                .setVersion(NOON.toEpochMilli())
                .setPlatform("x")
                .setKind(MentionKind.POST)
                .setCreatedAt(created == null ? null : Instant.parse(created))
                .setObservedAt(NOON)
                .build();
    }
}
