package io.groundswell.enrich.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.enrich.token.SocialTokenizer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClausesTest {

    @Test
    void a_word_of_contrast_begins_a_clause_and_a_comma_does_not() {
        assertThat(Clauses.of(SocialTokenizer.tokens("The tea is good, really good, but the kettle is a mess")))
                .extracting(clause -> clause.get(0).text())
                .containsExactly("The", "but");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            so much better than Acme          | true
            picked this one over the Acme     | true
            bought it instead of Acme         | true
            Acme is better than Boltwick      | false
            nothing beats @acme for me        | true
            more than happy with my Acme      | false
            """)
    void what_is_measured_against_a_name_is_seen(String clause, boolean against) {
        assertThat(Clauses.againstNames(SocialTokenizer.tokens(clause), List.of(Clauses.words("Acme"))))
                .isEqualTo(against);
    }

    @ParameterizedTest
    @CsvSource({"AT&T", "Coca-Cola", "Dunkin' Donuts", "Levi's", "Yahoo!", "C&A", "7-Eleven"})
    void a_name_with_marks_in_it_is_found(String name) {
        assertThat(Clauses.names(
                        SocialTokenizer.tokens("so tired of " + name + " today"), List.of(Clauses.words(name))))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "my #AppleWatch died, true",
        "my apple watch died, true",
        "my apple died, false",
        "@AppleWatch help, true"
    })
    void a_name_of_two_words_is_found_however_it_is_written(String text, boolean found) {
        assertThat(Clauses.names(SocialTokenizer.tokens(text), List.of(Clauses.words("Apple Watch"))))
                .isEqualTo(found);
    }
}
