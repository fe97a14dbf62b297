package io.groundswell.benchmarks.alerts;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.groundswell.notify.backtest.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * One brand's counts every five minutes, with the windows in which people saw something happen.
 *
 * @param windows first and last row of each, in order
 */
record LabelledSeries(String name, List<Counts.Row> rows, List<Window> windows) {

    private static final String CATEGORY = "realTweets/";
    private static final double PROBATION = 0.15;
    private static final int LONGEST_PROBATION = 750;

    /** Rows, both inclusive. */
    record Window(int first, int last) {
        int length() {
            return last - first + 1;
        }
    }

    /** Those series of the category of tweets that a copy of the Numenta Anomaly Benchmark holds, by name. */
    static List<LabelledSeries> in(Path benchmark) throws IOException {
        List<LabelledSeries> found = new ArrayList<>();
        JsonNode labels = new ObjectMapper()
                .readTree(benchmark.resolve("labels/combined_windows.json").toFile());
        for (Iterator<String> names = labels.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            Path file = benchmark.resolve("data").resolve(name);
            if (name.startsWith(CATEGORY) && Files.isReadable(file)) {
                try (var text = Files.newBufferedReader(file)) {
                    found.add(of(
                            name.substring(CATEGORY.length()),
                            Counts.read(text, name).rows(),
                            labels.get(name)));
                }
            }
        }
        found.sort((one, other) -> one.name.compareTo(other.name));
        return found;
    }

    private static LabelledSeries of(String name, List<Counts.Row> rows, JsonNode spans) {
        Map<String, Integer> places = new HashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            places.putIfAbsent(rows.get(i).time(), i);
        }
        List<Window> windows = new ArrayList<>();
        for (JsonNode span : spans) {
            windows.add(new Window(
                    places.get(withoutFraction(span.get(0).asText())),
                    places.get(withoutFraction(span.get(1).asText()))));
        }
        return new LabelledSeries(name, rows, windows);
    }

    private static String withoutFraction(String time) {
        int dot = time.indexOf('.');
        return dot < 0 ? time : time.substring(0, dot);
    }

    /** So many rows at the beginning are for learning and count neither way. */
    int probation() {
        return (int) Math.ceil(Math.min(Math.floor(PROBATION * rows.size()), LONGEST_PROBATION));
    }

    /** The window a row lies in, or null. */
    Window around(int row) {
        return windows.stream()
                .filter(window -> window.first <= row && row <= window.last)
                .findFirst()
                .orElse(null);
    }

    double[] counts() {
        return rows.stream().mapToDouble(Counts.Row::count).toArray();
    }

    /** The same series with other counts. */
    LabelledSeries with(double[] counts) {
        List<Counts.Row> others = new ArrayList<>(rows.size());
        for (int i = 0; i < counts.length; i++) {
            others.add(new Counts.Row(rows.get(i).time(), rows.get(i).start(), counts[i]));
        }
        return new LabelledSeries(name, others, windows);
    }

    double weeks() {
        return (rows.size() - probation()) * 5 / 60.0 / 24 / 7;
    }
}
