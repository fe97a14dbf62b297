/**
 * The whole of Groundswell on one machine: the stack, and the {@code groundswell} command that starts, feeds and asks it.
 *
 * <p>In: starting and stopping the engines and the five jobs, replaying files, knowing when everything has gone through,
 * the closing account, what is printed.
 *
 * <p>Not in: what the jobs do (jobs), how the engines are started (engines), what the story tells (story).
 *
 * <p>May import: everything of ours; Flink, Kafka and Elasticsearch's REST interface.
 */
package io.groundswell.local;
