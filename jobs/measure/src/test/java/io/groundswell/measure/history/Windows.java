package io.groundswell.measure.history;

import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Subject;
import io.groundswell.measure.volume.Tally;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.topics.Measure;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All windows of all brands in one piece, without Flink: facts in, measures by id out. */
final class Windows {

    private final Map<String, History> histories = new HashMap<>();
    private final Map<WindowKey, Window> windows = new HashMap<>();
    private final Horizon horizon;

    Windows(Horizon horizon) {
        this.horizon = horizon;
    }

    private static final class Window {
        private final Tally tally = new Tally();
        private final Map<String, Integer> authors = new HashMap<>();
        private final Map<String, Candidate> candidates = new HashMap<>();
        private final Map<Subject, long[]> subjects = new HashMap<>();

        private void take(Contribution change) {
            change.authors().forEach((author, by) -> authors.merge(author, by, Integer::sum));
            change.candidates().forEach((mention, candidate) -> {
                if (candidate == null) {
                    candidates.remove(mention);
                } else {
                    candidates.put(mention, candidate);
                }
            });
            change.subjects().forEach((subject, more) -> {
                long[] sums = subjects.computeIfAbsent(subject, unknown -> new long[Subject.SUMS]);
                for (int i = 0; i < sums.length; i++) {
                    sums[i] += more[i];
                }
            });
            subjects.values().removeIf(sums -> Arrays.equals(sums, new long[Subject.SUMS]));
            tally.add(change.sums(), change.facts(), change.asOf());
            tally.authors =
                    authors.values().stream().filter(mentions -> mentions > 0).count();
        }
    }

    static Map<String, Measure> after(List<Fact> facts, Horizon horizon) throws Exception {
        Windows windows = new Windows(horizon);
        for (Fact fact : facts) {
            windows.take(fact);
        }
        return windows.measures();
    }

    boolean take(Fact fact) throws Exception {
        Outcome outcome = Outcome.of(fact, histories.get(fact.mention()), horizon);
        histories.put(fact.mention(), outcome.history());
        for (Contribution change : outcome.contributions()) {
            Window window = windows.computeIfAbsent(change.window(), key -> new Window());
            long before = window.tally.facts;
            window.take(change);
            if (window.tally.facts < before) {
                throw new AssertionError("the revision of " + change.window() + " fell");
            }
        }
        return outcome.late();
    }

    Map<String, Measure> measures() {
        Map<String, Measure> measures = new TreeMap<>();
        windows.forEach((key, window) -> measures.put(
                key.id(),
                window.tally.measure(
                        key,
                        window.candidates.values().stream()
                                .sorted(Candidate.BY_WEIGHT)
                                .limit(Candidate.MOST)
                                .map(Candidate::evidence)
                                .toList(),
                        List.of(),
                        Subject.mostSpokenOf(window.subjects.entrySet()))));
        return measures;
    }
}
