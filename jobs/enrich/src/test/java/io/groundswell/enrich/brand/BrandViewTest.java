package io.groundswell.enrich.brand;

import static io.groundswell.testkit.AMention.aMention;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.groundswell.enrich.sentiment.Chances;
import io.groundswell.enrich.sentiment.SentimentClassifier;
import io.groundswell.enrich.sentiment.SentimentTiers;
import io.groundswell.enrich.sentiment.TargetSentiment;
import io.groundswell.topics.Brand;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.EnrichmentStatus;
import io.groundswell.topics.Entity;
import io.groundswell.topics.Mention;
import io.groundswell.topics.Product;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.SentimentChances;
import io.groundswell.topics.Towards;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrandViewTest {

    private static final SentimentClassifier DEEP = SentimentTiers.named("deep");

    private static final List<Brand> BRANDS = List.of(
            Brand.newBuilder()
                    .setId("acme-kettles")
                    .setName("Acme")
                    .setQuery("acme")
                    .setAliases(List.of("Acme Kettles"))
                    .setProducts(List.of(new Product("Turbo Kettle", List.of("the Turbo"))))
                    .setAccounts(List.of("x:acmecares"))
                    .build(),
            Brand.newBuilder()
                    .setId("boltwick")
                    .setName("Boltwick")
                    .setQuery("boltwick")
                    .build());

    private static final BrandView VIEW = new BrandView(
            BrandNames.of(BRANDS, word -> false), new TargetSentiment(SentimentTiers.named("fast")), Map.of());

    private static Mention mention(String text) {
        return aMention("1").about("acme-kettles", "boltwick").saying(text).plain();
    }

    private static Enrichment judged(String text) {
        Chances chances = DEEP.classify(text);
        return Enrichment.newBuilder()
                .setStatus(EnrichmentStatus.COMPLETE)
                .setLanguage("en")
                .setSentiment(chances.sentiment())
                .setSentimentScore(chances.score())
                .setSentimentModel("deep/1")
                .setChances(new SentimentChances(chances.negative(), chances.neutral(), chances.positive()))
                .build();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            POSITIVE | NEGATIVE | I love my Acme kettle so much, the Boltwick one is a terrible mess.
            POSITIVE | NEGATIVE | Boltwick never answers and their awful kettle broke again. My Acme is a wonderful thing!
            NEGATIVE | POSITIVE | The Turbo Kettle is awful but Boltwick makes me happy every morning
            POSITIVE | NEGATIVE | Acme is so much better than Boltwick!
            NEGATIVE | POSITIVE | Left Acme for Boltwick, best decision ever, so happy
            POSITIVE | NEGATIVE | Switched from Boltwick to Acme last week and I love it
            POSITIVE | NEGATIVE | Unlike Boltwick, Acme answers within minutes, what a great support
            POSITIVE | POSITIVE | Acme and Boltwick are both wonderful, love them
            NEGATIVE | NEGATIVE | Acme, Boltwick and the others all raised their prices again, I hate it
            """)
    void nobody_is_blamed_for_another(Sentiment acme, Sentiment boltwick, String text) {
        assertThat(VIEW.of(mention(text), judged(text)).getTowards())
                .extracting(Towards::getBrand, Towards::getSentiment)
                .containsExactly(tuple("acme-kettles", acme), tuple("boltwick", boltwick));
    }

    @Test
    void a_post_that_names_one_brand_feels_about_it_as_it_feels() {
        // Given
        String text = "The new Acme kettle leaks and nobody answers, I hate this";
        Enrichment enrichment = judged(text);

        // When
        Enrichment seen = VIEW.of(mention(text), enrichment);

        // Then
        assertThat(seen.getTowards())
                .extracting(Towards::getBrand, Towards::getSentimentModel, Towards::getChances)
                .containsExactly(
                        tuple("acme-kettles", "deep/1", enrichment.getChances()),
                        tuple("boltwick", "deep/1", enrichment.getChances()));
    }

    @Test
    void names_products_and_handles_are_linked_to_their_brand() {
        // Given
        String text = "@AcmeCares my #TurboKettle and the turbo from Acme Kettles are fine, says Jane Smith";
        Enrichment enrichment = Enrichment.newBuilder(judged(text))
                .setEntities(List.of(
                        new Entity("Acme", "PERSON", 45, 49, "Acme", null),
                        new Entity("Jane Smith", "PERSON", 75, 85, "Jane Smith", null)))
                .build();

        // When
        Enrichment seen = VIEW.of(mention(text), enrichment);

        // Then
        assertThat(seen.getEntities())
                .containsExactly(
                        new Entity("AcmeCares", "ORGANIZATION", 1, 10, "Acme", "acme-kettles"),
                        new Entity("TurboKettle", "PRODUCT", 15, 26, "Turbo Kettle", "acme-kettles"),
                        new Entity("the turbo", "PRODUCT", 31, 40, "Turbo Kettle", "acme-kettles"),
                        new Entity("Acme Kettles", "ORGANIZATION", 46, 58, "Acme", "acme-kettles"),
                        new Entity("Jane Smith", "PERSON", 75, 85, "Jane Smith", null));
    }

    @Test
    void a_brand_inside_somebody_elses_name_is_not_named() {
        // Given
        String text = "Boltwick Smith is awful, but I do love the Acme kettle";
        Enrichment enrichment = Enrichment.newBuilder(judged(text))
                .setEntities(List.of(new Entity("Boltwick Smith", "PERSON", 0, 14, "Boltwick Smith", null)))
                .build();

        // When
        Enrichment seen = VIEW.of(mention(text), enrichment);

        // Then
        assertThat(seen.getEntities()).extracting(Entity::getBrand).containsExactly(null, "acme-kettles");
        assertThat(seen.getTowards().get(1).getChances()).isEqualTo(enrichment.getChances());
    }

    @Test
    void what_was_not_judged_says_nothing_about_brands() {
        // Given
        Enrichment skipped = Enrichment.newBuilder()
                .setStatus(EnrichmentStatus.SKIPPED)
                .setReason("language")
                .build();

        // Then
        assertThat(VIEW.of(mention("La tetera de Acme pierde agua"), skipped)).isSameAs(skipped);
    }
}
