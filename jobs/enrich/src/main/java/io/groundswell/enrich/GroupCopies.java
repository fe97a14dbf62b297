package io.groundswell.enrich;

import io.groundswell.enrich.copies.AutomationSigns;
import io.groundswell.enrich.copies.Sketch;
import io.groundswell.enrich.copies.TextTally;
import io.groundswell.topics.CopyGroup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Brings texts that are nearly the same together, and tells of each text that has copies or near copies who carries it and
 * what is like it. Each text speaks for itself and names its neighbours, so that nothing has to be renamed when one more text
 * comes between two others, and what is told in the end does not depend on the order.
 *
 * <p>Key: brand. Keeps the tally of each text, half a kilobyte, and its bands, until {@link TallyTexts} says that the text is
 * forgotten. What has changed is told at most once every {@link TallyTexts#REFRESH_MILLIS}, and before it is forgotten. The
 * last word about a forgotten text stays what it was; a group that edits or deletions have emptied stays as one of a single post.
 */
final class GroupCopies extends KeyedProcessFunction<String, TextTally, CopyGroup> {

    /** Estimated share of common word pairs from which on two texts are nearly the same: one word in twelve may differ. */
    static final double NEAR = 0.6;

    static final int MOST_NAMED = 20;

    /** Texts that are found by one band: a template filled in a million ways must not be compared with itself a million times. */
    static final int MOST_IN_A_BAND = 100;

    /**
     * @param told whether a group has been told of it, so that every change has to be told too
     */
    public record Known(TextTally tally, boolean told) {}

    private static final Comparator<TextTally> MOST_CARRIED =
            Comparator.comparingInt(TextTally::mentions).reversed().thenComparing(TextTally::textHash);

    private transient MapState<String, Known> texts;
    private transient MapState<String, List<String>> bands;
    private transient MapState<String, Boolean> changed;
    private transient ValueState<Boolean> waiting;

    @Override
    public void open(OpenContext context) {
        texts = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("texts", Types.STRING, TypeInformation.of(Known.class)));
        bands = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("bands", Types.STRING, Types.LIST(Types.STRING)));
        changed = getRuntimeContext().getMapState(new MapStateDescriptor<>("changed", Types.STRING, Types.BOOLEAN));
        waiting = getRuntimeContext().getState(new ValueStateDescriptor<>("waiting", Types.BOOLEAN));
    }

    @Override
    public void processElement(TextTally tally, Context context, Collector<CopyGroup> out) throws Exception {
        String hash = tally.textHash();
        Known before = texts.get(hash);
        if (tally.isForgotten()) {
            if (before != null) {
                if (changed.contains(hash)) {
                    tell(before, context.timerService().currentProcessingTime(), out);
                }
                forget(before.tally());
            }
            return;
        }
        if (before == null || !before.tally().sketch().equals(tally.sketch())) {
            if (before != null) {
                leaveBands(before.tally());
            }
            enterBands(tally);
        }
        texts.put(hash, new Known(tally, before != null && before.told()));
        changed.put(hash, true);
        for (TextTally near : near(tally)) {
            changed.put(near.textHash(), true);
        }
        if (waiting.value() == null) {
            waiting.update(true);
            long now = context.timerService().currentProcessingTime();
            context.timerService()
                    .registerProcessingTimeTimer(
                            now - Math.floorMod(now, TallyTexts.REFRESH_MILLIS) + TallyTexts.REFRESH_MILLIS);
        }
    }

    /** Those that stay are the first by their hash, so that which they are does not depend on the order. */
    private void enterBands(TextTally tally) throws Exception {
        for (String band : tally.sketch()) {
            List<String> sharing = bands.get(band);
            TreeSet<String> more = sharing == null ? new TreeSet<>() : new TreeSet<>(sharing);
            more.add(tally.textHash());
            if (more.size() > MOST_IN_A_BAND) {
                more.pollLast();
            }
            bands.put(band, List.copyOf(more));
        }
    }

    private void leaveBands(TextTally tally) throws Exception {
        for (String band : tally.sketch()) {
            List<String> left = new ArrayList<>(sharing(band));
            left.remove(tally.textHash());
            if (left.isEmpty()) {
                bands.remove(band);
            } else {
                bands.put(band, left);
            }
        }
    }

    private List<String> sharing(String band) throws Exception {
        List<String> sharing = bands.get(band);
        return sharing == null ? List.of() : sharing;
    }

    private void forget(TextTally tally) throws Exception {
        leaveBands(tally);
        texts.remove(tally.textHash());
        changed.remove(tally.textHash());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<CopyGroup> out) throws Exception {
        waiting.clear();
        TreeSet<String> due = new TreeSet<>();
        changed.keys().forEach(due::add);
        changed.clear();
        for (String hash : due) {
            tell(texts.get(hash), timestamp, out);
        }
    }

    private void tell(Known known, long now, Collector<CopyGroup> out) throws Exception {
        CopyGroup group = group(known.tally(), near(known.tally()), now);
        if (known.told() || group.getMentions() + group.getNearMentions() > 1) {
            out.collect(group);
            texts.put(known.tally().textHash(), new Known(known.tally(), true));
        }
    }

    /** The texts nearly the same as this one, itself aside, the most carried first. */
    private List<TextTally> near(TextTally tally) throws Exception {
        TreeMap<String, TextTally> near = new TreeMap<>();
        for (String band : tally.sketch()) {
            for (String hash : sharing(band)) {
                if (!hash.equals(tally.textHash()) && !near.containsKey(hash)) {
                    TextTally other = texts.get(hash).tally();
                    if (other.mentions() > 0 && Sketch.similarity(tally.sketch(), other.sketch()) >= NEAR) {
                        near.put(hash, other);
                    }
                }
            }
        }
        return near.values().stream().sorted(MOST_CARRIED).toList();
    }

    private static CopyGroup group(TextTally tally, List<TextTally> near, long now) {
        return CopyGroup.newBuilder()
                .setId(tally.brand() + '|' + tally.textHash())
                .setBrand(tally.brand())
                .setTextHash(tally.textHash())
                .setOriginal(tally.original())
                .setFirstAt(Instant.ofEpochMilli(tally.firstAt()))
                .setLastAt(Instant.ofEpochMilli(tally.lastAt()))
                .setMentions(tally.mentions())
                .setReposts(tally.reposts())
                .setAuthors(tally.authors())
                .setJudgedAuthors(tally.known())
                .setYoungAuthors(tally.young())
                .setEmptyAuthors(tally.empty())
                .setNearTexts(near.size())
                .setNearMentions(near.stream().mapToLong(TextTally::mentions).sum())
                .setNearest(
                        near.stream().limit(MOST_NAMED).map(TextTally::textHash).toList())
                .setAutomation(AutomationSigns.ofAll(tally))
                .setToldAt(Instant.ofEpochMilli(now))
                .build();
    }
}
