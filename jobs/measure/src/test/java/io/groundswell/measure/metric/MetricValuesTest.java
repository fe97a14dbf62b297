package io.groundswell.measure.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Measure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricValuesTest {

    private static Measure window(String platform, String start, Map<String, Long> counted) {
        Measure measure = new Measure();
        Counters.BY_NAME.keySet().forEach(name -> measure.put(name, counted.getOrDefault(name, 0L)));
        measure.setPlatform(platform);
        measure.setWindowStart(Instant.parse(start));
        return measure;
    }

    private static Measure valued(List<String> picks, Measure measure) {
        new MetricValues(MetricRegistry.shipped().picked(picks)).addTo(measure);
        return measure;
    }

    @Test
    void a_window_says_what_its_counters_amount_to_and_by_which_definitions() {
        // When
        Measure measure = valued(
                List.of("net-sentiment", "average-stars"),
                window("all", "2026-03-02T12:00:00Z", Map.of("positive", 2L, "negative", 1L)));

        // Then
        assertThat(measure.getMetrics()).isEqualTo(Map.of("net-sentiment", 1 / 3.0));
        assertThat(measure.getMetricVersions()).containsExactly("net-sentiment/1", "average-stars/1");
    }

    @Test
    void the_definition_that_held_on_the_day_is_used_unless_one_is_asked_for() {
        // Given
        Map<String, Long> counted = Map.of(
                "sharesGained", 1L, "likes", 10L, "quotesGained", 100L, "repliesGained", 1000L, "bookmarks", 10000L);
        List<String> picks = List.of("talkwalker-x-engagement", "talkwalker-x-engagement/1");

        // When
        List<Map<String, Double>> values = List.of("2023-06-12", "2023-06-13", "2024-01-01", "2024-07-01").stream()
                .map(day ->
                        valued(picks, window("x", day + "T00:00:00Z", counted)).getMetrics())
                .toList();

        // Then
        assertThat(values)
                .extracting(metrics -> metrics.get("talkwalker-x-engagement"))
                .containsExactly(11.0, 111.0, 1111.0, 11111.0);
        assertThat(values)
                .extracting(metrics -> metrics.get("talkwalker-x-engagement-v1"))
                .containsOnly(11.0);
    }

    @Test
    void a_recipe_of_one_platform_says_nothing_of_another() {
        // When
        Measure measure = valued(
                List.of("talkwalker-facebook-engagement"), window("x", "2026-03-02T12:00:00Z", Map.of("likes", 3L)));

        // Then
        assertThat(measure.getMetrics()).isEmpty();
        assertThat(measure.getMetricVersions()).isEmpty();
    }

    @Test
    void every_definition_that_ships_has_an_example() {
        assertThat(MetricRegistry.shipped().all())
                .allSatisfy(
                        metric -> assertThat(metric.examples()).as(metric.id()).isNotEmpty());
    }
}
