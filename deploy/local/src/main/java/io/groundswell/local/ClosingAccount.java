package io.groundswell.local;

import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Where everything went that one run fed: each post received is published, dropped for a reason, late, or a dead letter,
 * and nothing is two of them.
 *
 * <p>Transport is at least once: a job that restarts sends again what it sent after its last checkpoint, and the stages
 * after it count that again, though the documents are the same. How much that was is known, because a job's own counts
 * go back with it and its topic does not; it is taken off.
 *
 * @param records fed into Kafka by this run
 * @param arrived records that the feed topics gained meanwhile; more than fed when somebody else feeds too
 * @param received posts and notices found in them
 * @param published posts whose document Elasticsearch has acknowledged and that were counted in their windows
 * @param dropped by reason
 * @param aside what is no post and has a topic of its own, by kind: engagement, takedowns, audience, traffic
 * @param late posts that came after their windows were settled; their documents are there all the same
 * @param deadLetters of all stages
 * @param sentAgain records about posts that restarted jobs sent once more; they are in none of the numbers before
 */
record ClosingAccount(
        long records,
        long arrived,
        long received,
        long published,
        SortedMap<String, Long> dropped,
        SortedMap<String, Long> aside,
        long late,
        long deadLetters,
        long sentAgain) {

    private static final String COLLECT = "collect";
    /** A post told again with new counters; a deletion told again under its post's own name, or by hand. */
    private static final Set<String> TOLD_AGAIN = Set.of("counter-update", "deletion-named", "erasure");

    private static final String ENRICH = "enrich";
    private static final String PUBLISH = "publish";

    /** Documents are counted under the name of their index. */
    private static final String MENTIONS = "groundswell-mentions";

    /**
     * What the topics gained during a run.
     *
     * @param feeds records of all feeds
     * @param mentions records that collect sent, some of them perhaps twice
     * @param enriched records that enrich sent, some of them perhaps twice
     * @param late different versions of posts among the late ones
     */
    record Gained(long feeds, long mentions, long enriched, long late) {}

    /** @param counts what was counted during the run */
    static ClosingAccount of(long records, Gained gained, OutcomeCounts counts) {
        SortedMap<String, Long> dropped = new TreeMap<>();
        SortedMap<String, Long> aside = new TreeMap<>();
        long received = 0;
        for (var outcome : counts.of(COLLECT).entrySet()) {
            // Changes of brands are no posts, nor is what is told again, nor a record left out of the coverage.
            if (outcome.getKey().startsWith("brand-")
                    || outcome.getKey().startsWith("coverage-")
                    || TOLD_AGAIN.contains(outcome.getKey())) {
                continue;
            }
            received += outcome.getValue();
            switch (outcome.getKey()) {
                case "mention", "deletion", "dead-letter" -> {}
                case "engagement", "takedown", "audience", "traffic" ->
                    aside.merge(outcome.getKey(), outcome.getValue(), Long::sum);
                case "dropped-no-brand" -> dropped.merge("no brand", outcome.getValue(), Long::sum);
                case "dropped-erased" -> dropped.merge("erased", outcome.getValue(), Long::sum);
                default -> dropped.merge(outcome.getKey(), outcome.getValue(), Long::sum);
            }
        }
        long updates = TOLD_AGAIN.stream()
                .mapToLong(outcome -> counts.of(COLLECT, outcome))
                .sum();
        long passedOn = counts.of(COLLECT, "mention") + counts.of(COLLECT, "deletion") + updates;
        long enriched =
                counts.of(ENRICH).values().stream().mapToLong(Long::longValue).sum();
        long sentAgain = Math.max(0, gained.mentions() - passedOn) + Math.max(0, gained.enriched() - enriched);
        // Which of the late ones were sent again nobody counts; but a version is late only once, unless it was fed
        // twice.
        long lateCounted = counts.of("measure", "late");
        long late = sentAgain == 0 ? lateCounted : Math.max(gained.late(), lateCounted - sentAgain);
        long deadLetters = counts.byStage().keySet().stream()
                .mapToLong(stage -> counts.of(stage, "dead-letter"))
                .sum();
        return new ClosingAccount(
                records,
                gained.feeds(),
                received,
                counts.of(PUBLISH, MENTIONS) - updates - sentAgain - late,
                dropped,
                aside,
                late,
                deadLetters,
                sentAgain);
    }

    private static long sum(SortedMap<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    long missing() {
        return received - published - sum(dropped) - sum(aside) - late - deadLetters;
    }

    boolean addsUp() {
        return missing() == 0 && records == arrived;
    }

    /** The line that ends a run. */
    String line() {
        String reasons = dropped.entrySet().stream()
                .map(reason -> reason.getKey() + " " + reason.getValue())
                .collect(Collectors.joining(", "));
        String kept = aside.entrySet().stream()
                .map(kind -> " + " + kind.getKey() + " " + kind.getValue())
                .collect(Collectors.joining());
        return "received " + received + " posts in " + records + " records = published " + published + " + dropped "
                + sum(dropped) + (reasons.isEmpty() ? "" : " (" + reasons + ")") + " + late " + late
                + " + dead letters " + deadLetters
                + kept
                + (sentAgain == 0 ? "" : "; jobs that restarted sent " + sentAgain + " records again, counted once");
    }

    /** What does not add up, in a sentence; empty when everything does. */
    String complaint() {
        if (records != arrived) {
            return "The account does not add up: " + records + " records were fed, but the feed topics gained "
                    + arrived + (arrived > records ? "; does somebody else feed them too?" : ".");
        }
        return missing() == 0
                ? ""
                : "The account does not add up: "
                        + (missing() > 0 ? missing() + " posts are unaccounted for." : -missing() + " posts too many.");
    }
}
