package io.groundswell.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Count;
import io.groundswell.measure.volume.Crowd;
import io.groundswell.measure.volume.Form;
import io.groundswell.measure.volume.Subject;
import io.groundswell.measure.volume.Voice;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.testkit.Moments;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.SubjectKind;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class WriteContributionsTest {

    private static final WindowKey DAY =
            new WindowKey("café", WindowKey.ALL_PLATFORMS, 1440, Moments.MIDNIGHT.toEpochMilli());

    private static final WindowKey MINUTE =
            new WindowKey("café", WindowKey.ALL_PLATFORMS, 1, Moments.MIDNIGHT.toEpochMilli());

    static Stream<Contribution> contributions() {
        Voice voice =
                new Voice("x:1", MentionKind.QUOTE, Sentiment.POSITIVE, true, false, Crowd.AUTOMATED, 1L << 40, 1000);
        Voice unknown = new Voice(
                null, MentionKind.OTHER, null, true, false, Crowd.AMPLIFIED, Candidate.UNKNOWN, Form.NO_RATING);
        Contribution full = new Contribution(DAY);
        full.count(voice, 1);
        full.count(unknown, -1);
        full.gain(new long[] {1, -2, 3, 0, Long.MAX_VALUE, Long.MIN_VALUE}, 1);
        full.count(Count.DELETED, 1);
        full.show(new Candidate("x:2", null, -1, "x:3", Crowd.AMPLIFIED, false, List.of()));
        full.show(new Candidate(
                "x:5",
                Sentiment.NEGATIVE,
                9,
                "x:5",
                Crowd.PEOPLE,
                true,
                List.of(new Subject(SubjectKind.PHRASE, "lid burst"), new Subject(SubjectKind.PLATFORM, "x"))));
        full.withdraw("x:4");
        full.speakOf(new Subject(SubjectKind.HASHTAG, "café"), new long[] {1, -1, 5, 700}, 1);
        full.speakOf(new Subject(SubjectKind.POST, "x:2"), new long[] {0, 0, -5, -3}, 1);
        full.rest(3, 5);
        Contribution takenBack = new Contribution(DAY);
        takenBack.count(voice, -1);
        takenBack.rest(Long.MAX_VALUE, -5);
        Contribution copied = new Contribution(MINUTE);
        copied.handOn("x:2", true, 1);
        copied.handOn("x:5", false, -1);
        return Stream.of(full, takenBack, copied, new Contribution(DAY));
    }

    @ParameterizedTest
    @MethodSource("contributions")
    void what_is_written_is_read(Contribution contribution) throws IOException {
        assertThat(read(contribution)).isEqualTo(contribution);
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
