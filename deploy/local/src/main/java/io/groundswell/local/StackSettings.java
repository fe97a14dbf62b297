package io.groundswell.local;

import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.Settings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** What the stages are told by the stack they run in. */
final class StackSettings {

    /** A partition that is silent for longer no longer holds event time back; a machine of one's own has no slow feeds. */
    private static final Duration IDLE = Duration.ofSeconds(5);

    /** Longer than any timer of a stage waits: idle partitions, and alerts of which only the revision moved (10 s). */
    static final Duration QUIET = Duration.ofSeconds(12);

    /** Room for a dead letter that carries the largest record whole; the broker takes as much. */
    private static final int LARGEST_REQUEST = 32 * 1024 * 1024;

    /**
     * Addresses are the stack's and beat what the user wrote; the rest only fills gaps.
     *
     * @param written by the user
     */
    static Map<String, String> of(String kafka, URI elasticsearch, Map<String, String> written) {
        Map<String, String> settings = new TreeMap<>();
        settings.put(FlowSettings.CHECKPOINT_INTERVAL.key(), "2s");
        settings.put(Settings.KAFKA_CLIENT_PREFIX + "max.request.size", Integer.toString(LARGEST_REQUEST));
        settings.put(FlowSettings.IDLE.key(), IDLE.toSeconds() + "s");
        settings.putAll(written);
        settings.put(FlowSettings.KAFKA_BROKERS.key(), kafka);
        settings.put("publish.elasticsearch", elasticsearch.toString());
        return settings;
    }

    private StackSettings() {}
}
