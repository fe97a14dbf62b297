package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.enrich.sentiment.Chances;
import io.groundswell.enrich.sentiment.Reason;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.EnrichmentStatus;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExplainedPostTest {

    @Test
    void what_moved_the_judgement_is_listed_under_because() {
        // Given
        Enrichment judgement = Enrichment.newBuilder()
                .setStatus(EnrichmentStatus.COMPLETE)
                .setLanguage("en")
                .setLanguageConfidence(0.993)
                .build();
        ExplainedPost post = new ExplainedPost(
                "It leaks.",
                List.of(List.of("It", "leaks", ".")),
                judgement,
                "fast/1",
                new Chances(0.8, 0.15, 0.05),
                List.of(new Reason("leaks\u001b[2J", 1.25, -0.5, -0.75)),
                Map.of());

        // When, Then
        assertThat(post.page())
                .isEqualTo(
                        """
                        text      It leaks.
                        words     It · leaks · .
                        language  en, 99.3 %
                        feeling   negative  (negative 80.0 %, neutral 15.0 %, positive 5.0 %), by fast/1
                        because                                     negative   neutral  positive
                                  leaks [2J                            +1.25     -0.50     -0.75
                        entities  none
                        intents   none

                        """);
        assertThat(post.json().path("reasons").path(0).path("negative").asDouble())
                .isEqualTo(1.25);
    }
}
