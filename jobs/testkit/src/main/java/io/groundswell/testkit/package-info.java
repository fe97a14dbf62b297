/**
 * Fixtures that tell a story, and a small Flink to run them on.
 *
 * <p>In: mentions made in one line, named moments, a strict mini cluster environment, somebody who takes
 * messages.
 *
 * <p>Not in: anything a running job needs, real brokers and real Elasticsearch (engines).
 *
 * <p>May import: Flink and its test tools, JUnit, schemas, flow.
 */
package io.groundswell.testkit;
