package io.groundswell.measure.volume;

import io.groundswell.topics.Evidence;
import io.groundswell.topics.Sentiment;
import java.util.Comparator;

/**
 * A mention that may be shown as evidence for a window's numbers.
 *
 * @param sentiment null when not judged
 * @param followers of the author, {@link #UNKNOWN} when unknown
 * @param original id of the post this is a repost of, else its own
 */
public record Candidate(String mention, Sentiment sentiment, long followers, String original) {

    public static final long UNKNOWN = -1;

    /** How many are shown. */
    public static final int MOST = 20;

    /** What weighs most comes first: negative ones, then the author's followers, then the id. */
    public static final Comparator<Candidate> BY_WEIGHT = Comparator.comparing(
                    (Candidate candidate) -> candidate.sentiment != Sentiment.NEGATIVE)
            .thenComparing(Comparator.comparingLong(Candidate::followers).reversed())
            .thenComparing(Candidate::mention);

    public Evidence evidence() {
        return new Evidence(mention, sentiment, followers == UNKNOWN ? null : followers, original);
    }
}
