package io.groundswell.local;

import io.groundswell.flow.Topics;
import io.groundswell.flow.WallClock;
import io.groundswell.local.feed.FeedLine;
import io.groundswell.local.feed.Pace;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes lines into the topics of their platforms, each at its due time, with its time as Kafka's timestamp. */
final class Feeder implements AutoCloseable {

    private static final int LARGEST_REQUEST = 32 * 1024 * 1024;
    private static final Duration LONGEST_NAP = Duration.ofMillis(250);

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> refused = new AtomicReference<>();
    private long sent;

    Feeder(Brokers brokers) {
        producer = new KafkaProducer<>(
                brokers.with(Map.of(
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
                        true,
                        ProducerConfig.LINGER_MS_CONFIG,
                        5,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        LARGEST_REQUEST,
                        ProducerConfig.BUFFER_MEMORY_CONFIG,
                        2L * LARGEST_REQUEST)),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /**
     * Waits until the line is due and hands it over; it is safe only after the next {@link #flush()}.
     *
     * @return false when the process was asked to end before the line was due
     */
    boolean send(FeedLine line, Pace pace) throws Trouble, InterruptedException {
        Duration wait = pace.untilDue(line.time(), WallClock.now());
        Instant due = WallClock.now().plus(wait);
        while (!Interruption.hasBegun() && WallClock.now().isBefore(due)) {
            Duration left = Duration.between(WallClock.now(), due);
            Thread.sleep(Math.max(1, Math.min(left.toMillis(), LONGEST_NAP.toMillis())));
        }
        if (Interruption.hasBegun()) {
            return false;
        }
        throwIfRefused();
        try {
            producer.send(
                    new ProducerRecord<>(
                            Topics.feed(line.platform()), null, line.time().toEpochMilli(), null, line.payload()),
                    (metadata, failure) -> {
                        if (failure != null) {
                            refused.compareAndSet(null, failure);
                        }
                    });
            sent++;
            return true;
        } catch (KafkaException e) {
            throw new Trouble("Kafka does not take the feed: " + e.getMessage(), e);
        }
    }

    /** Returns when Kafka has acknowledged every line sent. */
    void flush() throws Trouble {
        producer.flush();
        throwIfRefused();
    }

    private void throwIfRefused() throws Trouble {
        Exception failure = refused.get();
        if (failure != null) {
            throw new Trouble("Kafka does not take the feed: " + failure.getMessage(), failure);
        }
    }

    long sent() {
        return sent;
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(5));
    }
}
