package io.groundswell.notify.crisis;

import java.util.Arrays;

/**
 * What a stretch usually holds.
 *
 * @param expected mentions
 * @param spread usual deviation, at least 1
 */
record Baseline(double expected, double spread) {

    /** Makes a median absolute deviation comparable to a standard deviation. */
    private static final double MAD_SCALE = 1.4826;

    /** From so many days on, the same time of day speaks for itself. */
    static final int ENOUGH_DAYS = 7;

    /**
     * The median over days is deaf to the odd storm. While there are few days, the median of all stretches stands in as
     * one more day: it pulls the expected towards itself and, where time of day matters much, widens the spread.
     *
     * @param sameTime the same stretch on the days before
     * @param usual the median of all stretches of those days; unused once there are enough days
     */
    static Baseline of(long[] sameTime, double usual) {
        int days = sameTime.length;
        boolean enough = days >= ENOUGH_DAYS;
        double[] samples = new double[enough ? days : days + 1];
        for (int i = 0; i < days; i++) {
            samples[i] = sameTime[i];
        }
        double expected;
        if (enough) {
            expected = median(samples.clone());
        } else {
            double own = days == 0 ? 0 : median(Arrays.copyOf(samples, days));
            samples[days] = usual;
            expected = (days * own + usual) / (days + 1);
        }
        for (int i = 0; i < samples.length; i++) {
            samples[i] = Math.abs(samples[i] - expected);
        }
        double spread = Math.max(1, Math.max(MAD_SCALE * median(samples), Math.sqrt(expected)));
        return new Baseline(expected, spread);
    }

    double severity(long seen) {
        return (seen - expected) / spread;
    }

    /** Sorts what it is given. */
    static double median(double[] values) {
        if (values.length == 0) {
            return 0;
        }
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
