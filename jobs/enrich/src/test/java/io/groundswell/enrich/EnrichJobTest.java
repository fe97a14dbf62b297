package io.groundswell.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.flow.StrictEnvironment;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

class EnrichJobTest {

    @Test
    void settings_have_defaults_and_are_read() {
        assertThat(EnrichSettings.from(Settings.of(Map.of())))
                .isEqualTo(new EnrichSettings(
                        Duration.ofSeconds(2),
                        Duration.ofHours(6),
                        Duration.ofHours(24),
                        EnrichSettings.SentimentChoice.TIERED,
                        50,
                        10_000));
        assertThat(EnrichSettings.from(Settings.of(Map.of(
                        "enrich.budget", "500ms",
                        "enrich.copy-memory", "1d",
                        "enrich.copy-groups", "12h",
                        "enrich.sentiment", "rntn",
                        "enrich.deep-per-second", "7",
                        "enrich.deep-followers", "99"))))
                .isEqualTo(new EnrichSettings(
                        Duration.ofMillis(500),
                        Duration.ofDays(1),
                        Duration.ofHours(12),
                        EnrichSettings.SentimentChoice.RNTN,
                        7,
                        99));
    }

    @Test
    void a_misspelt_setting_is_told() {
        // Given
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment(StrictEnvironment.strict());
        Settings settings = Settings.of(Map.of("enrich.copy-memry", "6h"));

        // Then
        assertThatThrownBy(() -> EnrichJob.wire(environment, settings))
                .isInstanceOf(SettingsProblem.class)
                .hasMessageContaining("enrich.copy-memory");
    }
}
