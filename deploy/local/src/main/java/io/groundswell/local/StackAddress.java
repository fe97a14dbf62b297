package io.groundswell.local;

/**
 * Where the parts of a running stack answer; kept in {@code stack.json}.
 *
 * @param pid of the process that runs the stack
 * @param kafka host:port
 * @param elasticsearch URL
 * @param flink URL of the web UI and its REST interface
 * @param counts URL of the counts by stage and outcome
 * @param since when it was up, ISO 8601
 */
record StackAddress(long pid, String kafka, String elasticsearch, String flink, String counts, String since) {}
