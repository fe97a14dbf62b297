package io.groundswell.enrich.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KeyPhrasesTest {

    @Test
    void phrases_are_what_stands_between_words_that_say_little_and_signs() {
        assertThat(KeyPhrases.of(
                        "RT @newsdesk: The Dawnling kettle's lid burst in my kitchen, and I'm burnt! #recall", "en"))
                .containsExactly("dawnling kettle's lid burst", "kitchen", "burnt");
    }

    @Test
    void drawn_out_letters_links_figures_and_pictures_make_no_other_phrase() {
        assertThat(KeyPhrases.of("BURNING smellllll 😡 from 2 kettles https://pottlewick.example/1", "en"))
                .containsExactly("burning smell", "kettles");
    }

    @Test
    void each_language_has_stop_words_of_its_own() {
        assertThat(KeyPhrases.of("Der Deckel ist in meiner Küche geplatzt", "de"))
                .containsExactly("deckel", "küche geplatzt");
    }

    @Test
    void a_language_without_a_list_of_stop_words_has_no_phrases_and_an_unknown_one_is_read_as_english() {
        assertThat(KeyPhrases.of("ケトルの蓋が破裂した", "ja")).isEmpty();
        assertThat(KeyPhrases.of("the lid burst", null)).containsExactly("lid burst");
    }

    @Test
    void of_a_long_text_the_first_twelve_words_are_taken() {
        List<String> phrases = KeyPhrases.of("kettle lid burst, ".repeat(100), "en");
        assertThat(phrases).hasSize(4).containsOnly("kettle lid burst");
    }
}
