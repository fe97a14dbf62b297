package io.groundswell.enrich;

import io.groundswell.enrich.language.Enricher;
import io.groundswell.flow.WallClock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The models, read once for all operators of this job in this process: they take seconds and some 150 MB. */
final class ModelsOfThisProcess {

    private static final Logger LOG = LoggerFactory.getLogger(ModelsOfThisProcess.class);

    static Enricher enricher() {
        return Loaded.ENRICHER;
    }

    private static final class Loaded {

        private static final Enricher ENRICHER = load();

        private static Enricher load() {
            Instant begin = WallClock.now();
            Enricher enricher = Enricher.load();
            LOG.info(
                    "Language models read in {} ms",
                    Duration.between(begin, WallClock.now()).toMillis());
            return enricher;
        }
    }

    private ModelsOfThisProcess() {}
}
