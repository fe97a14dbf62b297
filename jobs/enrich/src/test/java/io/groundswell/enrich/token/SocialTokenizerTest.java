package io.groundswell.enrich.token;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SocialTokenizerTest {

    private static String kinds(String text) {
        return SocialTokenizer.tokens(text).stream()
                .map(token -> token.kind().name().charAt(0) + ":" + token.text())
                .collect(Collectors.joining(" "));
    }

    private static List<String> plain(String text) {
        return SocialTokenizer.tokens(text).stream().map(Token::plain).toList();
    }

    private static List<String> negated(String text) {
        return SocialTokenizer.tokens(text).stream()
                .filter(Token::negated)
                .map(Token::plain)
                .toList();
    }

    @Test
    void a_post_falls_into_the_pieces_people_wrote() {
        assertThat(kinds("@bob: my #KettleCat is $ACME's best, see https://acme.example/a?b=1). 2nd try :-)"))
                .isEqualTo("H:@bob P:: W:my H:#KettleCat W:is C:$ACME P:' W:s W:best P:, W:see"
                        + " L:https://acme.example/a?b=1 P:) P:. W:2nd W:try E::-)");
    }

    @Test
    void positions_are_code_points_of_the_original() {
        assertThat(SocialTokenizer.tokens("😡😡 bad"))
                .extracting(Token::text, Token::start, Token::end)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("😡", 0, 1),
                        org.assertj.core.groups.Tuple.tuple("😡", 1, 2),
                        org.assertj.core.groups.Tuple.tuple("bad", 3, 6));
    }

    @Test
    void every_character_that_is_no_blank_is_in_exactly_one_piece() {
        // Given
        String text = "soooo GOOD!!! 👩‍👩‍👧 </3 #no_filter ¿qué? \uD800 x_x \u202Eabc $5 a@b.c 'tis";

        // When
        List<Token> tokens = SocialTokenizer.tokens(text);

        // Then
        assertThat(tokens.stream().map(Token::text).collect(Collectors.joining()))
                .isEqualTo(text.replaceAll("\\s", ""));
        assertThat(tokens).isSortedAccordingTo(java.util.Comparator.comparingInt(Token::start));
    }

    @ParameterizedTest
    @CsvSource({
        "Soooooo,so",
        "Maddddd,madd",
        "DON’T,don't",
        "gr8,great",
        "u,you",
        ":),smile",
        ":'(,cry",
        "<3,heart",
        "😡,angry",
        "!!!!,!!",
        "....,…",
        "2017,0"
    })
    void spellings_come_down_to_one_form(String written, String plain) {
        assertThat(plain(written)).containsExactly(plain);
    }

    @ParameterizedTest
    @CsvSource({
        "NotMyPhone,not my phone",
        "GMODebate,gmo debate",
        "kettlecat,kettle cat",
        "iphone6,iphone 6",
        "no_filter,no filter",
        "WORST,worst"
    })
    void hashtags_fall_into_words_where_their_spelling_shows_them(String tag, String words) {
        assertThat(SocialTokenizer.tokens("#" + tag))
                .singleElement()
                .satisfies(token -> assertThat(String.join(" ", token.parts())).isEqualTo(words));
    }

    @Test
    void a_negation_reaches_to_the_end_of_its_clause() {
        assertThat(negated("This is not a good kettle, I like the old one")).containsExactly("a", "good", "kettle");
        assertThat(negated("It doesn't work but I love it")).containsExactly("work");
        assertThat(negated("Nobody on this whole wide earth would want one")).hasSize(Negation.REACH);
    }

    @Test
    void not_only_and_question_tags_negate_nothing() {
        assertThat(negated("not only fast and pretty")).isEmpty();
        assertThat(negated("Lovely isn't it?")).isEmpty();
    }

    @Test
    void faces_are_not_found_inside_words_links_and_numbers() {
        assertThat(plain("http://acme.example/:)")).hasSize(2);
        assertThat(kinds("at 8:30 exD")).isEqualTo("W:at N:8 P:: N:30 W:exD");
    }

    static Stream<String> hostile() {
        return Stream.of(
                "(".repeat(5_000),
                "<3".repeat(5_000),
                "a".repeat(100_000),
                "@".repeat(10_000),
                "#".repeat(10_000),
                "😀".repeat(5_000),
                "👩‍".repeat(5_000),
                "\uD83D".repeat(5_000),
                "k\u0336\u0321\u0322".repeat(5_000),
                ":-".repeat(5_000),
                "http://".repeat(5_000));
    }

    @ParameterizedTest
    @org.junit.jupiter.params.provider.MethodSource("hostile")
    void any_text_is_cut_up_whole(String text) {
        assertThat(SocialTokenizer.tokens(text).stream().map(Token::text).collect(Collectors.joining()))
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u0000", "\u3000\n"})
    void blanks_are_no_pieces(String text) {
        assertThat(SocialTokenizer.tokens(text)).isEmpty();
    }

    @Test
    void shouting_and_drawing_out_are_seen() {
        // When
        List<Token> tokens = SocialTokenizer.tokens("I am SO madddd at IBM3");

        // Then
        assertThat(tokens).filteredOn(Token::shouted).extracting(Token::text).containsExactly("SO", "IBM3");
        assertThat(tokens).filteredOn(Token::lengthened).extracting(Token::text).containsExactly("madddd");
    }
}
