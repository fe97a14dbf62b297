package io.groundswell.collect.feed;

import static io.groundswell.testkit.Moments.NOON;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Author;
import io.groundswell.topics.Channel;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Reason;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ThreadsDecoderTest {

    private final FeedDecoder threads = FeedDecoders.of("threads").orElseThrow();

    @Test
    void a_reply_stands_in_the_thread_of_whoever_began_it() {
        // When
        List<Decoded> items = decode(
                """
                {"app_id":"1","topic":"moderate","target_id":"7","time":1772449205,"values":{"field":"replies","value":
                 {"id":"106","username":"tansy","text":"Is it safe?","media_type":"TEXT_POST","timestamp":"2026-03-02T10:59:58+0000",
                  "replied_to":{"id":"105"},"root_post":{"id":"100","owner_id":"9","username":"pottlewick"}}}}""");

        // Then
        Mention reply = mention("threads:106", "2026-03-02T10:59:58Z");
        reply.setVersion(Instant.parse("2026-03-02T11:00:05Z").toEpochMilli());
        reply.setKind(MentionKind.REPLY);
        reply.setText("Is it safe?");
        reply.setAuthor(new Author("threads:tansy", "tansy", null, null, null, null, null));
        reply.setChannel(new Channel("threads:9", "pottlewick"));
        reply.setReplyTo("threads:105");
        reply.setThreadRoot("threads:100");
        assertThat(items).containsExactly(new Decoded.Post(reply));
    }

    @Test
    void the_brand_answering_in_its_own_thread_stands_at_no_account() {
        // When
        List<Decoded> items = decode(
                """
                {"target_id":"9","time":1772449205,"values":{"field":"replies","value":{"id":"107","username":"pottlewick",
                 "text":"It is.","timestamp":"2026-03-02T11:00:00+0000","root_post":{"id":"100","owner_id":"9","username":"pottlewick"}}}}""");

        // Then
        assertThat(((Decoded.Post) items.get(0)).mention().getChannel()).isNull();
    }

    @Test
    void a_repost_says_what_its_original_says_and_a_broken_original_does_not_take_it_along() {
        // When
        List<Decoded> whole = decode(
                """
                {"id":"108","media_type":"REPOST_FACADE","timestamp":"2026-03-02T11:00:00+0000","username":"tansy",
                 "reposted_post":{"id":"100","text":"It hums","timestamp":"2026-03-02T10:00:00+0000","username":"wren"}}""");
        List<Decoded> broken = decode(
                """
                {"id":"108","media_type":"REPOST_FACADE","timestamp":"2026-03-02T11:00:00+0000","username":"tansy",
                 "reposted_post":{"id":"100","text":7,"timestamp":"2026-03-02T10:00:00+0000"}}""");

        // Then
        Mention repost = mention("threads:108", "2026-03-02T11:00:00Z");
        repost.setKind(MentionKind.REPOST);
        repost.setText("It hums");
        repost.setAuthor(new Author("threads:tansy", "tansy", null, null, null, null, null));
        repost.setRepostOf("threads:100");
        Mention original = mention("threads:100", "2026-03-02T10:00:00Z");
        original.setEmbedded(true);
        original.setText("It hums");
        original.setAuthor(new Author("threads:wren", "wren", null, null, null, null, null));
        Mention alone = Mention.newBuilder(repost)
                .setText("")
                .setNotes(List.of("text-not-given"))
                .build();
        assertThat(whole).containsExactly(new Decoded.Post(repost), new Decoded.Post(original));
        assertThat(broken)
                .containsExactlyInAnyOrder(
                        new Decoded.Post(alone),
                        new Decoded.Undecodable(
                                Reason.FIELD_TYPE,
                                "reposted_post.text",
                                "expected text, found a number",
                                "reposted_post"));
    }

    @Test
    void a_deleted_post_is_a_deletion_with_the_time_the_post_was_made() {
        // When
        List<Decoded> items = decode(
                """
                {"target_id":"9","time":1772449205,"values":{"field":"delete","value":{"id":"106","owner":{"owner_id":"8"},
                 "deleted_at":"2026-03-02T11:00:04+0000","timestamp":"2026-03-02T10:59:58+0000"}}}""");

        // Then
        Mention deletion = mention("threads:106", "2026-03-02T10:59:58Z");
        deletion.setKind(MentionKind.OTHER);
        deletion.setDeleted(true);
        assertThat(items).containsExactly(new Decoded.Deletion(deletion));
    }

    private List<Decoded> decode(String line) {
        return threads.decode(line.getBytes(UTF_8), NOON.toEpochMilli());
    }

    /** A post on Threads observed at noon that says nothing. */
    private static Mention mention(String id, String created) {
        return Mention.newBuilder()
                .setId(id)
                .setVersion(NOON.toEpochMilli())
                .setPlatform("threads")
                .setKind(MentionKind.POST)
                .setCreatedAt(Instant.parse(created))
                .setObservedAt(NOON)
                .build();
    }
}
