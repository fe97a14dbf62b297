package io.groundswell.notify;

import io.groundswell.flow.BrandsHeard;
import io.groundswell.flow.DeadLetters;
import io.groundswell.flow.HearsBrands;
import io.groundswell.flow.KafkaRecord;
import io.groundswell.flow.LastingCounts;
import io.groundswell.notify.crisis.RuleLimits;
import io.groundswell.notify.rules.BrandPast;
import io.groundswell.notify.rules.KnownRule;
import io.groundswell.notify.rules.Match;
import io.groundswell.notify.rules.MatchGroups;
import io.groundswell.notify.rules.Question;
import io.groundswell.notify.rules.RuleBook;
import io.groundswell.notify.rules.RuleWriter;
import io.groundswell.notify.rules.Span;
import io.groundswell.notify.rules.StepSums;
import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertState;
import io.groundswell.topics.Brand;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Reason;
import io.groundswell.topics.RuleKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.State;
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
 * Keeps what rules of a brand's own rest on, and tells what alerts follow from it: opened, changed, closed or taken back. Facts and
 * the passing of event time only leave word that something is to be done, as in {@link RaiseAlerts}, so that alerts never depend on
 * the order in which facts came. Rules that come and go while the job runs do so at the next five minutes of event time.
 *
 * <p>State, per brand, pruned by event time:
 *
 * <ul>
 *   <li>what {@link KeptFacts} keeps
 *   <li>{@code rules}: as they stood at the last midnight that nothing changes any more
 *   <li>{@code told}: alerts told, until nothing about them can change
 *   <li>{@code span}: first and last minute, and how far it was judged and settled
 * </ul>
 *
 * A brand without a fact for all that time is forgotten altogether. Broadcast: the brands, see {@link BrandsHeard}.
 */
