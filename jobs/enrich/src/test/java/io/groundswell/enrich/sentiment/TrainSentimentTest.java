package io.groundswell.enrich.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Sentiment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainSentimentTest {

    private static final List<String> THINGS =
            List.of("kettle", "toaster", "teapot", "blender", "fridge", "lamp", "iron", "radio", "mixer", "heater");

    /** Three hundred sentences of a very small world, from a set that is familiar and one that is strange. */
    private static List<LabelledText> posts() {
        List<LabelledText> posts = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            String thing = THINGS.get(i % 10);
            String set = i % 2 == 0 ? "familiar" : "apple";
            posts.add(new LabelledText("I love my new " + thing + ", day " + i, Sentiment.POSITIVE, set));
            posts.add(new LabelledText("My " + thing + " broke again, I hate it, day " + i, Sentiment.NEGATIVE, set));
            posts.add(new LabelledText("The " + thing + " is sold in shop " + i, Sentiment.NEUTRAL, set));
        }
        return posts;
    }

    @Test
    void what_is_learned_is_written_read_and_the_same_each_time(@TempDir Path folder) throws Exception {
        // When
        TrainSentiment.train(posts(), folder.resolve("one"));
        TrainSentiment.train(posts(), folder.resolve("other"));

        // Then
        for (String file : List.of(SentimentModel.FAST, SentimentModel.DEEP)) {
            assertThat(Files.readAllBytes(folder.resolve("one").resolve(file)))
                    .isEqualTo(Files.readAllBytes(folder.resolve("other").resolve(file)));
        }
        FastSentiment fast = SentimentModel.fast(folder.resolve("one"));
        DeepSentiment deep = SentimentModel.deep(folder.resolve("one"), fast);
        for (SentimentClassifier tier : List.of(fast, deep)) {
            assertThat(tier.classify("I love my new kettle").sentiment()).isEqualTo(Sentiment.POSITIVE);
            assertThat(tier.classify("My iron broke again, I hate it").sentiment())
                    .isEqualTo(Sentiment.NEGATIVE);
            assertThat(tier.classify("The radio is sold in shop 7").sentiment()).isEqualTo(Sentiment.NEUTRAL);
        }
    }
}
