package io.groundswell.enrich.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HashtagWordsTest {

    @ParameterizedTest
    @CsvSource({
        "NotMyPhone, not my phone",
        "GMODebate, gmo debate",
        "worst_service, worst service",
        "top10fails, top 10 fails",
    })
    void capitals_digits_and_underscores_part_words(String tag, String words) {
        assertThat(HashtagWords.of(tag)).containsExactly(words.split(" "));
    }

    @ParameterizedTest
    @CsvSource({
        "worstserviceever, worst service ever",
        "notimpressed, not impressed",
        "customerservice, customer service",
        "firstworldproblems, first world problems",
        "NEVERAGAIN, never again",
        "Savethewhales, save the whales",
        "iloveit, i love it",
        "boycottthem, boycott them",
        "whatthehell, what the hell",
        "thebestofthebest, the best of the best",
    })
    void where_nothing_parts_them_the_most_usual_words_are_found(String tag, String words) {
        assertThat(HashtagWords.of(tag)).containsExactly(words.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"fail", "microsoft", "understanding", "together", "fcb", "sxsw", "ayfkm", "zzzqqxyt", "wtf"})
    void one_word_and_what_is_none_stay_whole(String tag) {
        assertThat(HashtagWords.of(tag)).hasSize(1);
    }

    @Test
    void a_tag_without_end_is_not_searched() {
        assertThat(HashtagWords.of("the".repeat(5_000))).containsExactly("the".repeat(5_000));
    }
}
