package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Author;
import io.groundswell.topics.Channel;
import io.groundswell.topics.Counters;
import io.groundswell.topics.EngagementAction;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Rating;
import io.groundswell.topics.Reason;
import io.groundswell.topics.Takedown;
import io.groundswell.topics.TakedownAction;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FacebookDecoderTest {

    private final FeedDecoder facebook = FeedDecoders.of("facebook").orElseThrow();

    @Test
    void a_comment_under_a_page_post_answers_it_and_stands_at_the_page() {
        // When
        List<Decoded> items = decode(
                change(
                        "feed",
                        """
                {"item":"comment","verb":"add","comment_id":"9001_7001","post_id":"5301_9001","parent_id":"5301_9001",
                 "from":{"id":6101,"name":"Wenda"},"message":"Does it sing?","created_time":1772449201}"""));

        // Then
        Mention comment = mention("facebook:9001_7001", "2026-03-02T11:00:01Z");
        comment.setVersion(Instant.parse("2026-03-02T11:00:05Z").toEpochMilli());
        comment.setKind(MentionKind.REPLY);
        comment.setText("Does it sing?");
        comment.setAuthor(new Author("facebook:6101", null, "Wenda", null, null, null, null));
        comment.setChannel(new Channel("facebook:5301", null));
        comment.setReplyTo("facebook:5301_9001");
        comment.setThreadRoot("facebook:5301_9001");
        comment.setPermalink("https://www.facebook.com/5301_9001?comment_id=7001");
        assertThat(items).containsExactly(new Decoded.Post(comment));
    }

    @Test
    void what_the_page_says_itself_stands_at_no_page() {
        // When
        List<Decoded> items = decode(
                change(
                        "feed",
                        """
                {"item":"status","verb":"add","post_id":"5301_9001","from":{"id":"5301"},"message":"Hello","published":1,
                 "created_time":1772449201}"""));

        // Then
        assertThat(post(items).getChannel()).isNull();
        assertThat(post(items).getAuthor().getId()).isEqualTo("facebook:5301");
    }

    @Test
    void an_edit_is_a_newer_version_whether_it_is_called_edit_or_edited() {
        for (String verb : List.of("edit", "edited")) {
            // When
            List<Decoded> items = decode(change(
                    "feed",
                    "{\"item\":\"status\",\"verb\":\"" + verb
                            + "\",\"post_id\":\"5301_9001\",\"message\":\"Hello again\",\"created_time\":1772440000}"));

            // Then
            assertThat(post(items).getEdited()).isTrue();
            assertThat(post(items).getCreatedAt()).isEqualTo("2026-03-02T08:26:40Z");
            assertThat(Instant.ofEpochMilli(post(items).getVersion())).isEqualTo("2026-03-02T11:00:05Z");
        }
    }

    @Test
    void a_post_without_a_time_was_made_when_its_webhook_says_that_something_happened() {
        // When
        List<Decoded> items =
                decode(change("feed", "{\"item\":\"post\",\"verb\":\"add\",\"post_id\":\"5301_1\",\"message\":\"m\"}"));

        // Then
        assertThat(post(items).getCreatedAt()).isEqualTo("2026-03-02T11:00:05Z");
        assertThat(post(items).getNotes()).containsExactly("created-from-notice");
    }

    @Test
    void hiding_takes_down_and_showing_again_takes_that_back() {
        // When
        List<Decoded> hidden = decode(
                change("feed", "{\"item\":\"post\",\"verb\":\"hide\",\"post_id\":\"5301_1\",\"message\":\"rude\"}"));
        List<Decoded> shown = decode(change("feed", "{\"item\":\"post\",\"verb\":\"unhide\",\"post_id\":\"5301_1\"}"));

        // Then
        Takedown takedown = Takedown.newBuilder()
                .setId("facebook:5301_1|withhold")
                .setPlatform("facebook")
                .setSubject("facebook:5301_1")
                .setAccount(false)
                .setAction(TakedownAction.WITHHOLD)
                .setAt(Instant.parse("2026-03-02T11:00:05Z"))
                .setObservedAt(NOON)
                .build();
        assertThat(hidden).containsExactly(new Decoded.Takedown(takedown));
        assertThat(shown)
                .containsExactly(new Decoded.Takedown(
                        Takedown.newBuilder(takedown).setReversed(true).build()));
    }

    @Test
    void a_deletion_knows_nothing_of_when_its_post_was_made() {
        // When
        List<Decoded> items = decode(
                change(
                        "feed",
                        "{\"item\":\"comment\",\"verb\":\"remove\",\"comment_id\":\"1_2\",\"post_id\":\"5301_1\",\"created_time\":1772449205}"));

        // Then
        Mention deletion = mention("facebook:1_2", null);
        deletion.setKind(MentionKind.OTHER);
        deletion.setDeleted(true);
        assertThat(items).containsExactly(new Decoded.Deletion(deletion));
    }

    @Test
    void a_reaction_is_one_like_of_one_person_until_it_is_taken_back_and_another_reaction_is_no_second_like() {
        // When
        List<io.groundswell.topics.Engagement> reactions = List.of("add", "edit", "remove").stream()
                .flatMap(verb -> decode(
                        change(
                                "feed",
                                "{\"item\":\"reaction\",\"reaction_type\":\"wow\",\"verb\":\"" + verb
                                        + "\",\"post_id\":\"5301_1\",\"parent_id\":\"5301_1\",\"from\":{\"id\":\"6103\"}}"))
                        .stream())
                .map(item -> ((Decoded.Engagement) item).engagement())
                .toList();

        // Then
        assertThat(reactions)
                .extracting(io.groundswell.topics.Engagement::getId)
                .containsOnly("facebook:5301_1|like|6103");
        assertThat(reactions)
                .extracting(io.groundswell.topics.Engagement::getSubject)
                .containsOnly("facebook:5301_1");
        assertThat(reactions)
                .extracting(io.groundswell.topics.Engagement::getAction)
                .containsExactly(EngagementAction.LIKE, EngagementAction.OTHER, EngagementAction.LIKE);
        assertThat(reactions)
                .extracting(io.groundswell.topics.Engagement::getRemoved)
                .containsExactly(false, false, true);
    }

    @Test
    void a_review_without_words_is_still_a_review() {
        // When
        List<Decoded> items = decode(
                change(
                        "ratings",
                        """
                {"item":"rating","verb":"add","open_graph_story_id":8801,"reviewer_id":6104,"reviewer_name":"Alban",
                 "rating":4,"created_time":1772449201}"""));

        // Then
        Mention review = mention("facebook:8801", "2026-03-02T11:00:01Z");
        review.setVersion(Instant.parse("2026-03-02T11:00:05Z").toEpochMilli());
        review.setKind(MentionKind.REVIEW);
        review.setAuthor(new Author("facebook:6104", null, "Alban", null, null, null, null));
        review.setRating(new Rating(0.75, 4.0, 5.0));
        review.setChannel(new Channel("facebook:5301", null));
        assertThat(items).containsExactly(new Decoded.Post(review));
    }

    @Test
    void answers_to_a_review_know_it_by_its_own_id() {
        // When
        List<Decoded> items = decode(
                change(
                        "ratings",
                        """
                {"item":"comment","verb":"add","comment_id":"8801_31","post_id":"6104_8801","parent_id":"6104_8801",
                 "from":{"id":"5301"},"message":"We are sorry","created_time":1772449201}"""));

        // Then
        assertThat(post(items).getReplyTo()).isEqualTo("facebook:8801");
        assertThat(post(items).getThreadRoot()).isEqualTo("facebook:8801");
    }

    @Test
    void one_bad_change_costs_no_other() {
        // When
        List<Decoded> items = decode(
                """
                {"object":"page","entry":[{"id":"5301","time":1772449205,"changes":[
                  {"field":"feed","value":{"item":"post","verb":"add","post_id":"5301_1","message":["m"],"created_time":1772449201}},
                  {"field":"feed","value":{"item":"post","verb":"add","post_id":"5301_2","message":"m","created_time":1772449201}}]}]}""");

        // Then
        assertThat(items).hasSize(2);
        assertThat(items.get(0))
                .isEqualTo(new Decoded.Undecodable(
                        Reason.FIELD_TYPE,
                        "entry[0].changes[0].value.message",
                        "expected text, found an array",
                        "entry[0].changes[0]"));
        assertThat(items.get(1)).isInstanceOf(Decoded.Post.class);
    }

    @Test
    void a_counter_that_was_not_asked_for_is_unknown() {
        // When
        Mention none =
                post(decode("{\"id\":\"5301_1\",\"message\":\"m\",\"created_time\":\"2026-03-02T11:00:00+0000\"}"));
        Mention some = post(
                decode(
                        """
                {"id":"5301_1","message":"m","created_time":"2026-03-02T11:00:00+0000",
                 "reactions":{"data":[{"id":"1"}],"summary":{"total_count":7}},"likes":{"data":[]},"comments":{"data":[]}}"""));

        // Then
        assertThat(none.getCounters()).isNull();
        assertThat(some.getCounters()).isEqualTo(new Counters(7L, null, null, null, null, null, null, null));
    }

    @Test
    void a_comment_has_one_id_however_many_parts_the_answer_gives_it() {
        // When
        List<Decoded> items = decode(
                """
                {"id":"5301_9001","message":"m","created_time":"2026-03-02T11:00:00+0000","comments":{"data":[
                  {"id":"5301_9001_7001","message":"long","created_time":"2026-03-02T11:00:00+0000"},
                  {"id":"9001_7002","message":"short","created_time":"2026-03-02T11:00:00+0000"}]}}""");

        // Then
        assertThat(items)
                .extracting(item -> ((Decoded.Post) item).mention().getId())
                .containsExactly("facebook:5301_9001", "facebook:9001_7001", "facebook:9001_7002");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"6104_1\",\"message\":\"m\",\"created_time\":\"2026-03-02T11:00:00+0000\",\"privacy\":{\"value\":\"ALL_FRIENDS\"}} | not-public",
                "{\"id\":\"9001_1\",\"message\":\"m\",\"is_private\":true,\"can_remove\":true} | not-public",
                "{\"id\":\"5301_1\",\"message\":\"m\",\"scheduled_publish_time\":1772500000} | unpublished",
                "{\"id\":\"5301_1\",\"message\":\"m\",\"created_time\":\"2026-03-02T11:00:00+0000\",\"is_published\":false} | unpublished",
                "{\"id\":\"6104\",\"name\":\"Alban\"} | profile",
                "{\"id\":\"5301_1\",\"targeting\":{}} | fragment",
                "{\"error\":{\"code\":190}} | errors",
                "{\"data\":[]} | empty-page",
                "{\"object\":\"page\",\"entry\":[{\"id\":\"5301\",\"time\":1,\"messaging\":[{}]}]} | messages",
                "{\"object\":\"page\",\"entry\":[{\"id\":\"5301\",\"time\":1,\"changes\":[{\"field\":\"feed\"}]}]} | change-without-value",
                "{\"object\":\"page\",\"entry\":[{\"id\":\"5301\",\"time\":1,\"changes\":[{\"field\":\"name\",\"value\":\"P\"}]}]} | other-change",
            })
    void what_nobody_said_in_public_is_named(String line, String kind) {
        assertThat(decode(line)).containsExactly(new Decoded.Control(kind));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"id\":\"5301_1\",\"message\":7,\"created_time\":\"2026-03-02T11:00:00+0000\"} | FIELD_TYPE | message",
                "{\"id\":\"5301_1\",\"message\":\"m\",\"created_time\":\"2026-03-02T11:00:00\"} | FIELD_TYPE | created_time",
                "{\"id\":\"5301_1\",\"message\":\"m\",\"created_time\":\"2026-03-02T12:05:01+0000\"} | FUTURE_TIMESTAMP | created_time",
                "{\"id\":\"5301_1\",\"message\":\"m\",\"created_time\":1} | TIMESTAMP_RANGE | created_time",
                "{\"id\":\"5301_1\",\"message\":\"m\",\"shares\":{\"count\":\"3\"}} | FIELD_TYPE | shares.count",
                "{\"id\":\"5301_1\",\"message\":\"m\",\"comments\":{\"data\":{}}} | FIELD_TYPE | comments.data",
                "{\"id\":\"5301_1\",\"message\":\"m\",\"message_tags\":\"t\"} | FIELD_TYPE | message_tags",
                "{\"id\":1.5,\"message\":\"m\"} | FIELD_TYPE | id",
                "{\"message\":\"m\"} | MISSING_FIELD | id",
                "{\"id\":\"5301\",\"fan_count\":\"many\"} | FIELD_TYPE | fan_count",
                "{\"object\":\"page\",\"entry\":7} | FIELD_TYPE | entry",
                "{\"data\":7} | FIELD_TYPE | data",
                "{\"something\":\"else\"} | UNKNOWN_PAYLOAD |",
            })
    void what_cannot_be_used_says_why_and_where(String line, Reason reason, String field) {
        assertThat(decode(line))
                .filteredOn(Decoded.Undecodable.class::isInstance)
                .singleElement()
                .satisfies(item -> {
                    Decoded.Undecodable fault = (Decoded.Undecodable) item;
                    assertThat(fault.reason()).isEqualTo(reason);
                    assertThat(fault.field()).isEqualTo(field);
                });
    }

    @Test
    void likes_and_deletions_were_told_at_the_time_of_their_webhook() {
        for (String verb : List.of("add", "remove")) {
            String line = change("feed", "{\"item\":\"like\",\"verb\":\"" + verb + "\",\"post_id\":\"5301_1\"}");
            assertThat(facebook.timeOf(line.getBytes(UTF_8))).contains(Instant.parse("2026-03-02T11:00:05Z"));
        }
        assertThat(facebook.timeOf("{\"id\":\"5301\",\"fan_count\":3}".getBytes(UTF_8)))
                .isEmpty();
    }

    private static String change(String field, String value) {
        return "{\"object\":\"page\",\"entry\":[{\"id\":\"5301\",\"time\":1772449205,\"changes\":[{\"field\":\"" + field
                + "\",\"value\":" + value + "}]}]}";
    }

    private List<Decoded> decode(String line) {
        return facebook.decode(line.getBytes(UTF_8), NOON.toEpochMilli());
    }

    private static Mention post(List<Decoded> items) {
        assertThat(items).hasSize(1);
        return ((Decoded.Post) items.get(0)).mention();
    }

    /** A post on Facebook observed at noon that says nothing. */
    private static Mention mention(String id, String created) {
        return Mention.newBuilder()
                .setId(id)
                .setVersion(NOON.toEpochMilli())
                .setPlatform("facebook")
                .setKind(MentionKind.POST)
                .setCreatedAt(created == null ? null : Instant.parse(created))
                .setObservedAt(NOON)
                .build();
    }
}
