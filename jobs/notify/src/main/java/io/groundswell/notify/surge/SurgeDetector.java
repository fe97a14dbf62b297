package io.groundswell.notify.surge;

import java.time.Duration;

/**
 * Judges the mentions of a brand in buckets of five minutes, each by the buckets before it alone.
 *
 * <p>Counts are compared as logarithms, so that one measure serves a brand with ten mentions a day and one with ten thousand
 * an hour. What is expected is a level and a profile of the hours of the day, both learnt slowly and from counts cut at four
 * deviations, so that a storm is not taken for the new usual. Two questions are asked, and their answers added:
 *
 * <ul>
 *   <li>Do the last hours lie above the expected ones for longer than usual? Both are smoothed over three hours; their ratio
 *       is measured in its own usual deviations.
 *   <li>Is the last quarter of an hour higher than what this brand's peaks come to in six hours? Peaks of equal blocks follow
 *       a Gumbel distribution, whose location and scale are learnt.
 * </ul>
 *
 * <p>The constants were chosen once for all brands on public series of ten brands' mentions (Numenta Anomaly Benchmark,
 * category realTweets), where severities between 4.0 and 4.6 serve equally well as the threshold. Nothing is set per brand.
 *
 * <p>The same counts give the same numbers on every machine, to the last digit.
 */
public final class SurgeDetector {

    /** How long a bucket is. */
    public static final Duration BUCKET = Duration.ofMinutes(5);

    /** History before which no severity says anything. */
    public static final Duration WARM_UP = Duration.ofHours(36);

    private static final int BUCKETS_A_DAY = 288;
    private static final int BLOCK = 72;

    /** So many buckets, the deviation is not known yet, and every count is believed. */
    private static final int FIRST_BUCKETS = 12;

    private static final int FIRST_BLOCK_ENDS = 288;
    private static final int SLOW = Usual.FAST;

    private static final double LEVEL_GAIN = gain(8.0 * BUCKETS_A_DAY);
    private static final double HOUR_GAIN = gain(5.0 * BUCKETS_A_DAY / Usual.HOURS);
    private static final double DEVIATION_GAIN = gain(5.0 * BUCKETS_A_DAY);
    private static final double PEAK_GAIN = gain(10.0 * BUCKETS_A_DAY / BLOCK);
    private static final double[] SMOOTHING = {gain(1), gain(3), gain(36)};

    /** The profile of an hour counts half when it was learnt from so many buckets. */
    private static final double HALF_TRUSTED = BUCKETS_A_DAY / (double) Usual.HOURS;

    /** Added to both counts of a ratio, so that a few mentions are no multiple of none. */
    private static final double AS_IF = 1;

    private static final double LEAST_DEVIATION = 0.25;
    private static final double LEAST_SLOW_DEVIATION = 0.12;
    private static final double LEAST_PEAK_DEVIATION = 0.08;
    private static final double LEAST_EXPECTED = 0.02;
    private static final double LEARNT_DEVIATIONS = 4;
    private static final double SEEN_DEVIATIONS = 20;
    private static final double PEAK_DEVIATIONS = 3;
    private static final double NOVELTY_WEIGHT = 0.75;
    private static final double MOST_NOVEL = 12;

    /** From a mean absolute deviation to a standard one. */
    private static final double TO_STANDARD = 1.25;

    /** A judgement, and what is usual after it. */
    public record Judged(Surge surge, Usual after) {}

    private static double gain(double halfLife) {
        return 1 - StrictMath.pow(0.5, 1 / halfLife);
    }

    /**
     * Judges a bucket that is over, and learns from it.
     *
     * @param count mentions in it, 0 or more; buckets without a mention have to be judged, too
     * @param timeOfDay when it began, as a fraction of the day, 0 to less than 1
     */
    public static Judged judge(Usual usual, double count, double timeOfDay) {
        return judge(usual, count, timeOfDay, false);
    }

    /**
     * Judges a bucket that is not over. More mentions can only make it, and the ones after it, more severe: all that is learnt
     * is taken to become as high as it can, so what is severe now stays severe.
     *
     * @param soFar mentions in it up to now
     */
    public static Judged glimpse(Usual usual, double soFar, double timeOfDay) {
        return judge(usual, soFar, timeOfDay, true);
    }

    private static Judged judge(Usual usual, double count, double timeOfDay, boolean open) {
        double forecast = forecast(usual, timeOfDay);
        double deviation = Math.max(usual.deviation(), LEAST_DEVIATION);
        double expected = Math.max(StrictMath.expm1(forecast), LEAST_EXPECTED);
        double seen = Math.min(count, StrictMath.expm1(forecast + SEEN_DEVIATIONS * deviation));

        double[] observed = smoothed(usual, usual.observed(), seen);
        double[] expecting = smoothed(usual, usual.expected(), expected);
        double[] ratios = new double[observed.length];
        for (int i = 0; i < ratios.length; i++) {
            ratios[i] = StrictMath.log((observed[i] + AS_IF) / (expecting[i] + AS_IF));
        }

        double slowDeviation = Math.max(usual.slowDeviation(), LEAST_SLOW_DEVIATION);
        double sustained = ratios[SLOW] / slowDeviation;
        double novelty = novelty(usual, ratios);
        double[] lately = usual.lately().clone();
        lately[usual.buckets() % lately.length] = mean(forecast, usual.deviation());
        double hour = sum(lately);
        Surge surge = new Surge(
                Math.max(sustained, 0) + NOVELTY_WEIGHT * novelty,
                expected,
                hour,
                sustained,
                novelty,
                Math.max(1, Math.max(Math.sqrt(hour), (hour + AS_IF) * StrictMath.expm1(slowDeviation))));

        double slowDistance = open
                ? LEARNT_DEVIATIONS * slowDeviation
                : Math.min(Math.abs(ratios[SLOW]), LEARNT_DEVIATIONS * slowDeviation);
        Peaks peaks = peaks(usual, ratios, open);
        Profile profile = profile(usual, forecast, deviation, open ? Double.POSITIVE_INFINITY : count, timeOfDay);
        Usual after = new Usual(
                usual.buckets() + 1,
                profile.level,
                profile.hours,
                profile.learnt,
                profile.deviation,
                observed,
                expecting,
                nearer(
                        usual.slowDeviation(),
                        TO_STANDARD * slowDistance,
                        Math.max(DEVIATION_GAIN, 1 / (usual.buckets() + 12.0))),
                peaks.running,
                peaks.usual,
                peaks.deviations,
                peaks.blocks,
                lately);
        return new Judged(surge, after);
    }

