package io.groundswell.local;

import io.groundswell.flow.Settings;
import io.groundswell.publish.PublishSettings;

/**
 * Where the parts of a running stack answer; kept in {@code stack.json}.
 *
 * @param pid of the process that runs the stack
 * @param kafka where the broker is, and how to get in
 * @param elasticsearch URL
 * @param flink URL of the web UI and its REST interface
 * @param counts URL of the counts by stage and outcome
 * @param since when it was up, ISO 8601
 */
record StackAddress(long pid, Brokers kafka, String elasticsearch, String flink, String counts, String since) {

    /** A stack that runs elsewhere: nothing is known of its process, its Flink and its counts. */
    static StackAddress elsewhere(Settings settings) {
        return new StackAddress(
                0,
                Brokers.of(settings),
                PublishSettings.from(settings).elasticsearch().get(0),
                "",
                "",
                "");
    }

    boolean elsewhere() {
        return pid == 0;
    }
}
