package io.groundswell.measure.history;

import io.groundswell.measure.engagement.Snapshot;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Count;
import io.groundswell.measure.volume.Subject;
import io.groundswell.measure.volume.Voice;
import io.groundswell.measure.volume.WindowKey;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What one or more new facts change in one window: sums to be added, of which the order does not matter, and the last word on
 * each mention that may be evidence. Filled by whoever makes it, and left as it is once handed on.
 */
public final class Contribution {

    private static final int FIRST_GAINED = Count.LIKES.ordinal();

    private final WindowKey window;
    private final long[] sums;
    private final Map<String, Integer> authors;
    private final Map<String, Candidate> candidates;
    private final Map<Subject, long[]> subjects;
    private final Map<String, Integer> copies;
    private long facts;
    private long asOf;

    public Contribution(WindowKey window) {
        this(
                window,
                new long[Count.MANY],
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                new HashMap<>(),
                0,
                Long.MIN_VALUE);
    }

    /** One that is known already, as it was read. */
    public Contribution(
            WindowKey window,
            long[] sums,
            Map<String, Integer> authors,
            Map<String, Candidate> candidates,
            Map<Subject, long[]> subjects,
            Map<String, Integer> copies,
            long facts,
            long asOf) {
        this.window = window;
        this.sums = sums;
        this.authors = authors;
        this.candidates = candidates;
        this.subjects = subjects;
        this.copies = copies;
        this.facts = facts;
        this.asOf = asOf;
    }

    /** A mention counts from now on, or with -1 no longer. */
    public void count(Voice voice, int by) {
        voice.addTo(sums, by);
        if (!voice.owned() && voice.author() != null) {
            authors.merge(voice.author(), by, Contribution::sumOrNothing);
        }
    }

    public void count(Count count, long by) {
        sums[count.ordinal()] += by;
    }

    /** @param gained by counter, see {@link Snapshot} */
    public void gain(long[] gained, int by) {
        for (int i = 0; i < Snapshot.COUNTERS; i++) {
            sums[FIRST_GAINED + i] += by * gained[i];
        }
    }

    /** @param more of a subject's sums, by the positions in {@link Subject} */
    public void speakOf(Subject subject, long[] more, int by) {
        long[] known = subjects.computeIfAbsent(subject, unknown -> new long[Subject.SUMS]);
        for (int i = 0; i < Subject.SUMS; i++) {
            known[i] += by * more[i];
        }
    }

    /** It may be shown as evidence from now on. */
    public void show(Candidate candidate) {
        candidates.put(candidate.mention(), candidate);
    }

    /** It is to be shown no longer. */
    public void withdraw(String mention) {
        candidates.put(mention, null);
    }

    /**
     * @param more facts that the window rests on
     * @param onAtLeast milliseconds since 1970; a window is as of the latest
     */
    public void rest(long more, long onAtLeast) {
        facts += more;
        asOf = Math.max(asOf, onAtLeast);
    }

    /** A post that was counted as people's own words is a copy, or with -1 is one no longer. */
    public void handOn(String mention, boolean negative, int by) {
        count(Count.PEOPLE, -by);
        count(Count.AMPLIFIED, by);
        count(Count.PEOPLE_NEGATIVE, negative ? -by : 0);
        if (window.showsEvidence()) {
            copies.merge(mention, by, Contribution::sumOrNothing);
        }
    }

    /** Takes in what came after this about the same window. */
    public void take(Contribution later) {
        for (int i = 0; i < Count.MANY; i++) {
            sums[i] += later.sums[i];
        }
        later.authors.forEach((author, by) -> authors.merge(author, by, Contribution::sumOrNothing));
        candidates.putAll(later.candidates);
        later.copies.forEach((mention, by) -> copies.merge(mention, by, Contribution::sumOrNothing));
        later.subjects.forEach((subject, more) -> speakOf(subject, more, 1));
        rest(later.facts, later.asOf);
    }

    private static Integer sumOrNothing(Integer one, Integer other) {
        int sum = one + other;
        return sum == 0 ? null : (Integer) sum;
    }

    public WindowKey window() {
        return window;
    }

    /** By position of {@link Count}. */
    public long[] sums() {
        return sums;
    }

    /** How many mentions more, by author. */
    public Map<String, Integer> authors() {
        return authors;
    }

    /** By mention; null for one that is to be shown no longer. */
    public Map<String, Candidate> candidates() {
        return candidates;
    }

    public Map<Subject, long[]> subjects() {
        return subjects;
    }

    /** How many times more it is told to be a copy, by mention. */
    public Map<String, Integer> copies() {
        return copies;
    }

    /** How many more facts the window rests on. */
    public long facts() {
        return facts;
    }

    /** Milliseconds since 1970. */
    public long asOf() {
        return asOf;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Contribution that
                && window.equals(that.window)
                && Arrays.equals(sums, that.sums)
                && authors.equals(that.authors)
                && candidates.equals(that.candidates)
                && copies.equals(that.copies)
                && subjects.keySet().equals(that.subjects.keySet())
                && subjects.entrySet().stream()
                        .allMatch(each -> Arrays.equals(each.getValue(), that.subjects.get(each.getKey())))
                && facts == that.facts
                && asOf == that.asOf;
    }

    @Override
    public int hashCode() {
        return Objects.hash(window, Arrays.hashCode(sums), facts, asOf);
    }

    @Override
    public String toString() {
        return window.id()
                + ' '
                + Arrays.toString(sums)
                + ' '
                + authors
                + ' '
                + candidates
                + ' '
                + copies
                + ' '
                + subjects.keySet()
                + ' '
                + facts
                + ' '
                + asOf;
    }
}
