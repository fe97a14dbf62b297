package io.groundswell.enrich.sentiment;

/**
 * How far one feature moved a judgement: what it added to the logit of each class, less what it added to all three.
 *
 * @param feature in words: {@code great}, {@code not good}, {@code …ful$…}, {@code emoji 😡}
 */
public record Reason(String feature, double towardsNegative, double towardsNeutral, double towardsPositive) {

    Reason plus(Reason other) {
        return new Reason(
                feature,
                towardsNegative + other.towardsNegative,
                towardsNeutral + other.towardsNeutral,
                towardsPositive + other.towardsPositive);
    }

    /** Of the class it speaks for most strongly. */
    public double strength() {
        return Math.max(Math.abs(towardsNegative), Math.max(Math.abs(towardsNeutral), Math.abs(towardsPositive)));
    }
}
