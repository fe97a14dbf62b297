package io.groundswell.enrich.sentiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.groundswell.enrich.evaluate.LabelledPost;
import io.groundswell.enrich.evaluate.LabelledPosts;
import io.groundswell.enrich.evaluate.SentimentScores;
import io.groundswell.testkit.SharedData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Guards the committed models on posts that nothing was learned from, and whose texts we may not keep here. The floors lie a
 * little under what was measured when the models were made.
 */
class SentimentOnRealPostsTest {

    private static final Logger LOG = LoggerFactory.getLogger(SentimentOnRealPostsTest.class);
    private static final String SANDERS = "sentiment/sanders_2011/full-corpus.csv";
    private static final String SEMEVAL = "sentiment/semeval_2013_2016/Subtask_A/downloaded/twitter-2015test-A.tsv";

    @ParameterizedTest
    @CsvSource({
        "rntn, " + SEMEVAL + ", 0.49, 0.50",
        "fast, " + SEMEVAL + ", 0.65, 0.62",
        "deep, " + SEMEVAL + ", 0.71, 0.70",
        "fast, " + SANDERS + ", 0.61, 0.62",
        "deep, " + SANDERS + ", 0.64, 0.68"
    })
    void every_tier_is_as_good_as_it_was(String tier, String posts, double accuracy, double macroRecall)
            throws IOException {
        // Given
        Path file = SharedData.file(posts).orElse(null);
        assumeTrue(file != null, "skipped: no shared data beside the project, nor in GROUNDSWELL_SHARED_DATA");
        List<LabelledPost> all =
                LabelledPosts.ofWholePosts(Files.readAllBytes(file), posts).posts();
        // Sets are in the order of their subjects: every third post is a third of each.
        List<LabelledPost> third =
                IntStream.range(0, all.size() / 3).mapToObj(i -> all.get(3 * i)).toList();
        SentimentClassifier classifier = SentimentTiers.named(tier);

        // When
        SentimentScores scores = SentimentScores.of(third, post -> classifier.classify(post.text()), () -> 0);

        // Then
        LOG.info(
                "{} on {}: accuracy {}, macro-recall {}, calibration error {}",
                tier,
                posts,
                scores.accuracy(),
                scores.macroRecall(),
                scores.calibrationError());
        assertThat(scores.accuracy()).isGreaterThan(accuracy);
        assertThat(scores.macroRecall()).isGreaterThan(macroRecall);
    }
}
