package io.groundswell.enrich.language;

import io.groundswell.topics.Enrichment;
import io.groundswell.topics.EnrichmentStatus;
import io.groundswell.topics.Entity;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Says what a post says. Whatever the text does to the models, the post itself is kept: it comes out marked as failed or
 * timed out, without sentiment. Running out of memory is not caught; after that nothing in this process can be trusted.
 * Safe for any number of threads.
 */
public final class Enricher {

    private static final String ENGLISH = "en";

    private final LanguageIdentifier identifier;
    private final SentimentJudge judge;
    private final EntityExtractor extractor;

    Enricher(LanguageIdentifier identifier, SentimentJudge judge, EntityExtractor extractor) {
        this.identifier = identifier;
        this.judge = judge;
        this.extractor = extractor;
    }

    /** Reads the models, some seconds of work, and says one sentence to them so that the first post finds them warm. */
    public static Enricher load() {
        LocaleOfTheModels.settle();
        Enricher enricher = new Enricher(LanguageIdentifier.load(), SentimentJudge.load(), EntityExtractor.load());
        enricher.judge(
                "Jane Doe of Acme says the new office in Paris is lovely.", null, Duration.ofMinutes(1), () -> 0);
        return enricher;
    }

    /**
     * What a text says, whoever posts it; a function of text and tag, so it may be remembered and looked up. Only the
     * status can also depend on the machine, when the budget is spent: see {@link #isLasting}.
     *
     * @param tag the platform's language tag, may be null
     * @param threadNanos processor time of the calling thread so far, in nanoseconds
     */
    public Enrichment judge(String text, String tag, Duration budget, LongSupplier threadNanos) {
        Enrichment.Builder enrichment = Enrichment.newBuilder().setStatus(EnrichmentStatus.COMPLETE);
        try {
            String hash = TextHash.ofNormalised(text);
            if (hash == null) {
                return skipped("no-text");
            }
            enrichment.setTextHash(hash);
            judgeWords(text, tag, TimeBudget.of(budget, threadNanos), enrichment);
        } catch (TimeBudget.Spent e) {
            unjudged(enrichment, EnrichmentStatus.TIMED_OUT, "budget");
        } catch (StackOverflowError e) {
            unjudged(enrichment, EnrichmentStatus.FAILED, "too-deep");
        } catch (RuntimeException | AssertionError e) {
            // CoreNLP asserts where others throw.
            unjudged(enrichment, EnrichmentStatus.FAILED, "model-error");
        }
        return enrichment.build();
    }

    private void judgeWords(String text, String tag, TimeBudget budget, Enrichment.Builder enrichment) {
        LanguageIdentifier.Verdict language = identifier.identify(text, tag);
        enrichment.setLanguage(language.language()).setLanguageConfidence(language.confidence());
        if (!ENGLISH.equals(language.language())) {
            enrichment.setStatus(EnrichmentStatus.SKIPPED).setReason("language");
            return;
        }
        budget.check();
        TokenizedPost post = TokenizedPost.of(text);
        SentimentJudge.Verdict verdict = judge.judge(post, budget);
        List<Entity> entities = extractor.extract(post, budget);
        if (verdict != null) {
            enrichment
                    .setSentiment(verdict.sentiment())
                    .setSentimentScore(verdict.score())
                    .setSentimentModel(SentimentJudge.MODEL);
        }
        enrichment.setEntities(entities);
        if (!post.whole()) {
            enrichment.setStatus(EnrichmentStatus.PARTIAL).setReason("too-long");
        }
    }

    private static void unjudged(Enrichment.Builder enrichment, EnrichmentStatus status, String reason) {
        enrichment
                .setStatus(status)
                .setReason(reason)
                .setSentiment(null)
                .setSentimentScore(null)
                .setSentimentModel(null)
                .setEntities(List.of());
    }

    private static Enrichment skipped(String reason) {
        return Enrichment.newBuilder()
                .setStatus(EnrichmentStatus.SKIPPED)
                .setReason(reason)
                .build();
    }

    /** Of a post that has to be forgotten nothing is judged. */
    public static Enrichment ofDeleted() {
        return skipped("deleted");
    }

    /** Whether a judgement cost models and would come out the same again, so that remembering it pays. */
    public static boolean isLasting(Enrichment judgement) {
        return judgement.getStatus() == EnrichmentStatus.COMPLETE || judgement.getStatus() == EnrichmentStatus.PARTIAL;
    }

    /**
     * A judgement as one mention carries it. A repost's text is another's, so its judgement counts as copied, whether it
     * was looked up or, when the repost arrives first, made for it: the order of arrival must not show.
     */
    public static Enrichment as(Mention mention, Enrichment judgement) {
        if (mention.getKind() == MentionKind.REPOST && judgement.getStatus() == EnrichmentStatus.COMPLETE) {
            return Enrichment.newBuilder(judgement)
                    .setStatus(EnrichmentStatus.COPIED)
                    .build();
        }
        return judgement;
    }
}
