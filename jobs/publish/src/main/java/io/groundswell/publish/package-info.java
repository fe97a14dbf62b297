/**
 * Keeps everything the other stages found as documents in Elasticsearch, each once, in its newest version.
 *
 * <p>In: the wiring, one class per operator, the sink with its batches, retries and dead letters.
 *
 * <p>Not in: what a document contains (document), how Elasticsearch is spoken to (search), how records are judged,
 * counted or enriched (the other stages).
 *
 * <p>May import: Flink, Kafka, schemas, flow.
 */
package io.groundswell.publish;
