package io.groundswell.enrich.language;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Sentiment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentimentJudgeTest {

    private static SentimentJudge.Verdict judge(String text) {
        return Models.SENTIMENT.judge(TokenizedPost.of(text));
    }

    @ParameterizedTest
    @CsvSource({
        "POSITIVE, I love this wonderful kettle!",
        "NEGATIVE, This is the worst and most boring kettle ever.",
        "NEUTRAL, The kettle comes in two sizes.",
    })
    void plain_feelings_are_heard(Sentiment sentiment, String text) {
        // When
        SentimentJudge.Verdict verdict = judge(text);

        // Then
        assertThat(verdict.sentiment()).isEqualTo(sentiment);
        assertThat(verdict.score()).isBetween(-1.0, 1.0);
    }

    @Test
    void the_strongest_sentence_speaks_for_the_post() {
        // When
        SentimentJudge.Verdict verdict = judge("The kettle comes in two sizes. It is a terrible, awful mess.");

        // Then
        assertThat(verdict).isEqualTo(judge("It is a terrible, awful mess."));
    }

    @Test
    void links_leading_handles_and_tag_signs_are_not_judged() {
        // When
        SentimentJudge.Verdict verdict =
                judge("@awful @bob I love this #wonderful kettle https://acme.example/terrible");

        // Then
        assertThat(verdict).isEqualTo(judge("I love this wonderful kettle"));
    }

    @Test
    void without_words_there_is_no_verdict() {
        assertThat(judge("@bob https://acme.example/a1")).isNull();
    }
}
