package io.groundswell.local;

import io.groundswell.flow.AvroMessages;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What a topic of values with revisions says today. */
final class NewestRecords {

    private static final Duration POLL = Duration.ofMillis(200);

    /**
     * @param keys which are wanted
     * @param revision of two values of a key the greater one counts, of equal ones the later
     * @return by key
     */
    static <T extends SpecificRecord> Map<String, T> of(
            String brokers, String topic, Class<T> type, Predicate<String> keys, ToLongFunction<T> revision)
            throws Trouble {
        AvroMessages<T> messages = AvroMessages.of(type);
        Map<String, T> newest = new HashMap<>();
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
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.partitionsFor(topic)
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    String key = new String(record.key(), StandardCharsets.UTF_8);
                    if (keys.test(key)) {
                        newest.merge(
                                key,
                                messages.decode(record.value()),
                                (before, after) ->
                                        revision.applyAsLong(after) >= revision.applyAsLong(before) ? after : before);
                    }
                }
            }
        } catch (KafkaException e) {
            throw new Trouble("The topic " + topic + " cannot be read from Kafka: " + e.getMessage(), e);
        } catch (AvroMessages.Unreadable e) {
            throw new Trouble("A record of the topic " + topic + " cannot be read: " + e.getMessage());
        }
        return newest;
    }

    private NewestRecords() {}
}
