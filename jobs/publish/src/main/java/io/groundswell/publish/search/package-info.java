/**
 * Elasticsearch as we speak to it: requests, bulks and what their answers mean, the indices.
 *
 * <p>In: one client, bulk bodies, the table of answers, index templates and the check of what is there already.
 *
 * <p>Not in: what a document contains (document), batching, retrying and dead letters (publish), Flink.
 *
 * <p>May import: Elasticsearch's REST client, Jackson, document, flow's wall clock.
 */
package io.groundswell.publish.search;
