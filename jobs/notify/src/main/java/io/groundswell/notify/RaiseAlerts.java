package io.groundswell.notify;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.HearsBrands;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.LastingCounts;
import io.groundswell.notify.crisis.AlertWriter;
import io.groundswell.notify.crisis.BrandSeries;
import io.groundswell.notify.crisis.CrisisRule;
import io.groundswell.notify.crisis.Forgotten;
import io.groundswell.notify.crisis.Hour;
import io.groundswell.notify.crisis.RuleLimits;
import io.groundswell.notify.crisis.Watch;
import io.groundswell.topics.Alert;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Sensitivity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keeps each brand's minutes and tells what alerts follow from them: opened, changed, closed or taken back.
 *
 * <p>Minutes and the passing of event time only leave word that something is to be done; it is done once per
 * {@code notify.refresh} and brand, from the minutes as they are then. So alerts never depend on the order in which
 * minutes came, only on their final values.
 *
 * <p>State, per brand, pruned by event time:
 *
 * <ul>
 *   <li>its minutes, see {@link KeptMinutes}
 *   <li>{@code watch}: storms and what is usual (2.8 kB), at some fifteen moments to judge again from
 *   <li>{@code told}: the alerts told, until nothing about them can change (15 days)
 *   <li>{@code changed-from}, {@code forgotten}: a time, and what remains of pruned minutes
 * </ul>
 *
 * A brand without a minute for all that time is forgotten altogether. Broadcast: the brands, see {@link BrandsHeard}. What is judged
 * after a brand's sensitivity has changed, for the first time or again, is judged by the new one.
 */
