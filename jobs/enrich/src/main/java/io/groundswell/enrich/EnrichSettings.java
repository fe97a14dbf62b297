package io.groundswell.enrich;

import io.groundswell.flow.Setting;
import io.groundswell.flow.Settings;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What a user may say about enriching.
 *
 * @param budget processor time one post may cost
 * @param copyMemory how long what a text says is remembered after it was first judged; processing time
 */
public record EnrichSettings(Duration budget, Duration copyMemory) implements Serializable {

    private static final Setting<Duration> BUDGET = Setting.duration(
            "enrich.budget",
            "2s",
            "Processor time one post may cost; a post that would cost more is kept without sentiment and entities");

    private static final Setting<Duration> COPY_MEMORY = Setting.duration(
            "enrich.copy-memory",
            "6h",
            "How long a judged text is remembered, so that its copies are looked up and not judged again");

    public static final List<Setting<?>> ALL = List.of(BUDGET, COPY_MEMORY);

    public static EnrichSettings from(Settings settings) {
        return new EnrichSettings(settings.get(BUDGET), settings.get(COPY_MEMORY));
    }
}
