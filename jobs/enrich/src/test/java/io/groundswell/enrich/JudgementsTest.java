package io.groundswell.enrich;

import static io.groundswell.testkit.AMention.aMention;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Enrichment;
import io.groundswell.topics.EnrichmentStatus;
import io.groundswell.topics.Mention;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JudgementsTest {

    private static final String TEXT = "The new kettle of Acme is a terrible mess, says Jane Smith.";

    /** Neither tier is sure of this. */
    private static final String UNSURE = "I am not sure what to think about the new kettle of theirs";

    private final Judgements judgements = Judgements.taken(settings(Duration.ofMinutes(1)));

    private static EnrichSettings settings(Duration budget) {
        return new EnrichSettings(
                budget,
                Duration.ofHours(6),
                Duration.ofHours(24),
                EnrichSettings.SentimentChoice.TIERED,
                1_000,
                10_000);
    }

    @AfterEach
    void giveBack() {
        judgements.giveBack();
    }

    private Judgements.Answer of(Mention mention) {
        return judgements.of(mention, () -> true).join();
    }

    @Test
    void a_copy_takes_what_its_original_got() {
        // When
        Judgements.Answer original = of(aMention("1").saying(TEXT).plain());
        Judgements.Answer copy = of(aMention("2").saying(TEXT).plain());

        // Then
        assertThat(original.lookedUp()).isFalse();
        assertThat(copy.lookedUp()).isTrue();
        assertThat(copy.enrichment()).isSameAs(original.enrichment());
        assertThat(original.enrichment().getStatus()).isEqualTo(EnrichmentStatus.COMPLETE);
    }

    @Test
    void copies_that_come_at_once_are_judged_once() {
        // When
        List<Judgements.Answer> answers = IntStream.range(0, 50)
                .mapToObj(i -> judgements.of(aMention("" + i).saying(UNSURE).plain(), () -> true))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        // Then
        assertThat(answers).filteredOn(answer -> !answer.lookedUp()).hasSize(1);
        assertThat(answers)
                .extracting(Judgements.Answer::enrichment)
                .containsOnly(answers.get(0).enrichment());
    }

    @Test
    void another_tag_of_the_platform_is_another_judgement() {
        // When
        of(aMention("1").saying(TEXT).plain());
        Mention tagged = aMention("2").saying(TEXT).plain();
        tagged.setGivenLanguage("en");

        // Then
        assertThat(of(tagged).lookedUp()).isFalse();
    }

    @Test
    void a_post_that_many_read_is_judged_apart_and_deeply() {
        // When
        Enrichment read = of(aMention("1")
                        .saying("I love the wonderful new kettle!")
                        .plain())
                .enrichment();
        Judgements.Answer widelyRead = of(aMention("2")
                .saying("I love the wonderful new kettle!")
                .by("jane", 10_000)
                .plain());

        // Then
        assertThat(read.getSentimentModel()).isEqualTo("fast/1");
        assertThat(widelyRead.lookedUp()).isFalse();
        assertThat(widelyRead.enrichment().getSentimentModel()).isEqualTo("deep/1");
    }

    @Test
    void what_the_deep_tier_had_no_time_for_is_a_new_chance_for_each_copy() {
        // When
        Enrichment refused = judgements
                .of(aMention("1").saying(UNSURE).plain(), () -> false)
                .join()
                .enrichment();
        Judgements.Answer granted = of(aMention("2").saying(UNSURE).plain());

        // Then
        assertThat(refused.getSentimentModel()).isEqualTo("fast/1");
        assertThat(granted.lookedUp()).isFalse();
        assertThat(granted.enrichment().getSentimentModel()).isEqualTo("deep/1");
    }

    @Test
    void a_text_that_takes_too_long_is_kept_unjudged_and_its_copy_is_a_new_chance() {
        // Given
        Judgements hasty = Judgements.taken(settings(Duration.ofMillis(50)));
        AtomicBoolean enough = new AtomicBoolean();
        BooleanSupplier neverAnswers = () -> {
            while (!enough.get()) {
                Thread.onSpinWait();
            }
            return true;
        };

        // When
        Mention mention = aMention("1").saying(UNSURE).plain();
        Enrichment abandoned = hasty.of(mention, neverAnswers).join().enrichment();
        enough.set(true);

        // Then
        assertThat(abandoned.getStatus()).isEqualTo(EnrichmentStatus.TIMED_OUT);
        assertThat(abandoned.getReason()).isEqualTo("budget");
        assertThat(hasty.of(mention, () -> true).join().lookedUp()).isFalse();
        hasty.giveBack();
    }

    @Test
    void tasks_of_one_job_share_everything_and_the_last_one_ends_the_threads() {
        // Given
        Judgements second = Judgements.taken(settings(Duration.ofMinutes(1)));

        // Then
        assertThat(second).isSameAs(judgements);
        assertThat(judgements.threads().working())
                .isEqualTo(Math.min(2, Runtime.getRuntime().availableProcessors()));

        // When
        second.giveBack();

        // Then
        assertThat(of(aMention("1").saying(TEXT).plain()).enrichment().getStatus())
                .isEqualTo(EnrichmentStatus.COMPLETE);
    }
}
