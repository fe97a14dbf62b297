package io.groundswell.flow;

import io.groundswell.topics.DeadLetter;
import io.groundswell.topics.Reason;
import io.groundswell.topics.RecordHeader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.util.OutputTag;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Dead letters are made here and nowhere else. */
public final class DeadLetters {

    /** The door by which every operator lets them out. */
    public static final OutputTag<DeadLetter> DOOR = new OutputTag<>("dead-letters") {};

    /** What Kafka Connect puts before the names of the headers of its dead letters. */
    private static final String CONNECT = "__connect.errors.";

    /** How often a record was fed in again after it had died. */
    private static final String RETRY_COUNT = CONNECT + "retry.count";

    /** The id of the letter a record was fed in again from. */
    private static final String LETTER = "groundswell.dead-letter";

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
                .setHeaders(PackedHeaders.unpacked(record.headers()))
                .build();
    }

    /**
     * The record of the dead-letter topic: the letter as its value, and for tools that know Kafka Connect's dead letters,
     * what happened in the headers they look into.
     */
    public static ProducerRecord<byte[], byte[]> toKafka(DeadLetter letter, AvroMessages<DeadLetter> messages) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                Topics.DEAD_LETTERS,
                null,
                letter.getRecordedAt().toEpochMilli(),
                bytes(letter.getId()),
                messages.encode(letter));
        say(record, "topic", letter.getTopic());
        say(record, "partition", Integer.toString(letter.getPartition()));
        say(record, "offset", Long.toString(letter.getOffset()));
        say(record, "connector.name", "groundswell-" + letter.getStage());
        say(record, "stage", letter.getStage());
        say(record, "exception.class.name", letter.getReason().name());
        say(
                record,
                "exception.message",
                letter.getField() == null ? letter.getDetail() : letter.getField() + ": " + letter.getDetail());
        say(record, "retry.count", Integer.toString(retries(letter)));
        return record;
    }

    private static void say(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(CONNECT + name, bytes(value));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** How often the record of a letter had been fed in again before it died: what its own header says. */
    public static int retries(DeadLetter letter) {
        int retries = 0;
        for (RecordHeader header : letter.getHeaders()) {
            if (header.getName().equals(RETRY_COUNT) && header.getValue() != null) {
                String digits = StandardCharsets.UTF_8
                        .decode(header.getValue().duplicate())
                        .toString();
                retries = digits.matches("\\d{1,6}") ? Integer.parseInt(digits) : retries;
            }
        }
        return retries;
    }

    /**
     * The record that died, as it was: key, bytes, timestamp and headers, and how often it has been fed in again now,
     * and as which letter.
     */
    public static ProducerRecord<byte[], byte[]> again(DeadLetter letter) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                letter.getTopic(),
                null,
                letter.getRecordedAt().toEpochMilli(),
                array(letter.getRecordKey()),
                array(letter.getRecordValue()));
        for (RecordHeader header : letter.getHeaders()) {
            if (!header.getName().equals(RETRY_COUNT) && !header.getName().equals(LETTER)) {
                record.headers().add(header.getName(), array(header.getValue()));
            }
        }
        record.headers().add(RETRY_COUNT, bytes(Integer.toString(retries(letter) + 1)));
        record.headers().add(LETTER, bytes(letter.getId()));
        return record;
    }

    private static byte[] array(ByteBuffer buffer) {
        if (buffer == null) {
            return null;
        }
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private DeadLetters() {}
}
