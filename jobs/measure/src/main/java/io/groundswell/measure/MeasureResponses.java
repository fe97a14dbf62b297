package io.groundswell.measure;

import io.groundswell.flow.WallClock;
import io.groundswell.measure.answers.DayOfQuestions;
import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseTimes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.formats.avro.typeutils.AvroTypeInfo;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells how those fared who asked a brand something on one day, with each department and with all, at most once every {@code
 * measure.refresh}.
 *
 * <p>Key: brand, department or all, and day. Keeps each question as last told, some 200 bytes, until event time is past what
 * {@link TrackResponses} remembers of the day; an event-time timer clears all.
 */
final class MeasureResponses extends KeyedProcessFunction<String, MeasureResponses.Asked, ResponseTimes> {

    static final String ALL_DEPARTMENTS = "all";

    private static final long DAY = 86_400_000;

    /** A question as one of a department's, or of all. */
    public record Asked(String department, Response response) {

        String group() {
            return response.getBrand() + '|' + department + '|' + response.getDay();
        }
    }

    private final long refresh;

    private transient MapState<String, Response> questions;
    private transient ValueState<Long> toldAt;
    private transient ValueState<String> waiting;

    MeasureResponses(MeasureSettings settings) {
        refresh = Math.max(1, settings.refresh().toMillis());
    }

    @Override
    public void open(OpenContext context) {
        questions = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("questions", Types.STRING, new AvroTypeInfo<>(Response.class)));
        toldAt = getRuntimeContext().getState(new ValueStateDescriptor<>("told-at", Types.LONG));
        waiting = getRuntimeContext().getState(new ValueStateDescriptor<>("waiting", Types.STRING));
    }

    @Override
    public void processElement(Asked asked, Context context, Collector<ResponseTimes> out) throws Exception {
        Response response = asked.response();
        TimerService timers = context.timerService();
        if (questions.isEmpty()) {
            timers.registerEventTimeTimer(forgets(response));
        }
        questions.put(response.getMention(), response);
        if (waiting.value() == null) {
            waiting.update(asked.department());
            long now = timers.currentProcessingTime();
            timers.registerProcessingTimeTimer(now - Math.floorMod(now, refresh) + refresh);
        }
    }

    private static long forgets(Response response) {
        return response.getDay().toEpochMilli() + 2 * DAY + TrackResponses.MEMORY.toMillis();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<ResponseTimes> out) throws Exception {
        String department = waiting.value();
        if (department != null) {
            long before = toldAt.value() == null ? Long.MIN_VALUE : toldAt.value();
            long now = Math.max(before + 1, WallClock.now().toEpochMilli());
            List<Response> all = new ArrayList<>();
            questions.values().forEach(all::add);
            out.collect(DayOfQuestions.of(department, all, Instant.ofEpochMilli(now)));
            toldAt.update(now);
            waiting.clear();
        }
        if (context.timeDomain() == TimeDomain.EVENT_TIME) {
            questions.clear();
            toldAt.clear();
        }
    }
}
