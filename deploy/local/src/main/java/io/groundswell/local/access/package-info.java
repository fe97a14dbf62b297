/**
 * Who may do what: users of Kafka and roles of Elasticsearch, as files, and how they are made rules.
 *
 * <p>In: reading the files that ship, making the topics, rules and roles of a stack.
 *
 * <p>Not in: looking whether they hold (doctor), how a client gets in (flow, publish).
 *
 * <p>May import: flow, collect.feed, publish.search; Kafka's admin client.
 */
package io.groundswell.local.access;
