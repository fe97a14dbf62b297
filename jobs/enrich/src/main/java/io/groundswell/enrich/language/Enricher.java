package io.groundswell.enrich.language;

import io.groundswell.enrich.copies.AutomationSigns;
import io.groundswell.enrich.copies.Carrier;
import io.groundswell.enrich.copies.Sketch;
import io.groundswell.enrich.intent.FoundIntent;
import io.groundswell.enrich.intent.IntentRules;
import io.groundswell.enrich.sentiment.Chances;
import io.groundswell.enrich.sentiment.TieredSentiment;
import io.groundswell.enrich.token.SocialTokenizer;
import io.groundswell.enrich.token.Token;
import io.groundswell.flow.GuardedAvro;
import io.groundswell.topics.Enrichment;
import io.groundswell.topics.EnrichmentStatus;
import io.groundswell.topics.Intent;
import io.groundswell.topics.Mention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.SentimentChances;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Says what a post says. Whatever the text does to the models, the post itself is kept: it comes out marked as failed,
 * without sentiment. How long a text may take is watched by whoever asks. Running out of memory is not caught; after that nothing in this process can be trusted.
 * Safe for any number of threads.
 */
public final class Enricher {

    private static final String ENGLISH = "en";

    private final LanguageIdentifier identifier;
    private final TieredSentiment sentiment;
    private final EntityExtractor extractor;
    private final IntentRules rules;

    Enricher(LanguageIdentifier identifier, TieredSentiment sentiment, EntityExtractor extractor, IntentRules rules) {
        this.identifier = identifier;
        this.sentiment = sentiment;
        this.extractor = extractor;
        this.rules = rules;
    }

    /** Reads the models, some seconds of work, and says one sentence to them so that the first post finds them warm. */
    public static Enricher load(TieredSentiment sentiment) {
        LocaleOfTheModels.settle();
        // Judgements are Avro records.
        GuardedAvro.register();
        Enricher enricher =
                new Enricher(LanguageIdentifier.load(), sentiment, EntityExtractor.load(), IntentRules.load());
        enricher.judge("Jane Doe of Acme says the new office in Paris is lovely.", null, true, () -> true);
        return enricher;
    }

    /** Whether a word, in small letters, is one of the language's own, so that as a name it needs a sign that it is meant. */
    public Predicate<String> ordinaryWords() {
        return extractor.ordinaryWords();
    }

    /**
     * @param lasting whether it cost models and would come out the same again, so that remembering it pays
     */
    public record Judgement(Enrichment enrichment, boolean lasting) {}

    /**
     * What a text says, whoever posts it; a function of the text, its tag and whether it matters, so it may be remembered and
     * looked up. Only a deep tier that has no time makes a difference, and then the judgement is not lasting.
     *
     * @param tag the platform's language tag, may be null
     * @param matters whether the post is worth the deep tier in any case
     * @param mayGoDeep whether the deep tier of sentiment has time for one more post; asked only when it is wanted
     */
    public Judgement judge(String text, String tag, boolean matters, BooleanSupplier mayGoDeep) {
        Enrichment.Builder enrichment = Enrichment.newBuilder().setStatus(EnrichmentStatus.COMPLETE);
        try {
            String hash = TextHash.ofNormalised(text);
            if (hash == null) {
                return new Judgement(skipped("no-text"), false);
            }
            enrichment.setTextHash(hash).setSketch(Sketch.of(text));
            boolean lasting = judgeWords(text, tag, matters, mayGoDeep, enrichment);
            return new Judgement(enrichment.build(), lasting);
        } catch (StackOverflowError e) {
            unjudged(enrichment, EnrichmentStatus.FAILED, "too-deep");
        } catch (RuntimeException | AssertionError e) {
            // CoreNLP asserts where others throw.
            unjudged(enrichment, EnrichmentStatus.FAILED, "model-error");
        }
        return new Judgement(enrichment.build(), false);
    }

    /** Of a text that took too long nothing is known but what it is a copy of. Not lasting. */
    public static Judgement outOfTime(String text) {
        return new Judgement(
                Enrichment.newBuilder()
                        .setStatus(EnrichmentStatus.TIMED_OUT)
                        .setReason("budget")
                        .setTextHash(TextHash.ofNormalised(text))
                        .build(),
                false);
    }

    private boolean judgeWords(
            String text, String tag, boolean matters, BooleanSupplier mayGoDeep, Enrichment.Builder enrichment) {
        LanguageIdentifier.Verdict language = identifier.identify(text, tag);
        enrichment
                .setLanguage(language.language())
                .setLanguageConfidence(language.confidence())
                .setPhrases(KeyPhrases.of(text, language.language()));
        if (!ENGLISH.equals(language.language()) && !isPictures(text)) {
            enrichment.setStatus(EnrichmentStatus.SKIPPED).setReason("language");
            return false;
        }
        TieredSentiment.Verdict verdict = sentiment.judge(text, matters, mayGoDeep);
        Chances chances = verdict.chances();
        enrichment
                .setSentiment(chances.sentiment())
                .setSentimentScore(chances.score())
                .setSentimentModel(verdict.model())
                .setChances(new SentimentChances(chances.negative(), chances.neutral(), chances.positive()))
                .setIntents(rules.find(text, chances).stream()
                        .map(Enricher::travelling)
                        .toList());
        TokenizedPost post = TokenizedPost.of(text);
        enrichment.setEntities(extractor.extract(post));
        if (!post.whole()) {
            enrichment.setStatus(EnrichmentStatus.PARTIAL).setReason("too-long");
        }
        return verdict.last();
    }

    /** Faces and hearts without a word are read in every language. */
    private static boolean isPictures(String text) {
        boolean pictures = false;
        for (Token token : SocialTokenizer.tokens(PostText.cut(text))) {
            switch (token.kind()) {
                case EMOJI, EMOTICON -> pictures = true;
                case WORD, HASHTAG, CASHTAG, NUMBER -> {
                    return false;
                }
                case LINK, HANDLE, PUNCTUATION -> {}
            }
        }
        return pictures;
    }

    private static Intent travelling(FoundIntent found) {
        return Intent.newBuilder()
                .setIntent(found.intent())
                .setDepartment(found.department())
                .setWeight(found.weight())
                .setEvidence(found.evidence())
                .setStart(found.start())
                .setEnd(found.end())
                .build();
    }

    private static void unjudged(Enrichment.Builder enrichment, EnrichmentStatus status, String reason) {
        enrichment
                .setStatus(status)
                .setReason(reason)
                .setSentiment(null)
                .setSentimentScore(null)
                .setSentimentModel(null)
                .setChances(null)
                .setIntents(List.of())
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

    /**
     * A judgement as one mention carries it. A repost's text is another's, so its judgement counts as copied, whether it
     * was looked up or, when the repost arrives first, made for it: the order of arrival must not show. What is known of the
     * account that posted it comes with it.
     */
    public static Enrichment as(Mention mention, Enrichment judgement) {
        Enrichment.Builder own =
                Enrichment.newBuilder(judgement).setAutomation(AutomationSigns.ofOne(Carrier.of(mention)));
        if (mention.getKind() == MentionKind.REPOST && judgement.getStatus() == EnrichmentStatus.COMPLETE) {
            own.setStatus(EnrichmentStatus.COPIED);
        }
        return own.build();
    }
}
