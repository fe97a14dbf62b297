/**
 * Shared Flink furniture: settings, the strict environment, Kafka ends, event time, dead letters, counts that last.
 *
 * <p>In: what every stage needs and none owns.
 *
 * <p>Not in: anything about platforms, brands, language, windows or alerts (the stages), Elasticsearch (publish).
 *
 * <p>May import: Flink, Kafka, Avro, schemas.
 */
package io.groundswell.flow;
