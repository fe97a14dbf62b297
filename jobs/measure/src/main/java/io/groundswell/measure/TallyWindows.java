package io.groundswell.measure;

import io.groundswell.flow.WholeValues;
import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.metric.MetricRegistry;
import io.groundswell.measure.metric.MetricValues;
import io.groundswell.measure.volume.AuthorSketch;
import io.groundswell.measure.volume.Breakdown;
import io.groundswell.measure.volume.CampaignTime;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Subject;
import io.groundswell.measure.volume.Tally;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.topics.Measure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.streaming.api.TimeDomain;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Adds contributions up and tells a window's whole value again when it has changed: at most once every
 * {@code measure.refresh}, so that a burst is told once; when the window ends; and when it is settled. It is told also
 * when it is back to nothing.
 *
 * <p>Key: one window of one brand on one platform or all. Keeps its sums, its authors with their number of mentions (from 100,000 on a sketch of 12 kB), for
 * minutes of all platforms every mention with what it carries, some 400 bytes, and which of them are copies, and for hours and days of all platforms the sums of every
 * subject, until event time is {@code measure.lateness} past the window's end; an event-time timer clears all.
 */
final class TallyWindows extends KeyedProcessFunction<WindowKey, Contribution, Measure> {

    /** The door for the sums of campaigns, each under the id of its {@link CampaignTime} for a brand. */
    static final OutputTag<Measure> CAMPAIGNS = new OutputTag<>("campaign-sums", TypeInformation.of(Measure.class));

    private final long lateness;
    private final long refresh;
    private final int exactAuthors;
    private final ArrayList<MetricRegistry.Pick> metrics;

    private transient MetricValues values;
    private transient RecentValues<String> recentWords;
    private transient RecentValues<Subject> recentSubjects;

    private transient ValueState<Tally> tallies;
    private transient MapState<String, Integer> authors;
    private transient ValueState<byte[]> crowd;
    private transient MapState<String, Candidate> candidates;
    private transient MapState<String, Integer> copies;
    private transient MapState<Subject, long[]> subjects;

    TallyWindows(MeasureSettings settings) {
        this(settings, AuthorSketch.EXACT);
    }

    /** @param exactAuthors of how many authors each is remembered */
    TallyWindows(MeasureSettings settings, int exactAuthors) {
        this.exactAuthors = exactAuthors;
        lateness = settings.lateness().toMillis();
        refresh = Math.max(1, settings.refresh().toMillis());
        metrics = new ArrayList<>(settings.metrics());
    }

