package io.groundswell.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MeasureSettingsTest {

    @Test
    void defaults() {
        // When
        MeasureSettings settings = MeasureSettings.from(Settings.of(Map.of()).checked("measure", MeasureSettings.ALL));

        // Then
        assertThat(settings)
                .isEqualTo(new MeasureSettings(Duration.ofDays(7), Duration.ofSeconds(1), Duration.ofHours(24)));
    }

    @Test
    void every_key() {
        // When
        MeasureSettings settings = MeasureSettings.from(Settings.of(
                        Map.of("measure.lateness", "3d", "measure.refresh", "250ms", "measure.first-snapshot", "2h"))
                .checked("measure", MeasureSettings.ALL));

        // Then
        assertThat(settings)
                .isEqualTo(new MeasureSettings(Duration.ofDays(3), Duration.ofMillis(250), Duration.ofHours(2)));
    }
}
