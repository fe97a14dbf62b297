package io.groundswell.measure;

import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.voices.Saying;
import io.groundswell.measure.voices.SayingChange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Moves posts that say what another said before them from people's own words to what is handed on, and back when that other
 * goes. Only a post and the next one can change, so a flood costs no more than as many posts that differ.
 *
 * <p>Key: a text about a brand. Keeps each post that says it, some 150 bytes, by the second it was posted in, until event time is
 * {@code measure.lateness} past the time in which it makes others copies; one event-time timer for each text.
 */
final class TellCopies extends KeyedProcessFunction<String, SayingChange, Contribution> {

    private static final long SECOND = 1_000;

    private final long memory;

    private transient MapState<Long, List<Saying>> sayings;
    /** Those of which there are some, ascending. */
    private transient ValueState<long[]> seconds;

    TellCopies(MeasureSettings settings) {
        memory = settings.lateness().plus(Saying.MEMORY).toMillis();
    }

    @Override
    public void open(OpenContext context) {
        sayings = getRuntimeContext()
                .getMapState(
                        new MapStateDescriptor<>("sayings", Types.LONG, Types.LIST(TypeInformation.of(Saying.class))));
        seconds = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("seconds", PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO));
    }

    @Override
    public void processElement(SayingChange change, Context context, Collector<Contribution> out) throws Exception {
        Saying saying = change.saying();
        long[] known = seconds.value();
        if (known == null) {
            known = new long[0];
            context.timerService().registerEventTimeTimer(saying.createdAt() + memory);
        }
        long second = Math.floorDiv(saying.createdAt(), SECOND);
        int place = Arrays.binarySearch(known, second);
        List<Saying> same = place < 0 ? new ArrayList<>() : new ArrayList<>(sayings.get(second));
        if (same.contains(saying) == change.said()) {
            seconds.update(known);
            return;
        }
        if (change.said()) {
            same.add(saying);
            same.sort(Saying.IN_ORDER);
        }
        int at = same.indexOf(saying);
        int from = place < 0 ? -place - 1 : place;
        int behind = place < 0 ? from : from + 1;
        Saying before = at > 0 ? same.get(at - 1) : from > 0 ? last(sayings.get(known[from - 1])) : null;
        Saying after = at + 1 < same.size()
                ? same.get(at + 1)
                : behind < known.length ? sayings.get(known[behind]).get(0) : null;
        if (saying.isCopyAfter(before)) {
            move(saying, change.said() ? 1 : -1, change.settledBefore(), out);
        }
        if (after != null) {
            boolean was = after.isCopyAfter(change.said() ? before : saying);
            boolean is = after.isCopyAfter(change.said() ? saying : before);
            if (was != is) {
                move(after, is ? 1 : -1, change.settledBefore(), out);
            }
        }
        if (!change.said()) {
            same.remove(at);
        }
        keep(second, same, known, place);
    }

    private static void move(Saying saying, int by, long settledBefore, Collector<Contribution> out) {
        if (saying.createdAt() >= settledBefore) {
            saying.moved(by, out::collect);
        }
    }

    private static Saying last(List<Saying> sayings) {
        return sayings.get(sayings.size() - 1);
    }

    private void keep(long second, List<Saying> same, long[] known, int place) throws Exception {
        if (same.isEmpty()) {
            sayings.remove(second);
            seconds.update(Arrays.stream(known).filter(each -> each != second).toArray());
            return;
        }
        sayings.put(second, same);
        if (place < 0) {
            long[] more = Arrays.copyOf(known, known.length + 1);
            int from = -place - 1;
            System.arraycopy(known, from, more, from + 1, known.length - from);
            more[from] = second;
            seconds.update(more);
        } else {
            seconds.update(known);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Contribution> out) throws Exception {
        long[] known = seconds.value();
        int gone = 0;
        while (gone < known.length && known[gone] * SECOND + SECOND - 1 + memory <= timestamp) {
            sayings.remove(known[gone]);
            gone++;
        }
        if (gone == known.length) {
            seconds.clear();
            return;
        }
        seconds.update(Arrays.copyOfRange(known, gone, known.length));
        context.timerService().registerEventTimeTimer(known[gone] * SECOND + SECOND - 1 + memory);
    }
}
