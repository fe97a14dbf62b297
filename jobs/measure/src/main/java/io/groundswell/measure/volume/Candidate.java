package io.groundswell.measure.volume;

import io.groundswell.topics.Evidence;
import io.groundswell.topics.Sentiment;
import java.util.Comparator;
import java.util.List;

/**
 * A mention that may be shown as evidence for a window's numbers, and what it carries of which there may be more than usual.
 *
 * @param sentiment null when not judged
 * @param followers of the author, {@link #UNKNOWN} when unknown
 * @param original id of the post this is a repost of, else its own
 * @param crowd with whose voice, copies of a text aside
 * @param lowReview whether it is a review of one or two stars
 * @param carries phrases as whole runs of words
 */
public record Candidate(
        String mention,
        Sentiment sentiment,
        long followers,
        String original,
        Crowd crowd,
        boolean lowReview,
        List<Subject> carries) {

    public static final long UNKNOWN = -1;

    public Candidate {
        carries = List.copyOf(carries);
    }

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
