package io.groundswell.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.measure.metric.MetricRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MeasureSettingsTest {

    @Test
    void defaults() {
        // When
        MeasureSettings settings = MeasureSettings.from(Settings.of(Map.of()).checked("measure", MeasureSettings.ALL));

        // Then
        assertThat(settings)
                .isEqualTo(new MeasureSettings(
                        Duration.ofDays(7),
                        Duration.ofSeconds(1),
                        Duration.ofHours(24),
                        MetricRegistry.shipped()
                                .picked(List.of(
                                        "engagement",
                                        "net-sentiment",
                                        "negative-share",
                                        "people-share",
                                        "average-stars",
                                        "talkwalker-x-engagement")),
                        List.of()));
    }

    @Test
    void every_key() {
        // When
        MeasureSettings settings = MeasureSettings.from(Settings.of(Map.of(
                        "measure.lateness",
                        "3d",
                        "measure.refresh",
                        "250ms",
                        "measure.first-snapshot",
                        "2h",
                        "measure.metrics",
                        "synthesio-srs",
                        "measure.metrics-file",
                        "",
                        "measure.conversions",
                        "book_demo, newsletter_signup"))
                .checked("measure", MeasureSettings.ALL));

        // Then
        assertThat(settings)
                .isEqualTo(new MeasureSettings(
                        Duration.ofDays(3),
                        Duration.ofMillis(250),
                        Duration.ofHours(2),
                        MetricRegistry.shipped().picked(List.of("synthesio-srs")),
                        List.of("book_demo", "newsletter_signup")));
    }

    @Test
    void a_metric_of_ones_own_needs_a_file_and_no_code(@TempDir Path folder) throws IOException {
        // Given
        Path file = Files.writeString(
                folder.resolve("own.yaml"),
                """
                - metric: our-index
                  version: 1
                  says: What we look at on Mondays.
                  formula: (positive - 2 * negative) / mentions
                  unit: points
                  source: the board
                  examples: [{given: {positive: 5, negative: 1, mentions: 10}, value: 0.3}]
                """);

        // When
        MeasureSettings settings = MeasureSettings.from(
                Settings.of(Map.of("measure.metrics", "our-index", "measure.metrics-file", file.toString())));

        // Then
        assertThat(settings.metrics())
                .singleElement()
                .satisfies(pick -> assertThat(pick.versions().get(0).id()).isEqualTo("our-index/1"));
    }

    @Test
    void what_is_wrong_with_metrics_is_told_at_once(@TempDir Path folder) throws IOException {
        // Given
        Path file = Files.writeString(
                folder.resolve("own.yaml"),
                """
                - {metric: One, version: 0, says: a, formula: a, unit: a, source: a, colour: red}
                - {metric: two, version: 1, says: a, formula: positive /, unit: a, source: a}
                - {metric: three, version: 1, says: a, formula: likes + loves, unit: a, source: a}
                - {metric: net-sentiment, version: 1, says: a, formula: likes, unit: a, source: a}
                - {metric: four, version: 1, says: a, formula: likes, unit: a, source: a, examples: [{given: {likes: 2}, value: 3}]}
                """);

        // Then
        assertThatThrownBy(() -> MeasureSettings.from(Settings.of(Map.of("measure.metrics-file", file.toString()))))
                .isInstanceOf(SettingsProblem.class)
                .hasMessageContaining("One: there is no key 'colour'; there are: examples, formula")
                .hasMessageContaining("One: a name is lower-case letters, digits and hyphens")
                .hasMessageContaining("One: 'version' must be a whole number from 1 on")
                .hasMessageContaining("two/1: the formula 'positive /' is not understood")
                .hasMessageContaining("three/1: the formula 'likes + loves' is not understood: there is no 'loves'")
                .hasMessageContaining("net-sentiment/1: is defined twice")
                .hasMessageContaining("four/1: the example of {likes=2.0} gives 2.0, not 3.0");
        assertThatThrownBy(() -> MeasureSettings.from(Settings.of(Map.of("measure.metrics-file", "nowhere.yaml"))))
                .hasMessage("measure.metrics-file: there is no file nowhere.yaml");
        assertThatThrownBy(() -> MeasureSettings.from(Settings.of(Map.of("measure.metrics", "fame"))))
                .hasMessageStartingWith("measure.metrics: there is no metric 'fame'; there are: average-stars/1");
    }
}
