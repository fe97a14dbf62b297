package io.groundswell.enrich.language;

import io.groundswell.enrich.intent.IntentRules;
import io.groundswell.enrich.sentiment.TieredSentiment;

/** The models, read once for all tests. */
final class Models {

    static final LanguageIdentifier LANGUAGE = LanguageIdentifier.load();
    static final SentimentJudge SENTIMENT = SentimentJudge.load();
    static final EntityExtractor ENTITIES = EntityExtractor.load();
    static final IntentRules INTENTS = IntentRules.load();
    static final Enricher ENRICHER = new Enricher(LANGUAGE, TieredSentiment.load(), ENTITIES, INTENTS);

    private Models() {}
}
