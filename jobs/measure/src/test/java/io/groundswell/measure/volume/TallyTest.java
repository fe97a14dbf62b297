package io.groundswell.measure.volume;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Measure;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TallyTest {

    @ParameterizedTest
    @EnumSource(MentionKind.class)
    void a_mention_of_any_kind_is_a_mention_and_taken_back_it_is_none(MentionKind kind) {
        // Given
        Tally tally = new Tally();
        Voice voice = new Voice("x:1", kind, Sentiment.NEGATIVE, true, false, Crowd.PEOPLE, 10, Form.NO_RATING);

        // When
        voice.addTo(tally.sums, 1);
        Measure counted = measure(tally);
        voice.addTo(tally.sums, -1);
        Measure takenBack = measure(tally);

        // Then
        assertThat(counted.getMentions()).isEqualTo(1);
        assertThat(counted.getNegative()).isEqualTo(1);
        assertThat(takenBack.getMentions()).isZero();
        assertThat(takenBack.getNegative()).isZero();
    }

    private static Measure measure(Tally tally) {
        return tally.measure(new WindowKey("acme", "x", 60, 0), List.of(), List.of(), List.of());
    }
}
