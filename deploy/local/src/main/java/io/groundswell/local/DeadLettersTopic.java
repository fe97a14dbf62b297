package io.groundswell.local;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.KafkaEnds;
import io.groundswell.flow.Topics;
import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The dead letters, as Kafka has them. */
final class DeadLettersTopic {

    /** A letter without what makes it heavy. */
    record Line(
            String id,
            Instant recordedAt,
            String stage,
            Reason reason,
            String field,
            String topic,
            String record,
            int retries,
            Instant replayedAt,
            boolean hasBytes) {

        private static Line of(DeadLetter letter) {
            return new Line(
                    letter.getId(),
                    letter.getRecordedAt(),
                    letter.getStage(),
                    letter.getReason(),
                    letter.getField(),
                    letter.getTopic(),
                    letter.getTopic() + "|" + letter.getPartition() + "|" + letter.getOffset(),
                    DeadLetters.retries(letter),
                    letter.getReplayedAt(),
                    letter.getRecordValue() != null || letter.getReason() == Reason.EMPTY);
        }
    }

    private final Brokers brokers;
    private final AvroMessages<DeadLetter> messages = AvroMessages.of(DeadLetter.class);

    DeadLettersTopic(Brokers brokers) {
        this.brokers = brokers;
    }

    /** The letters, oldest first, each once: as it was written last. */
    List<Line> lines(Predicate<Line> wanted) throws Trouble {
        Map<String, Line> lines = new LinkedHashMap<>();
        read(letter -> lines.put(letter.getId(), Line.of(letter)));
        return lines.values().stream().filter(wanted).toList();
    }

    /** A letter, whole, or null. */
    DeadLetter whole(String id) throws Trouble {
        AtomicReference<DeadLetter> found = new AtomicReference<>();
        read(letter -> {
            if (letter.getId().equals(id)) {
                found.set(letter);
            }
        });
        return found.get();
    }

    /**
     * Feeds records in again, each once however many letters are about it, and puts that down in the letters.
     *
     * @return how many records
     */
    int replay(List<Line> chosen, Instant now) throws Trouble {
        Set<String> ids = new HashSet<>(chosen.stream().map(Line::id).toList());
        Set<String> records = new HashSet<>();
        Properties client = KafkaEnds.producer(brokers.settings());
        AtomicReference<Exception> refused = new AtomicReference<>();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            List<DeadLetter> sent = new ArrayList<>();
            read(letter -> {
                if (ids.remove(letter.getId())) {
                    if (records.add(letter.getTopic() + "|" + letter.getPartition() + "|" + letter.getOffset())) {
                        producer.send(DeadLetters.again(letter), (place, failure) -> {
                            if (failure != null) {
                                refused.compareAndSet(null, failure);
                            }
                        });
                    }
                    sent.add(letter);
                    if (sent.size() >= 100) {
                        putDown(producer, sent, now, refused);
                    }
                }
            });
            putDown(producer, sent, now, refused);
        } catch (KafkaException e) {
            throw new Trouble("Kafka does not take the records: " + e.getMessage(), e);
        }
        if (refused.get() != null) {
            throw new Trouble(
                    "Kafka does not take the records: " + refused.get().getMessage(), refused.get());
        }
        return records.size();
    }

    private void putDown(
            KafkaProducer<byte[], byte[]> producer,
            List<DeadLetter> sent,
            Instant now,
            AtomicReference<Exception> refused) {
        producer.flush();
        if (refused.get() == null) {
            for (DeadLetter letter : sent) {
                producer.send(DeadLetters.toKafka(
                        DeadLetter.newBuilder(letter).setReplayedAt(now).build(), messages));
            }
            producer.flush();
        }
        sent.clear();
    }

    private void read(Consumer<DeadLetter> letters) throws Trouble {
        new TopicRecords(brokers, Topics.DEAD_LETTERS).each(record -> {
            if (record.value() != null) {
                take(record, letters);
            }
        });
    }

    private void take(ConsumerRecord<byte[], byte[]> record, Consumer<DeadLetter> letters) {
        DeadLetter letter;
        try {
            letter = messages.decode(record.value());
        } catch (AvroMessages.Unreadable e) {
            // Not one of ours.
            return;
        }
        letters.accept(letter);
    }
}
