package io.groundswell.measure.volume;

import io.groundswell.topics.Evidence;
import io.groundswell.topics.Measure;
import io.groundswell.topics.Sentiment;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * The sums of one window. Mutable, because it is the state of the busiest operator; its fields are public for Flink's
 * sake. Authors and evidence are kept beside it.
 */
public final class Tally {

    /** Version of the definitions in {@code measure.avsc}. */
    public static final String FORMULA = "measure/1";

    public long posts;
    public long replies;
    public long quotes;
    public long reposts;
    public long owned;
    public long authors;
    public long negative;
    public long neutral;
    public long positive;
    public long unjudged;
    public long people;
    public long amplified;
    public long automated;
    public long peopleNegative;
    public long reach;
    public long reachKnown;
    public long reachSliding;
    public long star1;
    public long star2;
    public long star3;
    public long star4;
    public long star5;
    public long ratingPoints;
    public long ratingContradictions;
    public long likes;
    public long sharesGained;
    public long repliesGained;
    public long quotesGained;
    public long bookmarks;
    public long viewsGained;
    public long facts;
    public long asOf = Long.MIN_VALUE;

    /** Changed since it was last told. */
    public boolean changed;

    /** How many mentions of the window each author wrote; kept beside the tally because it is large. */
    @FunctionalInterface
    public interface MentionsByAuthor {
        /** @return the author's mentions after adding {@code by} */
        int add(String author, int by) throws Exception;
    }

    /** Counts a voice, or with -1 takes it back. */
    public void count(Voice voice, int by, MentionsByAuthor mentionsByAuthor) throws Exception {
        if (voice.owned()) {
            owned += by;
            return;
        }
        if (voice.author() != null) {
            int after = mentionsByAuthor.add(voice.author(), by);
            if (by > 0 && after == 1) {
                authors++;
            } else if (by < 0 && after == 0) {
                authors--;
            }
        }
        switch (voice.kind()) {
            case REPLY -> replies += by;
            case QUOTE -> quotes += by;
            case REPOST -> reposts += by;
            case POST, REVIEW, ARTICLE, OTHER -> posts += by;
        }
        countSentiment(voice.sentiment(), by);
        countCrowd(voice.crowd(), voice.sentiment(), by);
        countReach(voice.followers(), by);
        countRating(voice, by);
    }

    private void countSentiment(Sentiment sentiment, int by) {
        if (sentiment == null) {
            unjudged += by;
            return;
        }
        switch (sentiment) {
            case NEGATIVE -> negative += by;
            case NEUTRAL -> neutral += by;
            case POSITIVE -> positive += by;
        }
    }

    private void countCrowd(Crowd crowd, Sentiment sentiment, int by) {
        switch (crowd) {
            case PEOPLE -> {
                people += by;
                peopleNegative += sentiment == Sentiment.NEGATIVE ? by : 0;
            }
            case AMPLIFIED -> amplified += by;
            case AUTOMATED -> automated += by;
        }
    }

    /** So many of the posts that were counted as people's own words are copies, or with a number below 0 are no longer. */
    public void handOn(long copies, long negativeCopies) {
        people -= copies;
        amplified += copies;
        peopleNegative -= negativeCopies;
    }

    private void countReach(long followers, int by) {
        if (followers != Candidate.UNKNOWN) {
            reach += by * followers;
            reachKnown += by;
            reachSliding += by * Reach.sliding(followers);
        }
    }

    private void countRating(Voice voice, int by) {
        switch (voice.stars()) {
            case 1 -> star1 += by;
            case 2 -> star2 += by;
            case 3 -> star3 += by;
            case 4 -> star4 += by;
            case 5 -> star5 += by;
            default -> {
                return;
            }
        }
        ratingPoints += (long) by * voice.rating();
        ratingContradictions += voice.contradictsItself() ? by : 0;
    }

    /** @param gained likes, reposts, replies, quotes, bookmarks, views */
    public void gain(long[] gained) {
        likes += gained[0];
        sharesGained += gained[1];
        repliesGained += gained[2];
        quotesGained += gained[3];
        bookmarks += gained[4];
        viewsGained += gained[5];
    }

    public void rest(long moreFacts, long onAtLeast) {
        facts += moreFacts;
        asOf = Math.max(asOf, onAtLeast);
        changed = true;
    }

    /** The window's value as others read it. */
    public Measure measure(WindowKey window, List<Evidence> evidence) {
        Measure measure = new Measure();
        measure.setId(window.id());
        measure.setBrand(window.brand());
        measure.setPlatform(window.platform());
        measure.setSize(window.size());
        measure.setWindowStart(Instant.ofEpochMilli(window.start()));
        measure.setWindowEnd(Instant.ofEpochMilli(window.end()));
        measure.setMentions(posts + replies + quotes + reposts);
        measure.setPosts(posts);
        measure.setReplies(replies);
        measure.setQuotes(quotes);
        measure.setReposts(reposts);
        measure.setOwned(owned);
        measure.setAuthors(authors);
        measure.setNegative(negative);
        measure.setNeutral(neutral);
        measure.setPositive(positive);
        measure.setUnjudged(unjudged);
        measure.setNetSentiment(netSentiment());
        measure.setPeople(people);
        measure.setAmplified(amplified);
        measure.setAutomated(automated);
        measure.setPeopleNegative(peopleNegative);
        measure.setReach(reach);
        measure.setReachKnown(reachKnown);
        measure.setReachSliding(reachSliding);
        measure.setReviews(star1 + star2 + star3 + star4 + star5);
        measure.setStar1(star1);
        measure.setStar2(star2);
        measure.setStar3(star3);
        measure.setStar4(star4);
        measure.setStar5(star5);
        measure.setRatingPoints(ratingPoints);
        measure.setRatingContradictions(ratingContradictions);
        measure.setLikes(likes);
        measure.setSharesGained(sharesGained);
        measure.setRepliesGained(repliesGained);
        measure.setQuotesGained(quotesGained);
        measure.setBookmarks(bookmarks);
        measure.setViewsGained(viewsGained);
        measure.setEngagement(likes + sharesGained + repliesGained + quotesGained + bookmarks);
        measure.setEvidence(evidence);
        measure.setMetrics(Map.of());
        measure.setMetricVersions(List.of());
        measure.setFormula(FORMULA);
        measure.setRevision(facts);
        measure.setAsOf(Instant.ofEpochMilli(asOf));
        return measure;
    }

    private Double netSentiment() {
        long judged = negative + neutral + positive;
        return judged == 0 ? null : (double) (positive - negative) / judged;
    }
}
