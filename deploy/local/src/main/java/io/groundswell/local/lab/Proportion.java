package io.groundswell.local.lab;

/**
 * So many of so many, with the interval that holds the true share in 95 of 100 samples like this (Wilson 1927).
 *
 * @param all may be 0; then the share is not a number and the interval everything
 */
public record Proportion(long some, long all) {

    private static final double Z = 1.959963984540054;

    public double share() {
        return (double) some / all;
    }

    public double low() {
        return all == 0 ? 0 : Math.max(0, centre() - half());
    }

    public double high() {
        return all == 0 ? 1 : Math.min(1, centre() + half());
    }

    private double centre() {
        return (share() + Z * Z / (2 * all)) / (1 + Z * Z / all);
    }

    private double half() {
        return Z * Math.sqrt(share() * (1 - share()) / all + Z * Z / (4.0 * all * all)) / (1 + Z * Z / all);
    }
}