    /** The logarithm of the expected count plus one, between the profiles of the two hours whose middles are nearest. */
    private static double forecast(Usual usual, double timeOfDay) {
        double place = timeOfDay * Usual.HOURS - 0.5;
        int before = (int) Math.floor(place);
        double share = place - before;
        return usual.level()
                + (1 - share) * trusted(usual, Math.floorMod(before, Usual.HOURS))
                + share * trusted(usual, Math.floorMod(before + 1, Usual.HOURS));
    }

    /** From the typical logarithm to the count that is right on average, as of a lognormal distribution. */
    private static double mean(double forecast, double deviation) {
        return Math.max(0, StrictMath.expm1(forecast + deviation * deviation / 2));
    }

    private static double trusted(Usual usual, int hour) {
        double learnt = usual.hoursLearnt()[hour];
        return learnt / (learnt + HALF_TRUSTED) * usual.hours()[hour];
    }

    private static double[] smoothed(Usual usual, double[] before, double now) {
        double[] after = new double[before.length];
        for (int i = 0; i < after.length; i++) {
            after[i] = usual.buckets() == 0 ? now : nearer(before[i], now, SMOOTHING[i]);
        }
        return after;
    }

    private static double nearer(double from, double to, double gain) {
        return from + gain * (to - from);
    }

    private static double novelty(Usual usual, double[] ratios) {
        if (usual.blocks() == 0) {
            return -1;
        }
        double novelty = 0;
        for (int i = 0; i < Usual.FAST; i++) {
            double deviation = Math.max(usual.peakDeviations()[i], LEAST_PEAK_DEVIATION);
            double above = (ratios[i] - usual.usualPeaks()[i]) / deviation;
            novelty += Math.min(Math.max(above, -1), MOST_NOVEL) / Usual.FAST;
        }
        return novelty;
    }

    private static double sum(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value;
        }
        return sum;
    }

    private record Peaks(double[] running, double[] usual, double[] deviations, int blocks) {}

    private static Peaks peaks(Usual usual, double[] ratios, boolean open) {
        double[] running = usual.peaks().clone();
        int buckets = usual.buckets() + 1;
        if (buckets <= FIRST_BLOCK_ENDS - BLOCK) {
            return new Peaks(running, usual.usualPeaks(), usual.peakDeviations(), usual.blocks());
        }
        for (int i = 0; i < Usual.FAST; i++) {
            running[i] = open ? Double.POSITIVE_INFINITY : Math.max(running[i], ratios[i]);
        }
        if (buckets % BLOCK != 0) {
            return new Peaks(running, usual.usualPeaks(), usual.peakDeviations(), usual.blocks());
        }
        double[] usualPeaks = usual.usualPeaks().clone();
        double[] deviations = usual.peakDeviations().clone();
        for (int i = 0; i < Usual.FAST; i++) {
            if (usual.blocks() == 0) {
                usualPeaks[i] = open ? ratios[i] : running[i];
            } else {
                double most = usualPeaks[i] + PEAK_DEVIATIONS * Math.max(deviations[i], LEAST_PEAK_DEVIATION);
                double distance = Math.min(running[i], most) - usualPeaks[i];
                usualPeaks[i] += Math.max(PEAK_GAIN, 1 / (usual.blocks() + 1.0)) * distance;
                deviations[i] =
                        nearer(deviations[i], Math.abs(distance), Math.max(PEAK_GAIN, 1 / (usual.blocks() + 2.0)));
            }
            running[i] = Usual.NO_PEAK;
        }
        return new Peaks(running, usualPeaks, deviations, usual.blocks() + 1);
    }

    private record Profile(double level, double[] hours, int[] learnt, double deviation) {}

    private static Profile profile(Usual usual, double forecast, double deviation, double count, double timeOfDay) {
        int buckets = usual.buckets();
        double above = StrictMath.log1p(count) - forecast;
        double most = LEARNT_DEVIATIONS * deviation;
        boolean believedWhole = buckets < FIRST_BUCKETS && above < Double.POSITIVE_INFINITY;
        double believed = forecast + (believedWhole ? above : Math.min(Math.max(above, -most), most));
        double ofHour = forecast - usual.level();
        double level = nearer(usual.level(), believed - ofHour, Math.max(LEVEL_GAIN, 1.0 / (buckets + 1)));

        int hour = (int) (timeOfDay * Usual.HOURS);
        double[] hours = usual.hours().clone();
        int[] learnt = usual.hoursLearnt().clone();
        hours[hour] = nearer(hours[hour], believed - level, Math.max(HOUR_GAIN, 1.0 / (learnt[hour] + 1)));
        learnt[hour]++;
        return new Profile(
                level,
                hours,
                learnt,
                nearer(
                        usual.deviation(),
                        TO_STANDARD * Math.min(Math.abs(above), most),
                        Math.max(DEVIATION_GAIN, 1 / (buckets + 2.0))));
    }

    private SurgeDetector() {}
}
