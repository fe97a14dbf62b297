package io.groundswell.enrich.sentiment;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Sentiment;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TargetSentimentTest {

    private static final TargetClassifier TARGET = SentimentTiers.towards("deep");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            Acme       | POSITIVE | I love my new Acme kettle, but the Boltwick one is a terrible mess
            Boltwick   | NEGATIVE | I love my new Acme kettle, but the Boltwick one is a terrible mess
            Acme       | POSITIVE | Acme is so much better than Boltwick!
            Boltwick   | NEGATIVE | Acme is so much better than Boltwick!
            Boltwick   | NEGATIVE | So happy I chose #Acme over the @Boltwick, it is wonderful
            Gold Cup   | POSITIVE | #GoldCup tonight, so excited!
            """)
    void each_thing_gets_the_feeling_that_is_about_it(String target, Sentiment sentiment, String text) {
        assertThat(TARGET.classify(text, List.of(target)).sentiment()).isEqualTo(sentiment);
    }
}