final class RaiseAlerts extends KeyedBroadcastProcessFunction<String, Measure, KafkaRecord, Alert>
        implements HearsBrands {

    private static final Duration DAY = Duration.ofDays(1);

    private final BrandsHeard brands;
    private final RuleLimits limits;
    private final JudgingTimes times;

    private transient CrisisRule rule;
    private transient AlertWriter writer;
    private transient KeptMinutes minutes;
    private transient ValueState<Instant> changedFrom;
    private transient ValueState<Forgotten> forgotten;
    private transient ValueState<Watch> watch;
    private transient ToldAlerts told;
    private transient LastingCounts counts;

    RaiseAlerts(BrandsHeard brands, NotifySettings settings) {
        this.brands = brands;
        limits = settings.limits();
        times = new JudgingTimes(settings);
    }

    @Override
    public BrandsHeard brands() {
        return brands;
    }

    @Override
    public void processBroadcastElement(KafkaRecord record, Context context, Collector<Alert> out) throws Exception {
        // What cannot be used is told by ApplyRules.
        brands.hear(record, context.getBroadcastState(BrandsHeard.STATE));
    }

    @Override
    public void initializeState(FunctionInitializationContext context) throws Exception {
        HearsBrands.super.initializeState(context);
        counts = LastingCounts.restored("notify", context, getRuntimeContext().getMetricGroup());
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws Exception {
        counts.save();
    }

    @Override
    public void open(OpenContext context) {
        writer = new AlertWriter(limits);
        minutes = new KeptMinutes(getRuntimeContext());
        changedFrom = getRuntimeContext().getState(new ValueStateDescriptor<>("changed-from", Types.INSTANT));
        forgotten = getRuntimeContext()
                .getState(new ValueStateDescriptor<>("forgotten", TypeInformation.of(Forgotten.class)));
        watch = getRuntimeContext().getState(new ValueStateDescriptor<>("watch", TypeInformation.of(Watch.class)));
        told = new ToldAlerts(getRuntimeContext());
    }

    @Override
    public void processElement(Measure measure, ReadOnlyContext context, Collector<Alert> out) throws Exception {
        Instant start = measure.getWindowStart();
        Forgotten gone = forgotten.value();
        if (gone != null && start.isBefore(gone.before())) {
            counts.count("too-old");
            return;
        }
        if (!minutes.keep(measure)) {
            counts.count("repeated");
            return;
        }
        counts.count("minute");
        Instant changed = changedFrom.value();
        if (changed == null || start.isBefore(changed)) {
            changedFrom.update(start);
        }
        context.timerService().registerEventTimeTimer(JudgingTimes.END);
        // The end of the step is when the minute can be judged for good.
        long step = JudgingTimes.stepAfter(start.toEpochMilli());
        context.timerService().registerEventTimeTimer(step);
        long reached = JudgingTimes.stepAfter(step - limits.early().toMillis() - 1);
        if (reached > context.timerService().currentWatermark()) {
            // Too far ahead to be looked at yet.
            context.timerService().registerEventTimeTimer(reached);
        }
        times.judgeSoon(context.timerService());
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        TimerService timers = context.timerService();
        boolean ended = JudgingTimes.isEnd(timers);
        switch (context.timeDomain()) {
            case EVENT_TIME -> {
                if (timestamp == JudgingTimes.END) {
                    judge(context, true, out);
                } else if (!ended) {
                    times.judgeSoon(timers);
                }
            }
            case PROCESSING_TIME -> judge(context, ended || times.isRare(timestamp), out);
        }
    }

    /** @param all whether alerts of which only the revision moved are told, too */
    private void judge(OnTimerContext context, boolean all, Collector<Alert> out) throws Exception {
        TimerService timers = context.timerService();
        rule = new CrisisRule(limits.at(
                brands.of(context.getCurrentKey()).map(Brand::getSensitivity).orElse(Sensitivity.BALANCED)));
        BrandSeries series = new BrandSeries(minutes.hours(), forgotten.value(), minutes);
        Watch before = watch.value() == null ? Watch.NEW : watch.value();
        boolean ended = JudgingTimes.isEnd(timers);
        if (series.isEmpty()) {
            // A timer left of a brand that has been forgotten.
            return;
        }
        // After this, silence has closed everything there was.
        Instant silent =
                series.last().plus(RuleLimits.STRETCH).plus(limits.closeAfter()).plus(RuleLimits.STEP);
        Instant time = ended ? silent : timeOf(timers.currentWatermark());
        if (before.until() != null && (time == null || before.until().isAfter(time))) {
            time = before.until();
        }
        if (time == null) {
            return;
        }
        if (series.last().isBefore(kept(time.minus(limits.correctable())))) {
            timers.deleteEventTimeTimer(JudgingTimes.END);
            forgetBrand();
            return;
        }
        Instant to = time.isBefore(silent) ? time : silent;
        minutes.sumUp(before.until() == null ? series.first() : before.until(), to);
        boolean waiting = judgeDayByDay(context.getCurrentKey(), before, series, time, to, all, out);
        prune(series, to.minus(limits.correctable()));
        if (!ended) {
            comeBack(timers, series, to, waiting);
        }
    }

    /**
     * Event time may have moved by months since the last time. Day by day, no alert opens and is past before it was told.
     *
     * @param time how far event time is; unfinished stretches may be looked at somewhat beyond
     * @param to how far to judge
     */
    private boolean judgeDayByDay(
            String brand, Watch before, BrandSeries series, Instant time, Instant to, boolean all, Collector<Alert> out)
            throws Exception {
        Watch now = before;
        Instant until = before.until() == null ? startOfDay(series.first()) : before.until();
        boolean waiting;
        do {
            Instant next = until.plus(DAY).isBefore(to) ? until.plus(DAY) : to;
            // What was correctable until now is so for this day, too: it may hold the corrections.
            Instant settled = until.minus(limits.correctable());
            now = now.judged(rule, series, now == before ? changedFrom.value() : null, next, settled);
            Instant early = next.isBefore(to) ? next : earlier(time.plus(limits.early()), series.last());
            waiting = tell(brand, now, series, early, settled, changedFrom.value(), all, out);
            until = next;
        } while (until.isBefore(to));
        changedFrom.clear();
        watch.update(now);
        return waiting;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private void comeBack(TimerService timers, BrandSeries series, Instant to, boolean waiting) throws Exception {
        if (waiting) {
            times.judgeRarely(timers);
        }
        if (watch.value().isStormy() || to.isBefore(series.last().plus(RuleLimits.STRETCH))) {
            timers.registerEventTimeTimer(JudgingTimes.stepAfter(to.toEpochMilli()));
        } else {
            timers.registerEventTimeTimer(Hour.startOf(series.last())
                    .plus(limits.memory())
                    .plus(limits.correctable())
                    .plus(DAY)
                    .plus(DAY)
                    .toEpochMilli());
        }
    }

    private Instant timeOf(long watermark) {
        long step = RuleLimits.STEP.toMillis();
        return watermark == Long.MIN_VALUE ? null : Instant.ofEpochMilli(Math.floorDiv(watermark, step) * step);
    }

    private boolean tell(
            String brand,
            Watch now,
            BrandSeries series,
            Instant early,
            Instant settled,
            Instant changed,
            boolean all,
            Collector<Alert> out)
            throws Exception {
        Map<String, Alert> alerts =
                writer.alerts(brand, rule, now, series, early, settled, minutes, changed, told.all());
        return told.tell(
                alerts.values(),
                all,
                alert -> writer.isPast(alert.getOpenedAt(), settled.plus(DAY)),
                alert -> writer.isPast(alert.getOpenedAt(), settled),
                gone -> writer.takenBack(gone, series),
                out);
    }

    /** Once a day of event time, drops what nothing can ask for any more. */
    private void prune(BrandSeries series, Instant settled) throws Exception {
        Instant before = kept(settled);
        Forgotten gone = forgotten.value();
        if (gone != null && !before.isAfter(gone.before())) {
            return;
        }
        long revisions = gone == null ? 0 : gone.revisions();
        forgotten.update(new Forgotten(before, series.first(), revisions + minutes.prune(before, startOfDay(settled))));
    }

    /** Minutes before this are not asked for any more. */
    private Instant kept(Instant settled) {
        return startOfDay(settled.minus(limits.memory()));
    }

    private static Instant startOfDay(Instant time) {
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), DAY.toMillis()) * DAY.toMillis());
    }

    private void forgetBrand() {
        minutes.clear();
        changedFrom.clear();
        forgotten.clear();
        watch.clear();
        told.clear();
    }
}
