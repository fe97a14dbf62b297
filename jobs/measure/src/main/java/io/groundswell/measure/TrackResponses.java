package io.groundswell.measure;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.HearsBrands;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.WallClock;
import io.groundswell.measure.answers.Exchange;
import io.groundswell.measure.answers.ExchangeChange;
import io.groundswell.measure.answers.Promise;
import io.groundswell.measure.volume.Want;
import io.groundswell.topics.Response;
import io.groundswell.topics.ResponseState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Tells of each mention that asks a brand for an answer whether and when one came, and the moment a promise is broken. A reply
 * that is read before what it replies to waits for it.
 *
 * <p>Key: a mention and the brand it asks. Keeps both sides and what was told last, about 200 bytes for each, until event time is {@link #MEMORY}
 * past the question, or the first reply when there is no question; event-time timers tell what is overdue and clear all.
 *
 * <p>State (broadcast): the brands, see {@link BrandsHeard}. What cannot be used was told by {@link ReadFacts}.
 */
final class TrackResponses extends KeyedBroadcastProcessFunction<String, ExchangeChange, KafkaRecord, Response>
        implements HearsBrands {

    /** An answer that takes longer is none. */
    static final Duration MEMORY = Duration.ofDays(30);

    private final BrandsHeard brands;

    private transient ValueState<Exchange> questions;
    private transient MapState<String, Exchange> replies;
    private transient ValueState<Response> told;
    private transient ValueState<Long> forgets;

    TrackResponses(BrandsHeard brands) {
        this.brands = brands;
    }

    @Override
    public BrandsHeard brands() {
        return brands;
    }

    @Override
    public void open(OpenContext context) {
        TypeInformation<Exchange> exchange = TypeInformation.of(Exchange.class);
        questions = getRuntimeContext().getState(new ValueStateDescriptor<>("question", exchange));
        replies = getRuntimeContext().getMapState(new MapStateDescriptor<>("replies", Types.STRING, exchange));
        told = getRuntimeContext().getState(new ValueStateDescriptor<>("told", TypeInformation.of(Response.class)));
        forgets = getRuntimeContext().getState(new ValueStateDescriptor<>("forgets", Types.LONG));
    }

    @Override
    public void processElement(ExchangeChange change, ReadOnlyContext context, Collector<Response> out)
            throws Exception {
        Exchange exchange = change.exchange();
        if (forgets.value() == null) {
            long at = exchange.at() + MEMORY.toMillis();
            forgets.update(at);
            context.timerService().registerEventTimeTimer(at);
        }
        if (exchange.isReply() && change.said()) {
            replies.put(exchange.mention(), exchange);
        } else if (exchange.isReply()) {
            replies.remove(exchange.mention());
        } else if (change.said()) {
            questions.update(exchange);
        } else if (exchange.equals(questions.value())) {
            questions.clear();
        }
        tell(context.timerService().currentWatermark(), context, out);
    }

    private void tell(long now, ReadOnlyContext context, Collector<Response> out) throws Exception {
        Exchange question = questions.value();
        Response before = told.value();
        Optional<Response> response =
                question == null ? withdrawn(before) : standing(question, now).or(() -> withdrawn(before));
        if (response.isEmpty() || sameBut(response.get(), before)) {
            return;
        }
        if (before != null && !before.getDepartment().equals(response.get().getDepartment())) {
            // Whoever adds up by department has to hear that it is no longer that one's.
            tell(withdrawn(before).orElseThrow(), out);
        }
        tell(response.get(), out);
        Instant due = response.get().getDueAt();
        if (response.get().getState() == ResponseState.WAITING && due != null) {
            context.timerService().registerEventTimeTimer(due.toEpochMilli());
        }
    }

    private void tell(Response response, Collector<Response> out) throws Exception {
        Response before = told.value();
        long now = WallClock.now().toEpochMilli();
        response.setToldAt(Instant.ofEpochMilli(
                before == null ? now : Math.max(now, before.getToldAt().toEpochMilli() + 1)));
        told.update(response);
        out.collect(response);
    }

    /** What asked and does so no longer. */
    private static Optional<Response> withdrawn(Response before) {
        return Optional.ofNullable(before).map(known -> Response.newBuilder(known)
                .setState(ResponseState.WITHDRAWN)
                .setKept(null)
                .build());
    }

    private Optional<Response> standing(Exchange question, long now) throws Exception {
        Promise promise = Promise.of(brands.of(question.brand()));
        Optional<Want> wanted = promise.wanted(question.wants());
        if (wanted.isEmpty()) {
            return Optional.empty();
        }
        String department = wanted.get().department();
        Exchange first = null;
        long answers = 0;
        for (Exchange reply : replies.values()) {
            answers++;
            if (first == null
                    || reply.at() < first.at()
                    || reply.at() == first.at() && reply.mention().compareTo(first.mention()) < 0) {
                first = reply;
            }
        }
        Long due = promise.dueAt(question.at(), department);
        Response.Builder response = Response.newBuilder()
                .setId(question.brand() + '|' + question.asked())
                .setBrand(question.brand())
                .setMention(question.asked())
                .setPlatform(question.platform())
                .setAskedAt(Instant.ofEpochMilli(question.at()))
                .setDay(Instant.ofEpochMilli(promise.beginOfDay(question.at())))
                .setIntent(wanted.get().intent())
                .setDepartment(department)
                .setPromised(promise.within(department))
                .setDueAt(due == null ? null : Instant.ofEpochMilli(due))
                .setAnswers(answers)
                .setToldAt(Instant.EPOCH);
        if (first == null) {
            boolean overdue = due != null && now >= due;
            response.setState(overdue ? ResponseState.OVERDUE : ResponseState.WAITING)
                    .setKept(overdue ? false : null);
        } else {
            // Clocks of two servers may differ: no answer is there before its question.
            long at = Math.max(first.at(), question.at());
            response.setState(ResponseState.ANSWERED)
                    .setAnswer(first.mention())
                    .setAnsweredAt(Instant.ofEpochMilli(first.at()))
                    .setSeconds((at - question.at()) / 1000)
                    .setOpenSeconds(promise.openMillis(question.at(), at) / 1000)
                    .setKept(due == null ? null : at <= due);
        }
        return Optional.of(response.build());
    }

    private static boolean sameBut(Response response, Response before) {
        return before != null
                && Response.newBuilder(response)
                        .setToldAt(before.getToldAt())
                        .build()
                        .equals(before);
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Response> out) throws Exception {
        Long forgotten = forgets.value();
        if (forgotten != null && timestamp >= forgotten) {
            questions.clear();
            replies.clear();
            told.clear();
            forgets.clear();
        } else {
            tell(timestamp, context, out);
        }
    }

    @Override
    public void processBroadcastElement(KafkaRecord record, Context context, Collector<Response> out) throws Exception {
        brands.hear(record, context.getBroadcastState(BrandsHeard.STATE));
    }
}
