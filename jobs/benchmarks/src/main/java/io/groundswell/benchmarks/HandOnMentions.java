package io.groundswell.benchmarks;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.KafkaEnds;
import io.groundswell.flow.Settings;
import io.groundswell.flow.Topics;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.EnrichmentStatus;
import io.groundswell.topics.Mention;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Stands where {@code enrich} stands, judges nothing, and costs next to nothing: the bytes of an enriched mention are those of the
 * mention, between a head and an enrichment that are the same for all.
 */
final class HandOnMentions implements AutoCloseable {

    /** Of Avro's single-object encoding: two marker bytes and the schema's fingerprint. */
    private static final int HEAD = 10;

    private final String brokers;
    private final Thread thread = new Thread(this::run, "hand-on-mentions");
    private volatile boolean open = true;
    private volatile long handedOn;
    private volatile Exception failure;
    private byte[] head;
    private byte[] tail;

    private HandOnMentions(String brokers) {
        this.brokers = brokers;
    }

    static HandOnMentions start(String brokers) {
        HandOnMentions handing = new HandOnMentions(brokers);
        handing.thread.start();
        return handing;
    }

    private void run() {
        Properties read = new Properties();
        read.put("bootstrap.servers", brokers);
        Properties write = KafkaEnds.producer(Settings.of(Map.of("kafka.brokers", brokers)));
        try (KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(read, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(write, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(Topics.MENTIONS).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long count = 0;
            while (open) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    producer.send(new ProducerRecord<>(
                            Topics.ENRICHED_MENTIONS,
                            null,
                            record.timestamp(),
                            record.key(),
                            enriched(record.value())));
                    count++;
                }
                handedOn = count;
            }
        } catch (AvroMessages.Unreadable | RuntimeException e) {
            failure = e;
        }
    }

    private byte[] enriched(byte[] mention) throws AvroMessages.Unreadable {
        if (head == null) {
            byte[] whole = AvroMessages.of(EnrichedMention.class)
                    .encode(EnrichedMention.newBuilder()
                            .setMention(AvroMessages.of(Mention.class).decode(mention))
                            .setEnrichment(Enrichment.newBuilder()
                                    .setStatus(EnrichmentStatus.SKIPPED)
                                    .setReason("benchmark")
                                    .build())
                            .build());
            head = Arrays.copyOf(whole, HEAD);
            tail = Arrays.copyOfRange(whole, mention.length, whole.length);
        }
        byte[] enriched = Arrays.copyOf(head, mention.length + tail.length);
        System.arraycopy(mention, HEAD, enriched, HEAD, mention.length - HEAD);
        System.arraycopy(tail, 0, enriched, mention.length, tail.length);
        return enriched;
    }

    /**
     * Returns when so many were handed on.
     *
     * @throws IllegalStateException when it does not get through
     */
    void await(long mentions) throws InterruptedException {
        while (handedOn < mentions) {
            if (failure != null) {
                throw new IllegalStateException("mentions are not handed on", failure);
            }
            Thread.sleep(100);
        }
    }

    @Override
    public void close() throws InterruptedException {
        open = false;
        thread.join();
    }
}
