package io.groundswell.enrich;

import io.groundswell.enrich.language.Enricher;
import io.groundswell.enrich.sentiment.SentimentTiers;
import io.groundswell.enrich.sentiment.TieredSentiment;
import io.groundswell.flow.WallClock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models, read once for all operators of this job in this process: they take seconds and a few hundred MB. */
final class ModelsOfThisProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ModelsOfThisProcess.class);

    private static final Map<EnrichSettings.SentimentChoice, Enricher> LOADED =
            new EnumMap<>(EnrichSettings.SentimentChoice.class);

    static synchronized Enricher enricher(EnrichSettings.SentimentChoice choice) {
        return LOADED.computeIfAbsent(choice, ModelsOfThisProcess::load);
    }

    private static Enricher load(EnrichSettings.SentimentChoice choice) {
        Instant begin = WallClock.now();
        Enricher enricher = Enricher.load(
                switch (choice) {
                    case TIERED -> TieredSentiment.load();
                    case FAST -> TieredSentiment.only(SentimentTiers.named("fast"));
                    case RNTN -> TieredSentiment.only(SentimentTiers.named("rntn"));
                });
        LOG.info(
                "Language models read in {} ms",
                Duration.between(begin, WallClock.now()).toMillis());
        return enricher;
    }

    private ModelsOfThisProcess() {}
}
