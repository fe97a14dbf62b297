package io.groundswell.local.story;

import java.time.Instant;
import java.util.Arrays;

/**
 * One record of a feed as a collector would write it to Kafka.
 *
 * @param platform the feed it belongs to
 * @param at when it was delivered: the Kafka timestamp
 * @param payload the bytes exactly as the platform sent them; not always whole
 */
public record StoryRecord(String platform, Instant at, byte[] payload) {

    @Override
    public boolean equals(Object other) {
        return other instanceof StoryRecord that
                && platform.equals(that.platform)
                && at.equals(that.at)
                && Arrays.equals(payload, that.payload);
    }

    @Override
    public int hashCode() {
        return 31 * at.hashCode() + Arrays.hashCode(payload);
    }

    @Override
    public String toString() {
        return platform + " at " + at + ", " + payload.length + " bytes";
    }
}
