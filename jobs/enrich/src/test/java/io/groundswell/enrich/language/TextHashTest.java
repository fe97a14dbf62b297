package io.groundswell.enrich.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TextHashTest {

    @Test
    void copies_have_equal_hashes_whatever_their_case_links_handles_and_blanks() {
        // Given
        String original = "Acme recalls  the kettle https://acme.example/a1";
        String copy = "@bob ACME recalls the kettle\n www.other.example";

        // When
        String hash = TextHash.ofNormalised(original);

        // Then
        assertThat(hash).matches("[0-9a-f]{32}").isEqualTo(TextHash.ofNormalised(copy));
    }

    @Test
    void another_word_is_another_text() {
        assertThat(TextHash.ofNormalised("Acme recalls the kettle"))
                .isNotEqualTo(TextHash.ofNormalised("Acme recalls the toaster"));
    }

    @Test
    void mail_addresses_are_no_handles() {
        assertThat(PostText.withoutLinksAndHandles("write to bob@acme.example @alice now"))
                .isEqualTo("write to bob@acme.example now");
    }

    @Test
    void a_post_of_nothing_but_links_and_handles_has_no_hash() {
        assertThat(TextHash.ofNormalised(" @bob https://acme.example/a1 \u0000"))
                .isNull();
    }

    @Test
    void the_exact_hash_tells_apart_what_a_judgement_depends_on() {
        // Given
        String text = "Acme recalls the kettle";

        // When
        String hash = TextHash.ofExact(text, "en");

        // Then
        assertThat(hash)
                .isEqualTo(TextHash.ofExact(text, "en"))
                .isNotEqualTo(TextHash.ofExact(text, null))
                .isNotEqualTo(TextHash.ofExact(" " + text, "en"))
                .isNotEqualTo(TextHash.ofExact("Acme recalls THE kettle", "en"));
        assertThat(TextHash.ofExact("\uD800", null)).isNotEqualTo(TextHash.ofExact("\uD801", null));
    }

    @Test
    void of_a_very_long_text_every_char_counts_to_its_end() {
        // Given
        String text = "kettle ".repeat(100_000);

        // Then
        assertThat(TextHash.ofNormalised("KETTLE " + text.substring(7))).isEqualTo(TextHash.ofNormalised(text));
        assertThat(TextHash.ofNormalised(text + "!")).isNotEqualTo(TextHash.ofNormalised(text));
    }
}
