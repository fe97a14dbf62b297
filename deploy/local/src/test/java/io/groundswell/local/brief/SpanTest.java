package io.groundswell.local.brief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpanTest {

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

    /** The clocks of Vienna went from two to three in the night before. */
    private static final Instant NOW = Instant.parse("2026-03-30T07:20:00Z");

    @Test
    void unless_said_it_is_since_six_in_the_morning_of_yesterday_where_the_brand_is() {
        assertThat(Span.sinceYesterdayMorning(NOW, VIENNA))
                .isEqualTo(new Span(
                        Instant.parse("2026-03-29T04:00:00Z"), Instant.parse("2026-03-30T08:00:00Z"), NOW, VIENNA));
        assertThat(Span.sinceYesterdayMorning(NOW, ZoneOffset.UTC).from())
                .isEqualTo(Instant.parse("2026-03-29T06:00:00Z"));
    }

    @Test
    void it_is_of_whole_hours_also_where_the_clocks_are_half_an_hour_off() {
        assertThat(Span.sinceYesterdayMorning(NOW, KOLKATA))
                .isEqualTo(new Span(
                        Instant.parse("2026-03-29T00:00:00Z"), Instant.parse("2026-03-30T08:00:00Z"), NOW, KOLKATA));
    }

    @Test
    void the_day_on_which_the_clocks_go_forward_has_twenty_three_hours_and_the_other_twenty_five() {
        assertThat(Span.of("2026-03-29", "2026-03-30", NOW, VIENNA).hours()).hasSize(23);
        Instant november = Instant.parse("2026-11-01T00:00:00Z");
        assertThat(Span.of("2026-10-25", "2026-10-26", november, VIENNA).hours())
                .hasSize(25)
                .startsWith(Instant.parse("2026-10-24T22:00:00Z"))
                .endsWith(Instant.parse("2026-10-25T22:00:00Z"));
    }

    @Test
    void the_same_hours_of_a_day_before_are_the_same_by_the_clock() {
        Span span = Span.of("2026-03-29T06:00", "2026-03-29T18:00", NOW, VIENNA);

        assertThat(span.daysBefore(1))
                .isEqualTo(new Span(
                        Instant.parse("2026-03-28T05:00:00Z"), Instant.parse("2026-03-28T17:00:00Z"), NOW, VIENNA));
    }

    @Test
    void it_knows_the_days_it_reaches_into() {
        assertThat(Span.sinceYesterdayMorning(NOW, VIENNA).days())
                .isEqualTo(List.of(Instant.parse("2026-03-28T23:00:00Z"), Instant.parse("2026-03-29T22:00:00Z")));
    }

    @Test
    void times_are_days_or_clocks_of_the_zone_or_moments() {
        Instant six = Instant.parse("2026-03-29T04:00:00Z");
        assertThat(List.of("2026-03-29T06:00", "2026-03-29T04:00:00Z", "2026-03-29T06:00+02:00"))
                .allSatisfy(text ->
                        assertThat(Span.of(text, null, NOW, VIENNA).from()).isEqualTo(six));
        assertThatThrownBy(() -> Span.of("yesterday", null, NOW, VIENNA))
                .hasMessage("'--from' is 'yesterday', but must be a day (2026-03-08), a time (2026-03-08T06:00) or a"
                        + " moment (2026-03-08T06:00:00Z).");
    }

    @Test
    void what_makes_no_time_is_refused_with_the_reason() {
        assertThatThrownBy(() -> Span.of("2026-03-29", "2026-03-29", NOW, ZoneOffset.UTC))
                .hasMessage("The brief would end at 2026-03-29T00:00:00Z, which is not after its beginning at"
                        + " 2026-03-29T00:00:00Z; give an earlier --from or a later --to.");
        assertThatThrownBy(() -> Span.of("2026-04-01", "2026-04-02", NOW, ZoneOffset.UTC))
                .hasMessage("The brief would begin at 2026-04-01T00:00:00Z, which is still to come.");
        assertThatThrownBy(() -> Span.of("2025-03-29", null, NOW, ZoneOffset.UTC))
                .hasMessage("The brief would be of 366 days, but a brief is of 31 days at most.");
    }
}
