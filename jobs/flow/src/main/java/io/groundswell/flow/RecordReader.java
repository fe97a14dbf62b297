package io.groundswell.flow;

import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Reason;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/** Reads Avro messages out of Kafka records; what is none is told as a dead letter. Not for several threads at once. */
public final class RecordReader<T extends SpecificRecord> {

    private final String stage;
    private final Class<T> type;
    private final AvroMessages<T> messages;

    public RecordReader(String stage, Class<T> type) {
        this.stage = stage;
        this.type = type;
        this.messages = AvroMessages.of(type);
    }

    /** @return empty when a dead letter was told */
    public Optional<T> read(KafkaRecord record, Consumer<DeadLetter> told) {
        if (record.value() == null) {
            told.accept(DeadLetters.of(stage, record, Reason.EMPTY, null, "a record without a value"));
            return Optional.empty();
        }
        try {
            return Optional.of(messages.decode(record.value()));
        } catch (AvroMessages.Unreadable e) {
            told.accept(DeadLetters.of(
                    stage, record, Reason.AVRO_DECODE, null, "not a " + type.getSimpleName() + ": " + e.getMessage()));
            return Optional.empty();
        }
    }
}
