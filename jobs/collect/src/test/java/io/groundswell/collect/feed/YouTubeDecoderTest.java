package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Audience;
import io.groundswell.topics.Author;
import io.groundswell.topics.Channel;
import io.groundswell.topics.Counters;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YouTubeDecoderTest {

    private final FeedDecoder youTube = FeedDecoders.of("youtube").orElseThrow();

    @Test
    void counts_of_a_video_are_text_and_what_is_switched_off_is_unknown() {
        // When
        List<Decoded> items = decode(
                """
                {"kind":"youtube#video","id":"potK2","snippet":{"publishedAt":"2026-03-02T10:00:00Z","channelId":"UCpot",
                 "channelTitle":"Pottlewick","title":"K2","description":"Quiet. #K2","tags":["kettle"]},
                 "statistics":{"viewCount":"48123","favoriteCount":"0"}}""");

        // Then
        Mention video = mention("youtube:potK2");
        video.setText("K2\n\nQuiet. #K2");
        video.setAuthor(new Author("youtube:UCpot", null, "Pottlewick", null, null, null, null));
        video.setCounters(new Counters(null, null, null, null, null, 48123L, null, null));
        video.setPermalink("https://www.youtube.com/watch?v=potK2");
        video.setHashtags(List.of("K2"));
        assertThat(items).containsExactly(new Decoded.Post(video));
    }

    @Test
    void an_answer_belongs_to_its_comment_the_video_and_the_channel_of_the_video() {
        // When
        List<Decoded> items = decode(
                """
                {"kind":"youtube#commentThread","id":"UgA","snippet":{"channelId":"UCpot","videoId":"potK2","totalReplyCount":1},
                 "replies":{"comments":[{"kind":"youtube#comment","id":"UgA.r","snippet":{"parentId":"UgA",
                  "authorDisplayName":"@mira-dot","authorChannelId":{"value":"UCmira"},"likeCount":2,
                  "textOriginal":"No & no","textDisplay":"No &amp; no",
                  "publishedAt":"2026-03-02T10:00:00.000Z","updatedAt":"2026-03-02T10:05:00.000Z"}}]}}""");

        // Then
        Mention answer = mention("youtube:UgA.r");
        answer.setKind(MentionKind.REPLY);
        answer.setEdited(true);
        answer.setText("No & no");
        answer.setAuthor(new Author("youtube:UCmira", "mira-dot", null, null, null, null, null));
        answer.setCounters(new Counters(2L, null, null, null, null, null, null, null));
        answer.setChannel(new Channel("youtube:UCpot", null));
        answer.setReplyTo("youtube:UgA");
        answer.setThreadRoot("youtube:potK2");
        answer.setPermalink("https://www.youtube.com/watch?v=potK2&lc=UgA.r");
        assertThat(items).containsExactly(new Decoded.Post(answer));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"textOriginal\":\"a <3\",\"textDisplay\":\"a &lt;3\" | a <3",
                "\"textDisplay\":\"a &lt;3<br>b\" | a <3\\nb",
                "\"textDisplay\":\"a <b> &\\nc\" | a <b> &\\nc",
            })
    void a_comment_says_what_was_typed_else_what_is_shown(String text, String said) {
        assertThat(decode(
                        "{\"kind\":\"youtube#comment\",\"id\":\"UgA\",\"snippet\":{\"publishedAt\":\"2026-03-02T10:00:00Z\","
                                + text + "}}"))
                .singleElement()
                .isInstanceOfSatisfying(
                        Decoded.Post.class,
                        post -> assertThat(post.mention().getText()).isEqualTo(said.replace("\\n", "\n")));
    }

    @Test
    void moments_tags_and_handles_in_a_comment_are_no_links() {
        // When
        List<Decoded> items = decode(
                """
                {"kind":"youtube#comment","id":"UgA","snippet":{"videoId":"potK2","publishedAt":"2026-03-02T10:00:00Z",
                 "textDisplay":"<a href=\\"https://www.youtube.com/watch?v=potK2&t=9s\\">0:09</a> <a href=\\"http://www.youtube.com/results?search_query=%23loud\\">#loud</a> <a href=\\"https://www.youtube.com/channel/UCbo\\">@bo.lid</a> <a href=\\"https://a.example/\\">a.example</a>"}}""");

        // Then
        Mention comment = ((Decoded.Post) items.get(0)).mention();
        assertThat(comment.getText()).isEqualTo("0:09 #loud @bo.lid a.example");
        assertThat(comment.getLinks()).containsExactly("https://a.example/");
        assertThat(comment.getHashtags()).containsExactly("loud");
        assertThat(comment.getHandles()).containsExactly("bo.lid");
    }

    @Test
    void a_search_hit_is_a_part_of_its_video_and_older_than_it() {
        // When
        List<Decoded> items = decode(
                """
                {"kind":"youtube#searchResult","id":{"kind":"youtube#video","videoId":"potK2"},"snippet":{
                 "publishedAt":"2026-03-02T10:00:00Z","title":"Q&amp;A &#39;K2&#39;","description":"Part of it ..."}}""");

        // Then
        Mention hit = mention("youtube:potK2");
        hit.setVersion(Instant.parse("2026-03-02T10:00:00Z").toEpochMilli());
        hit.setText("Q&A 'K2'\n\nPart of it ...");
        hit.setPermalink("https://www.youtube.com/watch?v=potK2");
        hit.setNotes(List.of("cut-by-platform"));
        assertThat(items).containsExactly(new Decoded.Post(hit));
    }

    @Test
    void subscribers_are_an_audience_unless_they_are_hidden() {
        // When
        List<Audience> counted = List.of(audience("false"), audience("true"));

        // Then
        assertThat(counted).extracting(Audience::getFollowers).containsExactly(51200L, null);
        assertThat(counted).extracting(Audience::getAccount).containsOnly("youtube:UCpot");
        assertThat(counted).extracting(Audience::getViews).containsOnly(910221L);
    }

    private Audience audience(String hidden) {
        return ((Decoded.Audience) decode(
                                "{\"kind\":\"youtube#channel\",\"id\":\"UCpot\",\"statistics\":{\"viewCount\":\"910221\","
                                        + "\"subscriberCount\":\"51200\",\"hiddenSubscriberCount\":" + hidden + "}}")
                        .get(0))
                .audience();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"youtube#searchResult\",\"id\":{\"channelId\":\"UCpot\"}} | profile",
                "{\"kind\":\"youtube#searchResult\",\"id\":{\"playlistId\":\"PL\"}} | playlist",
                "{\"kind\":\"youtube#channel\",\"id\":\"UCpot\",\"snippet\":{\"title\":\"Pottlewick\"}} | profile",
                "{\"kind\":\"youtube#video\",\"id\":\"v\",\"contentDetails\":{}} | details",
                "{\"kind\":\"youtube#activity\",\"id\":\"a\",\"snippet\":{\"type\":\"like\"}} | activity",
                "{\"kind\":\"youtube#videoListResponse\",\"items\":[]} | empty-page",
                "{\"kind\":\"youtube#videoListResponse\"} | empty-page",
                "{\"error\":{\"code\":403}} | errors",
            })
    void what_is_no_post_is_named(String line, String kind) {
        assertThat(decode(line)).containsExactly(new Decoded.Control(kind));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"kind\":\"youtube#video\",\"snippet\":{}} | MISSING_FIELD | id",
                "{\"kind\":\"youtube#video\",\"id\":\"v\",\"snippet\":{}} | MISSING_FIELD | snippet.publishedAt",
                "{\"kind\":\"youtube#video\",\"id\":{},\"snippet\":{}} | FIELD_TYPE | id",
                "{\"kind\":\"youtube#searchResult\",\"id\":\"v\"} | FIELD_TYPE | id",
                "{\"kind\":\"youtube#comment\",\"id\":\"c\",\"snippet\":{\"publishedAt\":\"2026-03-02T10:00:00Z\"}} | MISSING_FIELD | snippet.textDisplay",
                "{\"kind\":\"youtube#comment\",\"id\":\"c\",\"snippet\":{\"publishedAt\":\"2026-03-02 10:00\",\"textDisplay\":\"t\"}} | FIELD_TYPE | snippet.publishedAt",
                "{\"kind\":\"youtube#comment\",\"id\":\"c\",\"snippet\":{\"publishedAt\":\"2026-03-02T12:05:01Z\",\"textDisplay\":\"t\"}} | FUTURE_TIMESTAMP | snippet.publishedAt",
                "{\"kind\":\"youtube#comment\",\"id\":\"c\",\"snippet\":{\"publishedAt\":\"2026-03-02T10:00:00Z\",\"textDisplay\":\"t\",\"likeCount\":\"-1\"}} | FIELD_RANGE | snippet.likeCount",
                "{\"kind\":\"youtube#channel\",\"id\":\"c\",\"statistics\":[]} | FIELD_TYPE | statistics",
                "{\"kind\":\"youtube#videoListResponse\",\"items\":{}} | FIELD_TYPE | items",
                "{\"kind\":\"youtube#watermark\"} | UNKNOWN_PAYLOAD | kind",
                "{\"kind\":\"shop#order\"} | UNKNOWN_PAYLOAD |",
            })
    void what_cannot_be_used_says_why_and_where(String line, Reason reason, String field) {
        assertThat(decode(line)).singleElement().satisfies(item -> {
            Decoded.Undecodable fault = (Decoded.Undecodable) item;
            assertThat(fault.reason()).isEqualTo(reason);
            assertThat(fault.field()).isEqualTo(field);
        });
    }

    private List<Decoded> decode(String line) {
        return youTube.decode(line.getBytes(UTF_8), NOON.toEpochMilli());
    }

    private static Mention mention(String id) {
        return Mention.newBuilder()
                .setId(id)
                .setVersion(NOON.toEpochMilli())
                .setPlatform("youtube")
                .setKind(MentionKind.POST)
                .setCreatedAt(Instant.parse("2026-03-02T10:00:00Z"))
                .setObservedAt(NOON)
                .build();
    }
}