    @Override
    public void open(OpenContext context) {
        values = new MetricValues(metrics);
        recentWords = new RecentValues<>();
        recentSubjects = new RecentValues<>();
        RuntimeContext job = getRuntimeContext();
        TypeSerializer<String> words = WholeValues.of(Types.STRING, job);
        TypeSerializer<Integer> counts = job.createSerializer(Types.INT);
        tallies =
                job.getState(new ValueStateDescriptor<>("tally", WholeValues.of(TypeInformation.of(Tally.class), job)));
        authors = job.getMapState(new MapStateDescriptor<>("authors", words, counts));
        crowd = job.getState(
                new ValueStateDescriptor<>("crowd", PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
        candidates = job.getMapState(new MapStateDescriptor<>(
                "candidates", words, WholeValues.of(TypeInformation.of(Candidate.class), job)));
        copies = job.getMapState(new MapStateDescriptor<>("copies", words, counts));
        subjects = job.getMapState(new MapStateDescriptor<>(
                "subjects",
                WholeValues.of(TypeInformation.of(Subject.class), job),
                WholeValues.of(PrimitiveArrayTypeInfo.LONG_PRIMITIVE_ARRAY_TYPE_INFO, job)));
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
            tellSoon(timers);
        }
        add(contribution, tally);
        tallies.update(tally);
    }

    /** All windows are told at the same moments, so that one flush serves them all. */
    private void tellSoon(TimerService timers) {
        long now = timers.currentProcessingTime();
        timers.registerProcessingTimeTimer(now - Math.floorMod(now, refresh) + refresh);
    }

    private void add(Contribution contribution, Tally tally) throws Exception {
        addAuthors(contribution.authors(), tally);
        for (Map.Entry<String, Candidate> candidate : contribution.candidates().entrySet()) {
            if (candidate.getValue() == null) {
                candidates.remove(candidate.getKey());
            } else {
                Candidate one = sharing(candidate.getValue());
                candidates.put(one.mention(), one);
            }
        }
        for (Map.Entry<String, Integer> copy : contribution.copies().entrySet()) {
            addTo(copies, copy.getKey(), copy.getValue());
        }
        for (Map.Entry<Subject, long[]> subject : contribution.subjects().entrySet()) {
            speakOf(subject.getKey(), subject.getValue());
        }
        tally.add(contribution.sums(), contribution.facts(), contribution.asOf());
    }

    private Candidate sharing(Candidate candidate) {
        return new Candidate(
                recentWords.one(candidate.mention()),
                candidate.sentiment(),
                candidate.followers(),
                recentWords.one(candidate.original()),
                candidate.crowd(),
                candidate.lowReview(),
                candidate.carries().stream().map(this::sharing).toList());
    }

    private Subject sharing(Subject subject) {
        return recentSubjects.one(new Subject(subject.kind(), recentWords.one(subject.name())));
    }

    private void addAuthors(Map<String, Integer> changes, Tally tally) throws Exception {
        if (changes.isEmpty()) {
            return;
        }
        if (!tally.authorsEstimated) {
            for (Map.Entry<String, Integer> author : changes.entrySet()) {
                tally.authors += countAuthor(author.getKey(), author.getValue());
            }
            if (tally.authors > exactAuthors) {
                estimate(authors.entries(), tally);
                authors.clear();
            }
        } else {
            estimate(changes.entrySet(), tally);
        }
    }

    /** Those with mentions; those whose mentions are gone cannot be taken out of a sketch. */
    private void estimate(Iterable<Map.Entry<String, Integer>> more, Tally tally) throws Exception {
        AuthorSketch sketch = AuthorSketch.of(crowd.value());
        for (Map.Entry<String, Integer> author : more) {
            if (author.getValue() > 0) {
                sketch.add(author.getKey());
            }
        }
        crowd.update(sketch.state());
        tally.authors = sketch.estimate();
        tally.authorsEstimated = true;
    }

    /** @return how many authors more that makes: a window may hear that one is gone before it hears of them */
    private int countAuthor(String author, int by) throws Exception {
        int after = addTo(authors, author, by);
        return (after > 0 ? 1 : 0) - (after - by > 0 ? 1 : 0);
    }

    /** @return the number after that; of what has none, none is kept */
    private int addTo(MapState<String, Integer> numbers, String name, int by) throws Exception {
        Integer known = numbers.get(name);
        int after = (known == null ? 0 : known) + by;
        if (after == 0) {
            numbers.remove(name);
        } else {
            numbers.put(known == null ? recentWords.one(name) : name, after);
        }
        return after;
    }

    private void speakOf(Subject subject, long[] more) throws Exception {
        long[] known = subjects.get(subject);
        long[] sums = known == null ? new long[Subject.SUMS] : known.clone();
        boolean nothing = true;
        for (int i = 0; i < Subject.SUMS; i++) {
            sums[i] += more[i];
            nothing &= sums[i] == 0;
        }
        if (nothing) {
            subjects.remove(subject);
        } else {
            subjects.put(known == null ? sharing(subject) : subject, sums);
        }
    }

    @Override
    public void onTimer(long timestamp, OnTimerContext context, Collector<Measure> out) throws Exception {
        WindowKey window = context.getCurrentKey();
        Tally tally = tallies.value();
        // A flush of the clock may come after the window was settled.
        if (tally == null) {
            return;
        }
        boolean settled = context.timeDomain() == TimeDomain.EVENT_TIME && timestamp == settledAt(window);
        if (tally.changed && (settled || !tally.owes())) {
            tell(window, tally, context, out);
            tally.changed = false;
            tallies.update(tally);
        } else if (tally.changed && context.timeDomain() == TimeDomain.PROCESSING_TIME) {
            tellSoon(context.timerService());
        }
        if (settled) {
            tallies.clear();
            authors.clear();
            crowd.clear();
            candidates.clear();
            copies.clear();
            subjects.clear();
        }
    }

    private void tell(WindowKey window, Tally tally, OnTimerContext context, Collector<Measure> out) throws Exception {
        List<Candidate> mentions = window.showsEvidence() ? mentions() : List.of();
        Measure measure = tally.measure(
                window,
                mentions.stream().limit(Candidate.MOST).map(Candidate::evidence).toList(),
                Breakdown.of(mentions, known(copies)),
                window.showsSubjects() ? Subject.mostSpokenOf(subjects.entries()) : List.of());
        if (window.isOfCampaign()) {
            context.output(CAMPAIGNS, measure);
        } else {
            values.addTo(measure);
            out.collect(measure);
        }
    }

    private List<Candidate> mentions() throws Exception {
        List<Candidate> all = new ArrayList<>();
        candidates.values().forEach(all::add);
        all.sort(Candidate.BY_WEIGHT);
        return all;
    }

    private static Set<String> known(MapState<String, Integer> numbers) throws Exception {
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, Integer> number : numbers.entries()) {
            if (number.getValue() > 0) {
                names.add(number.getKey());
            }
        }
        return names;
    }

    private long settledAt(WindowKey window) {
        return window.end() - 1 + lateness;
    }
}
