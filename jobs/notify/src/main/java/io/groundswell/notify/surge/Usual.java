package io.groundswell.notify.surge;

/**
 * What is usual for one brand and one signal, as learnt from all its buckets so far: some 700 bytes that never grow. Never
 * changed, only replaced; its arrays belong to it alone.
 *
 * @param buckets how many have been learnt from
 * @param level of the logarithm of counts, over all hours
 * @param hours how far each hour of the day lies above that level
 * @param hoursLearnt from how many buckets each of those
 * @param deviation usual distance of the logarithm from what was expected
 * @param observed counts smoothed over 5 and 15 minutes and 3 hours
 * @param expected expected counts, smoothed likewise
 * @param slowDeviation usual distance between the last two of these, in logarithms
 * @param peaks greatest ratio of observed to expected in the six hours that run, per smoothing but the slowest
 * @param usualPeaks what those peaks usually come to
 * @param peakDeviations their usual distance from that
 * @param blocks how many such six hours were learnt from
 * @param lately counts to be expected on average of the last buckets of an hour, a ring
 */
public record Usual(
        int buckets,
        double level,
        double[] hours,
        int[] hoursLearnt,
        double deviation,
        double[] observed,
        double[] expected,
        double slowDeviation,
        double[] peaks,
        double[] usualPeaks,
        double[] peakDeviations,
        int blocks,
        double[] lately) {

    static final int HOURS = 24;
    static final int BUCKETS_IN_HOUR = 12;
    static final int FAST = 2;
    static final double NO_PEAK = -9;

    /** Before anything is known. */
    public static final Usual UNKNOWN = new Usual(
            0,
            0,
            new double[HOURS],
            new int[HOURS],
            0.6,
            new double[FAST + 1],
            new double[FAST + 1],
            0.4,
            new double[] {NO_PEAK, NO_PEAK},
            new double[FAST],
            new double[] {0.4, 0.4},
            0,
            new double[BUCKETS_IN_HOUR]);
}
