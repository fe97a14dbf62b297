package io.groundswell.measure.volume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groundswell.topics.ShareInterval;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CorrectedSharesTest {

    /** Of a hundred posts that are negative, neutral and positive, so many are judged as each. */
    private static final double[][] JUDGED = {
        {763.0 / 937, 140.0 / 937, 34.0 / 937},
        {577.0 / 3320, 2168.0 / 3320, 575.0 / 3320},
        {120.0 / 1557, 364.0 / 1557, 1073.0 / 1557}
    };

    @Test
    void where_judgements_are_as_they_are_for_a_known_mixture_it_finds_the_mixture() {
        // Given: one in five is negative, seven in ten neutral, one in ten positive
        long[] said = new long[3];
        for (int s = 0; s < 3; s++) {
            said[s] = Math.round(1_000_000 * (0.2 * JUDGED[0][s] + 0.7 * JUDGED[1][s] + 0.1 * JUDGED[2][s]));
        }

        // When
        CorrectedShares shares = new CorrectedShares(said);

        // Then: counted alone, 29 in a hundred would be negative
        assertThat(said[0] / 1_000_000.0).isCloseTo(0.292, within(0.001));
        assertThat(shares.interval(CorrectedShares.NEGATIVE).getShare()).isCloseTo(0.2, within(0.0001));
        assertThat(shares.interval(CorrectedShares.POSITIVE).getShare()).isCloseTo(0.1, within(0.0001));
    }

    @Test
    void what_many_mentions_leave_unsure_is_what_the_labels_leave_unsure() {
        ShareInterval few = new CorrectedShares(29, 55, 16).interval(CorrectedShares.NEGATIVE);
        ShareInterval many = new CorrectedShares(29_000_000, 55_000_000, 16_000_000).interval(CorrectedShares.NEGATIVE);
        assertThat(few.getHigh() - few.getLow()).isCloseTo(0.28, within(0.02));
        assertThat(many.getHigh() - many.getLow()).isCloseTo(0.04, within(0.01));
    }

    @Test
    void a_share_is_never_below_nothing_or_above_all() {
        ShareInterval allNeutral = new CorrectedShares(0, 1, 0).interval(CorrectedShares.NEGATIVE);
        assertThat(allNeutral.getShare()).isZero();
        assertThat(allNeutral.getLow()).isZero();
        ShareInterval allNegative = new CorrectedShares(1, 0, 0).interval(CorrectedShares.NEGATIVE);
        assertThat(allNegative.getShare()).isBetween(0.99, 1.0);
        assertThat(allNegative.getHigh()).isEqualTo(1);
    }

    /** Windows of 400 mentions whose truth is known, judged at random as the matrix says. */
    @Test
    void the_interval_covers_the_truth_about_95_times_in_100() {
        // Given
        Random random = new Random(7);
        double[] truth = {0.25, 0.5, 0.25};
        int covered = 0;

        // When
        for (int window = 0; window < 2_000; window++) {
            long[] said = new long[3];
            for (int i = 0; i < 400; i++) {
                said[drawn(JUDGED[drawn(truth, random)], random)]++;
            }
            ShareInterval interval = new CorrectedShares(said).interval(CorrectedShares.NEGATIVE);
            covered += interval.getLow() <= truth[0] && truth[0] <= interval.getHigh() ? 1 : 0;
        }

        // Then
        assertThat(covered / 2_000.0).isBetween(0.94, 0.98);
    }

    private static int drawn(double[] chances, Random random) {
        double left = random.nextDouble();
        int drawn = 0;
        while (drawn < chances.length - 1 && left >= chances[drawn]) {
            left -= chances[drawn++];
        }
        return drawn;
    }
}
