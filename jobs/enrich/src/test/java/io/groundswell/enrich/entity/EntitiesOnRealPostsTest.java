package io.groundswell.enrich.entity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.groundswell.enrich.entity.EntityScores.Result;
import io.groundswell.testkit.SharedData;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Guards the committed model on marked posts whose texts we do not keep here. */
class EntitiesOnRealPostsTest {

    private static final Logger LOG = LoggerFactory.getLogger(EntitiesOnRealPostsTest.class);

    /** The floors are what CoreNLP's own 3-class model finds in the same posts. */
    @ParameterizedTest
    @CsvSource({"wnut17/emerging.dev.conll, 0.533, 0.525", "btc/btc.dev.conll, 0.466, 0.524"})
    void more_is_found_than_by_the_model_that_is_shipped(String posts, double typed, double untyped) {
        // Given
        Path file = SharedData.file("entities/" + posts).orElse(null);
        assumeTrue(file != null, "skipped: no shared data beside the project, nor in GROUNDSWELL_SHARED_DATA");
        EntityTagger tagger = EntityFinder.load().tagger();

        // When
        Result result = EntityScores.of(file, tagger, ManagementFactory.getThreadMXBean()::getCurrentThreadCpuTime);

        // Then
        LOG.info(
                "Entities, {}: typed F1 {}, untyped F1 {}, {} posts/s",
                posts,
                result.scores().typed().f1(),
                result.scores().untyped().f1(),
                result.postsPerSecond());
        assertThat(result.scores().typed().f1()).isGreaterThan(typed);
        assertThat(result.scores().untyped().f1()).isGreaterThan(untyped);
    }
}
