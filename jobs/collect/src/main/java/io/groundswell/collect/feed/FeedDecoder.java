package io.groundswell.collect.feed;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Reads what one platform sends. Nothing is thrown whatever the bytes are, and nothing is swallowed: every post, notice
 * and control line in a record is one item of the answer. Safe for use by several threads.
 */
public interface FeedDecoder {

    /** Lower-case slug, as in the topic name after {@code feed.} */
    String platform();

    /** Whether likes, shares or counters can come without their post: then its posts have to be remembered for them. */
    default boolean tellsEngagementAlone() {
        return true;
    }

    /**
     * Everything in one feed record.
     *
     * @param record the bytes as the platform sent them; null for a record without a value
     * @param observedAt milliseconds since 1970 when it was seen: the timestamp of the Kafka record
     * @return at least one item
     */
    List<Decoded> decode(byte[] record, long observedAt);

    /**
     * The payload's own time: the newest creation, edit or deletion time that stands in it, so that a record
     * replayed with it is never older than what it holds. Empty when it carries none, as control lines do.
     */
    default Optional<Instant> timeOf(byte[] record) {
        return DecodedTime.newest(decode(record, DecodedTime.END_OF_TIME));
    }
}
