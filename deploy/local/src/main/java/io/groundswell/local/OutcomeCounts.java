package io.groundswell.local;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How many records each stage counted by outcome, since its data folder was made.
 *
 * @param byStage stage, then outcome
 */
record OutcomeCounts(SortedMap<String, SortedMap<String, Long>> byStage) {

    static OutcomeCounts none() {
        return new OutcomeCounts(new TreeMap<>());
    }

    void add(String stage, String outcome, long count) {
        byStage.computeIfAbsent(stage, name -> new TreeMap<>()).merge(outcome, count, Long::sum);
    }

    SortedMap<String, Long> of(String stage) {
        return byStage.getOrDefault(stage, new TreeMap<>());
    }

    long of(String stage, String outcome) {
        return of(stage).getOrDefault(outcome, 0L);
    }

    /** What was counted after an earlier moment; outcomes that did not move are left out. */
    OutcomeCounts since(OutcomeCounts before) {
        OutcomeCounts difference = none();
        byStage.forEach((stage, outcomes) -> outcomes.forEach((outcome, count) -> {
            long more = count - before.of(stage, outcome);
            if (more != 0) {
                difference.add(stage, outcome, more);
            }
        }));
        return difference;
    }

    static OutcomeCounts of(Map<String, Map<String, Long>> byStage) {
        OutcomeCounts counts = none();
        byStage.forEach((stage, outcomes) -> outcomes.forEach((outcome, count) -> counts.add(stage, outcome, count)));
        return counts;
    }
}
