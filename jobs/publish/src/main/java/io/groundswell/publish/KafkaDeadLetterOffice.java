package io.groundswell.publish;

import io.groundswell.flow.AvroMessages;
import io.groundswell.flow.DeadLetters;
import io.groundswell.topics.DeadLetter;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The dead-letter topic. A letter is safe when every replica in sync has it. */
final class KafkaDeadLetterOffice implements DeadLetterOffice {

    private final KafkaProducer<byte[], byte[]> producer;
    private final AvroMessages<DeadLetter> messages = AvroMessages.of(DeadLetter.class);

    KafkaDeadLetterOffice(Properties client) {
        producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized CompletableFuture<Void> take(DeadLetter letter) {
        CompletableFuture<Void> safe = new CompletableFuture<>();
        producer.send(DeadLetters.toKafka(letter, messages), (place, failure) -> {
            if (failure == null) {
                safe.complete(null);
            } else {
                safe.completeExceptionally(failure);
            }
        });
        return letter.getRecordValue() == null ? safe : safe.exceptionallyCompose(failure -> lighter(letter, failure));
    }

    /** A record just under the broker's limit makes a letter just over it: it goes without the bytes, which are where it says. */
    private CompletableFuture<Void> lighter(DeadLetter letter, Throwable failure) {
        if (!(failure instanceof RecordTooLargeException || failure.getCause() instanceof RecordTooLargeException)) {
            return CompletableFuture.failedFuture(failure);
        }
        return take(DeadLetter.newBuilder(letter)
                .setRecordValue(null)
                .setDetail(letter.getDetail() + "; the record itself is too large to be carried along")
                .build());
    }

    @Override
    public void close() {
        producer.close(Duration.ofSeconds(10));
    }
}
