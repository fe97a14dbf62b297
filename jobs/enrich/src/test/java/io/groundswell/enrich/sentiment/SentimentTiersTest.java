package io.groundswell.enrich.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.topics.Sentiment;
import java.util.List;
import org.junit.jupiter.api.Test;

class SentimentTiersTest {

    @Test
    void the_tree_network_judges_as_it_does_in_the_pipeline_and_chances_sum_to_one() {
        // Given
        SentimentClassifier tier = SentimentTiers.named("rntn");

        // When
        Chances chances = tier.classify("This is the worst and most boring kettle ever.");

        // Then
        assertThat(chances.sentiment()).isEqualTo(Sentiment.NEGATIVE);
        assertThat(chances.negative() + chances.neutral() + chances.positive()).isBetween(0.999_999, 1.000_001);
        assertThat(tier.classify("").sentiment()).isEqualTo(Sentiment.NEUTRAL);
    }

    @Test
    void a_tier_without_eyes_for_targets_judges_the_whole_post() {
        assertThat(SentimentTiers.towards("rntn")
                        .classify("I love this wonderful kettle!", List.of("Acme"))
                        .sentiment())
                .isEqualTo(Sentiment.POSITIVE);
    }

    @Test
    void an_unknown_name_is_told_together_with_the_known_ones() {
        assertThatThrownBy(() -> SentimentTiers.named("rnt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'rnt'")
                .hasMessageContaining("rntn");
        assertThatThrownBy(() -> SentimentTiers.towards("rnt")).hasMessageContaining("rntn");
    }
}
