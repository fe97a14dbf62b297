package io.groundswell.publish.document;

import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.KafkaRecord;
import io.groundswell.testkit.AMention;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.LateMention;
import io.groundswell.topics.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DocumentsTest {

    private static final KafkaRecord ORIGIN =
            new KafkaRecord("enriched-mentions", 3, 41, NOON.toEpochMilli(), null, new byte[] {1});

    @Test
    void a_mention_and_its_enrichment_lie_side_by_side_without_what_is_unknown() {
        // Given
        EnrichedMention mention = aMention("1")
                .about("acme")
                .by("ann", 7)
                .saying("Say \"no\"\n🍩")
                .likes(3)
                .angry()
                .enriched();

        // When
        Document document = Documents.ofMentions().from(mention, ORIGIN);

        // Then
        assertThat(document.index()).isEqualTo(Index.MENTIONS);
        assertThat(document.id()).isEqualTo("x:1");
        assertThat(document.version() >> 20).isEqualTo(NOON.toEpochMilli());
        assertThat(document.origin()).isEqualTo(ORIGIN);
        assertThat(json(document))
                .isEqualTo(
                        "{\"id\":\"x:1\",\"version\":1772452800000,\"platform\":\"x\",\"kind\":\"POST\","
                                + "\"deleted\":false,\"edited\":false,\"embedded\":false,\"brands\":[\"acme\"],\"campaigns\":[],\"rules\":[],"
                                + "\"text\":\"Say \\\"no\\\"\\n🍩\","
                                + "\"author\":{\"id\":\"x:ann\",\"handle\":\"ann\",\"followers\":7},"
                                + "\"createdAt\":\"2026-03-02T12:00:00.000Z\",\"observedAt\":\"2026-03-02T12:00:00.000Z\","
                                + "\"counters\":{\"likes\":3},\"links\":[],\"hashtags\":[],\"cashtags\":[],\"handles\":[],"
                                + "\"media\":[],\"withheldIn\":[],\"notes\":[],\"status\":\"COMPLETE\","
                                + "\"sentiment\":\"NEGATIVE\",\"entities\":[],\"intents\":[],\"towards\":[],\"sketch\":[],\"phrases\":[]}");
    }

    @Test
    void a_deleted_mention_leaves_a_gravestone_without_text_or_author() {
        // Given
        EnrichedMention mention = aMention("1")
                .with(builder -> builder.setPermalink("https://x.example/1"))
                .deleted()
                .enriched();

        // When
        Document document = Documents.ofMentions().from(mention, ORIGIN);

        // Then
        assertThat(json(document))
                .isEqualTo("{\"id\":\"x:1\",\"version\":1772452800000,\"platform\":\"x\",\"deleted\":true,"
                        + "\"observedAt\":\"2026-03-02T12:00:00.000Z\"}");
    }

    @Test
    void a_deletion_outranks_a_repost_that_still_carries_the_post_later() {
        // When
        long deletion = rank(aMention("1").deleted());
        long later = rank(aMention("1").at(NOON.plusSeconds(3_600)).saying("regretted"));
        long laterDeletion = rank(aMention("1").at(NOON.plusSeconds(1)).deleted());

        // Then
        assertThat(deletion).isGreaterThan(later).isLessThan(laterDeletion);
    }

    @Test
    void of_two_sights_in_the_same_millisecond_the_same_one_stays_whatever_their_order() {
        // Given
        AMention itself = aMention("1").saying("said").likes(1);
        AMention carried = aMention("1").saying("said").likes(90).with(mention -> mention.setEmbedded(true));
        AMention carriedToo = aMention("1").saying("said").likes(91).with(mention -> mention.setEmbedded(true));
        AMention later = aMention("1").at(NOON.plusMillis(1)).with(mention -> mention.setEmbedded(true));

        // When, Then
        assertThat(rank(carried))
                .isLessThan(rank(itself))
                .isEqualTo(rank(carried))
                .isNotEqualTo(rank(carriedToo));
        assertThat(rank(itself)).isLessThan(rank(later));
    }

    @Test
    void a_time_no_clock_will_show_still_makes_a_version_elasticsearch_takes() {
        assertThat(rank(aMention("1").with(mention -> mention.setVersion(Long.MAX_VALUE))))
                .isPositive()
                .isLessThan(rank(aMention("1").deleted()));
        assertThat(rank(aMention("1").with(mention -> mention.setVersion(-1)))).isEqualTo(-1);
    }

    private static long rank(AMention mention) {
        return Documents.ofMentions().from(mention.enriched(), ORIGIN).version();
    }

    @Test
    void the_bytes_of_a_dead_letter_are_kept_in_base64() {
        // Given
        DeadLetter letter = DeadLetter.newBuilder()
                .setId("collect|feed.x|0|9")
                .setStage("collect")
                .setReason(Reason.JSON_SYNTAX)
                .setTopic("feed.x")
                .setPartition(0)
                .setOffset(9)
                .setRecordedAt(NOON)
                .setRecordValue(ByteBuffer.wrap("{\"oops".getBytes(StandardCharsets.UTF_8)))
                .build();

        // When
        Document document = Documents.ofDeadLetters().from(letter, ORIGIN);

        // Then
        assertThat(document.version()).isEqualTo(1);
        assertThat(json(document))
                .isEqualTo("{\"id\":\"collect|feed.x|0|9\",\"stage\":\"collect\",\"reason\":\"JSON_SYNTAX\","
                        + "\"detail\":\"\",\"topic\":\"feed.x\",\"partition\":0,\"offset\":9,"
                        + "\"recordedAt\":\"2026-03-02T12:00:00.000Z\",\"recordValue\":\"eyJvb3Bz\",\"headers\":[]}");
    }

    @Test
    void an_id_too_long_for_elasticsearch_is_known_by_its_hash() {
        // Given
        LateMention late = LateMention.newBuilder()
                .setId("ü".repeat(257))
                .setMention("x:1")
                .setVersion(1)
                .setPlatform("x")
                .setBrands(List.of())
                .setObservedAt(NOON)
                .setStage("measure")
                .setAllowedLateness(1)
                .build();

        // When
        Document document = Documents.ofLate().from(late, ORIGIN);

        // Then
        assertThat(document.id()).startsWith("sha256:").hasSize(71);
        assertThat(json(document)).contains("ü".repeat(257));
        assertThat(Documents.shortened("ü".repeat(256))).isEqualTo("ü".repeat(256));
    }

    private static String json(Document document) {
        return new String(document.json(), StandardCharsets.UTF_8);
    }
}
