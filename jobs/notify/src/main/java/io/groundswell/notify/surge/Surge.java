package io.groundswell.notify.surge;

/**
 * What one bucket amounts to, next to what was to be expected.
 *
 * @param severity how unusual the counts are: {@link #sustained} where it is above 0, plus 0.75 times {@link #novelty}. Around
 *     0 is usual, 3 is worth watching, 4.25 is a crisis; it has no upper end
 * @param expected the typical count of this bucket: about half of such buckets hold more
 * @param expectedInHour mentions to be expected on average in the hour that ends with this bucket
 * @param sustained how far the counts of some hours lie above the expected ones, in usual deviations of their logarithms
 * @param novelty how far the last five and fifteen minutes lie above the greatest peak of a usual six hours, in usual
 *     deviations of such peaks; -1 to 12
 * @param spread usual deviation of the count of an hour, in mentions; at least 1, and the root of the expected count
 */
public record Surge(
        double severity, double expected, double expectedInHour, double sustained, double novelty, double spread) {

    /** What the mean of a Gumbel distribution lies above its location, in scales. */
    private static final double GUMBEL_MEAN = 0.577;

    private static final double BLOCKS_A_DAY = 4;

    /**
     * How many days pass, on average, between two peaks of this height: the return period of the Gumbel distribution that
     * peaks of six hours follow.
     *
     * @param most what the brand's own history can vouch for; no more is returned
     * @return in days, 0.25 or more
     */
    public double onceInDays(double most) {
        double exceeded = -StrictMath.expm1(-StrictMath.exp(-(novelty + GUMBEL_MEAN)));
        return Math.max(1 / BLOCKS_A_DAY, Math.min(most, 1 / (BLOCKS_A_DAY * exceeded)));
    }
}
