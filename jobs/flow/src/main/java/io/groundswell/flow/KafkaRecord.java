package io.groundswell.flow;

import java.io.Serializable;

/**
 * A record as it lay in Kafka, with the place it lay at, so that what cannot be used can be told and fed in again.
 *
 * @param timestamp milliseconds since 1970, Kafka's
 * @param key null when the record has none
 * @param value null for a tombstone
 * @param headers as {@link PackedHeaders} packs them; null when the record has none
 */
public record KafkaRecord(
        String topic, int partition, long offset, long timestamp, byte[] key, byte[] value, byte[] headers)
        implements Serializable {

    /** A record without headers. */
    public KafkaRecord(String topic, int partition, long offset, long timestamp, byte[] key, byte[] value) {
        this(topic, partition, offset, timestamp, key, value, null);
    }
}
