package io.groundswell.measure.volume;

import io.groundswell.topics.Evidence;
import io.groundswell.topics.Measure;
import java.time.Instant;
import java.util.List;

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
        if (voice.sentiment() == null) {
            unjudged += by;
            return;
        }
        switch (voice.sentiment()) {
            case NEGATIVE -> negative += by;
            case NEUTRAL -> neutral += by;
            case POSITIVE -> positive += by;
        }
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
        measure.setLikes(likes);
        measure.setSharesGained(sharesGained);
        measure.setRepliesGained(repliesGained);
        measure.setQuotesGained(quotesGained);
        measure.setBookmarks(bookmarks);
        measure.setViewsGained(viewsGained);
        measure.setEngagement(likes + sharesGained + repliesGained + quotesGained + bookmarks);
        measure.setEvidence(evidence);
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
