package io.groundswell.measure.history;

import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Tally;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.topics.Measure;
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

        private int count(String author, int by) {
            return authors.merge(author, by, Integer::sum);
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
            if (change.removed() != null) {
                window.tally.count(change.removed(), -1, window::count);
            }
            if (change.added() != null) {
                window.tally.count(change.added(), 1, window::count);
            }
            if (change.gained() != null) {
                window.tally.gain(change.gained());
            }
            if (change.candidate() != null) {
                window.candidates.put(change.candidate().mention(), change.candidate());
            }
            if (change.withdrawn() != null) {
                window.candidates.remove(change.withdrawn());
            }
            long before = window.tally.facts;
            window.tally.rest(change.facts(), change.asOf());
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
                                .toList())));
        return measures;
    }
}
