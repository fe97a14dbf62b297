package io.groundswell.local;

import io.groundswell.flow.KafkaRefusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes a few records to a topic, and knows at the end that Kafka has all of them. */
final class TopicWriter implements AutoCloseable {

    private static final long APART_MILLIS = 20;

    private final String topic;
    private final KafkaProducer<byte[], byte[]> producer;
    private final List<Future<?>> written = new ArrayList<>();

    TopicWriter(Brokers brokers, String topic) throws Trouble {
        this.topic = topic;
        try {
            producer = new KafkaProducer<>(
                    brokers.with(Map.of("acks", "all")), new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw refused(e);
        }
    }

    void write(String key, byte[] value) throws Trouble {
        write(key, value, null);
    }

    /** @param time milliseconds since 1970; null for now */
    void write(String key, byte[] value, Long time) throws Trouble {
        try {
            written.add(producer.send(
                    new ProducerRecord<>(topic, null, time, key.getBytes(StandardCharsets.UTF_8), value)));
        } catch (KafkaException e) {
            throw refused(e);
        }
    }

    /** @throws Trouble when Kafka has not taken every one */
    void finish() throws Trouble {
        try {
            producer.flush();
            for (Future<?> each : written) {
                each.get();
            }
        } catch (ExecutionException e) {
            throw refused(e.getCause());
        } catch (KafkaException e) {
            throw refused(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Trouble("Interrupted while writing to Kafka's topic " + topic, e);
        }
    }

    /**
     * The same records once more: with {@link TopicOffsets#newFileAfter} the first ones are in a closed file then, and compaction
     * takes away what they replace.
     */
    void writeTwice(Map<String, byte[]> values, Long time) throws Trouble {
        for (int times = 0; times < 2; times++) {
            for (Map.Entry<String, byte[]> each : values.entrySet()) {
                write(each.getKey(), each.getValue(), time);
            }
            finish();
            try {
                Thread.sleep(APART_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Trouble("Interrupted while writing to Kafka's topic " + topic, e);
            }
        }
    }

    private Trouble refused(Throwable cause) {
        return new Trouble("Kafka does not take it for topic " + topic + ": " + KafkaRefusal.sentence(cause), cause);
    }

    @Override
    public void close() {
        producer.close();
    }
}
