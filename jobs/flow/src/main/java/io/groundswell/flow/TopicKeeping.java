package io.groundswell.flow;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * How long Kafka keeps what lies in each topic. Where every record is the whole value of its key, only the newest is kept:
 * so a deletion takes the place of what it deletes, in the files too.
 */
public final class TopicKeeping {

    /** By when an overwritten record, or one before a topic's beginning, is out of the files, once another was written after it. */
    public static final Duration GONE_WITHIN = Duration.ofHours(72);

    /** How long a record without a value stays, for those who read the topic meanwhile. */
    public static final Duration GRAVESTONES = Duration.ofHours(24);

    /** Things to know: one partition, the newest record of each key, for ever. */
    public static final Set<String> KNOWLEDGE =
            Set.of(Topics.BRANDS, Topics.BRAND_MODELS, Topics.LABELS, Topics.ERASURES);

    /**
     * Records of one key add up, as each state of a post's counters does: none takes the place of another. Kafka would not wait for who
     * is behind, as it tells age by the times that records carry, which are old when history is replayed.
     */
    private static final Set<String> ADDED_UP =
            Set.of(Topics.MENTIONS, Topics.ENRICHED_MENTIONS, Topics.INCIDENT_ACTIONS, Topics.AUDIENCE);

    /** Whether a newer record takes the place of an older one of the same key. */
    public static boolean keepsNewestOnly(String topic) {
        return Topics.ALL.contains(topic) && !ADDED_UP.contains(topic);
    }

    /** What a topic has to be created with, as Kafka calls it. */
    public static Map<String, String> settings(String topic) {
        String goneWithin = Long.toString(GONE_WITHIN.toMillis());
        if (!keepsNewestOnly(topic)) {
            return Map.of("segment.ms", goneWithin);
        }
        return Map.of(
                "cleanup.policy",
                KNOWLEDGE.contains(topic) ? "compact" : "compact,delete",
                "min.cleanable.dirty.ratio",
                KNOWLEDGE.contains(topic) ? "0.1" : "0.5",
                "max.compaction.lag.ms",
                goneWithin,
                "delete.retention.ms",
                Long.toString(GRAVESTONES.toMillis()));
    }

    private TopicKeeping() {}
}
