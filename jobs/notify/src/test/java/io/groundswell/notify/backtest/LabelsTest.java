package io.groundswell.notify.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelsTest {

    private static Labels read(String table) throws Exception {
        return Labels.read(new StringReader(table), "labels.csv");
    }

    private static Instant march(int day, int hour) {
        return Instant.parse("2026-03-%02dT%02d:00:00Z".formatted(day, hour));
    }

    @Test
    void of_each_window_the_first_alarm_counts_and_those_in_none_are_counted_beside() throws Exception {
        Labels labels =
                read("from,to\n2026-03-02 10:00:00,2026-03-02 20:00:00\n2026-03-05T10:00:00Z,2026-03-05T20:00:00Z\n");

        assertThat(labels.against(List.of(march(1, 9), march(2, 10), march(2, 15), march(2, 20), march(7, 0))))
                .isEqualTo(new Labels.Verdict(List.of(Optional.of(Duration.ZERO), Optional.empty()), 2));
        assertThat(labels.against(List.of(march(5, 11))))
                .isEqualTo(new Labels.Verdict(List.of(Optional.empty(), Optional.of(Duration.ofHours(1))), 0));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'from,to' | labels.csv holds no windows",
                "'2026-03-02 10:00:00' | 'labels.csv, line 1: two times are expected, with a comma between them'",
                "'2026-03-02 10:00:00,noon' | 'labels.csv, line 1: ''noon'' is not a time such as 2026-03-02 12:05:00'",
                "'2026-03-02 10:00:00,2026-03-01 10:00:00' | 'labels.csv, line 1: the second time lies before the first'"
            })
    void what_is_wrong_is_told_with_its_line(String table, String message) {
        assertThatThrownBy(() -> read(table)).isInstanceOf(UnusableTable.class).hasMessage(message);
    }
}
