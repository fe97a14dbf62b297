package io.groundswell.enrich.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntityFinderTest {

    private static final EntityFinder FINDER = EntityFinder.load();
    private static final AliasMatcher BRANDS = AliasMatcher.of(
            List.of(
                    new Alias("Apple", "Apple", "Apple", false),
                    new Alias("iPhone", "Apple", "iPhone", true),
                    new Alias("Ford", "Ford", "Ford", false),
                    new Alias("@FordUK", "Ford", "Ford", false),
                    new Alias("Orange", "Orange", "Orange", false)),
            FINDER.ordinaryWords());

    private static List<FoundEntity> withBrands(String text) {
        String cut = text.length() <= EntityFinder.MOST_CHARS ? text : text.substring(0, EntityFinder.MOST_CHARS);
        return EntityFinder.together(FINDER.find(text), BRANDS.find(cut));
    }

    @Test
    void people_organisations_and_places_are_found_where_they_stand() {
        assertThat(FINDER.find("Barack Obama told Microsoft to move to New York."))
                .containsExactly(
                        new FoundEntity("Barack Obama", "PERSON", 0, 12, "Barack Obama", null),
                        new FoundEntity("Microsoft", "ORGANIZATION", 18, 27, "Microsoft", null),
                        new FoundEntity("New York", "LOCATION", 39, 47, "New York", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i saw justin bieber in london today",
                "I SAW JUSTIN BIEBER IN LONDON TODAY",
                "I saw Justin Bieber in London today"
            })
    void names_are_found_and_named_alike_however_they_are_written(String text) {
        assertThat(FINDER.find(text)).extracting(FoundEntity::canonical).containsExactly("Justin Bieber", "London");
    }

    @Test
    void handles_and_links_are_nobody_unless_they_are_an_alias() {
        // Given
        String text = "@BarackObama and @FordUK at https://example.org/BarackObama";

        // Then
        assertThat(FINDER.find(text)).isEmpty();
        assertThat(withBrands(text)).containsExactly(new FoundEntity("FordUK", "ORGANIZATION", 18, 24, "Ford", "Ford"));
    }

    @Test
    void the_brands_own_names_come_before_what_the_model_thinks() {
        assertThat(withBrands("my new iphone from Apple is in Paris"))
                .extracting(FoundEntity::canonical, FoundEntity::type, FoundEntity::brand)
                .contains(
                        tuple("iPhone", "PRODUCT", "Apple"),
                        tuple("Apple", "ORGANIZATION", "Apple"),
                        tuple("Paris", "LOCATION", null));
    }

    @Test
    void a_brand_inside_the_name_of_someone_else_is_not_meant() {
        assertThat(withBrands("Harrison Ford was seen in Orange County"))
                .extracting(FoundEntity::brand)
                .containsOnlyNulls();
    }

    @Test
    void an_ordinary_word_is_no_brand() {
        assertThat(withBrands("we ate an apple and an orange in Paris"))
                .extracting(FoundEntity::brand)
                .containsOnlyNulls();
    }

    @Test
    void positions_count_code_points_of_the_original_text() {
        // Given
        String text = "😀👩‍🚀  😀 Greetings from Paris. 😀 Barack Obama &amp; his iPhone were in London.";

        // When
        List<FoundEntity> entities = withBrands(text);

        // Then
        assertThat(entities)
                .extracting(FoundEntity::canonical)
                .containsExactly("Paris", "Barack Obama", "iPhone", "London");
        int[] codePoints = text.codePoints().toArray();
        assertThat(entities)
                .allSatisfy(entity -> assertThat(new String(codePoints, entity.start(), entity.end() - entity.start()))
                        .isEqualTo(entity.text()));
    }

    static Stream<Arguments> strange_texts() {
        return Stream.of(
                Arguments.of("nothing", ""),
                Arguments.of("blanks", " \t\n\u0000\u00A0 "),
                Arguments.of("10,000 characters without a full stop", "Jane Smith of Paris ".repeat(500)),
                Arguments.of("5,000 brackets", "(".repeat(5_000)),
                Arguments.of("500 emoji", "😀".repeat(500)),
                Arguments.of("zalgo", "Z\u0351\u036b\u0343a\u0346\u0363l\u0300g\u0301o\u0315 ".repeat(100)),
                Arguments.of("right to left", "\u202Eשלום العالم Jane Smith ".repeat(30)),
                Arguments.of("one word of 5 MB", "x".repeat(5 << 20)),
                Arguments.of("an emoji on the limit", "x".repeat(EntityFinder.MOST_CHARS - 1) + "😀"),
                Arguments.of("lone surrogates", "\uD83D Jane \uDE00 Smith \uD83D\uD83D"),
                Arguments.of("1,000 handles", "@jane ".repeat(1_000)),
                Arguments.of("1,000 hashes", "#".repeat(1_000)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("strange_texts")
    void no_text_is_too_strange(String what, String text) {
        assertThat(withBrands(text)).as(what).allSatisfy(entity -> {
            assertThat(entity.start()).isNotNegative().isLessThan(entity.end());
            assertThat(entity.end()).isLessThanOrEqualTo(EntityFinder.MOST_CHARS);
        });
        assertThat(FINDER.tagger().tags(List.of(text.isEmpty() ? "x" : text))).hasSize(1);
    }

    @Test
    void many_threads_find_what_one_finds() throws Exception {
        // Given
        Random random = new Random(11);
        List<String> names = List.of("Jane Smith", "Paris", "Apple", "kettle", "and", "in", "Harrison Ford", "#London");
        List<String> texts = Stream.generate(() -> random.ints(8, 0, names.size())
                        .mapToObj(names::get)
                        .reduce("", (text, name) -> text + " " + name))
                .limit(300)
                .toList();
        List<List<FoundEntity>> alone =
                texts.stream().map(text -> withBrands(text)).toList();

        // When
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<List<List<FoundEntity>>>> together = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Callable<List<List<FoundEntity>>> all =
                    () -> texts.stream().map(text -> withBrands(text)).toList();
            together.add(threads.submit(all));
        }

        // Then
        for (Future<List<List<FoundEntity>>> found : together) {
            assertThat(found.get()).isEqualTo(alone);
        }
        threads.shutdown();
    }
}
