package io.groundswell.enrich;

import static io.groundswell.testkit.AMention.aMention;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.EnrichmentStatus;
import io.groundswell.topics.Mention;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.Test;

class EnrichMentionsTest {

    private static final String TEXT = "The new kettle of Acme is a terrible mess, says Jane Smith.";

    /** Neither tier is sure of this. */
    private static final String UNSURE = "I am not sure what to think about the new kettle of theirs";

    private static EnrichMentions enrichMentions(Duration budget) {
        return enrichMentions(budget, 1_000);
    }

    private static EnrichMentions enrichMentions(Duration budget, long deepPerSecond) {
        return new EnrichMentions(new EnrichSettings(
                budget, Duration.ofHours(6), EnrichSettings.SentimentChoice.TIERED, deepPerSecond, 10_000));
    }

    private static KeyedOneInputStreamOperatorTestHarness<String, Mention, EnrichedMention> harness(
            EnrichMentions operator) throws Exception {
        KeyedOneInputStreamOperatorTestHarness<String, Mention, EnrichedMention> harness =
                new KeyedOneInputStreamOperatorTestHarness<>(
                        new KeyedProcessOperator<>(operator),
                        mention -> EnrichTopology.whatIsJudged(mention, 10_000),
                        Types.STRING);
        harness.open();
        return harness;
    }

    @Test
    void copies_meet_and_are_judged_once() throws Exception {
        // Given
        EnrichMentions operator = enrichMentions(Duration.ofMinutes(1));
        var harness = harness(operator);

        // When
        harness.processElement(aMention("1").saying(TEXT).plain(), 0);
        harness.processElement(aMention("2").saying(TEXT).plain(), 1);
        harness.processElement(aMention("3").saying(TEXT).repostOf("1").plain(), 2);

        // Then
        assertThat(harness.extractOutputValues())
                .extracting(mention -> mention.getEnrichment().getStatus())
                .containsExactly(EnrichmentStatus.COMPLETE, EnrichmentStatus.COMPLETE, EnrichmentStatus.COPIED);
        assertThat(operator.copiesLookedUp()).isEqualTo(2);
        assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
        assertThat(harness.numEventTimeTimers() + harness.numProcessingTimeTimers())
                .isZero();
        harness.close();
    }

    @Test
    void after_its_time_a_text_is_forgotten_and_judged_again_with_the_same_result() throws Exception {
        // Given
        EnrichMentions operator = enrichMentions(Duration.ofMinutes(1));
        var harness = harness(operator);
        harness.setStateTtlProcessingTime(0);
        harness.processElement(aMention("1").saying(TEXT).plain(), 0);

        // When
        harness.setStateTtlProcessingTime(Duration.ofHours(6).toMillis() - 1);
        harness.processElement(aMention("2").saying(TEXT).plain(), 1);
        harness.setStateTtlProcessingTime(Duration.ofHours(6).toMillis());
        harness.processElement(aMention("3").saying(TEXT).plain(), 2);

        // Then
        assertThat(operator.copiesLookedUp()).isEqualTo(1);
        assertThat(harness.extractOutputValues())
                .hasSize(3)
                .extracting(EnrichedMention::getEnrichment)
                .containsOnly(harness.extractOutputValues().get(0).getEnrichment());
        harness.close();
    }

    @Test
    void nothing_is_remembered_of_what_was_not_judged() throws Exception {
        // Given
        EnrichMentions operator = enrichMentions(Duration.ZERO);
        var harness = harness(operator);

        // When
        harness.processElement(aMention("1").saying(TEXT).plain(), 0);
        harness.processElement(aMention("2").saying("").plain(), 1);
        harness.processElement(aMention("3").deleted().plain(), 2);
        harness.processElement(
                aMention("4")
                        .saying("La tetera nueva pierde agua y nadie contesta")
                        .plain(),
                3);

        // Then
        assertThat(harness.extractOutputValues())
                .extracting(mention -> mention.getEnrichment().getStatus())
                .containsExactly(
                        EnrichmentStatus.TIMED_OUT,
                        EnrichmentStatus.SKIPPED,
                        EnrichmentStatus.SKIPPED,
                        EnrichmentStatus.SKIPPED);
        assertThat(harness.numKeyedStateEntries()).isZero();
        harness.close();
    }

    @Test
    void with_no_time_for_the_deep_tier_posts_are_judged_by_the_fast_one_and_each_copy_is_a_new_chance()
            throws Exception {
        // Given
        EnrichMentions operator = enrichMentions(Duration.ofMinutes(1), 0);
        var harness = harness(operator);

        // When
        harness.processElement(aMention("1").saying(UNSURE).plain(), 0);
        harness.processElement(aMention("2").saying(UNSURE).plain(), 1);

        // Then
        assertThat(harness.extractOutputValues())
                .extracting(mention -> mention.getEnrichment().getSentimentModel())
                .containsExactly("fast/1", "fast/1");
        assertThat(operator.deepRefused()).isEqualTo(2);
        assertThat(harness.numKeyedStateEntries()).isZero();
        harness.close();
    }
}
