package io.groundswell.collect.feed;

import io.groundswell.topics.Audience;
import io.groundswell.topics.Author;
import io.groundswell.topics.MentionKind;

/**
 * What all sites have in common where people give one to five stars: the scale, the answer of the business, who writes
 * without being told apart by an id, and the average a place, shop or app stands at.
 */
final class StarReviews {

    private static final double WORST = 1;
    private static final double BEST = 5;

    /** A review of which only the id is known yet. */
    static PostDraft review(FeedItems items, String nativeId) {
        PostDraft review = items.draft();
        review.id = items.platform + ":" + nativeId;
        review.kind = MentionKind.REVIEW;
        return review;
    }

    /** @param given null for a review without stars, which is still a review */
    static void stars(PostDraft review, Double given) {
        if (given != null) {
            review.rating(given, WORST, BEST);
        }
    }

    /** What the business says to a review. It has no id of its own on most sites, as there is at most one. */
    static PostDraft answer(FeedItems items, PostDraft review) {
        PostDraft answer = items.draft();
        answer.id = review.id + "/reply";
        answer.kind = MentionKind.REPLY;
        answer.replyTo = review.id;
        answer.threadRoot = review.id;
        answer.channel = review.channel;
        answer.permalink = review.permalink;
        if (review.channel != null) {
            answer.author = new Author(review.channel.getId(), null, review.channel.getName(), null, null, null, null);
        }
        return answer;
    }

    /**
     * Who wrote a review. Where the site gives a name but no id, the review stands for the person: two people of one
     * name are not made one.
     *
     * @param id native id, or null
     */
    static Author writer(PostDraft review, String id, String name) {
        String known = review.name(name);
        if (id == null && known == null) {
            return null;
        }
        return new Author(
                id == null ? review.id + "/author" : review.platform + ":" + id, null, known, null, null, null, null);
    }

    /**
     * Counts a place, shop or app as it stands now. Without any rating a site gives 0 stars, which nobody can give.
     *
     * @param handle how it is named in addresses, or null
     * @return false when neither number is known, and nothing was counted
     */
    static boolean average(FeedItems items, String nativeId, String handle, String name, Double average, Long ratings) {
        if (average == null && ratings == null) {
            return false;
        }
        Audience audience = items.audienceOf(items.platform + ":" + nativeId);
        audience.setHandle(handle == null ? null : CleanText.of(handle, CleanText.NAME_LIMIT, null));
        audience.setName(name == null || name.isEmpty() ? null : CleanText.of(name, CleanText.NAME_LIMIT, null));
        boolean rated = average != null && average >= WORST && average <= BEST;
        audience.setRating(rated ? (average - WORST) / (BEST - WORST) : null);
        audience.setRatings(ratings);
        items.add(audience);
        return true;
    }

    /** What stands behind a mark in an address, up to the next thing that is no part of a name; null for nothing. */
    static String named(String url, String mark) {
        int start = url == null ? -1 : url.indexOf(mark);
        if (start < 0) {
            return null;
        }
        int from = start + mark.length();
        int end = from;
        while (end < url.length() && end - from < CleanText.NAME_LIMIT && isOfName(url.charAt(end))) {
            end++;
        }
        return end == from ? null : url.substring(from, end);
    }

    private static boolean isOfName(char c) {
        return c > ' ' && c < 0x7F && "/?#&".indexOf(c) < 0;
    }

    /** Where the fields of a part of a record stand. */
    static String path(String part) {
        return part.isEmpty() ? "" : part + ".";
    }

    private StarReviews() {}
}
