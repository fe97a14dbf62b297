package io.groundswell.collect.feed;

import io.groundswell.topics.Mention;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** The time a payload carries, found by decoding it as if it were seen at the end of time. */
final class DecodedTime {

    /** Milliseconds since 1970; what bears this time in a decoded item was given none by the platform. */
    static final long END_OF_TIME = Instant.parse("9999-01-01T00:00:00Z").toEpochMilli();

    /** The newest of what the platform wrote; times of observation do not count. */
    static Optional<Instant> newest(List<Decoded> items) {
        return items.stream()
                .flatMap(DecodedTime::timesOf)
                .filter(Objects::nonNull)
                .filter(time -> time.toEpochMilli() < END_OF_TIME)
                .max(Comparator.naturalOrder());
    }

    private static Stream<Instant> timesOf(Decoded item) {
        if (item instanceof Decoded.Post post) {
            return timesOf(post.mention());
        } else if (item instanceof Decoded.Deletion deletion) {
            return timesOf(deletion.mention());
        } else if (item instanceof Decoded.Engagement engagement) {
            return Stream.of(engagement.engagement().getObservedAt());
        } else if (item instanceof Decoded.Takedown takedown) {
            return Stream.of(takedown.takedown().getAt());
        } else if (item instanceof Decoded.Audience audience) {
            return Stream.of(audience.audience().getAt());
        } else if (item instanceof Decoded.Traffic traffic) {
            return Stream.of(traffic.traffic().getAt());
        }
        return Stream.empty();
    }

    private static Stream<Instant> timesOf(Mention mention) {
        return Stream.of(mention.getCreatedAt(), mention.getObservedAt(), Instant.ofEpochMilli(mention.getVersion()));
    }

    private DecodedTime() {}
}
