package io.groundswell.notify.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.notify.backtest.Counts.Row;
import java.io.IOException;
import java.io.StringReader;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CountsTest {

    private static Counts read(String text) throws IOException {
        return Counts.read(new StringReader(text), "m.csv");
    }

    @Test
    void times_are_read_as_tools_write_them_and_without_a_zone_they_are_utc() throws Exception {
        assertThat(
                        read(
                                "timestamp,value\n2026-03-02 12:00:00,3\n2026-03-02T12:05:00.5,0\n2026-03-02T14:10:00+02:00,2.5\n\n2026-03-02T12:15:00Z,1\n"))
                .isEqualTo(new Counts(
                        java.util.List.of(
                                new Row("2026-03-02 12:00:00", Instant.parse("2026-03-02T12:00:00Z"), 3),
                                new Row("2026-03-02T12:05:00.5", Instant.parse("2026-03-02T12:05:00.5Z"), 0),
                                new Row("2026-03-02T14:10:00+02:00", Instant.parse("2026-03-02T12:10:00Z"), 2.5),
                                new Row("2026-03-02T12:15:00Z", Instant.parse("2026-03-02T12:15:00Z"), 1)),
                        0));
    }

    @Test
    void rows_that_are_missing_are_counted_and_not_made_up() throws Exception {
        Counts counts = read("2026-03-02 12:00:00,3\n2026-03-02 12:05:00,3\n2026-03-02 13:00:00,4\n");
        assertThat(counts.gaps()).isEqualTo(1);
        assertThat(counts.rows()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        time,count                                   | m.csv holds no counts
        time,count;2026-03-02 12:00:00               | m.csv, line 2: a time and a count are expected, with a comma between them
        2026-03-02 12:00:00,three                    | m.csv, line 1: 'three' is not a count
        2026-03-02 12:00:00,-1                       | m.csv, line 1: '-1' is not a count: it must be 0 or more
        2026-03-02 12:00:00,NaN                      | m.csv, line 1: 'NaN' is not a count: it must be 0 or more
        12 o'clock,3                                 | m.csv, line 1: '12 o'clock' is not a time such as 2026-03-02 12:05:00
        2026-03-02 12:00:00,3;2026-03-02 12:00:00,4  | m.csv, line 2: '2026-03-02 12:00:00' does not come after the row before; sort the rows by time
        2026-03-02 12:00:00,3;2026-03-02 13:00:00,4  | m.csv, line 2: counts are expected every 5 minutes; this one comes 60 minutes after the one before
        2026-03-02 12:00:00,3;2026-03-02 12:00:10,4  | m.csv, line 2: counts are expected every 5 minutes; this one comes 10 seconds after the one before
        """)
    void what_is_no_table_of_counts_is_refused_with_the_line_and_the_reason(String text, String sentence) {
        assertThatThrownBy(() -> read(text.replace(';', '\n') + "\n"))
                .isInstanceOf(UnusableTable.class)
                .hasMessage(sentence);
    }
}
