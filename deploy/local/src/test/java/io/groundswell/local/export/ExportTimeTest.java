package io.groundswell.local.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.flow.SettingsProblem;
import io.groundswell.topics.WindowSize;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ExportTimeTest {

    private static ExportRequest request(String from, String to, String zone) {
        return ExportTime.request(
                ExportKind.MENTIONS,
                new TreeSet<>(List.of("acme")),
                from,
                to,
                ZoneId.of(zone),
                WindowSize.DAY,
                ExportFormat.CSV);
    }

    @Test
    void a_day_is_in_to_its_end_also_when_the_clocks_change_on_it() {
        // When
        ExportRequest day = request("2026-03-29", "2026-03-29", "Europe/Vienna");

        // Then
        assertThat(day.from()).isEqualTo(Instant.parse("2026-03-28T23:00:00Z"));
        assertThat(day.to()).isEqualTo(Instant.parse("2026-03-29T22:00:00Z"));
    }

    @Test
    void a_day_begins_when_it_begins_also_where_there_is_no_midnight() {
        assertThat(request("2026-04-24", null, "Africa/Cairo").from()).isEqualTo(Instant.parse("2026-04-23T22:00:00Z"));
    }

    @Test
    void an_instant_is_itself_in_whatever_zone() {
        // When
        ExportRequest request = request("2026-03-01T09:00:00Z", "2026-03-01T11:00:00+01:00", "Asia/Tokyo");

        // Then
        assertThat(request.from()).isEqualTo(Instant.parse("2026-03-01T09:00:00Z"));
        assertThat(request.to()).isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    }

    @Test
    void times_that_are_none_and_times_with_nothing_between_them_are_refused() {
        assertThatThrownBy(() -> request("yesterday", "2026-02-30", "UTC"))
                .isInstanceOfSatisfying(SettingsProblem.class, problem -> assertThat(problem.problems())
                        .containsExactly(
                                "'--from' is 'yesterday', but must be a day such as 2026-03-01 or an instant such"
                                        + " as 2026-03-01T09:00:00Z",
                                "'--to' is '2026-02-30', but must be a day such as 2026-03-01 or an instant such"
                                        + " as 2026-03-01T09:00:00Z"));
        assertThatThrownBy(() -> request("2026-03-02", "2026-03-01", "UTC"))
                .isInstanceOfSatisfying(SettingsProblem.class, problem -> assertThat(problem.problems())
                        .containsExactly("'--from' 2026-03-02 is not before '--to' 2026-03-01"));
    }
}
