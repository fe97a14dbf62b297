package io.groundswell.local;

import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.Settings;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/** What the stages are told by the stack they run in. */
final class StackSettings {

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
        settings.putAll(written);
        settings.put(FlowSettings.KAFKA_BROKERS.key(), kafka);
        return settings;
    }

    private StackSettings() {}
}
