package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestCommandTest {

    @TempDir
    private Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path counts;

    @BeforeEach
    void write() throws Exception {
        // Given: six mentions every five minutes for five days, an outburst on the fourth
        StringBuilder table = new StringBuilder("timestamp,value\n");
        for (int row = 0; row < 5 * 288; row++) {
            Instant start = Instant.parse("2026-03-02T00:00:00Z").plusSeconds(300L * row);
            String time = start.toString().replace("T", " ").replace("Z", "");
            int count = 4 + row * 7 % 5 + (row >= 1000 && row < 1006 ? 90 : 0);
            table.append(time).append(',').append(count).append('\n');
        }
        counts = Files.writeString(folder.resolve("mentions.csv"), table);
    }

    private int run(String... arguments) {
        return Groundswell.run(
                arguments,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    @Test
    void every_alarm_is_a_line_of_the_table() {
        int exit = run("backtest", "--counts", counts.toString());
        assertThat(exit).isZero();
        assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8).lines())
                .hasSize(2)
                .startsWith("timestamp,tier,severity,expected,seen")
                .element(1)
                .asString()
                .startsWith("2026-03-05 11:20:00,CRISIS,")
                .endsWith(",94");
    }

    @Test
    void alarms_are_held_against_what_really_went_on() throws Exception {
        Path labels = Files.writeString(
                folder.resolve("crises.csv"),
                "from,to\n2026-03-05 11:00:00,2026-03-05 14:00:00\n2026-03-06 00:00:00,2026-03-06 01:00:00\n");
        assertThat(run("backtest", "--counts", counts.toString(), "--labels", labels.toString()))
                .isZero();
        assertThat(err.toString(StandardCharsets.UTF_8).lines())
                .containsExactly(
                        "2026-03-05 11:00 to 2026-03-05 14:00 UTC: a crisis was called after 25 minutes.",
                        "2026-03-06 00:00 to 2026-03-06 01:00 UTC: no crisis was called.",
                        "1 of 2 labelled windows found; 0 crises beside them, 0.00 a week.");
    }

    @Test
    void labels_that_are_none_are_told_with_their_line() throws Exception {
        Path labels = Files.writeString(folder.resolve("crises.csv"), "from,to\nyesterday,today\n2026,2027\n");
        assertThat(run("backtest", "--counts", counts.toString(), "--labels", labels.toString()))
                .isNotZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("crises.csv, line 2: 'yesterday' is not a time such as 2026-03-02 12:05:00")
                .doesNotContain("\tat ");
    }

    @Test
    void a_higher_threshold_and_a_budget_are_taken_and_told() {
        assertThat(run("backtest", "--counts", counts.toString(), "--budget", "1/month"))
                .isZero();
        assertThat(err.toString(StandardCharsets.UTF_8))
                .startsWith("A crisis from severity ")
                .contains(" keeps to 1/month.");
        out.reset();
        assertThat(run(
                        "backtest",
                        "--counts",
                        counts.toString(),
                        "--set",
                        "notify.watch-at=900",
                        "--set",
                        "notify.crisis-at=900"))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("timestamp,tier,severity,expected,seen\n");
    }

    @Test
    void what_cannot_be_read_is_told_in_a_sentence() throws Exception {
        assertThat(run("backtest", "--counts", folder.resolve("none.csv").toString()))
                .isEqualTo(Groundswell.WRONG);
        assertThat(run("backtest", "--counts", counts.toString(), "--budget", "often"))
                .isEqualTo(Groundswell.WRONG);
        assertThat(run("backtest", "--counts", counts.toString(), "--set", "notify.crisis-att=4"))
                .isEqualTo(Groundswell.WRONG);
        Path broken = Files.writeString(folder.resolve("broken.csv"), "timestamp,value\nyesterday,4\n");
        assertThat(run("backtest", "--counts", broken.toString())).isEqualTo(Groundswell.FAILED);
        assertThat(err.toString(StandardCharsets.UTF_8))
                .contains("There is no file ")
                .contains("'often' is not a budget such as 1/week, 3/month or 2/day")
                .contains("unknown setting 'notify.crisis-att'")
                .contains("line 2: 'yesterday' is not a time such as 2026-03-02 12:05:00")
                .doesNotContain("\tat ");
    }
}
