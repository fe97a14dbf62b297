/**
 * What is kept in Elasticsearch, as values: which index, which id, which version, which JSON.
 *
 * <p>In: one document per record, the rules for ids, versions and deleted posts.
 *
 * <p>Not in: how documents get to Elasticsearch (search), Flink.
 *
 * <p>May import: Avro, Jackson, schemas, flow's records.
 */
package io.groundswell.publish.document;
