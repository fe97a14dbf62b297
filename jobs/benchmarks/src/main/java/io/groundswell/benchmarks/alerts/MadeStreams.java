package io.groundswell.benchmarks.alerts;

import io.groundswell.notify.backtest.Counts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Counts every five minutes of which it is known what happened: nothing, or a surge. */
final class MadeStreams {

    private static final Instant START = Instant.parse("2026-01-05T00:00:00Z");
    private static final int DAY = 288;
    private static final double NORMAL_FROM = 200;

    /**
     * Eight weeks in which nothing happens but day and night, loudest at six in the evening.
     *
     * @param mean a bucket, on average over the day
     * @param clumps 0 for chance alone (Poisson); else the variance is mean + clumps * mean^2 (negative binomial)
     */
    static LabelledSeries calm(double mean, double clumps, long seed) {
        Random random = new Random(seed);
        List<Counts.Row> rows = new ArrayList<>();
        for (int row = 0; row < 56 * DAY; row++) {
            double hour = row % DAY / 12.0;
            double expected = mean * (1 + 0.66 * Math.sin((hour - 12) / 24 * 2 * Math.PI));
            double rate = clumps == 0 ? expected : expected * gamma(1 / clumps, random) * clumps;
            Instant start = START.plusSeconds(300L * row);
            rows.add(new Counts.Row(start.toString(), start, poisson(rate, random)));
        }
        return new LabelledSeries("calm", rows, List.of());
    }

    /** Each mention stays with a chance. */
    static LabelledSeries thinned(LabelledSeries series, double chance, long seed) {
        Random random = new Random(seed);
        double[] counts = series.counts();
        for (int i = 0; i < counts.length; i++) {
            int kept = 0;
            for (int mention = 0; mention < counts[i]; mention++) {
                kept += random.nextDouble() < chance ? 1 : 0;
            }
            counts[i] = kept;
        }
        return series.with(counts);
    }

    /** Two hours of some times what there was. */
    static LabelledSeries surged(LabelledSeries series, int row, double times, long seed) {
        Random random = new Random(seed);
        double[] counts = series.counts();
        for (int i = row; i < row + 24; i++) {
            counts[i] += poisson((times - 1) * counts[i], random);
        }
        return series.with(counts);
    }

    private static double poisson(double mean, Random random) {
        if (mean > NORMAL_FROM) {
            return Math.max(0, Math.rint(mean + Math.sqrt(mean) * random.nextGaussian()));
        }
        double limit = Math.exp(-mean);
        double product = random.nextDouble();
        int count = 0;
        while (product > limit) {
            product *= random.nextDouble();
            count++;
        }
        return count;
    }

    /** Marsaglia and Tsang 2000; scale 1. */
    private static double gamma(double shape, Random random) {
        if (shape < 1) {
            return gamma(shape + 1, random) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = random.nextGaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    private MadeStreams() {}
}
