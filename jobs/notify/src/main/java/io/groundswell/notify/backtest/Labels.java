package io.groundswell.notify.backtest;

import java.io.IOException;
import java.io.Reader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When something really went on, as somebody remembers it: what alarms are held against.
 *
 * @param windows at least one
 */
public record Labels(List<Window> windows) {

    /** @param to inclusive, not before {@code from} */
    public record Window(Instant from, Instant to) {
        boolean holds(Instant time) {
            return !time.isBefore(from) && !time.isAfter(to);
        }
    }

    /**
     * @param found for each window how long after its beginning the first alarm came; empty when none did
     * @param beside how many alarms lie in no window
     */
    public record Verdict(List<Optional<Duration>> found, int beside) {}

    /**
     * Rows of two times, from and to.
     *
     * @param name of the file, for messages
     * @throws UnusableTable when it does not hold what is expected
     */
    public static Labels read(Reader text, String name) throws IOException {
        List<Window> windows = new ArrayList<>();
        TimedTable.read(text, name, (record, place) -> {
            if (record.size() < 2) {
                throw new UnusableTable(place + "two times are expected, with a comma between them");
            }
            Window window = new Window(TimedTable.time(record.get(0), place), TimedTable.time(record.get(1), place));
            if (window.to().isBefore(window.from())) {
                throw new UnusableTable(place + "the second time lies before the first");
            }
            windows.add(window);
        });
        if (windows.isEmpty()) {
            throw new UnusableTable(name + " holds no windows");
        }
        return new Labels(List.copyOf(windows));
    }

    /** @param alarms times in order */
    public Verdict against(List<Instant> alarms) {
        List<Optional<Duration>> found = windows.stream()
                .map(window -> alarms.stream()
                        .filter(window::holds)
                        .findFirst()
                        .map(first -> Duration.between(window.from(), first)))
                .toList();
        int beside = (int) alarms.stream()
                .filter(alarm -> windows.stream().noneMatch(window -> window.holds(alarm)))
                .count();
        return new Verdict(found, beside);
    }
}
