package io.groundswell.enrich.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguageIdentifierTest {

    @ParameterizedTest
    @CsvSource({
        "en, The new kettle leaks and nobody answers the phone at the shop",
        "es, La tetera nueva pierde agua y nadie contesta el teléfono de la tienda",
        "de, Der neue Wasserkocher ist undicht und niemand geht ans Telefon",
        "en, This is not bad at all",
        "fr, La nouvelle bouilloire fuit et personne ne répond au téléphone du magasin",
        "ru, Новый чайник протекает и никто не отвечает на телефон",
        "ar, الغلاية الجديدة تسرب الماء ولا أحد يرد على الهاتف في المتجر",
        "zh, 新的水壶漏水，商店里没有人接电话",
        "ja, 新しいケトルが漏れています",
        "ko, 새 주전자가 새요",
    })
    void plain_sentences_are_recognised(String language, String text) {
        // When
        LanguageIdentifier.Verdict verdict = Models.LANGUAGE.identify(text, null);

        // Then
        assertThat(verdict.language()).isEqualTo(language);
        assertThat(verdict.confidence()).isBetween(0.4, 1.0);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ok",
                "😀😀😀",
                "@someone_long https://acme.example/a/long/way",
                "#acme #kettle #recall",
                "12345 67890 !!"
            })
    void too_few_letters_have_no_language_even_with_a_tag(String text) {
        assertThat(Models.LANGUAGE.identify(text, "en")).isEqualTo(LanguageIdentifier.Verdict.UNSURE);
    }

    @Test
    void the_platforms_tag_helps_where_the_text_alone_does_not_decide() {
        // Given
        String text = "The kettle leaks";

        // When
        LanguageIdentifier.Verdict alone = Models.LANGUAGE.identify(text, null);
        LanguageIdentifier.Verdict hinted = Models.LANGUAGE.identify(text, "en");

        // Then
        assertThat(alone).isEqualTo(LanguageIdentifier.Verdict.UNSURE);
        assertThat(hinted.language()).isEqualTo("en");
    }

    @ParameterizedTest
    @ValueSource(strings = {"es", "in", "nonsense", "", "-"})
    void a_wrong_tag_does_not_overrule_a_clear_text(String tag) {
        // Given
        String text = "The new kettle leaks and nobody answers the phone at the shop";

        // When
        LanguageIdentifier.Verdict verdict = Models.LANGUAGE.identify(text, tag);

        // Then
        assertThat(verdict.language()).isEqualTo("en");
    }
}
