package io.groundswell.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.flow.Settings;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.notify.crisis.RuleLimits;
import io.groundswell.notify.crisis.Talk;
import io.groundswell.notify.deliver.Channel;
import io.groundswell.topics.AlertTier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotifySettingsTest {

    @Test
    void every_setting_has_its_default() {
        assertThat(NotifySettings.from(Settings.of(Map.of())))
                .isEqualTo(new NotifySettings(Talk.LIMITS, Duration.ofSeconds(1), List.of(), Duration.ofDays(1)));
    }

    @Test
    void every_setting_can_be_set(@TempDir Path folder) throws Exception {
        // Given
        Path channels = Files.writeString(folder.resolve("channels.yaml"), "- channel: team\n  slack: env:SLACK\n");
        Settings written = Settings.of(Map.ofEntries(
                        Map.entry("notify.warm-up", "1d"),
                        Map.entry("notify.least-mentions", "3"),
                        Map.entry("notify.watch-at", "2.5"),
                        Map.entry("notify.crisis-at", "4.5"),
                        Map.entry("notify.close-at", "1"),
                        Map.entry("notify.close-after", "1h"),
                        Map.entry("notify.cool-down", "12h"),
                        Map.entry("notify.longest", "3d"),
                        Map.entry("notify.correctable", "4d"),
                        Map.entry("notify.early", "20m"),
                        Map.entry("notify.refresh", "500ms"),
                        Map.entry("notify.channels", channels.toString()),
                        Map.entry("notify.deliver-within", "2h")))
                .checked("notify", NotifySettings.declared());
        // When, Then
        assertThat(NotifySettings.from(written))
                .isEqualTo(new NotifySettings(
                        new RuleLimits(
                                Duration.ofDays(1),
                                3,
                                2.5,
                                4.5,
                                1,
                                Duration.ofHours(1),
                                Duration.ofHours(12),
                                Duration.ofDays(3),
                                Duration.ofDays(4),
                                Duration.ofMinutes(20)),
                        Duration.ofMillis(500),
                        List.of(new Channel(
                                "team",
                                Channel.Kind.SLACK,
                                "env:SLACK",
                                null,
                                List.of(),
                                List.of(),
                                AlertTier.WATCH,
                                List.of(),
                                null,
                                null)),
                        Duration.ofHours(2)));
    }

    @Test
    void settings_that_contradict_each_other_are_all_told() {
        Settings written = Settings.of(Map.of(
                "notify.warm-up", "6h",
                "notify.close-at", "9",
                "notify.watch-at", "5",
                "notify.longest", "90d",
                "notify.refresh", "0s"));
        assertThatThrownBy(() -> NotifySettings.from(written))
                .isInstanceOfSatisfying(SettingsProblem.class, problem -> assertThat(problem.problems())
                        .isEqualTo(List.of(
                                "'notify.warm-up' must be at least 1d: before, nothing is known about a brand's day",
                                "'notify.longest' must be a multiple of 5m, at most 4094 of them",
                                "'notify.close-at' must be less than 'notify.watch-at'",
                                "'notify.watch-at' must not be more than 'notify.crisis-at'",
                                "'notify.refresh' must be more than 0")));
    }
}
