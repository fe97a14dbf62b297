package io.groundswell.measure.volume;

import io.groundswell.topics.Evidence;
import io.groundswell.topics.Measure;
import io.groundswell.topics.MeasuredPart;
import io.groundswell.topics.MeasuredSubject;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The sums of one window. Mutable, because it is the state of the busiest operator; its fields are public for Flink's
 * sake. Authors, evidence and subjects are kept beside it.
 */
public final class Tally {

    /** Version of the definitions in {@code measure.avsc}. */
    public static final String FORMULA = "measure/1";

    /** By position of {@link Count}. */
    public long[] sums = new long[Count.MANY];

    public long authors;

    /** Whether that is an estimate. */
    public boolean authorsEstimated;

    public long facts;
    public long asOf = Long.MIN_VALUE;

    /** Changed since it was last told. */
    public boolean changed;

    public void add(long[] more, long moreFacts, long onAtLeast) {
        for (int i = 0; i < Count.MANY; i++) {
            sums[i] += more[i];
        }
        facts += moreFacts;
        asOf = Math.max(asOf, onAtLeast);
        changed = true;
    }

    /**
     * Whether it has heard that mentions are copies before it has heard of them, which come another way: what is missing is on
     * its way, and no window has fewer than no mentions.
     */
    public boolean owes() {
        return sum(Count.PEOPLE) < 0 || sum(Count.PEOPLE_NEGATIVE) < 0;
    }

    private long sum(Count count) {
        return sums[count.ordinal()];
    }

    /** The window's value as others read it. */
    public Measure measure(
            WindowKey window, List<Evidence> evidence, List<MeasuredPart> parts, List<MeasuredSubject> subjects) {
        Measure measure = new Measure();
        measure.setId(window.id());
        measure.setBrand(window.brand());
        measure.setPlatform(window.platform());
        measure.setSize(window.size());
        measure.setWindowStart(Instant.ofEpochMilli(window.start()));
        measure.setWindowEnd(Instant.ofEpochMilli(window.end()));
        Count.putAll(sums, measure);
        measure.setMentions(sum(Count.POSTS) + sum(Count.REPLIES) + sum(Count.QUOTES) + sum(Count.REPOSTS));
        measure.setAuthors(authors);
        measure.setAuthorsEstimated(authorsEstimated);
        measure.setNetSentiment(netSentiment());
        correctShares(measure);
        measure.setReviews(
                sum(Count.STAR_1) + sum(Count.STAR_2) + sum(Count.STAR_3) + sum(Count.STAR_4) + sum(Count.STAR_5));
        measure.setEngagement(sum(Count.LIKES)
                + sum(Count.SHARES_GAINED)
                + sum(Count.REPLIES_GAINED)
                + sum(Count.QUOTES_GAINED)
                + sum(Count.BOOKMARKS));
        measure.setEvidence(evidence);
        measure.setParts(parts);
        measure.setSubjects(subjects);
        measure.setMetrics(Map.of());
        measure.setMetricVersions(List.of());
        measure.setFormula(FORMULA);
        measure.setRevision(facts);
        measure.setAsOf(Instant.ofEpochMilli(asOf));
        return measure;
    }

    /** Only where all were judged by whom the errors are known of. */
    private void correctShares(Measure measure) {
        long judged = sum(Count.NEGATIVE) + sum(Count.NEUTRAL) + sum(Count.POSITIVE);
        if (judged > 0 && judged == sum(Count.JUDGED_BY_TIERS)) {
            CorrectedShares shares = new CorrectedShares(sum(Count.NEGATIVE), sum(Count.NEUTRAL), sum(Count.POSITIVE));
            measure.setNegativeShare(shares.interval(CorrectedShares.NEGATIVE));
            measure.setPositiveShare(shares.interval(CorrectedShares.POSITIVE));
        }
    }

    private Double netSentiment() {
        long judged = sum(Count.NEGATIVE) + sum(Count.NEUTRAL) + sum(Count.POSITIVE);
        return judged == 0 ? null : (double) (sum(Count.POSITIVE) - sum(Count.NEGATIVE)) / judged;
    }
}
