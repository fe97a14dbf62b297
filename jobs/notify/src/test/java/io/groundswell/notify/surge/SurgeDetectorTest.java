package io.groundswell.notify.surge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class SurgeDetectorTest {

    private static final int DAY = 288;

    /** So many days of chance around a mean that is twice as high in the second half of the day. */
    private static Usual afterDays(int days, Random random) {
        Usual usual = Usual.UNKNOWN;
        for (int bucket = 0; bucket < days * DAY; bucket++) {
            double mean = bucket % DAY < DAY / 2 ? 10 : 20;
            usual = SurgeDetector.judge(
                            usual, Math.max(0, Math.rint(mean + random.nextGaussian() * 3)), timeOfDay(bucket))
                    .after();
        }
        return usual;
    }

    private static double timeOfDay(int bucket) {
        return bucket % DAY / (double) DAY;
    }

    @Test
    void it_learns_what_is_usual_at_which_hour() {
        Usual usual = afterDays(10, new Random(1));
        Surge atSix = SurgeDetector.judge(usual, 10, 0.25).surge();
        Surge atEighteen = SurgeDetector.judge(usual, 20, 0.75).surge();
        assertThat(atSix.expected()).isCloseTo(10, within(1.0));
        assertThat(atEighteen.expected()).isCloseTo(20, within(2.0));
        assertThat(atSix.severity()).isLessThan(1);
        assertThat(atEighteen.severity()).isLessThan(1);
    }

    @Test
    void a_peak_far_above_all_peaks_comes_never_and_a_usual_one_every_day() {
        Usual usual = afterDays(10, new Random(1));
        assertThat(SurgeDetector.judge(usual, 10, 0.25).surge().onceInDays(10)).isLessThan(1);
        assertThat(SurgeDetector.judge(usual, 200, 0.25).surge().onceInDays(10)).isEqualTo(10);
        // A Gumbel distribution: a peak at its location is exceeded by 43 % of blocks of six hours.
        Surge mean = new Surge(0, 0, 0, 0, 0, 1);
        assertThat(mean.onceInDays(100)).isCloseTo(0.25 / 0.4297, within(0.001));
    }

    @Test
    void what_it_keeps_never_grows_and_what_it_was_given_never_changes() {
        Usual before = afterDays(3, new Random(4));
        double[] hours = before.hours().clone();
        Usual after = SurgeDetector.judge(before, 1e9, 0.5).after();
        assertThat(before.hours()).isEqualTo(hours);
        assertThat(after.hours()).hasSize(24);
        assertThat(after.lately()).hasSize(12);
        assertThat(after.buckets()).isEqualTo(before.buckets() + 1);
    }

    @RepeatedTest(30)
    void a_glimpse_never_says_more_than_the_finished_buckets() {
        // Given
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        Usual early = afterDays(2 + random.nextInt(4), random);
        Usual finished = early;
        int bucket = early.buckets();
        // When, Then: three buckets, of each some has arrived
        for (int i = 0; i < 3; i++) {
            int whole = random.nextInt(300);
            SurgeDetector.Judged glimpsed =
                    SurgeDetector.glimpse(early, random.nextInt(whole + 1), timeOfDay(bucket + i));
            SurgeDetector.Judged judged = SurgeDetector.judge(finished, whole, timeOfDay(bucket + i));
            if (glimpsed.surge().severity() > 0) {
                assertThat(judged.surge().severity())
                        .as("seed %d, bucket %d", seed, i)
                        .isGreaterThanOrEqualTo(glimpsed.surge().severity() - 1e-9);
            }
            early = glimpsed.after();
            finished = judged.after();
        }
    }
}
