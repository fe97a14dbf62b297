package io.groundswell.publish.document;

import io.groundswell.flow.KafkaRecord;
import java.io.Serializable;

/**
 * One document on its way to Elasticsearch, its JSON written once.
 *
 * @param id what Elasticsearch knows it by, at most 512 bytes
 * @param version what Elasticsearch compares: the greatest one sent for an id stays, whatever the order
 * @param origin the record it came from, for the dead letter if Elasticsearch refuses it
 */
public record Document(Index index, String id, long version, byte[] json, KafkaRecord origin) implements Serializable {}
