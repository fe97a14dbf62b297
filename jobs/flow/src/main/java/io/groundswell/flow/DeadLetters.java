package io.groundswell.flow;

import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Reason;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.flink.util.OutputTag;

/** Dead letters are made here and nowhere else. */
public final class DeadLetters {

    /** The door by which every operator lets them out. */
    public static final OutputTag<DeadLetter> DOOR = new OutputTag<>("dead-letters") {};

    /**
     * @param field path of the field at fault, or null
     * @param detail one sentence without post text
     */
    public static DeadLetter of(String stage, KafkaRecord record, Reason reason, String field, String detail) {
        return of(stage, record, "", reason, field, detail);
    }

    /** @param part tells apart several dead letters of one record; empty when it is the whole record */
    public static DeadLetter of(
            String stage, KafkaRecord record, String part, Reason reason, String field, String detail) {
        return DeadLetter.newBuilder()
                .setId(stage + "|" + record.topic() + "|" + record.partition() + "|" + record.offset()
                        + (part.isEmpty() ? "" : "|" + part))
                .setStage(stage)
                .setReason(reason)
                .setField(field)
                .setDetail(detail)
                .setTopic(record.topic())
                .setPartition(record.partition())
                .setOffset(record.offset())
                .setRecordedAt(Instant.ofEpochMilli(record.timestamp()))
                .setRecordKey(record.key() == null ? null : ByteBuffer.wrap(record.key()))
                .setRecordValue(record.value() == null ? null : ByteBuffer.wrap(record.value()))
                .build();
    }

    private DeadLetters() {}
}
