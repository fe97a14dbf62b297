package io.groundswell.measure.campaign;

import io.groundswell.topics.CampaignResults;
import io.groundswell.topics.Measure;

/** The counts of a campaign's mentions, by position: volume, people, amplified, automated, authors, engagement, reach, feeling. */
final class CampaignSums {

    private static final int MANY = 10;

    static long[] of(Measure sums) {
        return new long[] {
            sums.getMentions(),
            sums.getPeople(),
            sums.getAmplified(),
            sums.getAutomated(),
            sums.getAuthors(),
            sums.getEngagement(),
            sums.getReach(),
            sums.getPositive(),
            sums.getNegative(),
            sums.getNeutral()
        };
    }

    static long[] none() {
        return new long[MANY];
    }

    static void put(long[] sums, CampaignResults results) {
        results.setVolume(sums[0]);
        results.setPeople(sums[1]);
        results.setAmplified(sums[2]);
        results.setAutomated(sums[3]);
        results.setAuthors(sums[4]);
        results.setEngagement(sums[5]);
        results.setReach(sums[6]);
        results.setPositive(sums[7]);
        results.setNegative(sums[8]);
        results.setNeutral(sums[9]);
        long judged = sums[7] + sums[8] + sums[9];
        results.setNetSentiment(judged == 0 ? null : (Double) ((double) (sums[7] - sums[8]) / judged));
    }

    private CampaignSums() {}
}
