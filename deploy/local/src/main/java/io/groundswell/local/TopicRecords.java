package io.groundswell.local;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.KafkaRefusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;

/** What lies in a topic when it is asked; what comes while it is read is left alone. A topic that is not there holds nothing. */
final class TopicRecords {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Brokers brokers;
    private final String topic;

    TopicRecords(Brokers brokers, String topic) {
        this.brokers = brokers;
        this.topic = topic;
    }

    /** What is to be done with a record. */
    interface Each {
        /** @throws AvroMessages.Unreadable to end it with a sentence */
        void take(ConsumerRecord<byte[], byte[]> record) throws AvroMessages.Unreadable;
    }

    /** All of them, in order within each partition. */
    void each(Each record) throws Trouble {
        read(consumer -> {
            List<TopicPartition> partitions = partitions(consumer);
            between(consumer, Map.of(), consumer.endOffsets(partitions), record);
        });
    }

    /** Those with a key. Reads the one partition they can be in. */
    void ofKey(byte[] key, Each record) throws Trouble {
        read(consumer -> {
            List<TopicPartition> partitions = partitions(consumer);
            if (!partitions.isEmpty()) {
                TopicPartition theirs =
                        new TopicPartition(topic, Utils.toPositive(Utils.murmur2(key)) % partitions.size());
                between(consumer, Map.of(), consumer.endOffsets(List.of(theirs)), found -> {
                    if (Arrays.equals(found.key(), key)) {
                        record.take(found);
                    }
                });
            }
        });
    }

    /** @param from and {@code to}: offsets, of other topics too; a partition that only the second has is read from its beginning */
    void between(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to, Each record) throws Trouble {
        Map<TopicPartition, Long> ends = new HashMap<>(to);
        ends.keySet()
                .removeIf(partition ->
                        !partition.topic().equals(topic) || to.get(partition) <= from.getOrDefault(partition, 0L));
        if (!ends.isEmpty()) {
            read(consumer -> between(consumer, from, ends, record));
        }
    }

    /**
     * The newest value of each key.
     *
     * @param keys which are wanted
     * @param revision of two values of a key the greater one counts, of equal ones the later
     */
    <T extends SpecificRecord> Map<String, T> newest(Class<T> type, Predicate<String> keys, ToLongFunction<T> revision)
            throws Trouble {
        AvroMessages<T> messages = AvroMessages.of(type);
        Map<String, T> newest = new HashMap<>();
        each(record -> {
            String key = new String(record.key(), StandardCharsets.UTF_8);
            if (keys.test(key) && record.value() != null) {
                newest.merge(
                        key,
                        messages.decode(record.value()),
                        (before, after) ->
                                revision.applyAsLong(after) >= revision.applyAsLong(before) ? after : before);
            }
        });
        return newest;
    }

    private interface Reading {
        void with(KafkaConsumer<byte[], byte[]> consumer) throws AvroMessages.Unreadable;
    }

    private void read(Reading reading) throws Trouble {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                brokers.with(Map.of("enable.auto.commit", "false", "allow.auto.create.topics", "false")),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            reading.with(consumer);
        } catch (KafkaException e) {
            throw new Trouble("The topic " + topic + " cannot be read from Kafka: " + KafkaRefusal.sentence(e), e);
        } catch (AvroMessages.Unreadable e) {
            throw new Trouble("A record of the topic " + topic + " cannot be read: " + e.getMessage());
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer) {
        List<PartitionInfo> partitions = consumer.partitionsFor(topic);
        return partitions == null
                ? List.of()
                : partitions.stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
    }

    private static void between(
            KafkaConsumer<byte[], byte[]> consumer,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> ends,
            Each each)
            throws AvroMessages.Unreadable {
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        from.forEach((partition, offset) -> {
            if (ends.containsKey(partition)) {
                consumer.seek(partition, offset);
            }
        });
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < ends.get(new TopicPartition(record.topic(), record.partition()))) {
                    each.take(record);
                }
            }
        }
    }
}
