package io.groundswell.measure;

import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Crowd;
import io.groundswell.measure.volume.Form;
import io.groundswell.measure.volume.Subject;
import io.groundswell.measure.volume.Voice;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.SubjectKind;
import java.util.List;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GatherContributionsHarnessTest {

    private static final Subject TAG = new Subject(SubjectKind.HASHTAG, "kettlecat");

    private OneInputStreamOperatorTestHarness<Contribution, Contribution> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new OneInputStreamOperatorTestHarness<>(new GatherContributions());
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static Contribution of(long minute, String author, int by) {
        Contribution contribution =
                new Contribution(new WindowKey("acme", "all", 1, NOON.toEpochMilli() + minute * WindowKey.MINUTE));
        contribution.count(
                new Voice(author, MentionKind.POST, Sentiment.NEGATIVE, true, false, Crowd.PEOPLE, 5, Form.NO_RATING),
                by);
        contribution.speakOf(TAG, new long[] {1, 1, 0, 9}, by);
        if (by > 0) {
            contribution.show(
                    new Candidate("x:" + author, Sentiment.NEGATIVE, 5, "x:" + author, Crowd.PEOPLE, false, List.of()));
        } else {
            contribution.withdraw("x:" + author);
        }
        contribution.rest(1, NOON.toEpochMilli() + minute);
        return contribution;
    }

    private void takes(Contribution contribution) throws Exception {
        harness.processElement(contribution, 0);
    }

    @Test
    void what_is_for_one_window_is_handed_on_as_one() throws Exception {
        // When
        takes(of(0, "ann", 1));
        takes(of(0, "bob", 1));
        takes(of(1, "ann", 1));
        takes(of(0, "bob", -1));
        harness.setProcessingTime(GatherContributions.PATIENCE);

        // Then
        Contribution ann = of(0, "ann", 1);
        ann.withdraw("x:bob");
        ann.rest(2, 0);
        assertThat(harness.extractOutputValues()).containsExactly(ann, of(1, "ann", 1));
    }

    @Test
    void what_came_in_is_left_as_it_was() throws Exception {
        // Given
        Contribution ann = of(0, "ann", 1);

        // When
        takes(ann);
        takes(of(0, "bob", 1));

        // Then
        assertThat(ann).isEqualTo(of(0, "ann", 1));
    }

    @Test
    void nothing_comes_behind_the_time_it_belongs_to() throws Exception {
        // When
        takes(of(0, "ann", 1));
        harness.processWatermark(7);

        // Then
        assertThat(harness.getOutput()).hasSize(2).last().isEqualTo(new Watermark(7));
    }

    @Test
    void a_checkpoint_finds_nothing_to_keep() throws Exception {
        // When
        takes(of(0, "ann", 1));
        harness.getOneInputOperator().prepareSnapshotPreBarrier(1);

        // Then
        assertThat(harness.extractOutputValues()).containsExactly(of(0, "ann", 1));
    }

    @Test
    void the_end_of_all_input_leaves_nothing_behind() throws Exception {
        // When
        takes(of(0, "ann", 1));
        harness.endInput();

        // Then
        assertThat(harness.extractOutputValues()).containsExactly(of(0, "ann", 1));
    }

    @Test
    void more_windows_than_can_be_held_are_not_waited_for() throws Exception {
        // When
        for (int minute = 0; minute < GatherContributions.MOST; minute++) {
            takes(of(minute, "ann", 1));
        }

        // Then
        assertThat(harness.extractOutputValues()).hasSize(GatherContributions.MOST);
    }
}
