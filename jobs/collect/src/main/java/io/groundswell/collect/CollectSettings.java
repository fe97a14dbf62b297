package io.groundswell.collect;

import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import java.time.Duration;
import java.util.List;

/**
 * What a user may set for this stage.
 *
 * @param brandsPatience how long the start waits for the topic of brands
 */
public record CollectSettings(Duration brandsPatience) {

    static final Setting<Duration> BRANDS_PATIENCE = Setting.duration(
            "collect.brands-patience", "30s", "How long the start may take to read the brands from Kafka");

    public static final List<Setting<?>> ALL = List.of(BRANDS_PATIENCE);

    public static CollectSettings from(Settings settings) {
        return new CollectSettings(settings.get(BRANDS_PATIENCE));
    }
}
