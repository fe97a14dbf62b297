package io.groundswell.enrich.entity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalNameTest {

    @ParameterizedTest
    @CsvSource({
        "Jane Smith, Jane Smith",
        "jane  smith, Jane Smith",
        "Jane Smith's, Jane Smith",
        "James’, James",
        "JANE SMITH, Jane Smith",
        "#NewYork, New York",
        "#jane_smith, Jane Smith",
        "@JaneSmith, Jane Smith",
        "McDonald, McDonald",
        "iPhone, iPhone",
        "jean-luc, Jean-Luc",
        "ＰＡＲＩＳ, Paris"
    })
    void the_ways_of_writing_a_name_have_one_name(String written, String canonical) {
        assertThat(CanonicalName.of(written, Labels.PERSON, Manner.TELLING)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @CsvSource({
        "BBC, ORGANIZATION, TELLING, BBC",
        "BBC, ORGANIZATION, ALL_CAPITALS, BBC",
        "JANE, PERSON, ALL_CAPITALS, Jane"
    })
    void short_names_in_capitals_are_acronyms_unless_all_is_shouted(
            String written, String type, Manner manner, String canonical) {
        assertThat(CanonicalName.of(written, type, manner)).isEqualTo(canonical);
    }
}
