package io.groundswell.local;

import io.groundswell.flow.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The posts that came too late, as Kafka has them. */
final class LateTopic {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String brokers;

    LateTopic(String brokers) {
        this.brokers = brokers;
    }

    /** How many different ones lie between two moments: one that was sent twice is one. */
    long different(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) throws Trouble {
        List<TopicPartition> partitions = to.keySet().stream()
                .filter(partition -> partition.topic().equals(Topics.LATE))
                .filter(partition -> to.get(partition) > from.getOrDefault(partition, 0L))
                .toList();
        if (partitions.isEmpty()) {
            return 0;
        }
        Set<String> keys = new HashSet<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers, "enable.auto.commit", "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            consumer.assign(partitions);
            partitions.forEach(partition -> consumer.seek(partition, from.getOrDefault(partition, 0L)));
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < to.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    keys.add(new String(record.key(), StandardCharsets.UTF_8));
                }
            }
        } catch (KafkaException e) {
            throw new Trouble("The late posts cannot be read from Kafka: " + e.getMessage(), e);
        }
        return keys.size();
    }
}
