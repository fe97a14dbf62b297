package io.groundswell.benchmarks;

import io.groundswell.flow.AvroMessages;
import io.groundswell.topics.Measure;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Whether two topics say the same of each window in the end, but for how often it was told and as of when. */
final class SameWindows {

    /** A window is told again within a second, and a busy machine may take its time. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /**
     * Returns when they do.
     *
     * @throws IllegalStateException when they do not within a minute, with a window that differs
     */
    static void await(String brokers, String one, String other) throws Exception {
        Map<String, Measure> expected = last(brokers, one);
        long begin = System.nanoTime();
        for (Map<String, Measure> told = last(brokers, other); !told.equals(expected); told = last(brokers, other)) {
            if (System.nanoTime() - begin > PATIENCE.toNanos()) {
                throw new IllegalStateException(difference(one, expected, other, told));
            }
            Thread.sleep(1_000);
        }
        System.out.printf("%,d windows say the same%n", expected.size());
    }

    private static String difference(
            String one, Map<String, Measure> expected, String other, Map<String, Measure> told) {
        String id = expected.keySet().stream()
                .filter(window -> !expected.get(window).equals(told.get(window)))
                .sorted()
                .findFirst()
                .orElseGet(() -> told.keySet().stream()
                        .filter(window -> !expected.containsKey(window))
                        .sorted()
                        .findFirst()
                        .orElseThrow());
        return "%,d windows in %s, %,d in %s; not the same:%n%s%n%s"
                .formatted(expected.size(), one, told.size(), other, expected.get(id), told.get(id));
    }

    /** What was last said of each window, by id. */
    private static Map<String, Measure> last(String brokers, String topic) throws AvroMessages.Unreadable {
        AvroMessages<Measure> messages = AvroMessages.of(Measure.class);
        Map<String, Measure> last = new HashMap<>();
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.seekToBeginning(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofSeconds(1))) {
                    Measure measure = messages.decode(record.value());
                    measure.setRevision(0L);
                    measure.setAsOf(Instant.EPOCH);
                    last.put(measure.getId(), measure);
                }
            }
        }
        return last;
    }

    private SameWindows() {}
}
