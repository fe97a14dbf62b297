package io.groundswell.collect.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.groundswell.flow.AvroMessages;
import io.groundswell.topics.Audience;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Takedown;
import io.groundswell.topics.Traffic;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/** What every decoder promises of every record, whatever it is. */
final class DecoderPromises {

    private static final AvroMessages<Mention> MENTIONS = AvroMessages.of(Mention.class);
    private static final AvroMessages<Engagement> ENGAGEMENT = AvroMessages.of(Engagement.class);
    private static final AvroMessages<Takedown> TAKEDOWNS = AvroMessages.of(Takedown.class);
    private static final AvroMessages<Audience> AUDIENCE = AvroMessages.of(Audience.class);
    private static final AvroMessages<Traffic> TRAFFIC = AvroMessages.of(Traffic.class);

    /** @return what the record became */
    static List<Decoded> kept(FeedDecoder decoder, byte[] record, long observedAt) {
        byte[] untouched = record.clone();
        List<Decoded> items = decoder.decode(record, observedAt);
        assertThat(items).isNotEmpty().doesNotContainNull();
        for (Decoded item : items) {
            check(item, decoder.platform());
        }
        assertThat(decoder.decode(record, observedAt))
                .as("the same bytes read again")
                .isEqualTo(items);
        assertThat(decoder.timeOf(record)).isNotNull();
        assertThat(record).isEqualTo(untouched);
        return items;
    }

    private static void check(Decoded item, String platform) {
        if (item instanceof Decoded.Post post) {
            check(post.mention(), platform);
            assertThat(post.mention().getDeleted()).isFalse();
            assertThat(post.mention().getCreatedAt()).isNotNull();
        } else if (item instanceof Decoded.Deletion deletion) {
            check(deletion.mention(), platform);
            assertThat(deletion.mention().getDeleted()).isTrue();
        } else if (item instanceof Decoded.Engagement engagement) {
            assertThat(engagement.engagement().getPlatform()).isEqualTo(platform);
            whole(engagement.engagement(), ENGAGEMENT);
        } else if (item instanceof Decoded.Takedown takedown) {
            assertThat(takedown.takedown().getPlatform()).isEqualTo(platform);
            whole(takedown.takedown(), TAKEDOWNS);
        } else if (item instanceof Decoded.Audience audience) {
            assertThat(audience.audience().getPlatform()).isEqualTo(platform);
            whole(audience.audience(), AUDIENCE);
        } else if (item instanceof Decoded.Traffic traffic) {
            whole(traffic.traffic(), TRAFFIC);
        } else if (item instanceof Decoded.Control control) {
            assertThat(control.kind()).matches("[a-z0-9-]+");
        } else if (item instanceof Decoded.Undecodable fault) {
            assertThat(fault.reason()).isNotNull();
            assertThat(fault.detail()).isNotBlank();
            assertThat(fault.part()).isNotNull();
        }
    }

    private static void check(Mention mention, String platform) {
        whole(mention, MENTIONS);
        assertThat(mention.getPlatform()).isEqualTo(platform);
        assertThat(mention.getId()).startsWith(platform + ":").hasSizeGreaterThan(platform.length() + 1);
        String text = mention.getText();
        assertThat(text.codePointCount(0, text.length())).isLessThanOrEqualTo(CleanText.POST_LIMIT);
        assertThat(text.chars().anyMatch(c -> c < 0x20 && c != '\n' && c != '\t' || c == 0x7F))
                .as("control characters in the text")
                .isFalse();
        assertThat(text.codePoints().anyMatch(c -> c >= 0xD800 && c <= 0xDFFF))
                .as("halves of characters in the text")
                .isFalse();
        assertThat(mention.getLinks()).hasSizeLessThanOrEqualTo(PostDraft.MOST_ITEMS);
        assertThat(mention.getHashtags()).hasSizeLessThanOrEqualTo(PostDraft.MOST_ITEMS);
        assertThat(mention.getHandles()).hasSizeLessThanOrEqualTo(PostDraft.MOST_ITEMS);
        assertThat(mention.getMedia()).hasSizeLessThanOrEqualTo(PostDraft.MOST_ITEMS);
    }

    /** Nothing that must be there is missing, so that it can be written to its topic. */
    private static <T extends SpecificRecord> void whole(T record, AvroMessages<T> topic) {
        assertThatCode(() -> topic.encode(record)).as("writing %s", record).doesNotThrowAnyException();
    }

    private DecoderPromises() {}
}
