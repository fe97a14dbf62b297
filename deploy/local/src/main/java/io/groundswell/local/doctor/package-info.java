/**
 * Whether a stack can do its work: what is reachable, allowed, there and as it should be, and what to do where it is not.
 *
 * <p>In: looking, without changing or writing anything, at Kafka, Elasticsearch, Kibana, channels and files.
 *
 * <p>Not in: making things ready (setup), who may do what (access).
 *
 * <p>May import: flow, collect.brand, notify.deliver, publish.search, access; Kafka's admin client.
 */
package io.groundswell.local.doctor;
