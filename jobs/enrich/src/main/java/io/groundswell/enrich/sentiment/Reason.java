package io.groundswell.enrich.sentiment;

/**
 * Something in a text and where it pulled the judgement; the pulls are weights in the logarithm of the chances.
 *
 * @param feature as a person can recognise it, for example a word, a pair of words or an emoji
 */
public record Reason(String feature, double towardsNegative, double towardsNeutral, double towardsPositive) {

    /** How much it told the classes apart: the pulls above what it gave to all of them alike. */
    public double weight() {
        double most = Math.max(towardsNegative, Math.max(towardsNeutral, towardsPositive));
        double least = Math.min(towardsNegative, Math.min(towardsNeutral, towardsPositive));
        return most - least;
    }
}
