package io.groundswell.benchmarks.alerts;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A rule that somebody documents for alerts about mentions, as far as it is documented. All are silent for 24 hours after an
 * alarm. Where a factor is not published, the name says what was taken.
 *
 * @param from the first row that has the history the rule needs
 */
record DocumentedRule(String name, int from, Test test) {

    private static final int HOUR = 12;
    private static final int DAY = 24 * HOUR;
    private static final int WEEK = 7 * DAY;

    /** Whether a row alarms, by the rows up to it. */
    interface Test {
        boolean alarms(Sums counts, int row);
    }

    static List<DocumentedRule> all() {
        List<DocumentedRule> rules = new ArrayList<>();
        rules.add(new DocumentedRule(
                "MutualMind: 10 minutes 2x of 6 hours",
                6 * HOUR + 2,
                (counts, row) -> counts.last(row, 2) >= 2 * Math.max(1, counts.last(row - 2, 6 * HOUR) / 36)));
        rules.add(new DocumentedRule(
                "Elastic watch: 5 minutes over P90 + 3 sd of 8 hours", 8 * HOUR + 1, (counts, row) -> {
                    double[] before = counts.each(row - 1, 1, 8 * HOUR);
                    return counts.last(row, 1) > percentile(before, 0.9) + 3 * deviation(before);
                }));
        rules.add(new DocumentedRule(
                "Agility: hour at 150 % of 7 days",
                WEEK, (counts, row) -> counts.last(row, HOUR) >= 1.5 * counts.last(row, WEEK) / (7 * 24)));
        rules.add(new DocumentedRule(
                "ElastAlert: 2 hours 3x of those before (3 assumed)",
                4 * HOUR,
                (counts, row) -> counts.last(row, 2 * HOUR) >= 3 * Math.max(1, counts.last(row - 2 * HOUR, 2 * HOUR))));
        rules.add(new DocumentedRule(
                "Pivony: every 2 hours, hour 2x of 24 hours (2 assumed)",
                DAY,
                (counts, row) -> row % (2 * HOUR) == 0 && counts.last(row, HOUR) >= 2 * counts.last(row, DAY) / 24));
        rules.add(new DocumentedRule("Huginn: hour over mean + 3 sd of 2 weeks", 2 * DAY, (counts, row) -> {
            double[] before = counts.each(row - HOUR, HOUR, Math.min(2 * WEEK, row) / HOUR - 1);
            return counts.last(row, HOUR) > mean(before) + 3 * deviation(before);
        }));
        for (int factor = 2; factor <= 3; factor++) {
            int times = factor;
            rules.add(new DocumentedRule(
                    "Meltwater: hour " + factor + "x of 12 hours, of the day and the week before (" + factor
                            + " assumed)",
                    WEEK + HOUR,
                    (counts, row) -> counts.last(row, HOUR) >= times * counts.last(row - HOUR, 12 * HOUR) / 12
                            && counts.last(row, HOUR) >= times * counts.last(row - DAY, HOUR)
                            && counts.last(row, HOUR) >= times * counts.last(row - WEEK, HOUR)));
        }
        rules.add(new DocumentedRule(
                "Social Hub: hour +200 % of that hour in 4 weeks (200 assumed)",
                WEEK + HOUR, (counts, row) -> counts.last(row, HOUR) >= 3 * Math.max(1, sameTime(counts, row, HOUR))));
        rules.add(new DocumentedRule(
                "Social Hub: day +100 % of that day in 4 weeks (100 assumed)",
                WEEK + DAY, (counts, row) -> counts.last(row, DAY) >= 2 * Math.max(1, sameTime(counts, row, DAY))));
        rules.add(new DocumentedRule(
                "ThirdEye: day at 150 % of 7 days",
                WEEK + DAY, (counts, row) -> counts.last(row, DAY) >= 1.5 * counts.last(row - DAY, WEEK) / 7));
        rules.add(new DocumentedRule(
                "Wizikey: day 2x of 7 days",
                WEEK + DAY,
                (counts, row) -> counts.last(row, DAY) >= 2 * counts.last(row - DAY, WEEK) / 7));
        rules.add(new DocumentedRule(
                "Socialmetrix: hourly, mean of 24 hours over that of 7 days + 1.5 sd", WEEK, (counts, row) -> {
                    double[] week = counts.each(row, HOUR, 7 * 24);
                    return row % HOUR == 0 && counts.last(row, DAY) / 24 > mean(week) + 1.5 * deviation(week);
                }));
        return rules;
    }

    private static double sameTime(Sums counts, int row, int length) {
        int weeks = Math.min(4, (row - length) / WEEK);
        double sum = 0;
        for (int week = 1; week <= weeks; week++) {
            sum += counts.last(row - week * WEEK, length);
        }
        return weeks == 0 ? Double.POSITIVE_INFINITY : sum / weeks;
    }

    private static double mean(double[] values) {
        return Arrays.stream(values).average().orElse(0);
    }

    private static double deviation(double[] values) {
        double mean = mean(values);
        return Math.sqrt(Arrays.stream(values)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(0));
    }

    private static double percentile(double[] values, double share) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }

    /** Sums of stretches of counts, in no time. */
    static final class Sums {

        private final double[] upTo;

        Sums(double[] counts) {
            upTo = new double[counts.length + 1];
            for (int i = 0; i < counts.length; i++) {
                upTo[i + 1] = upTo[i] + counts[i];
            }
        }

        /** Of so many rows, the last of them the one given. */
        double last(int row, int length) {
            return upTo[row + 1] - upTo[Math.max(0, row + 1 - length)];
        }

        /** Of so many stretches of equal length, the last of them ending with the row given. */
        double[] each(int row, int length, int stretches) {
            double[] sums = new double[stretches];
            for (int i = 0; i < stretches; i++) {
                sums[i] = last(row - i * length, length);
            }
            return sums;
        }
    }

    boolean[] alarms(LabelledSeries series) {
        Sums sums = new Sums(series.counts());
        boolean[] alarms = new boolean[series.rows().size()];
        int last = -DAY - 1;
        for (int row = from; row < alarms.length; row++) {
            if (row - last > DAY && test.alarms(sums, row)) {
                alarms[row] = true;
                last = row;
            }
        }
        return alarms;
    }
}
