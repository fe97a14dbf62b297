/**
 * The real parts Groundswell stands on, started on this machine: a Kafka broker and an Elasticsearch.
 *
 * <p>In: starting, stopping and killing them, on 127.0.0.1, with a data folder that outlives them.
 *
 * <p>Not in: what is kept in them (the stages), which of them a command needs (deploy/local).
 *
 * <p>May import: Kafka's server and clients, the JDK.
 */
package io.groundswell.engines;
