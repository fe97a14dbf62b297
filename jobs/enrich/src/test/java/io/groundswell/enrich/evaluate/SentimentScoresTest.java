package io.groundswell.enrich.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groundswell.enrich.sentiment.Chances;
import io.groundswell.topics.Sentiment;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SentimentScoresTest {

    private static final Offset<Double> CLOSE = within(1e-9);

    private static final Chances NEGATIVE = new Chances(0.95, 0.05, 0);
    private static final Chances NEUTRAL = new Chances(0.2, 0.6, 0.2);
    private static final Chances POSITIVE = new Chances(0.1, 0.2, 0.7);

    private final List<LabelledPost> posts = new ArrayList<>();
    private final List<Chances> chances = new ArrayList<>();

    private void post(Sentiment label, Chances judged) {
        post(null, label, judged);
    }

    private void post(String target, Sentiment label, Chances judged) {
        posts.add(new LabelledPost("" + posts.size(), target, label, "a post"));
        chances.add(judged);
    }

    private SentimentScores scores() {
        Iterator<Chances> next = chances.iterator();
        long[] clock = {0};
        LongSupplier halfASecond = () -> clock[0] += 500_000_000L;
        return SentimentScores.of(posts, post -> next.next(), halfASecond);
    }

    private void fourOfSix() {
        post(Sentiment.NEGATIVE, NEGATIVE);
        post(Sentiment.NEGATIVE, NEUTRAL);
        post(Sentiment.NEUTRAL, NEUTRAL);
        post(Sentiment.NEUTRAL, NEGATIVE);
        post(Sentiment.NEUTRAL, NEUTRAL);
        post(Sentiment.POSITIVE, POSITIVE);
    }

    @Test
    void the_scores_are_those_of_the_textbook() {
        // Given
        fourOfSix();

        // When
        SentimentScores scores = scores();

        // Then
        assertThat(scores.accuracy()).isCloseTo(4 / 6.0, CLOSE);
        assertThat(scores.majority()).isCloseTo(0.5, CLOSE);
        assertThat(scores.precision(Sentiment.NEGATIVE)).isCloseTo(0.5, CLOSE);
        assertThat(scores.recall(Sentiment.NEGATIVE)).isCloseTo(0.5, CLOSE);
        assertThat(scores.f1(Sentiment.NEUTRAL)).isCloseTo(2 / 3.0, CLOSE);
        assertThat(scores.macroF1()).isCloseTo((0.5 + 2 / 3.0 + 1) / 3, CLOSE);
        assertThat(scores.macroRecall()).isCloseTo((0.5 + 2 / 3.0 + 1) / 3, CLOSE);
        assertThat(scores.f1OfPositiveAndNegative()).isCloseTo(0.75, CLOSE);
        assertThat(scores.confusion(Sentiment.NEUTRAL, Sentiment.NEGATIVE)).isEqualTo(1);
        assertThat(scores.postsPerSecond()).isCloseTo(12, CLOSE);
    }

    @Test
    void chances_are_held_to_what_they_claim() {
        // Given
        fourOfSix();

        // When
        SentimentScores scores = scores();

        // Then
        double surelyRight = 0.05 * 0.05 * 2;
        double surelyWrong = 0.95 * 0.95 * 2;
        double neutralRight = 0.2 * 0.2 * 2 + 0.4 * 0.4;
        double neutralWrong = 0.8 * 0.8 + 0.6 * 0.6 + 0.2 * 0.2;
        double positiveRight = 0.1 * 0.1 + 0.2 * 0.2 + 0.3 * 0.3;
        assertThat(scores.brier())
                .isCloseTo((surelyRight + surelyWrong + 2 * neutralRight + neutralWrong + positiveRight) / 6, CLOSE);
        assertThat(scores.bins()).hasSize(10);
        assertThat(scores.bins().get(9)).isEqualTo(new SentimentScores.Bin(0.9, 1, 2, 0.95, 0.5));
        assertThat(scores.calibrationError()).isCloseTo((2 * 0.45 + 3 * Math.abs(0.6 - 2 / 3.0) + 0.3) / 6, CLOSE);
        assertThat(scores.surelyNegative()).isEqualTo(2);
        assertThat(scores.surelyNegativePrecision()).isCloseTo(0.5, CLOSE);
    }

    @Test
    void a_file_of_two_classes_is_scored_over_two_and_so_is_a_choice_between_two() {
        // Given
        post(Sentiment.NEGATIVE, NEGATIVE);
        post(Sentiment.NEGATIVE, new Chances(0.3, 0.5, 0.2));
        post(Sentiment.POSITIVE, POSITIVE);
        post(Sentiment.POSITIVE, new Chances(0.3, 0.5, 0.2));

        // When
        SentimentScores scores = scores();

        // Then
        assertThat(scores.classes()).containsExactly(Sentiment.NEGATIVE, Sentiment.POSITIVE);
        assertThat(scores.macroRecall()).isCloseTo(0.5, CLOSE);
        assertThat(scores.macroRecallOfTwo()).isCloseTo(0.75, CLOSE);
        assertThat(scores.accuracyOfTwo()).isCloseTo(0.75, CLOSE);
        assertThat(SentimentTable.of(scores, "rntn"))
                .contains("only what people used: negative and positive")
                .contains("the likelier of negative and positive");
        assertThat(scores.numbers()).containsKey("twoClasses");
    }

    @Test
    void every_target_counts_alike() {
        // Given
        post("kettle", Sentiment.NEGATIVE, NEGATIVE);
        post("kettle", Sentiment.NEGATIVE, NEGATIVE);
        post("kettle", Sentiment.NEGATIVE, NEGATIVE);
        post("toaster", Sentiment.NEUTRAL, NEGATIVE);

        // When
        SentimentScores scores = scores();

        // Then
        assertThat(scores.targets()).isEqualTo(2);
        assertThat(scores.macroRecallOverTargets()).isCloseTo(0.5, CLOSE);
    }

    @Test
    void the_table_has_every_score_at_a_fixed_width() {
        // Given
        fourOfSix();

        // When
        String table = SentimentTable.of(scores(), "rntn");

        // Then
        assertThat(table)
                .contains("accuracy                       66.7 %\n")
                .contains("negative       50.0 %     50.0 %     50.0 %          2\n")
                .contains("neutral             1          2          0\n")
                .contains("  negative, sure to 90 %       50.0 % are, of 2 posts\n")
                .contains("  0.9 to 1.0            2     95.0 %     50.0 %\n");
    }

    @Test
    void the_numbers_are_nothing_but_numbers() {
        // Given
        fourOfSix();

        // When
        Map<String, Object> numbers = scores().numbers();

        // Then
        onlyNumbers(numbers);
        assertThat(numbers)
                .containsEntry("posts", 6L)
                .containsKeys("accuracy", "macroF1", "macroRecall", "f1PosNeg", "perClass", "reliability");
    }

    private static void onlyNumbers(Object value) {
        if (value instanceof Map<?, ?> map) {
            map.values().forEach(SentimentScoresTest::onlyNumbers);
        } else if (value instanceof List<?> list) {
            list.forEach(SentimentScoresTest::onlyNumbers);
        } else {
            assertThat(value).isInstanceOf(Number.class);
            assertThat(((Number) value).doubleValue()).isFinite();
        }
    }
}
