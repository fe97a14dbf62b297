package io.groundswell.notify.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.BrandRule;
import io.groundswell.topics.RuleKind;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuietHoursTest {

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");

    private static BrandRule quiet(String from, String to) {
        return Rules.quiet(Rules.named("a", RuleKind.BIG_AUTHOR), LocalTime.parse(from), LocalTime.parse(to))
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-03-02T20:59:59Z,",
        "2026-03-02T21:00:00Z, 2026-03-03T06:00:00Z",
        "2026-03-03T05:59:59Z, 2026-03-03T06:00:00Z",
        "2026-03-03T06:00:00Z,",
        // the night in which clocks go forward, and the one in which they go back
        "2026-03-28T22:00:00Z, 2026-03-29T05:00:00Z",
        "2026-10-24T21:00:00Z, 2026-10-25T06:00:00Z"
    })
    void a_night_ends_in_the_morning_of_the_brand_s_own_time_zone(Instant moment, Instant end) {
        assertThat(QuietHours.endOf(quiet("22:00", "07:00"), VIENNA, moment)).isEqualTo(end);
    }

    @ParameterizedTest
    @CsvSource({"2026-03-02T11:00:00Z, 2026-03-02T12:30:00Z", "2026-03-02T12:30:00Z,", "2026-03-02T10:59:00Z,"})
    void a_noon_ends_the_same_day(Instant moment, Instant end) {
        assertThat(QuietHours.endOf(quiet("12:00", "13:30"), VIENNA, moment)).isEqualTo(end);
    }

    @Test
    void a_rule_without_quiet_hours_is_never_quiet() {
        assertThat(QuietHours.endOf(quiet("00:00", "00:00"), VIENNA, Instant.parse("2026-03-02T23:30:00Z")))
                .isNull();
    }
}
