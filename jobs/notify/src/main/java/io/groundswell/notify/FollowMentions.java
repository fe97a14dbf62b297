package io.groundswell.notify;

import io.groundswell.flow.LastingCounts;
import io.groundswell.notify.rules.Match;
import io.groundswell.notify.rules.Sight;
import io.groundswell.notify.rules.Sight.Claim;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells of each mention which rules it is for, and when it is for one no longer: the newest version decides, whatever the order in
 * which versions come, and is told, so that what follows bears it. How many follow its author is the most that any of them told.
 *
 * <p>Key: mention id. State: its newest version, until {@code notify.correctable} after it was made. What comes later is counted
 * as too old.
 */
final class FollowMentions extends KeyedProcessFunction<String, Sight, RuleFact> implements CheckpointedFunction {

    private final long correctable;

    private transient ValueState<Sight> newest;
    private transient LastingCounts counts;

    FollowMentions(NotifySettings settings) {
        correctable = settings.limits().correctable().toMillis();
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        counts = LastingCounts.restored("notify", context, getRuntimeContext().getMetricGroup());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        counts.save();
    }

    @Override
    public void open(OpenContext context) {
        newest = getRuntimeContext().getState(new ValueStateDescriptor<>("newest", TypeInformation.of(Sight.class)));
    }

    @Override
    public void processElement(Sight sight, Context context, Collector<RuleFact> out) throws Exception {
        Sight before = newest.value();
        long made =
                sight.createdAt() == null ? sight.version() : sight.createdAt().toEpochMilli();
        if (before == null && made + correctable <= context.timerService().currentWatermark()) {
            counts.count("rules.too-old");
            return;
        }
        counts.count("rules.mention");
        if (before == null) {
            context.timerService().registerEventTimeTimer(made + correctable);
        }
        Sight after = before == null ? sight : before.and(sight);
        newest.update(after);
        Map<String, Match> was = matches(before);
        Map<String, Match> is = matches(after);
        for (Claim claim : after.claims()) {
            Match match = is.get(key(claim));
            Match earlier = was.remove(key(claim));
            if (match != null && !match.equals(earlier)) {
                out.collect(RuleFact.of(claim.brand(), match));
            } else if (match == null && earlier != null) {
                out.collect(RuleFact.of(claim.brand(), withdrawn(earlier, after.version())));
            }
        }
        if (before != null) {
            for (Claim claim : before.claims()) {
                Match gone = was.get(key(claim));
                if (gone != null) {
                    out.collect(RuleFact.of(claim.brand(), withdrawn(gone, after.version())));
                }
            }
        }
    }

    /** By brand and rule. */
    private static Map<String, Match> matches(Sight sight) {
        Map<String, Match> matches = new TreeMap<>();
        if (sight == null || sight.createdAt() == null) {
            return matches;
        }
        for (Claim claim : sight.claims()) {
            long followers = sight.followers() == null ? 0 : sight.followers();
            if (followers >= claim.followers()) {
                matches.put(
                        key(claim),
                        new Match(
                                claim.rule(),
                                sight.mention(),
                                sight.createdAt(),
                                sight.version(),
                                true,
                                claim.negative()));
            }
        }
        return matches;
    }

    private static String key(Claim claim) {
        return claim.brand() + "|" + claim.rule();
    }

    private static Match withdrawn(Match match, long version) {
        return new Match(match.rule(), match.mention(), match.createdAt(), version, false, match.negative());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<RuleFact> out) {
        newest.clear();
    }
}
