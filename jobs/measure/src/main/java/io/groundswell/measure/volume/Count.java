package io.groundswell.measure.volume;

import io.groundswell.topics.Measure;

/**
 * What windows add up, each by the name of its field in {@code measure.avsc}, which says what it counts. Sums are kept by
 * position, so that a new one comes last.
 */
public enum Count {
    POSTS("posts"),
    REPLIES("replies"),
    QUOTES("quotes"),
    REPOSTS("reposts"),
    OWNED("owned"),
    NEGATIVE("negative"),
    NEUTRAL("neutral"),
    POSITIVE("positive"),
    UNJUDGED("unjudged"),
    PEOPLE("people"),
    AMPLIFIED("amplified"),
    AUTOMATED("automated"),
    PEOPLE_NEGATIVE("peopleNegative"),
    REACH("reach"),
    REACH_KNOWN("reachKnown"),
    REACH_SLIDING("reachSliding"),
    STAR_1("star1"),
    STAR_2("star2"),
    STAR_3("star3"),
    STAR_4("star4"),
    STAR_5("star5"),
    RATING_POINTS("ratingPoints"),
    RATING_CONTRADICTIONS("ratingContradictions"),
    LIKES("likes"),
    SHARES_GAINED("sharesGained"),
    REPLIES_GAINED("repliesGained"),
    QUOTES_GAINED("quotesGained"),
    BOOKMARKS("bookmarks"),
    VIEWS_GAINED("viewsGained"),
    DELETED("deleted"),
    JUDGED_BY_TIERS("judgedByTiers"),
    LATE("late");

    private static final Count[] ALL = values();

    /** How many there are. */
    public static final int MANY = ALL.length;

    private static final Count[] STARS = {STAR_1, STAR_2, STAR_3, STAR_4, STAR_5};

    private final int field;

    Count(String field) {
        this.field = Measure.getClassSchema().getField(field).pos();
    }

    /** @param stars 1 to 5 */
    static Count ofStars(int stars) {
        return STARS[stars - 1];
    }

    /** Puts all sums where they belong. */
    static void putAll(long[] sums, Measure measure) {
        for (Count count : ALL) {
            measure.put(count.field, sums[count.ordinal()]);
        }
    }
}
