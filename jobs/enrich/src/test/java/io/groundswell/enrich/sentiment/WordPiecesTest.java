package io.groundswell.enrich.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WordPiecesTest {

    private static final WordPieces PIECES = new WordPieces();

    @Test
    void words_are_cut_as_the_models_were_taught() {
        assertThat(PIECES.of("Hello, world", 96)).containsExactly(101, 7592, 1010, 2088, 102);
        assertThat(PIECES.of("unaffable", 96)).containsExactly(101, 14477, 20961, 3468, 102);
    }

    @Test
    void accents_and_capitals_make_no_difference() {
        assertThat(PIECES.of("CAFÉ", 96)).isEqualTo(PIECES.of("cafe", 96));
    }

    @Test
    void what_is_too_long_is_cut_and_still_ends_as_it_must() {
        assertThat(PIECES.of("hello ".repeat(100), 10)).hasSize(10).endsWith(7592, 102);
    }

    static Stream<String> hostile() {
        return Stream.of(
                "",
                "a".repeat(100_000),
                "\uD83D\uDE00 \uD83D",
                "\u0000\u200D",
                "k\u0336".repeat(500),
                "中文字",
                "(".repeat(5_000));
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void any_text_has_a_beginning_and_an_end(String text) {
        assertThat(PIECES.of(text, 96)).hasSizeBetween(2, 96).startsWith(101).endsWith(102);
    }
}
