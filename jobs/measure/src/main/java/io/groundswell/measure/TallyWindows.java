package io.groundswell.measure;

import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.metric.MetricRegistry;
import io.groundswell.measure.metric.MetricValues;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Tally;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.topics.Evidence;
import io.groundswell.topics.Measure;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds contributions up and tells a window's whole value again when it has changed: at most once every
 * {@code measure.refresh}, so that a burst is told once; when the window ends; and when it is settled. It is told also
 * when it is back to nothing.
 *
 * <p>Key: one window of one brand on one platform or all. Keeps its sums, its authors with their number of mentions, and
 * for minutes of all platforms every mention that may be evidence, until event time is {@code measure.lateness} past the
 * window's end; an event-time timer clears all.
 */
final class TallyWindows extends KeyedProcessFunction<WindowKey, Contribution, Measure> {

    private final long lateness;
    private final long refresh;
    private final ArrayList<MetricRegistry.Pick> metrics;

    private transient MetricValues values;

    private transient ValueState<Tally> tallies;
    private transient MapState<String, Integer> authors;
    private transient MapState<String, Candidate> candidates;

    TallyWindows(MeasureSettings settings) {
        lateness = settings.lateness().toMillis();
        refresh = Math.max(1, settings.refresh().toMillis());
        metrics = new ArrayList<>(settings.metrics());
    }

    @Override
    public void open(OpenContext context) {
        values = new MetricValues(metrics);
        tallies = getRuntimeContext().getState(new ValueStateDescriptor<>("tally", TypeInformation.of(Tally.class)));
        authors = getRuntimeContext().getMapState(new MapStateDescriptor<>("authors", Types.STRING, Types.INT));
        candidates = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("candidates", Types.STRING, TypeInformation.of(Candidate.class)));
    }

    @Override
    public void processElement(Contribution contribution, Context context, Collector<Measure> out) throws Exception {
        WindowKey window = contribution.window();
        TimerService timers = context.timerService();
        Tally tally = tallies.value();
        if (tally == null) {
            tally = new Tally();
            timers.registerEventTimeTimer(settledAt(window));
            if (timers.currentWatermark() < window.end() - 1) {
                timers.registerEventTimeTimer(window.end() - 1);
            }
        }
        if (!tally.changed) {
            long now = timers.currentProcessingTime();
            // All windows are told at the same moments, so that one flush serves them all.
            timers.registerProcessingTimeTimer(now - Math.floorMod(now, refresh) + refresh);
        }
        add(contribution, tally);
        tallies.update(tally);
    }

    private void add(Contribution contribution, Tally tally) throws Exception {
        if (contribution.removed() != null) {
            tally.count(contribution.removed(), -1, this::countAuthor);
        }
        if (contribution.added() != null) {
            tally.count(contribution.added(), 1, this::countAuthor);
        }
        if (contribution.gained() != null) {
            tally.gain(contribution.gained());
        }
        tally.handOn(contribution.copies(), contribution.negativeCopies());
        if (contribution.candidate() != null) {
            candidates.put(contribution.candidate().mention(), contribution.candidate());
        }
        if (contribution.withdrawn() != null) {
            candidates.remove(contribution.withdrawn());
        }
        tally.rest(contribution.facts(), contribution.asOf());
    }

    private int countAuthor(String author, int by) throws Exception {
        Integer before = authors.get(author);
        int after = (before == null ? 0 : before) + by;
        if (after == 0) {
            authors.remove(author);
        } else {
            authors.put(author, after);
        }
        return after;
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Measure> out) throws Exception {
        WindowKey window = context.getCurrentKey();
        Tally tally = tallies.value();
        // A flush of the clock may come after the window was settled.
        if (tally == null) {
            return;
        }
        if (tally.changed) {
            Measure measure = tally.measure(window, window.showsEvidence() ? evidence() : List.of());
            values.addTo(measure);
            out.collect(measure);
            tally.changed = false;
            tallies.update(tally);
        }
        if (context.timeDomain() == TimeDomain.EVENT_TIME && timestamp == settledAt(window)) {
            tallies.clear();
            authors.clear();
            candidates.clear();
        }
    }

    private List<Evidence> evidence() throws Exception {
        List<Candidate> all = new ArrayList<>();
        candidates.values().forEach(all::add);
        return all.stream()
                .sorted(Candidate.BY_WEIGHT)
                .limit(Candidate.MOST)
                .map(Candidate::evidence)
                .toList();
    }

    private long settledAt(WindowKey window) {
        return window.end() - 1 + lateness;
    }
}
