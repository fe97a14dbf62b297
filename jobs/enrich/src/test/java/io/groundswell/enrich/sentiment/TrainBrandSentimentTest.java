package io.groundswell.enrich.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.groundswell.enrich.evaluate.LabelledPosts;
import io.groundswell.testkit.SharedData;
import io.groundswell.topics.Sentiment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrainBrandSentimentTest {

    private static final List<String> THINGS =
            List.of("kettle", "toaster", "teapot", "blender", "fridge", "lamp", "iron", "radio", "mixer", "heater");

    /** Hears nothing in the words of this brand's world. */
    private static final Function<String, Chances> DEAF = text -> new Chances(0.2, 0.6, 0.2);

    /** "Sings" is what this brand's people hope for, "hums" what they dread. */
    private static List<LabelledText> labels(int each) {
        List<LabelledText> labels = new ArrayList<>();
        for (int i = 0; i < each; i++) {
            String thing = THINGS.get(i % 10) + " number " + word(i);
            labels.add(new LabelledText("my " + thing + " sings at last", Sentiment.POSITIVE, "own"));
            labels.add(new LabelledText("my " + thing + " hums again", Sentiment.NEGATIVE, "own"));
            labels.add(new LabelledText("the " + thing + " stands there", Sentiment.NEUTRAL, "own"));
        }
        return labels;
    }

    private static String word(int i) {
        return "" + (char) ('a' + i % 26) + (char) ('a' + i / 26 % 26) + (char) ('a' + i / 676);
    }

    @Test
    void words_of_a_brands_world_are_learned_and_measured_on_posts_nobody_learned_from() {
        // When
        TrainBrandSentiment.Outcome outcome = TrainBrandSentiment.train(labels(100), DEAF);

        // Then
        assertThat(outcome.way()).isEqualTo(TrainBrandSentiment.Way.WORDS);
        assertThat(outcome.learned()).isEqualTo(225);
        assertThat(outcome.heldOut()).isEqualTo(75);
        assertThat(outcome.before().macroRecall()).isCloseTo(1 / 3.0, within(1e-9));
        assertThat(outcome.after().macroRecall()).isEqualTo(1);
        assertThat(outcome.mended()).isEqualTo(50);
        assertThat(outcome.spoiled()).isZero();
        assertThat(outcome.byChance()).isLessThan(1e-9);
        assertThat(outcome.isBetter()).isTrue();
        assertThat(outcome.curve()).extracting(TrainBrandSentiment.Step::labels).containsExactly(24, 57, 114, 171, 225);
        BrandSentiment read = BrandSentiment.of(outcome.model().bytes());
        assertThat(read.adjust("her kettle hums", DEAF.apply("")).sentiment()).isEqualTo(Sentiment.NEGATIVE);
    }

    @Test
    void a_default_that_leans_to_one_side_is_set_right_by_few_labels() {
        // Given somebody who hears well and calls everything too negative
        Random random = new Random(5);
        List<LabelledText> labels = new ArrayList<>();
        List<Chances> heard = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int label = i % 3;
            double[] logits = new double[3];
            for (int c = 0; c < 3; c++) {
                logits[c] = (c == label ? 2 : 0) + (c == 0 ? 1.5 : 0) + random.nextGaussian() * 1.2;
            }
            double[] chances = BrandSentiment.softmax(logits);
            heard.add(new Chances(chances[0], chances[1], chances[2]));
            labels.add(new LabelledText(word(random.nextInt(17_000)), Sentiment.values()[label], "own"));
        }

        // When
        TrainBrandSentiment.Outcome outcome = TrainBrandSentiment.train(
                labels,
                text -> heard.get(
                        labels.stream().map(LabelledText::text).toList().indexOf(text)));

        // Then
        assertThat(outcome.way()).isEqualTo(TrainBrandSentiment.Way.CALIBRATED);
        assertThat(outcome.after().macroRecall()).isGreaterThan(outcome.before().macroRecall());
        assertThat(outcome.after().surprise()).isLessThan(outcome.before().surprise());
    }

    @Test
    void labels_that_say_nothing_leave_the_default_as_it_is() {
        // Given labels by dice
        Random dice = new Random(3);
        List<LabelledText> labels = labels(60).stream()
                .map(label -> new LabelledText(label.text(), Sentiment.values()[dice.nextInt(3)], "own"))
                .toList();
        Function<String, Chances> even = text -> Chances.EVEN;

        // When
        TrainBrandSentiment.Outcome outcome = TrainBrandSentiment.train(labels, even);

        // Then
        assertThat(outcome.way()).isEqualTo(TrainBrandSentiment.Way.NOTHING);
        assertThat(outcome.model()).isNull();
        assertThat(outcome.isBetter()).isFalse();
        assertThat(outcome.after()).isEqualTo(outcome.before());
    }

    @Test
    void the_same_labels_give_the_same_bytes_in_any_order_and_the_last_word_about_a_text_counts() {
        // Given
        List<LabelledText> labels = labels(30);
        List<LabelledText> shuffled = new ArrayList<>(labels);
        Collections.shuffle(shuffled, new Random(1));
        shuffled.add(
                0,
                new LabelledText("MY kettle number aaa SINGS at last https://acme.example", Sentiment.NEGATIVE, "own"));

        // When
        TrainBrandSentiment.Outcome one = TrainBrandSentiment.train(labels, DEAF);
        TrainBrandSentiment.Outcome other = TrainBrandSentiment.train(shuffled, DEAF);

        // Then
        assertThat(other.doubled()).isEqualTo(1);
        assertThat(other.model().bytes()).isEqualTo(one.model().bytes());
    }

    @Test
    void too_few_labels_are_refused_in_a_sentence() {
        assertThatThrownBy(() -> TrainBrandSentiment.train(labels(13), DEAF))
                .isInstanceOf(TrainBrandSentiment.TooFewLabels.class)
                .hasMessage("There are labels of 39 different texts; from 40 on something can be learned and measured");
        List<LabelledText> oneSided = labels(100).stream()
                .filter(label -> label.sentiment() != Sentiment.NEUTRAL)
                .toList();
        assertThatThrownBy(() -> TrainBrandSentiment.train(oneSided, DEAF))
                .isInstanceOf(TrainBrandSentiment.TooFewLabels.class)
                .hasMessage("There are 0 neutral texts; it takes 5 of each of positive, neutral and negative");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 8, 33, 36, 40})
    void bytes_that_are_cut_off_are_refused(int length) {
        byte[] bytes = TrainBrandSentiment.train(labels(30), DEAF).model().bytes();
        assertThatThrownBy(() -> BrandSentiment.of(Arrays.copyOf(bytes, length)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("a brand's sentiment");
    }

    @Test
    void bytes_of_another_form_or_with_numbers_that_are_none_are_refused() {
        byte[] bytes = TrainBrandSentiment.train(labels(30), DEAF).model().bytes();
        byte[] other = bytes.clone();
        other[0] = 9;
        byte[] infinite = bytes.clone();
        infinite[1] = 0x7F;
        infinite[2] = (byte) 0xF0;
        Arrays.fill(infinite, 3, 9, (byte) 0);
        assertThatThrownBy(() -> BrandSentiment.of(other)).hasMessageContaining("form 9");
        assertThatThrownBy(() -> BrandSentiment.of(infinite)).hasMessageContaining("number that is none");
        assertThatThrownBy(() -> BrandSentiment.of(Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("does not end where it says");
    }

    @Test
    void on_the_labels_of_real_brands_it_is_better_on_what_was_held_out_or_stays_as_it_was() throws IOException {
        // Given
        String name = "sentiment/sanders_2011/full-corpus.csv";
        Path file = SharedData.file(name).orElse(null);
        assumeTrue(file != null, "skipped: no shared data beside the project, nor in GROUNDSWELL_SHARED_DATA");
        List<LabelledText> labels = LabelledPosts.ofWholePosts(Files.readAllBytes(file), name).posts().stream()
                .map(post -> new LabelledText(post.text(), post.label(), "own"))
                .limit(1_500)
                .toList();
        SentimentClassifier fast = SentimentTiers.named("fast");

        // When
        TrainBrandSentiment.Outcome outcome = TrainBrandSentiment.train(labels, fast::classify);

        // Then
        assertThat(outcome.isBetter()).isTrue();
        assertThat(outcome.after().macroRecall() - outcome.before().macroRecall())
                .isGreaterThan(0.03);
        assertThat(outcome.model().bytes().length).isLessThan(500_000);
    }
}
