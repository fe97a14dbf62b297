package io.groundswell.enrich.language;

import static io.groundswell.testkit.AMention.aMention;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groundswell.enrich.copies.Sketch;
import io.groundswell.topics.Automation;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.EnrichmentStatus;
import io.groundswell.topics.Entity;
import io.groundswell.topics.Intent;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.SentimentChances;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EnricherTest {

    private static Enrichment judge(String text) {
        return judge(text, null);
    }

    private static Enrichment judge(String text, String tag) {
        return Models.ENRICHER.judge(text, tag, false, () -> true).enrichment();
    }

    @Test
    void a_plain_post_is_judged_completely() {
        // When
        Enrichment enrichment = judge("I love the wonderful new kettle that Jane Smith showed us in London!");

        // Then
        assertThat(enrichment.getStatus()).isEqualTo(EnrichmentStatus.COMPLETE);
        assertThat(enrichment.getReason()).isNull();
        assertThat(enrichment.getLanguage()).isEqualTo("en");
        assertThat(enrichment.getLanguageConfidence()).isBetween(0.4, 1.0);
        assertThat(enrichment.getSentiment()).isEqualTo(Sentiment.POSITIVE);
        assertThat(enrichment.getSentimentScore()).isBetween(0.2, 1.0);
        assertThat(enrichment.getSentimentModel()).isEqualTo("fast/1");
        SentimentChances chances = enrichment.getChances();
        assertThat(chances.getNegative() + chances.getNeutral() + chances.getPositive())
                .isCloseTo(1, within(1e-9));
        assertThat(enrichment.getSentimentScore()).isEqualTo(chances.getPositive() - chances.getNegative());
        assertThat(enrichment.getEntities())
                .containsExactly(
                        new Entity("Jane Smith", "PERSON", 37, 47, "Jane Smith", null),
                        new Entity("London", "LOCATION", 61, 67, "London", null));
        assertThat(enrichment.getIntents())
                .containsExactly(new Intent("praise", "marketing", 0.5, "wonderful", 11, 20));
        assertThat(enrichment.getTextHash()).matches("[0-9a-f]{32}");
    }

    @Test
    void a_post_in_another_language_is_not_judged() {
        // Given
        String text = "La tetera nueva pierde agua y nadie contesta el teléfono de la tienda";

        // When
        Enrichment enrichment = judge(text, "es");

        // Then
        assertThat(enrichment)
                .isEqualTo(Enrichment.newBuilder()
                        .setStatus(EnrichmentStatus.SKIPPED)
                        .setReason("language")
                        .setLanguage("es")
                        .setLanguageConfidence(enrichment.getLanguageConfidence())
                        .setSketch(Sketch.of(text))
                        .setPhrases(KeyPhrases.of(text, "es"))
                        .setTextHash(TextHash.ofNormalised(text))
                        .build());
    }

    @Test
    void pictures_without_a_word_are_judged_though_they_are_of_no_language() {
        // When
        Enrichment angry = judge("@acme 😡😡😡");

        // Then
        assertThat(angry.getStatus()).isEqualTo(EnrichmentStatus.COMPLETE);
        assertThat(angry.getLanguage()).isNull();
        assertThat(angry.getSentiment()).isEqualTo(Sentiment.NEGATIVE);
    }

    @Test
    void a_post_without_words_is_skipped() {
        assertThat(judge("@bob https://acme.example/a1"))
                .isEqualTo(Enrichment.newBuilder()
                        .setStatus(EnrichmentStatus.SKIPPED)
                        .setReason("no-text")
                        .build());
    }

    @Test
    void half_an_emoji_at_the_end_hides_nothing_of_the_text() {
        String text = "Tim Cook of Apple is in London again today";
        Enrichment cut = judge(text + " \uD83D");
        assertThat(cut.getStatus()).isEqualTo(EnrichmentStatus.COMPLETE);
        assertThat(cut.getEntities()).isNotEmpty().isEqualTo(judge(text).getEntities());
    }

    static Stream<Arguments> pathological() {
        return Stream.of(
                of("nothing", "", "no-text"),
                of("blanks", " \n\t\u3000 ", "no-text"),
                of("only NUL", "\u0000\u0000", "no-text"),
                of("500 emoji", "😀".repeat(500), null),
                of("zalgo", "k\u0336\u0321\u0322e\u0337t\u0338\u0323\u0324t\u0335le\u0336 ".repeat(30), null),
                of("Arabic", "الغلاية الجديدة تسرب الماء ولا أحد يرد على الهاتف ".repeat(6), "language"),
                of("Chinese", "新的水壶漏水，商店里没有人接电话".repeat(20), "language"),
                of(
                        "lone surrogates and NUL",
                        "The kettle \uD800 is \uDC00 leaking \u0000 again and again \uD83D",
                        null),
                of("ALL CAPS", "THE NEW KETTLE IS LEAKING AND NOBODY ANSWERS THE PHONE ".repeat(5), null),
                of(
                        "10,000 chars without a full stop",
                        "the new kettle is leaking and nobody answers ".repeat(223),
                        "too-long"),
                of(
                        "200 words without a full stop",
                        "nobody told us that the kettle they sold to my mother would leak and ".repeat(15),
                        "too-long"),
                of("5,000 brackets", "(".repeat(5_000), "language"),
                of("5,000 brackets after words", "The new kettle is leaking " + "(".repeat(5_000), "too-long"),
                of("one word of a million letters", "a".repeat(1_000_000), null),
                of("10,000 tags", "#kettle ".repeat(10_000), "language"),
                of("10,000 handles", "@kettle ".repeat(10_000), "no-text"),
                of("emoji at the cut", "The kettle is leaking again. ".repeat(34) + "And again now😀😀", "too-long"),
                of("1,000 exclamation marks", "The new kettle is leaking again " + "!".repeat(900), null),
                of("right-to-left override", "The new \u202Eelttek\u202C kettle is leaking again today", null));
    }

    private static Arguments of(String name, String text, String reason) {
        return Arguments.of(name, text, reason);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pathological")
    void hostile_text_ends_in_a_judgement(String name, String text, String reason) {
        // When
        Enrichment enrichment =
                Models.ENRICHER.judge(text, null, true, () -> true).enrichment();

        // Then
        assertThat(enrichment.getStatus())
                .isIn(EnrichmentStatus.COMPLETE, EnrichmentStatus.PARTIAL, EnrichmentStatus.SKIPPED);
        if (reason != null) {
            assertThat(enrichment.getReason()).isEqualTo(reason);
        }
        int end = text.codePointCount(0, text.length());
        assertThat(enrichment.getEntities())
                .allSatisfy(entity -> assertThat(entity.getEnd()).isLessThanOrEqualTo(end));
    }

    @Test
    void what_the_deep_tier_had_no_time_for_is_judged_by_the_fast_one_and_not_for_good() {
        // Given
        String unsure = "I am not sure what to think about the new kettle of theirs";

        // When
        Enricher.Judgement refused = Models.ENRICHER.judge(unsure, "en", false, () -> false);
        Enricher.Judgement granted = Models.ENRICHER.judge(unsure, "en", false, () -> true);

        // Then
        assertThat(refused.enrichment().getSentimentModel()).isEqualTo("fast/1");
        assertThat(refused.lasting()).isFalse();
        assertThat(granted.enrichment().getSentimentModel()).isEqualTo("deep/1");
        assertThat(granted.lasting()).isTrue();
    }

    @Test
    void a_post_that_matters_is_judged_deeply_however_sure_the_fast_tier_is() {
        assertThat(Models.ENRICHER
                        .judge("I love the wonderful new kettle!", "en", true, () -> true)
                        .enrichment()
                        .getSentimentModel())
                .isEqualTo("deep/1");
    }

    @Test
    void of_a_post_that_ran_out_of_time_only_its_fingerprint_is_known() {
        assertThat(Enricher.outOfTime("I love the new kettle"))
                .isEqualTo(new Enricher.Judgement(
                        Enrichment.newBuilder()
                                .setStatus(EnrichmentStatus.TIMED_OUT)
                                .setReason("budget")
                                .setTextHash(TextHash.ofNormalised("I love the new kettle"))
                                .build(),
                        false));
    }

    @Test
    void a_post_on_which_a_model_fails_is_kept_and_says_so() {
        // Given
        Enricher broken = new Enricher(Models.LANGUAGE, null, Models.ENTITIES, Models.INTENTS);

        // When
        Enricher.Judgement judgement = broken.judge("The new kettle is leaking again today", "en", false, () -> true);
        Enrichment enrichment = judgement.enrichment();

        // Then
        assertThat(enrichment.getStatus()).isEqualTo(EnrichmentStatus.FAILED);
        assertThat(enrichment.getReason()).isEqualTo("model-error");
        assertThat(enrichment.getLanguage()).isEqualTo("en");
        assertThat(enrichment.getTextHash()).isNotNull();
        assertThat(judgement.lasting()).isFalse();
    }

    @Test
    void only_a_repost_counts_as_copied_and_what_is_known_of_the_account_is_added() {
        // Given
        Enrichment judgement = judge("The new kettle is leaking again today");

        // When
        Enrichment repost = Enricher.as(aMention("2").repostOf("1").plain(), judgement);
        Enrichment quote = Enricher.as(aMention("3").kind(MentionKind.QUOTE).plain(), judgement);

        // Then
        assertThat(repost)
                .isEqualTo(Enrichment.newBuilder(judgement)
                        .setStatus(EnrichmentStatus.COPIED)
                        .setAutomation(new Automation(0.0, List.of()))
                        .build());
        assertThat(quote)
                .isEqualTo(Enrichment.newBuilder(judgement)
                        .setAutomation(new Automation(0.0, List.of()))
                        .build());
    }

    @Test
    void a_skipped_repost_stays_skipped() {
        // Given
        Enrichment judgement = judge("La tetera nueva pierde agua y nadie contesta");

        // When
        Enrichment repost = Enricher.as(aMention("2").repostOf("1").plain(), judgement);

        // Then
        assertThat(repost.getStatus()).isEqualTo(EnrichmentStatus.SKIPPED);
        assertThat(repost.getReason()).isEqualTo("language");
    }

    @Test
    void where_letters_change_case_in_their_own_way_the_models_are_not_asked_so() {
        // Given
        Locale before = Locale.getDefault();
        Locale.setDefault(new Locale("tr", "TR"));

        // When
        LocaleOfTheModels.settle();
        Locale settled = Locale.getDefault();
        Locale.setDefault(before);

        // Then
        assertThat(settled).isEqualTo(Locale.ROOT);
    }

    @Test
    void many_threads_sharing_the_models_get_what_one_thread_gets() throws Exception {
        // Given
        List<String> posts = new ArrayList<>();
        List<String> names = List.of("Jane Smith", "Acme Corporation", "New York", "kettle", "University of Oslo");
        List<String> says = List.of("is wonderful", "is a terrible mess", "was seen today", "drives me crazy, really");
        for (int i = 0; i < 120; i++) {
            posts.add("I think " + names.get(i % 5) + " " + says.get(i % 4) + " for the " + i + ". time. And so on, "
                    + names.get((i / 5) % 5) + "!");
        }
        List<Enrichment> alone = posts.stream().map(EnricherTest::judge).toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);

        // When
        List<Future<List<Enrichment>>> together =
                threads.invokeAll(java.util.Collections.nCopies(4, (Callable<List<Enrichment>>)
                        () -> posts.stream().map(EnricherTest::judge).toList()));
        threads.shutdown();

        // Then
        for (Future<List<Enrichment>> one : together) {
            assertThat(one.get()).isEqualTo(alone);
        }
    }
}