final class ApplyRules extends KeyedBroadcastProcessFunction<String, RuleFact, KafkaRecord, Alert>
        implements HearsBrands {

    private static final Duration DAY = Duration.ofDays(1);

    private final BrandsHeard brands;
    private final RuleLimits limits;
    private final JudgingTimes times;

    private transient KeptFacts facts;
    private transient MapState<String, KnownRule> rules;
    private transient ToldAlerts told;
    private transient ValueState<Span> span;
    private transient LastingCounts counts;

    ApplyRules(BrandsHeard brands, NotifySettings settings) {
        this.brands = brands;
        limits = settings.limits();
        times = new JudgingTimes(settings);
    }

    @Override
    public BrandsHeard brands() {
        return brands;
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
        facts = new KeptFacts(getRuntimeContext(), limits.longest());
        rules = getRuntimeContext()
                .getMapState(new MapStateDescriptor<>("rules", Types.STRING, TypeInformation.of(KnownRule.class)));
        told = new ToldAlerts(getRuntimeContext());
        span = getRuntimeContext().getState(new ValueStateDescriptor<>("span", TypeInformation.of(Span.class)));
    }

    @Override
    public void processBroadcastElement(KafkaRecord record, Context context, Collector<Alert> out) throws Exception {
        Optional<String> problem = brands.hear(record, context.getBroadcastState(BrandsHeard.STATE));
        // Every subtask hears of every brand; one of them tells.
        if (problem.isPresent() && getRuntimeContext().getTaskInfo().getIndexOfThisSubtask() == 0) {
            context.output(
                    DeadLetters.DOOR,
                    DeadLetters.of(NotifyTopology.STAGE, record, Reason.AVRO_DECODE, null, problem.get()));
        }
    }

    @Override
    public void processElement(RuleFact fact, ReadOnlyContext context, Collector<Alert> out) throws Exception {
        Span known = span.value() == null ? Span.NONE : span.value();
        Instant at = facts.keep(fact, known, !rulesOf(fact.brand()).isEmpty());
        if (at == null) {
            counts.count("rules.nothing-new");
            return;
        }
        counts.count("rules.fact");
        if (fact.minute() != null) {
            span.update(known.with(at));
        }
        TimerService timers = context.timerService();
        timers.registerEventTimeTimer(JudgingTimes.END);
        timers.registerEventTimeTimer(JudgingTimes.stepAfter(at.toEpochMilli()));
        times.judgeSoon(timers);
    }

    private List<BrandRule> rulesOf(String brand) {
        return brands.of(brand).map(Brand::getAlerts).orElse(List.of()).stream()
                .filter(RuleBook::knows)
                .toList();
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Alert> out) throws Exception {
        TimerService timers = context.timerService();
        boolean ended = JudgingTimes.isEnd(timers);
        switch (context.timeDomain()) {
            case EVENT_TIME -> {
                if (timestamp == JudgingTimes.END) {
                    judge(context.getCurrentKey(), timers, true, out);
                } else if (!ended) {
                    times.judgeSoon(timers);
                }
            }
            case PROCESSING_TIME -> judge(context.getCurrentKey(), timers, ended || times.isRare(timestamp), out);
        }
    }

    /** @param all whether alerts of which only the revision moved are told, too */
    private void judge(String id, TimerService timers, boolean all, Collector<Alert> out) throws Exception {
        Span before = span.value() == null ? Span.NONE : span.value();
        boolean ended = JudgingTimes.isEnd(timers);
        Instant until = before.judgedUntil(ended ? null : timers.currentWatermark());
        if (until == null && !ended || facts.isEmpty()) {
            // Nothing is over yet, or this is a timer left of a brand that has been forgotten.
            return;
        }
        Instant now = until == null ? Instant.EPOCH : until;
        takeUp(rulesOf(id), before.until(), now, out);
        List<KnownRule> known = KeptFacts.list(rules.values());
        if (!known.isEmpty()) {
            StepSums sums = new StepSums(facts.hours());
            ZoneId zone = brands.of(id).map(Brand::getTimeZone).map(ZoneId::of).orElse(ZoneOffset.UTC);
            RuleBook book = new RuleBook(id, zone, limits, new BrandPast(before.first(), sums, questionsFor(known)));
            Instant early = sums.isEmpty() ? now : earlier(now.plus(limits.early()), sums.last());
            Map<String, Alert> alerts = book.counted(known, now, early, postsSince(before.settled()));
            alerts.putAll(book.mentions(known, facts.matches()));
            alerts.putAll(book.feeds(known, facts.heard(), now));
            if (tell(alerts, before, before.judged(now, limits.correctable()), all, out)) {
                times.judgeRarely(timers);
            }
            settle(book, known, before, now);
        }
        Span after = before.judged(now, limits.correctable());
        if (!after.settled().equals(before.settled())) {
            facts.prune(after);
        }
        span.update(after);
        if (!ended) {
            comeBack(timers, after, now);
        }
    }

    /** Rules that were changed are other rules: what the old one had opened is over. */
    private void takeUp(List<BrandRule> written, Instant since, Instant now, Collector<Alert> out) throws Exception {
        Map<String, BrandRule> asked = new TreeMap<>();
        written.forEach(rule -> asked.put(rule.getName(), rule));
        for (KnownRule known : KeptFacts.list(rules.values())) {
            String name = known.rule().getName();
            if (known.rule().equals(asked.get(name))) {
                asked.remove(name);
                continue;
            }
            rules.remove(name);
            for (Alert alert : List.copyOf(told.all().values())) {
                if (RuleWriter.nameOf(alert).equals(name)) {
                    told.remove(alert.getId());
                    if (alert.getState() == AlertState.OPEN) {
                        out.collect(RuleWriter.takenOut(alert, now));
                    }
                }
            }
        }
        for (BrandRule rule : asked.values()) {
            rules.put(rule.getName(), KnownRule.heardAt(rule, since));
        }
    }

    private List<Question> questionsFor(List<KnownRule> known) throws Exception {
        boolean asked = known.stream().anyMatch(each -> each.rule().getKind() == RuleKind.UNANSWERED);
        return asked ? facts.questions() : List.of();
    }

    private RuleWriter.PostsOf postsSince(Instant settled) {
        return (id, signal, from, to) -> {
            Alert was = told.of(id);
            return settled != null && from.isBefore(settled) && was != null
                    ? was.getEvidence()
                    : facts.postsBetween(signal, from, to);
        };
    }

    /** @param until how far the brand was settled, and {@code then} how far it will be: what is past by then is told for the last time */
    private boolean tell(Map<String, Alert> alerts, Span until, Span then, boolean all, Collector<Alert> out)
            throws Exception {
        Instant settled = until.settled();
        List<Alert> open = alerts.values().stream()
                .filter(alert -> !isPast(alert, settled))
                .toList();
        return told.tell(
                open,
                all,
                alert -> isPast(alert, then.settled()),
                alert -> isPast(alert, settled),
                RuleWriter::takenBack,
                out);
    }

    private static boolean isPast(Alert alert, Instant settled) {
        return settled != null
                && alert.getClosedAt() != null
                && !alert.getClosedAt().isAfter(settled);
    }

    /** Once a day of event time, rules move on to the last midnight before which nothing changes. */
    private void settle(RuleBook book, List<KnownRule> known, Span before, Instant now) throws Exception {
        Instant settled = before.judged(now, limits.correctable()).settled();
        if (settled.equals(before.settled())) {
            return;
        }
        List<Match> all = facts.matches();
        for (KnownRule rule : known) {
            rules.put(rule.rule().getName(), book.settled(rule, settled));
            for (Match match : MatchGroups.settled(rule.rule(), RuleBook.of(rule, all), settled)) {
                facts.forget(match);
            }
        }
    }

    private void comeBack(TimerService timers, Span after, Instant now) throws Exception {
        boolean open = false;
        for (Alert alert : told.all().values()) {
            open |= alert.getState() == AlertState.OPEN;
        }
        if (open || after.isLively(now)) {
            timers.registerEventTimeTimer(JudgingTimes.stepAfter(now.toEpochMilli()));
        } else if (facts.isEmpty()) {
            timers.deleteEventTimeTimer(JudgingTimes.END);
            facts.clear();
            told.clear();
            List.of(rules, span).forEach(State::clear);
        } else {
            timers.registerEventTimeTimer(now.plus(DAY).toEpochMilli());
        }
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
