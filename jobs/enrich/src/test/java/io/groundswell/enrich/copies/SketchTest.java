package io.groundswell.enrich.copies;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SketchTest {

    private static final String TEXT =
            "Pottlewick recalls every Dawnling kettle sold since May because the lid may burst while it boils";

    private static boolean shareABand(String one, String other) {
        Set<String> bands = new HashSet<>(Sketch.of(one));
        return Sketch.of(other).stream().anyMatch(bands::contains);
    }

    @Test
    void a_sketch_is_the_same_each_time_and_says_that_a_text_is_like_itself() {
        assertThat(Sketch.of(TEXT))
                .hasSize(Sketch.BANDS)
                .isEqualTo(Sketch.of(TEXT))
                .allMatch(band -> band.matches("[0-9a-f]{12}"));
        assertThat(Sketch.similarity(Sketch.of(TEXT), Sketch.of(TEXT))).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "RT @newsdesk: Pottlewick recalls every Dawnling kettle sold since May because the lid may burst while it boils",
                "POTTLEWICK RECALLS EVERY DAWNLING KETTLE SOLD SINCE MAY, because the lid may burst while it boils!!! 😡",
                "Pottlewick recalls every Dawnling kettle sold since May because the lid may burst while it boils https://acme.example/1"
            })
    void what_people_add_to_a_copy_makes_no_difference(String copy) {
        assertThat(Sketch.of(copy)).isEqualTo(Sketch.of(TEXT));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Pottlewick recalls every Dawnling kettle sold since May because the lid could burst while it boils",
                "Look: Pottlewick recalls every Dawnling kettle sold since May because the lid may burst while it boils #recall",
            })
    void a_word_more_or_another_word_is_nearly_the_same(String copy) {
        assertThat(shareABand(TEXT, copy)).isTrue();
        assertThat(Sketch.similarity(Sketch.of(TEXT), Sketch.of(copy))).isGreaterThanOrEqualTo(0.6);
    }

    @Test
    void another_text_about_the_same_thing_is_another_text() {
        String other = "My Dawnling kettle from Pottlewick is fine, I have boiled tea in it every day since May";
        assertThat(shareABand(TEXT, other)).isFalse();
        assertThat(Sketch.similarity(Sketch.of(TEXT), Sketch.of(other))).isLessThan(0.2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "so true", "@a @b https://acme.example", "😡😡😡", "I love this kettle"})
    void a_few_words_have_no_near_copies(String text) {
        assertThat(Sketch.of(text)).isEmpty();
        assertThat(Sketch.similarity(Sketch.of(text), Sketch.of(text))).isZero();
    }

    @Test
    void the_estimate_is_near_the_truth() {
        // Given texts of 40 words of which the last ones differ
        double worst = 0;
        for (int common = 10; common <= 40; common += 5) {
            StringBuilder one = new StringBuilder();
            StringBuilder other = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                one.append("w").append(word(i)).append(' ');
                other.append("w").append(word(i < common ? i : i + 100)).append(' ');
            }
            // When
            double pairs = common - 1.0;
            double truth = pairs / (2 * 39 - pairs);
            double estimate = Sketch.similarity(Sketch.of(one.toString()), Sketch.of(other.toString()));
            worst = Math.max(worst, Math.abs(truth - estimate));
        }

        // Then within three deviations of 30 values
        assertThat(worst).isLessThan(3 * Math.sqrt(0.25 / 30));
    }

    @Test
    void links_do_not_push_words_out_of_sight() {
        String links = "https://acme.example/a/very/long/way/to/a/page ".repeat(40);
        assertThat(Sketch.of(links + TEXT)).isEqualTo(Sketch.of(TEXT));
    }

    private static String word(int i) {
        return "" + (char) ('a' + i % 26) + (char) ('a' + i / 26) + (char) ('a' + i * 7 % 26);
    }

    @Test
    void broken_sketches_are_like_nothing() {
        assertThat(Sketch.similarity(List.of("00"), Sketch.of(TEXT))).isZero();
    }
}
