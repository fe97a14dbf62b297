package io.groundswell.measure.volume;

import io.groundswell.topics.ShareInterval;

/**
 * What the share of negative and of positive mentions is likely to be, given how often the classifier takes one for another, and
 * how sure that is. The counts are brought back through the confusion matrix ("adjusted count": Rogan and Gladen 1978 for two
 * classes, Forman 2008 for more), which need not stay between 0 and 1 and is then brought there. The interval covers 95 in a
 * hundred: the chance of which mentions were made, and the chance of which labelled posts the matrix was counted on.
 */
final class CorrectedShares {

    static final int NEGATIVE = 0;
    static final int POSITIVE = 2;
    private static final int CLASSES = 3;
    private static final double NINETY_FIVE_PERCENT = 1.959964;

    /**
     * How posts that people labelled negative, neutral and positive (rows) are judged (columns) by both tiers as a job has
     * them: Sanders 2011 and SemEval 2015 test together, 5,814 posts nobody learned from, by {@code groundswell evaluate
     * sentiment --tier tiered} on each.
     */
    private static final double[][] JUDGED = {{763, 140, 34}, {577, 2168, 575}, {120, 364, 1073}};

    private static final double[] LABELLED = new double[CLASSES];
    /** By true class, the share judged as each. */
    private static final double[][] CONFUSION = new double[CLASSES][CLASSES];

    private static final double[][] BACK;

    static {
        for (int is = 0; is < CLASSES; is++) {
            for (int said = 0; said < CLASSES; said++) {
                LABELLED[is] += JUDGED[is][said];
            }
            for (int said = 0; said < CLASSES; said++) {
                CONFUSION[is][said] = JUDGED[is][said] / LABELLED[is];
            }
        }
        BACK = inverse(CONFUSION);
    }

    private final double[] shares = new double[CLASSES];
    private final double[] errors = new double[CLASSES];

    /** @param said how many were judged negative, neutral, positive; at least one */
    CorrectedShares(long... said) {
        double all = said[0] + said[1] + said[2];
        double[] raw = new double[CLASSES];
        double sum = 0;
        for (int is = 0; is < CLASSES; is++) {
            for (int s = 0; s < CLASSES; s++) {
                raw[is] += said[s] / all * BACK[s][is];
            }
            shares[is] = Math.max(0, raw[is]);
            sum += shares[is];
        }
        for (int is = 0; is < CLASSES; is++) {
            shares[is] /= sum;
        }
        for (int is = 0; is < CLASSES; is++) {
            double ofMentions = 0;
            for (int s = 0; s < CLASSES; s++) {
                ofMentions += said[s] / all * BACK[s][is] * BACK[s][is];
            }
            ofMentions = Math.max(0, ofMentions - raw[is] * raw[is]) / all;
            double ofLabels = 0;
            for (int truth = 0; truth < CLASSES; truth++) {
                double spread = truth == is ? -1 : 0;
                for (int s = 0; s < CLASSES; s++) {
                    spread += CONFUSION[truth][s] * BACK[s][is] * BACK[s][is];
                }
                ofLabels += shares[truth] * shares[truth] * Math.max(0, spread) / LABELLED[truth];
            }
            errors[is] = Math.sqrt(ofMentions + ofLabels);
        }
    }

    /** @param is {@link #NEGATIVE} or {@link #POSITIVE} */
    ShareInterval interval(int is) {
        double reach = NINETY_FIVE_PERCENT * errors[is];
        return new ShareInterval(shares[is], Math.max(0, shares[is] - reach), Math.min(1, shares[is] + reach));
    }

    private static double[][] inverse(double[][] of) {
        double[][] inverse = new double[CLASSES][CLASSES];
        double determinant = 0;
        for (int i = 0; i < CLASSES; i++) {
            determinant += of[0][i] * cofactor(of, 0, i);
        }
        for (int i = 0; i < CLASSES; i++) {
            for (int j = 0; j < CLASSES; j++) {
                inverse[j][i] = cofactor(of, i, j) / determinant;
            }
        }
        return inverse;
    }

    private static double cofactor(double[][] of, int row, int column) {
        int a = (row + 1) % CLASSES;
        int b = (row + 2) % CLASSES;
        int c = (column + 1) % CLASSES;
        int d = (column + 2) % CLASSES;
        return of[a][c] * of[b][d] - of[a][d] * of[b][c];
    }
}
