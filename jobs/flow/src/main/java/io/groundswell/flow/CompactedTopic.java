package io.groundswell.flow;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A small topic of things to know, read whole before a job starts, so that its first record already meets them all. */
public final class CompactedTopic {

    private static final Duration POLL = Duration.ofMillis(500);

    /**
     * From its beginning to where it ends now, in order within each partition.
     *
     * @throws SettingsProblem when Kafka does not answer within {@link FlowSettings#BRANDS_PATIENCE}
     */
    public static List<KafkaRecord> read(Settings settings, String stage, String topic) {
        Duration patience = settings.get(FlowSettings.BRANDS_PATIENCE);
        Properties client = settings.kafkaClient();
        client.put("bootstrap.servers", settings.get(FlowSettings.KAFKA_BROKERS));
        client.put("client.id", "groundswell-" + stage + "-known-" + topic);
        client.put("allow.auto.create.topics", "false");
        client.put("enable.auto.commit", "false");
        client.put("default.api.timeout.ms", Long.toString(patience.toMillis()));
        client.put("request.timeout.ms", Long.toString(Math.max(1, patience.toMillis())));
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitions(consumer, topic);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<KafkaRecord> records = new ArrayList<>();
            long patientPolls = Math.max(1, patience.dividedBy(POLL));
            while (partitions.stream().anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(POLL);
                if (polled.isEmpty() && --patientPolls < 0) {
                    throw new SettingsProblem(List.of("the topic " + topic + " cannot be read from Kafka at "
                            + settings.get(FlowSettings.KAFKA_BROKERS) + ": it stopped answering"));
                }
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    records.add(new KafkaRecord(
                            record.topic(),
                            record.partition(),
                            record.offset(),
                            record.timestamp(),
                            record.key(),
                            record.value(),
                            PackedHeaders.of(record.headers())));
                }
            }
            return records;
        } catch (KafkaException e) {
            throw new SettingsProblem(List.of("the topic " + topic + " cannot be read from Kafka at "
                    + settings.get(FlowSettings.KAFKA_BROKERS) + " ('kafka.brokers'): " + KafkaRefusal.sentence(e)));
        }
    }

    private static List<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, String topic) {
        List<PartitionInfo> found = consumer.partitionsFor(topic);
        return found == null
                ? List.of()
                : found.stream()
                        .map(partition -> new TopicPartition(topic, partition.partition()))
                        .toList();
    }

    private CompactedTopic() {}
}
