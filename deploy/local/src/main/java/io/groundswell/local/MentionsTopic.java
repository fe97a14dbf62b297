package io.groundswell.local;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Mention;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/** The mentions that Kafka has. */
final class MentionsTopic {

    private static final Duration POLL = Duration.ofMillis(200);

    private final String brokers;

    MentionsTopic(String brokers) {
        this.brokers = brokers;
    }

    /** The newest version of one mention. Reads the one partition it can be in. */
    Optional<Mention> find(String id) throws Trouble {
        AvroMessages<Mention> messages = AvroMessages.of(Mention.class);
        byte[] key = id.getBytes(StandardCharsets.UTF_8);
        Mention newest = null;
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        brokers,
                        "enable.auto.commit",
                        "false",
                        "allow.auto.create.topics",
                        "false"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<PartitionInfo> partitions = consumer.partitionsFor(Topics.MENTIONS);
            if (partitions == null || partitions.isEmpty()) {
                return Optional.empty();
            }
            TopicPartition partition =
                    new TopicPartition(Topics.MENTIONS, Utils.toPositive(Utils.murmur2(key)) % partitions.size());
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = consumer.endOffsets(List.of(partition)).get(partition);
            while (consumer.position(partition) < end) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (Arrays.equals(record.key(), key) && record.value() != null) {
                        Mention seen = messages.decode(record.value());
                        boolean newer = newest == null
                                || seen.getDeleted()
                                || !newest.getDeleted() && seen.getVersion() > newest.getVersion();
                        newest = newer ? seen : newest;
                    }
                }
            }
        } catch (KafkaException e) {
            throw new Trouble("The mentions cannot be read from Kafka: " + e.getMessage(), e);
        } catch (AvroMessages.Unreadable e) {
            throw new Trouble("The mention " + Terminal.safe(id, 500) + " in Kafka cannot be read: " + e.getMessage());
        }
        return Optional.ofNullable(newest);
    }
}
