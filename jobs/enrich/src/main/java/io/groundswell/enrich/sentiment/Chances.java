package io.groundswell.enrich.sentiment;

import io.groundswell.topics.Sentiment;

/**
 * How likely a text is to be negative, neutral and positive; each 0 to 1, together 1.
 */
public record Chances(double negative, double neutral, double positive) {

    /** Nothing known: each as likely as the others. */
    public static final Chances EVEN = new Chances(1 / 3.0, 1 / 3.0, 1 / 3.0);

    /** The likeliest of the three; neutral on a tie. */
    public Sentiment sentiment() {
        if (negative > neutral && negative > positive) {
            return Sentiment.NEGATIVE;
        }
        return positive > neutral && positive > negative ? Sentiment.POSITIVE : Sentiment.NEUTRAL;
    }

    /** -1 certainly negative, 1 certainly positive. */
    public double score() {
        return positive - negative;
    }

    /** How sure the likeliest is: 1/3 to 1. */
    public double confidence() {
        return Math.max(negative, Math.max(neutral, positive));
    }
}
