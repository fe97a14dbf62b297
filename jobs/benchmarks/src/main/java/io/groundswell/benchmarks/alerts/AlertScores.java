package io.groundswell.benchmarks.alerts;

import io.groundswell.benchmarks.BenchmarkArguments;
import io.groundswell.benchmarks.alerts.NabScorer.Profile;
import io.groundswell.topics.AlertTier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/**
 * How the rule that runs live does beside the rules that others document, on the public series of brands' mentions in the Numenta
 * Anomaly Benchmark, and on made streams.
 *
 * <p>Argument: {@code data}, the folder that holds {@code spikes/nab}, the nearest {@code shared/data} unless given.
 */
public final class AlertScores {

    private static final int SURGES = 40;
    private static final int DAY = 288;

    /** What was published, or computed from published detections, for the same five series. */
    private static final List<String> PUBLISHED = List.of(
            "| ARTime * | 82.0 | 69.9 | 88.0 | 15 of 15 | 0.85 |",
            "| CAD-OSE * | 86.1 | 84.5 | 88.0 | 14 of 15 | 0.13 |",
            "| Numenta HTM * | 71.7 | 63.1 | 76.7 | 13 of 15 | 0.80 |",
            "| earthgecko Skyline | 72.0 | 48.1 | 81.3 | 15 of 15 | 1.81 |",
            "| KNN-CAD | 70.5 | 46.1 | 80.4 | 15 of 15 | 1.84 |",
            "| relative entropy * | 55.1 | 49.2 | 58.9 | 10 of 15 | 0.37 |",
            "| Twitter ADVec (S-H-ESD) | 62.7 | 37.1 | 72.9 | 14 of 15 | 1.25 |",
            "| windowed Gaussian | 56.2 | 29.9 | 66.4 | 13 of 15 | 1.28 |");

    public static void main(String[] arguments) throws IOException {
        Path data = BenchmarkArguments.data(BenchmarkArguments.of(arguments, Map.of()));
        if (data == null || !Files.isDirectory(data.resolve("spikes/nab"))) {
            System.err.println(
                    "The Numenta Anomaly Benchmark is not here; say where with -Dgroundswell.data=FOLDER, the"
                            + " folder that holds spikes/nab.");
            return;
        }
        List<LabelledSeries> series = LabelledSeries.in(data.resolve("spikes/nab"));
        System.out.println(
                "| alerts | score | few false alarms | few missed | windows | false alarms a brand and week |");
        System.out.println("|---|---:|---:|---:|---:|---:|");
        tell("**crises, default settings**", series, one -> OurRule.alarms(one, AlertTier.CRISIS));
        tell("what is to be watched, too", series, one -> OurRule.alarms(one, AlertTier.WATCH));
        for (int seed = 1; seed <= 3; seed++) {
            long thinning = seed;
            tell(
                    "crises, every fifth mention (draw " + seed + ")",
                    series.stream()
                            .map(one -> MadeStreams.thinned(one, 0.2, thinning))
                            .toList(),
                    one -> OurRule.alarms(one, AlertTier.CRISIS));
        }
        PUBLISHED.forEach(System.out::println);
        for (DocumentedRule rule : DocumentedRule.all()) {
            tell(rule.name(), series, rule::alarms);
        }
        System.out.println();
        tellCalm();
        tellSurges(series);
    }

    private static void tell(String name, List<LabelledSeries> series, Function<LabelledSeries, boolean[]> rule) {
        Map<LabelledSeries, boolean[]> alarms = new LinkedHashMap<>();
        series.forEach(one -> alarms.put(one, rule.apply(one)));
        long hit = 0;
        long windows = 0;
        int falseAlarms = 0;
        double weeks = 0;
        for (Map.Entry<LabelledSeries, boolean[]> one : alarms.entrySet()) {
            hit += NabScorer.windowsHit(one.getKey(), one.getValue());
            windows += NabScorer.live(one.getKey()).size();
            falseAlarms += NabScorer.falseAlarms(one.getKey(), one.getValue());
            weeks += one.getKey().weeks();
        }
        System.out.printf(
                Locale.ROOT,
                "| %s | %.1f | %.1f | %.1f | %d of %d | %.2f |%n",
                name,
                NabScorer.score(alarms, Profile.STANDARD),
                NabScorer.score(alarms, Profile.FEW_FALSE_ALARMS),
                NabScorer.score(alarms, Profile.FEW_MISSED),
                hit,
                windows,
                falseAlarms / weeks);
    }

    private static void tellCalm() {
        System.out.println("| calm streams, mentions in five minutes | crises a brand and week | watched as well |");
        System.out.println("|---|---:|---:|");
        for (double clumps : new double[] {0, 0.3}) {
            for (double mean : new double[] {0.1, 1, 10, 100}) {
                int crises = 0;
                int watched = 0;
                for (int brand = 0; brand < 20; brand++) {
                    LabelledSeries calm = MadeStreams.calm(mean, clumps, 7 * brand + 1);
                    crises += count(OurRule.alarms(calm, AlertTier.CRISIS));
                    watched += count(OurRule.alarms(calm, AlertTier.WATCH));
                }
                System.out.printf(
                        Locale.ROOT,
                        "| %s, %s | %.2f | %.2f |%n",
                        mean < 1 ? "0.1" : String.format(Locale.ROOT, "%.0f", mean),
                        clumps == 0 ? "by chance" : "in clumps",
                        crises / (20 * 8.0),
                        watched / (20 * 8.0));
            }
        }
        System.out.println();
    }

    private static int count(boolean[] alarms) {
        int count = 0;
        for (boolean alarm : alarms) {
            count += alarm ? 1 : 0;
        }
        return count;
    }

    private static void tellSurges(List<LabelledSeries> series) {
        System.out.println(
                "| two hours of so much more, on | 3 times: a crisis | at all | 10 times: a crisis | at all |");
        System.out.println("|---|---:|---:|---:|---:|");
        for (LabelledSeries one : series) {
            System.out.printf(
                    Locale.ROOT,
                    "| %s, %.0f mentions in five minutes",
                    one.name().replaceFirst("Twitter_volume_(.*)[.]csv", "$1"),
                    Arrays.stream(one.counts()).average().orElse(0));
            for (double times : new double[] {3, 10}) {
                int crises = 0;
                int found = 0;
                for (int row : quietRows(one)) {
                    LabelledSeries surged = MadeStreams.surged(one, row, times, row);
                    crises += alarmsIn(OurRule.alarms(surged, AlertTier.CRISIS), row) ? 1 : 0;
                    found += alarmsIn(OurRule.alarms(surged, AlertTier.WATCH), row) ? 1 : 0;
                }
                System.out.printf(Locale.ROOT, " | %.0f %% | %.0f %%", 100.0 * crises / SURGES, 100.0 * found / SURGES);
            }
            System.out.println(" |");
        }
    }

    /** Where nothing is labelled and nothing alarmed in the day before: an alarm there silences others for a day. */
    private static int[] quietRows(LabelledSeries series) {
        boolean[] alarms = OurRule.alarms(series, AlertTier.WATCH);
        return new Random(11)
                .ints(3 * DAY, alarms.length - DAY)
                .filter(row -> series.around(row) == null && series.around(row + 24) == null)
                .filter(row -> count(Arrays.copyOfRange(alarms, row - DAY, row)) == 0)
                .limit(SURGES)
                .toArray();
    }

    private static boolean alarmsIn(boolean[] alarms, int row) {
        return count(Arrays.copyOfRange(alarms, row, row + 26)) > 0;
    }

    private AlertScores() {}
}
