package io.groundswell.benchmarks.alerts;

import io.groundswell.benchmarks.alerts.LabelledSeries.Window;
import java.util.List;
import java.util.Map;

/**
 * Scores alarms by the rules of the Numenta Anomaly Benchmark, version 1.1: the earlier in a window the better, once a window;
 * outside of windows each alarm costs, the more the farther behind the last one. 100 is perfect, 0 is silence.
 */
final class NabScorer {

    /** How much a window found, a window missed and a false alarm weigh. */
    enum Profile {
        STANDARD(1, 1, 0.11),
        FEW_FALSE_ALARMS(1, 1, 0.22),
        FEW_MISSED(1, 2, 0.11);

        private final double found;
        private final double missed;
        private final double falseAlarm;

        Profile(double found, double missed, double falseAlarm) {
            this.found = found;
            this.missed = missed;
            this.falseAlarm = falseAlarm;
        }
    }

    private static final double STEEPNESS = 5;
    private static final double FARTHEST = 3;

    /** Alarms outside of windows that follow on each other within an hour bother people once. */
    private static final int ONE_BOTHER = 12;

    /** @param alarms for each series, whether its rows alarm */
    static double score(Map<LabelledSeries, boolean[]> alarms, Profile profile) {
        double raw = 0;
        int windows = 0;
        for (Map.Entry<LabelledSeries, boolean[]> one : alarms.entrySet()) {
            raw += raw(one.getKey(), one.getValue(), profile);
            windows += one.getKey().windows().size();
        }
        double silence = -profile.missed * windows;
        return 100 * (raw - silence) / (profile.found * windows - silence);
    }

    private static double raw(LabelledSeries series, boolean[] alarms, Profile profile) {
        double raw = 0;
        for (Window window : live(series)) {
            int first = firstAlarm(series, alarms, window);
            raw += first < 0
                    ? -profile.missed
                    : profile.found * sigmoid(-(window.last() - first + 1) / (double) window.length()) / sigmoid(-1);
        }
        for (int row = series.probation(); row < alarms.length; row++) {
            if (alarms[row] && series.around(row) == null) {
                raw += profile.falseAlarm * weightAfter(series, row);
            }
        }
        return raw;
    }

    private static double weightAfter(LabelledSeries series, int row) {
        Window last = null;
        for (Window window : series.windows()) {
            if (window.last() < row) {
                last = window;
            }
        }
        if (last == null) {
            return -1;
        }
        double distance = (row - last.last()) / (double) (last.length() - 1);
        return distance > FARTHEST ? -1 : sigmoid(distance);
    }

    private static double sigmoid(double x) {
        return 2 / (1 + Math.exp(STEEPNESS * x)) - 1;
    }

    private static int firstAlarm(LabelledSeries series, boolean[] alarms, Window window) {
        for (int row = Math.max(window.first(), series.probation()); row <= window.last(); row++) {
            if (alarms[row]) {
                return row;
            }
        }
        return -1;
    }

    /** Windows that do not lie in the rows for learning. */
    static List<Window> live(LabelledSeries series) {
        return series.windows().stream()
                .filter(window -> window.last() >= series.probation())
                .toList();
    }

    static long windowsHit(LabelledSeries series, boolean[] alarms) {
        return live(series).stream()
                .filter(window -> firstAlarm(series, alarms, window) >= 0)
                .count();
    }

    /** How often people were bothered for nothing. */
    static int falseAlarms(LabelledSeries series, boolean[] alarms) {
        int falseAlarms = 0;
        int last = Integer.MIN_VALUE / 2;
        for (int row = series.probation(); row < alarms.length; row++) {
            if (alarms[row] && series.around(row) == null) {
                falseAlarms += row - last > ONE_BOTHER ? 1 : 0;
                last = row;
            }
        }
        return falseAlarms;
    }

    private NabScorer() {}
}
