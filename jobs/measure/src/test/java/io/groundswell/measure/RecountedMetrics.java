package io.groundswell.measure;

import io.groundswell.topics.Measure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The metrics of a window after their formulas in the table of {@code jobs/measure/README.md}, of its sums. */
final class RecountedMetrics {

    /** Those that every measure has by default, and one at least of each kind. */
    static final List<String> PICKED = List.of(
            "engagement",
            "net-sentiment",
            "negative-share",
            "people-share",
            "average-stars",
            "talkwalker-x-engagement",
            "talkwalker-x-engagement/1",
            "talkwalker-forum-engagement",
            "judged-share",
            "posts-per-author",
            "low-star-share",
            "engagement-per-reach",
            "engagement-per-view",
            "radarly-x-reach",
            "sprinklr-earned-reach",
            "net-sentiment-of-the-decided",
            "synthesio-srs",
            "marketview-social-ave",
            "meltwater-ave",
            "youscan-engagement",
            "talkwalker-youtube-engagement");

    /** Whether a window tells what its own sums amount to. */
    static boolean agreeWith(Measure measure) {
        Sums of = new Sums(measure);
        return values(measure.getPlatform(), of).equals(measure.getMetrics())
                && versions(measure.getPlatform(), of.isOfOldX()).equals(measure.getMetricVersions())
                && Objects.equals(netSentiment(of), measure.getNetSentiment());
    }

    private record Sums(Measure measure) {
        private double of(String name) {
            return (Long) measure.get(name);
        }

        /** Of the time before Radarly's reach, in which the first way to count on X holds; in 2026 the fourth does. */
        private boolean isOfOldX() {
            return measure.getWindowStart().isBefore(Instant.parse("2020-01-01T00:00:00Z"));
        }
    }

    private static Double netSentiment(Sums of) {
        double judged = of.of("positive") + of.of("neutral") + of.of("negative");
        return judged == 0 ? null : Double.valueOf((of.of("positive") - of.of("negative")) / judged);
    }

    private static Map<String, Double> values(String platform, Sums of) {
        double judged = of.of("positive") + of.of("neutral") + of.of("negative");
        double surplus = of.of("positive") - of.of("negative");
        double decided = of.of("positive") + of.of("negative");
        double handedOn = of.of("sharesGained") + of.of("likes");
        Map<String, Double> values = new TreeMap<>();
        values.put("engagement", of.of("engagement"));
        values.put("net-sentiment", surplus / judged);
        values.put("negative-share", of.of("negative") / judged);
        values.put("people-share", of.of("people") / of.of("mentions"));
        values.put("average-stars", 1 + 4 * of.of("ratingPoints") / (1000 * of.of("reviews")));
        values.put("judged-share", judged / of.of("mentions"));
        values.put("posts-per-author", of.of("mentions") / of.of("authors"));
        values.put("low-star-share", (of.of("star1") + of.of("star2")) / of.of("reviews"));
        values.put("engagement-per-reach", of.of("engagement") / of.of("reach"));
        values.put("engagement-per-view", of.of("engagement") / of.of("viewsGained"));
        values.put("sprinklr-earned-reach", of.of("reachSliding"));
        values.put("net-sentiment-of-the-decided", surplus / decided);
        values.put("synthesio-srs", 100 * surplus / judged);
        values.put("marketview-social-ave", of.of("viewsGained") / 1000 * 20);
        values.put("meltwater-ave", of.of("reach") * 0.025 * 0.37);
        values.put("youscan-engagement", handedOn + of.of("repliesGained"));
        if (platform.equals("x")) {
            values.put("talkwalker-x-engagement", of.isOfOldX() ? handedOn : of.of("engagement"));
            values.put("talkwalker-x-engagement-v1", handedOn);
            if (!of.isOfOldX()) {
                values.put("radarly-x-reach", of.of("reach") * 0.08);
            }
        }
        if (platform.equals("reddit")) {
            values.put("talkwalker-forum-engagement", of.of("repliesGained"));
        }
        values.values().removeIf(value -> value.isNaN() || value.isInfinite());
        return values;
    }

    /** Which one was asked for by number holds always. */
    private static List<String> versions(String platform, boolean oldX) {
        return PICKED.stream()
                .map(name -> name.equals("talkwalker-x-engagement") && !oldX ? name + "/4" : name)
                .map(name -> name.contains("/") ? name : name + "/1")
                .filter(name -> platform.equals("x") || !name.contains("-x-"))
                .filter(name -> platform.equals("reddit") || !name.contains("-forum-"))
                .filter(name -> !oldX || !name.contains("radarly"))
                .filter(name -> !name.contains("-youtube-"))
                .toList();
    }

    private RecountedMetrics() {}
}
