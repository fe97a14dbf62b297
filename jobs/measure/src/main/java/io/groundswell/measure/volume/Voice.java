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
 * @param byTiers whether the tiers judged whose errors are known
 * @param rating thousandths of the way from the worst that can be given to the best, {@link Form#NO_RATING} without one
 */
public record Voice(
        String author,
        MentionKind kind,
        Sentiment sentiment,
        boolean byTiers,
        boolean owned,
        Crowd crowd,
        long followers,
        int rating) {

    /** Followers of its author; 0 when they are unknown. */
    public long reach() {
        return followers == Candidate.UNKNOWN ? 0 : followers;
    }

    /** Adds it to the sums of a window, or with -1 takes it back. Authors are counted apart. */
    public void addTo(long[] sums, int by) {
        if (owned) {
            add(sums, Count.OWNED, by);
            return;
        }
        add(
                sums,
                switch (kind) {
                    case REPLY -> Count.REPLIES;
                    case QUOTE -> Count.QUOTES;
                    case REPOST -> Count.REPOSTS;
                    case POST, REVIEW, ARTICLE, OTHER -> Count.POSTS;
                },
                by);
        add(sums, sentimentCount(), by);
        add(sums, Count.JUDGED_BY_TIERS, sentiment != null && byTiers ? by : 0);
        switch (crowd) {
            case PEOPLE -> {
                add(sums, Count.PEOPLE, by);
                add(sums, Count.PEOPLE_NEGATIVE, isNegative() ? by : 0);
            }
            case AMPLIFIED -> add(sums, Count.AMPLIFIED, by);
            case AUTOMATED -> add(sums, Count.AUTOMATED, by);
        }
        if (followers != Candidate.UNKNOWN) {
            add(sums, Count.REACH, by * followers);
            add(sums, Count.REACH_KNOWN, by);
            add(sums, Count.REACH_SLIDING, by * Reach.sliding(followers));
        }
        if (stars() != 0) {
            add(sums, Count.ofStars(stars()), by);
            add(sums, Count.RATING_POINTS, (long) by * rating);
            add(sums, Count.RATING_CONTRADICTIONS, contradictsItself() ? by : 0);
        }
    }

    private static void add(long[] sums, Count count, long by) {
        sums[count.ordinal()] += by;
    }

    private Count sentimentCount() {
        if (sentiment == null) {
            return Count.UNJUDGED;
        }
        return switch (sentiment) {
            case NEGATIVE -> Count.NEGATIVE;
            case NEUTRAL -> Count.NEUTRAL;
            case POSITIVE -> Count.POSITIVE;
        };
    }

    public boolean isNegative() {
        return sentiment == Sentiment.NEGATIVE;
    }

    public boolean isLowReview() {
        return stars() == 1 || stars() == 2;
    }

    /** 1 to 5, whatever the scale it was given on; 0 without a rating. */
    private int stars() {
        return rating == Form.NO_RATING ? 0 : stars(rating);
    }

    /** @param rating thousandths */
    static int stars(int rating) {
        return 1 + Math.round(rating * 4 / 1000f);
    }

    /** Whether few stars come with praise, or many with blame. */
    private boolean contradictsItself() {
        int stars = stars();
        return sentiment == Sentiment.POSITIVE && isLowReview() || isNegative() && stars >= 4;
    }
}
