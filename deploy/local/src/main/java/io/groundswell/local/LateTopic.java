package io.groundswell.local;

import io.groundswell.flow.Topics;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/** The posts that came too late, as Kafka has them. */
final class LateTopic {

    private final Brokers brokers;

    LateTopic(Brokers brokers) {
        this.brokers = brokers;
    }

    /** How many different ones lie between two moments: one that was sent twice is one. */
    long different(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) throws Trouble {
        Set<String> keys = new HashSet<>();
        new TopicRecords(brokers, Topics.LATE)
                .between(from, to, record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
        return keys.size();
    }
}
