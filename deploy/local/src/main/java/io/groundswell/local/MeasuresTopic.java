package io.groundswell.local;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.Topics;
import io.groundswell.topics.Measure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What was measured, as Kafka has it. */
final class MeasuresTopic {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final String MINUTES = "|all|minute|";

    private final String brokers;

    MeasuresTopic(String brokers) {
        this.brokers = brokers;
    }

    /**
     * A brand's minutes of all platforms, each in its newest revision.
     *
     * @throws Trouble when the topic cannot be read, or knows nothing of the brand
     */
    Collection<Measure> minutesOf(String brand) throws Trouble {
        AvroMessages<Measure> messages = AvroMessages.of(Measure.class);
        Map<String, Measure> newest = new HashMap<>();
        Set<String> brands = new TreeSet<>();
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
            consumer.partitionsFor(Topics.MEASURES)
                    .forEach(info -> partitions.add(new TopicPartition(info.topic(), info.partition())));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    String key = new String(record.key(), StandardCharsets.UTF_8);
                    int minute = key.indexOf(MINUTES);
                    if (minute >= 0) {
                        brands.add(key.substring(0, minute));
                    }
                    if (minute >= 0 && key.substring(0, minute).equals(brand)) {
                        newest.merge(
                                key,
                                messages.decode(record.value()),
                                (before, after) -> after.getRevision() >= before.getRevision() ? after : before);
                    }
                }
            }
        } catch (KafkaException e) {
            throw new Trouble("The measures cannot be read from Kafka: " + e.getMessage(), e);
        } catch (AvroMessages.Unreadable e) {
            throw new Trouble("A measure in Kafka cannot be read: " + e.getMessage());
        }
        if (newest.isEmpty()) {
            throw new Trouble("Nothing was measured of a brand '" + Terminal.safe(brand, 100) + "'"
                    + (brands.isEmpty() ? "." : "; there is " + String.join(", ", brands) + "."));
        }
        return newest.values();
    }
}
