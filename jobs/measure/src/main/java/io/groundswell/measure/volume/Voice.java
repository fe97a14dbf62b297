package io.groundswell.measure.volume;

import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;

/**
 * One mention as a window counts it.
 *
 * @param author null when unknown; such mentions add no author
 * @param sentiment null when not judged
 * @param owned written by the brand itself
 * @param crowd with whose voice, copies of a text aside: those are told by others
 * @param followers of the author, {@link Candidate#UNKNOWN} when unknown
 * @param rating thousandths of the way from the worst that can be given to the best, {@link Form#NO_RATING} without one
 */
public record Voice(
        String author, MentionKind kind, Sentiment sentiment, boolean owned, Crowd crowd, long followers, int rating) {

    /** 1 to 5, whatever the scale it was given on; 0 without a rating. */
    int stars() {
        return rating == Form.NO_RATING ? 0 : 1 + Math.round(rating * 4 / 1000f);
    }

    /** Whether few stars come with praise, or many with blame. */
    boolean contradictsItself() {
        int stars = stars();
        return sentiment == Sentiment.POSITIVE && (stars == 1 || stars == 2)
                || sentiment == Sentiment.NEGATIVE && stars >= 4;
    }
}
