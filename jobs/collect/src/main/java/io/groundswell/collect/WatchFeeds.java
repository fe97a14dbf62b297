package io.groundswell.collect;

import io.groundswell.collect.coverage.CoverageTally;
import io.groundswell.collect.coverage.FeedWindow;
import io.groundswell.collect.coverage.MinuteChange;
import io.groundswell.collect.coverage.MinuteOfFeed;
import io.groundswell.flow.LastingCounts;
import io.groundswell.topics.Coverage;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.metrics.Counter;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells of each minute, hour and day what came from a platform, at most once a second while it changes, and of each minute in
 * which nothing came that it was blind, once event time has passed it: as long as the other platforms go on, or as soon as
 * this one does. After {@link MinuteChange#LONGEST_SILENCE} minutes of silence no more is told. What is told depends on which
 * records were received, when, and how far event time has come, and not on their order.
 *
 * <p>Key: platform. Keeps the sums of each window, some 300 bytes and 100 for each brand in it, until event time is {@link
 * #CORRECTABLE} past the window's end; event-time timers clear them. A record that comes later is left out and counted as
 * {@code coverage-late}.
 */
final class WatchFeeds extends KeyedProcessFunction<String, MinuteOfFeed, Coverage> implements CheckpointedFunction {

    /** How far partitions that are read one after the other may be apart. */
    static final Duration CORRECTABLE = Duration.ofDays(2);

    private static final long TOLD_WITHIN = 1_000;

    private transient MapState<FeedWindow, CoverageTally> windows;
    private transient ListState<FeedWindow> changed;
    /** Metric {@code groundswell.collect.platform.<slug>.blindMinutes}. */
    private static final String BLIND_MINUTES = "blindMinutes";

    private transient LastingCounts counts;
    private transient Map<String, Counter> blindMinutes;

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        counts = LastingCounts.restored("collect", context, getRuntimeContext().getMetricGroup());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        counts.save();
    }

    @Override
    public void open(OpenContext context) {
        blindMinutes = new HashMap<>();
        TypeInformation<FeedWindow> window = TypeInformation.of(FeedWindow.class);
        windows = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("windows", window, TypeInformation.of(CoverageTally.class)));
        changed = getRuntimeContext().getListState(new ListStateDescriptor<>("changed", window));
    }

    @Override
    public void processElement(MinuteOfFeed part, Context context, Collector<Coverage> out) throws Exception {
        TimerService timers = context.timerService();
        FeedWindow minute = FeedWindow.minute(part.minute());
        if (settledAt(minute) <= timers.currentWatermark()) {
            counts.count("coverage-late");
            return;
        }
        MinuteChange change = MinuteChange.heard(windows.get(minute), minute, part.received());
        take(change, minute, timers);
        if (change.heard() > 0) {
            blindMinutes(context.getCurrentKey());
            followSilence(context.getCurrentKey(), minute, timers);
        }
    }

    /** The minutes after one that was heard are blind as far as event time has come, up to the next that was heard. */
    private void followSilence(String platform, FeedWindow heard, TimerService timers) throws Exception {
        FeedWindow minute = heard.next();
        boolean told = true;
        while (told && passed(minute, timers)) {
            told = tellBlind(platform, minute, heard.start(), timers);
            minute = minute.next();
        }
        if (told) {
            timers.registerEventTimeTimer(minute.end() - 1);
        }
    }

    private Counter blindMinutes(String platform) {
        return blindMinutes.computeIfAbsent(platform, slug -> getRuntimeContext()
                .getMetricGroup()
                .addGroup("groundswell")
                .addGroup("collect")
                .addGroup("platform", slug)
                .counter(BLIND_MINUTES));
    }

    private static boolean passed(FeedWindow minute, TimerService timers) {
        return minute.end() - 1 <= timers.currentWatermark();
    }

    private boolean tellBlind(String platform, FeedWindow minute, long lastMinute, TimerService timers)
            throws Exception {
        Optional<MinuteChange> change = MinuteChange.blind(windows.get(minute), minute, lastMinute);
        if (change.isPresent()) {
            take(change.get(), minute, timers);
            blindMinutes(platform).inc();
        }
        return change.isPresent();
    }

    private void take(MinuteChange change, FeedWindow minute, TimerService timers) throws Exception {
        for (FeedWindow window : FeedWindow.around(minute.start())) {
            CoverageTally tally = windows.get(window);
            if (tally == null) {
                tally = new CoverageTally();
                timers.registerEventTimeTimer(settledAt(window));
            }
            if (!tally.changed) {
                changed.add(window);
                long now = timers.currentProcessingTime();
                timers.registerProcessingTimeTimer((now / TOLD_WITHIN + 1) * TOLD_WITHIN);
            }
            tally.take(change);
            windows.put(window, tally);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Coverage> out) throws Exception {
        if (context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            for (FeedWindow window : changed.get()) {
                tell(window, context, out);
            }
            changed.clear();
            return;
        }
        goOnWaiting(context.getCurrentKey(), FeedWindow.minute(timestamp), context.timerService());
        for (FeedWindow window : FeedWindow.around(timestamp - CORRECTABLE.toMillis())) {
            if (settledAt(window) == timestamp) {
                tell(window, context, out);
                windows.remove(window);
            }
        }
    }

    /** A minute has passed. When nothing came in it, it is as silent as the one before. */
    private void goOnWaiting(String platform, FeedWindow minute, TimerService timers) throws Exception {
        CoverageTally before = windows.get(minute.before());
        if (before != null
                && tellBlind(platform, minute, FeedWindow.minute(before.lastAt).start(), timers)) {
            timers.registerEventTimeTimer(minute.next().end() - 1);
        }
    }

    private void tell(FeedWindow window, OnTimerContext context, Collector<Coverage> out) throws Exception {
        CoverageTally tally = windows.get(window);
        if (tally != null && tally.changed) {
            out.collect(tally.coverage(context.getCurrentKey(), window));
            tally.changed = false;
            windows.put(window, tally);
        }
    }

    private static long settledAt(FeedWindow window) {
        return window.end() - 1 + CORRECTABLE.toMillis();
    }
}
