package io.groundswell.enrich.language;

/** The models, read once for all tests. */
final class Models {

    static final LanguageIdentifier LANGUAGE = LanguageIdentifier.load();
    static final SentimentJudge SENTIMENT = SentimentJudge.load();
    static final EntityExtractor ENTITIES = EntityExtractor.load();
    static final Enricher ENRICHER = new Enricher(LANGUAGE, SENTIMENT, ENTITIES);

    private Models() {}
}
