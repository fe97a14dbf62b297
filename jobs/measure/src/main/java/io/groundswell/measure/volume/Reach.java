package io.groundswell.measure.volume;

/** How many people a mention may have reached, by the published ways of guessing it. */
public final class Reach {

    /** More people than there are: what an account claims beyond this would only break sums. */
    public static final long MOST = 10_000_000_000L;

    private static final double FEW = 100_000;
    private static final double MANY = 10_000_000;
    private static final double SHARE_OF_FEW = 0.15;
    private static final double SHARE_OF_MANY = 0.06;

    /**
     * A share of the author's followers that slides from 15 % below 100,000 to 6 % above 10 million, linear between, as
     * Sprinklr's help pages have it for earned reach. Rounded to people for each mention, so that sums do not depend on the order.
     */
    public static long sliding(long followers) {
        double way = Math.min(1, Math.max(0, (followers - FEW) / (MANY - FEW)));
        return Math.round(followers * (SHARE_OF_FEW + way * (SHARE_OF_MANY - SHARE_OF_FEW)));
    }

    private Reach() {}
}
