package io.groundswell.collect;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.PseudonymKeys;
import io.groundswell.flow.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CollectSettingsTest {

    @Test
    void every_default_is_as_documented() {
        assertThat(CollectSettings.from(Settings.of(Map.of())))
                .isEqualTo(new CollectSettings(Duration.ofDays(2), Duration.ofDays(400), PseudonymKeys.none()));
    }

    @Test
    void every_key_can_be_set() {
        assertThat(CollectSettings.from(
                        Settings.of(Map.of("collect.engagement-memory", "3d", "collect.local-name-memory", "4d"))))
                .isEqualTo(new CollectSettings(Duration.ofDays(3), Duration.ofDays(4), PseudonymKeys.none()));
    }
}
