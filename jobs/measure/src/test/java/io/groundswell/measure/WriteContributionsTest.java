package io.groundswell.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Crowd;
import io.groundswell.measure.volume.Form;
import io.groundswell.measure.volume.Voice;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.testkit.Moments;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;
import java.io.IOException;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WriteContributionsTest {

    private static final WindowKey DAY =
            new WindowKey("café", WindowKey.ALL_PLATFORMS, 1440, Moments.MIDNIGHT.toEpochMilli());

    static Stream<Contribution> contributions() {
        Voice voice = new Voice("x:1", MentionKind.QUOTE, Sentiment.POSITIVE, true, Crowd.AUTOMATED, 1L << 40, 1000);
        Voice unknown =
                new Voice(null, MentionKind.OTHER, null, false, Crowd.AMPLIFIED, Candidate.UNKNOWN, Form.NO_RATING);
        return Stream.of(
                new Contribution(DAY, voice, unknown, new Candidate("x:2", null, -1, "x:3"), "x:4", null, 7, -2, 3, 5),
                new Contribution(
                        DAY, unknown, null, new Candidate("x:2", Sentiment.NEGATIVE, 9, "x:2"), null, null, 0, 0, 1, 5),
                new Contribution(DAY, null, voice, null, "x:4", null, -1, 0, 0, -5),
                new Contribution(DAY, null, null, null, null, null, 0, 0, Long.MAX_VALUE, Long.MIN_VALUE));
    }

    @ParameterizedTest
    @MethodSource("contributions")
    void what_is_written_is_read(Contribution contribution) throws IOException {
        assertThat(read(contribution)).isEqualTo(contribution);
    }

    @ParameterizedTest
    @MethodSource("contributions")
    void gains_are_written_too(Contribution contribution) throws IOException {
        // Given
        long[] gained = {1, -2, 3, 0, Long.MAX_VALUE, Long.MIN_VALUE};

        // When
        Contribution read = read(new Contribution(
                contribution.window(),
                contribution.added(),
                contribution.removed(),
                contribution.candidate(),
                contribution.withdrawn(),
                gained,
                contribution.copies(),
                contribution.negativeCopies(),
                contribution.facts(),
                contribution.asOf()));

        // Then
        assertThat(read.gained()).isEqualTo(gained);
    }

    private static Contribution read(Contribution contribution) throws IOException {
        DataOutputSerializer written = new DataOutputSerializer(64);
        WriteContributions.INSTANCE.serialize(contribution, written);
        DataInputDeserializer from = new DataInputDeserializer(written.getCopyOfBuffer());
        Contribution read = WriteContributions.INSTANCE.deserialize(from);
        assertThat(from.available()).isZero();
        return read;
    }
}
