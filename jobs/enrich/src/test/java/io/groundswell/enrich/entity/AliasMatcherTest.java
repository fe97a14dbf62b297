package io.groundswell.enrich.entity;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliasMatcherTest {

    private static final AliasMatcher MATCHER = AliasMatcher.of(
            List.of(
                    new Alias("Boilwell", "Boilwell", "Boilwell", false),
                    new Alias("Boil Well", "Boilwell", "Boilwell", false),
                    new Alias("@BoilwellHelp", "Boilwell", "Boilwell", false),
                    new Alias("Kettle One", "Boilwell", "Kettle One", true),
                    new Alias("Kettle One Pro", "Boilwell", "Kettle One Pro", true),
                    new Alias("Target", "Target", "Target", false),
                    new Alias("Nestlé", "Nestlé", "Nestlé", false),
                    new Alias("İpek", "İpek", "İpek", false),
                    new Alias("Weißbräu", "Weißbräu", "Weißbräu", false),
                    new Alias("任天堂", "Nintendo", "Nintendo", false)),
            Set.of("target")::contains);

    @Test
    void an_alias_is_found_with_its_owner_and_its_one_name() {
        assertThat(MATCHER.find("My kettle  one PRO from BOILWELL leaks"))
                .containsExactly(
                        new FoundEntity("kettle  one PRO", "PRODUCT", 3, 18, "Kettle One Pro", "Boilwell"),
                        new FoundEntity("BOILWELL", "ORGANIZATION", 24, 32, "Boilwell", "Boilwell"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "boilwells",
                "reboilwell",
                "boil_well_x",
                "ask jane@boilwell",
                "see https://boilwell.example/x?y=Boilwell",
                "www.boilwell.example",
                "BoilwellHelp",
                "kettleone",
                ""
            })
    void part_of_a_word_an_address_or_a_link_is_no_alias(String text) {
        assertThat(MATCHER.find(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'hey @boilwellhelp, hello', Boilwell",
        "I got a #KettleOne today, Kettle One",
        "I got a #kettleonepro!, Kettle One Pro",
        "boilwell's new one, Boilwell",
        "我喜欢任天堂的游戏, Nintendo"
    })
    void handles_tags_possessives_and_scripts_without_blanks_are_matched(String text, String canonical) {
        assertThat(MATCHER.find(text)).extracting(FoundEntity::canonical).containsExactly(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"I went to Target yesterday", "the @target staff", "love #target", "$target is up", "TARGET lies"
            })
    void an_ordinary_word_is_an_alias_when_it_is_written_as_a_name(String text) {
        assertThat(MATCHER.find(text)).extracting(FoundEntity::brand).containsExactly("Target");
    }

    @ParameterizedTest
    @ValueSource(strings = {"we missed the target again", "WE MISSED OUR TARGET FOR THIS YEAR AGAIN"})
    void an_ordinary_word_is_no_alias_where_capitals_do_not_say_so(String text) {
        assertThat(MATCHER.find(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "nestle, Nestlé",
        "NESTLE\u0301, Nestlé",
        "ipek, İpek",
        "İPEK, İpek",
        "i̇pek, İpek",
        "WEISSBRÄU, Weißbräu",
        "weissbrau, Weißbräu",
        "ＢＯＩＬＷＥＬＬ, Boilwell"
    })
    void accents_and_capitals_do_not_matter(String text, String canonical) {
        assertThat(MATCHER.find("so " + text + " it is"))
                .extracting(FoundEntity::canonical)
                .containsExactly(canonical);
    }

    @Test
    void positions_are_code_points_of_the_original_whatever_folding_does_to_lengths() {
        // Given
        String text = "😀 ﬁﬁ ßß İİ e\u0301e\u0301 \u200B Boilwell and  NESTLE\u0301!";

        // When
        List<FoundEntity> found = MATCHER.find(text);

        // Then
        assertThat(found).extracting(FoundEntity::brand).containsExactly("Boilwell", "Nestlé");
        int[] codePoints = text.codePoints().toArray();
        assertThat(found)
                .allSatisfy(entity -> assertThat(new String(codePoints, entity.start(), entity.end() - entity.start()))
                        .isEqualTo(entity.text()));
    }

    @Test
    void without_aliases_nothing_is_found() {
        assertThat(AliasMatcher.of(List.of(new Alias(" ", "x", "x", false)), word -> false)
                        .find("anything x"))
                .isEmpty();
    }
}
