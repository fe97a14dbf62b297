package io.groundswell.measure;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static io.groundswell.testkit.Moments.secondsAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.volume.AuthorSketch;
import io.groundswell.measure.volume.Candidate;
import io.groundswell.measure.volume.Crowd;
import io.groundswell.measure.volume.Form;
import io.groundswell.measure.volume.Subject;
import io.groundswell.measure.volume.Voice;
import io.groundswell.measure.volume.WindowKey;
import io.groundswell.topics.Evidence;
import io.groundswell.topics.Measure;
import io.groundswell.topics.MeasuredPart;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.SubjectKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TallyWindowsHarnessTest {

    private static final Duration LATENESS = Duration.ofHours(1);
    private static final WindowKey MINUTE = new WindowKey("acme", "all", 1, NOON.toEpochMilli());
    private static final Voice ANN =
            new Voice("x:ann", MentionKind.POST, Sentiment.NEGATIVE, true, false, Crowd.PEOPLE, 5, Form.NO_RATING);

    private KeyedOneInputStreamOperatorTestHarness<WindowKey, Contribution, Measure> harness;

    @BeforeEach
    void open() throws Exception {
        harness = harness();
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static KeyedOneInputStreamOperatorTestHarness<WindowKey, Contribution, Measure> harness() throws Exception {
        return harness(AuthorSketch.EXACT);
    }

    private static KeyedOneInputStreamOperatorTestHarness<WindowKey, Contribution, Measure> harness(int exactAuthors)
            throws Exception {
        return new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new TallyWindows(
                        new MeasureSettings(
                                LATENESS, Duration.ofSeconds(1), Duration.ofHours(24), List.of(), List.of()),
                        exactAuthors)),
                Contribution::window,
                TypeInformation.of(WindowKey.class));
    }

    private static final Subject KETTLECAT = new Subject(SubjectKind.HASHTAG, "kettlecat");

    private static final Subject BURST = new Subject(SubjectKind.PHRASE, "lid burst");
    private static final Subject VOICE = new Subject(SubjectKind.VOICE, "reply");

    private void add(String mention) throws Exception {
        Contribution contribution = new Contribution(MINUTE);
        contribution.count(ANN, 1);
        contribution.show(
                new Candidate(mention, Sentiment.NEGATIVE, 5, mention, Crowd.PEOPLE, false, List.of(BURST, VOICE)));
        contribution.gain(new long[] {3, 0, 0, 0, 0, 0}, 1);
        contribution.speakOf(KETTLECAT, new long[] {1, 1, 3, 5}, 1);
        contribution.rest(1, NOON.toEpochMilli());
        harness.processElement(contribution, NOON.toEpochMilli());
    }

    private void takeBack(String mention) throws Exception {
        Contribution contribution = new Contribution(MINUTE);
        contribution.count(ANN, -1);
        contribution.withdraw(mention);
        contribution.gain(new long[] {3, 0, 0, 0, 0, 0}, -1);
        contribution.speakOf(KETTLECAT, new long[] {1, 1, 3, 5}, -1);
        contribution.rest(1, secondsAfterNoon(5).toEpochMilli());
        harness.processElement(contribution, NOON.toEpochMilli());
    }

    private void handOn(String mention, int by) throws Exception {
        Contribution contribution = new Contribution(MINUTE);
        contribution.handOn(mention, true, by);
        contribution.rest(0, NOON.toEpochMilli());
        harness.processElement(contribution, NOON.toEpochMilli());
    }

    private static MeasuredPart part(SubjectKind kind, String name, long people, long share, String... mentions) {
        return MeasuredPart.newBuilder()
                .setKind(kind)
                .setName(name)
                .setPeople(people)
                .setNegative(people)
                .setPeopleShare(share)
                .setNegativeShare(share)
                .setMentions(List.of(mentions))
                .build();
    }

    private static MeasuredPart copied(SubjectKind kind, String name, long people, long share, String... mentions) {
        MeasuredPart part = part(kind, name, people, people * share, mentions);
        part.setAmplified(1);
        part.setAmplifiedShare(share);
        return part;
    }

    private List<List<Long>> told() {
        return harness.extractOutputValues().stream()
                .map(measure ->
                        List.of(measure.getMentions(), measure.getAuthors(), measure.getLikes(), measure.getRevision()))
                .toList();
    }

    @Test
    void a_burst_is_told_once() throws Exception {
        // Given
        harness.setProcessingTime(10_300);
        add("x:1");
        add("x:2");
        assertThat(harness.numProcessingTimeTimers()).isEqualTo(1);

        // When
        harness.setProcessingTime(11_000);
        harness.setProcessingTime(20_000);

        // Then
        assertThat(told()).containsExactly(List.of(2L, 1L, 6L, 2L));
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void a_minute_tells_what_its_mentions_carry_and_a_mention_with_three_phrases_gives_each_a_third() throws Exception {
        // Given
        add("x:1");
        add("x:2");

        // When
        harness.setProcessingTime(1_000);

        // Then
        assertThat(harness.extractOutputValues().get(0).getParts())
                .containsExactly(
                        part(SubjectKind.VOICE, "reply", 2, 2000, "x:1", "x:2"),
                        part(SubjectKind.PHRASE, "burst", 2, 666, "x:1", "x:2"),
                        part(SubjectKind.PHRASE, "lid", 2, 666, "x:1", "x:2"),
                        part(SubjectKind.PHRASE, "lid burst", 2, 666, "x:1", "x:2"));
    }

    @Test
    void what_turns_out_to_be_a_copy_is_handed_on_in_each_part_until_it_is_none() throws Exception {
        // Given
        add("x:1");
        add("x:2");
        handOn("x:2", 1);
        harness.setProcessingTime(1_000);
        handOn("x:2", -1);

        // When
        harness.setProcessingTime(2_000);

        // Then
        List<Measure> told = harness.extractOutputValues();
        MeasuredPart copy = copied(SubjectKind.VOICE, "copy", 0, 1000, "x:2");
        assertThat(told.get(0).getParts())
                .containsExactly(
                        part(SubjectKind.VOICE, "reply", 1, 1000, "x:1"),
                        copy,
                        copied(SubjectKind.PHRASE, "burst", 1, 333, "x:1", "x:2"),
                        copied(SubjectKind.PHRASE, "lid", 1, 333, "x:1", "x:2"),
                        copied(SubjectKind.PHRASE, "lid burst", 1, 333, "x:1", "x:2"));
        assertThat(told.get(1).getParts()).contains(part(SubjectKind.VOICE, "reply", 2, 2000, "x:1", "x:2"));
    }

    @Test
    void a_window_that_hears_of_copies_before_it_hears_of_their_posts_is_told_when_it_knows_of_all() throws Exception {
        // Given: two are copies, and only of one of them is it known that it was posted
        harness.setProcessingTime(10_300);
        handOn("x:1", 1);
        handOn("x:2", 1);
        add("x:1");

        // When
        harness.setProcessingTime(12_000);
        harness.processWatermark(MINUTE.end());
        assertThat(harness.extractOutputValues()).isEmpty();
        add("x:2");
        harness.setProcessingTime(13_000);

        // Then
        assertThat(harness.extractOutputValues())
                .extracting(Measure::getPeople, Measure::getAmplified, Measure::getPeopleNegative)
                .containsExactly(tuple(0L, 2L, 0L));
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void a_window_is_told_at_the_latest_when_it_settles_whatever_it_owes() throws Exception {
        handOn("x:1", 1);
        harness.setProcessingTime(12_000);

        harness.processWatermark(NOON.plus(Duration.ofHours(2)).toEpochMilli());

        assertThat(harness.extractOutputValues())
                .extracting(Measure::getPeople, Measure::getAmplified)
                .containsExactly(tuple(-1L, 1L));
        harness.setProcessingTime(60_000);
        assertThat(harness.numProcessingTimeTimers()).isZero();
        assertThat(harness.numKeyedStateEntries()).isZero();
    }

    @Test
    void a_window_back_at_nothing_is_told_too() throws Exception {
        // Given
        add("x:1");
        harness.setProcessingTime(1_000);
        takeBack("x:1");

        // When
        harness.setProcessingTime(2_000);

        // Then
        assertThat(told()).containsExactly(List.of(1L, 1L, 3L, 1L), List.of(0L, 0L, 0L, 2L));
        assertThat(harness.extractOutputValues().get(1).getAsOf()).isEqualTo(secondsAfterNoon(5));
        assertThat(harness.extractOutputValues().get(1).getEvidence()).isEmpty();
        assertThat(harness.extractOutputValues().get(1).getParts()).isEmpty();
    }

    @Test
    void a_window_is_told_when_it_ends_without_waiting_for_the_clock() throws Exception {
        // Given
        add("x:1");

        // When
        harness.processWatermark(minutesAfterNoon(1).toEpochMilli() - 1);

        // Then
        assertThat(told()).containsExactly(List.of(1L, 1L, 3L, 1L));
        assertThat(harness.extractOutputValues().get(0).getEvidence())
                .containsExactly(new Evidence("x:1", Sentiment.NEGATIVE, 5L, "x:1"));
    }

    @Test
    void a_settled_window_tells_its_last_value_and_leaves_nothing_behind() throws Exception {
        // Given
        harness.processWatermark(minutesAfterNoon(30).toEpochMilli());
        add("x:1");

        // When
        harness.processWatermark(minutesAfterNoon(61).toEpochMilli() - 1);
        harness.setProcessingTime(1_000);

        // Then
        assertThat(told()).containsExactly(List.of(1L, 1L, 3L, 1L));
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
        assertThat(harness.numProcessingTimeTimers()).isZero();
    }

    @Test
    void a_restart_loses_no_change_that_was_not_told_yet() throws Exception {
        // Given
        add("x:1");
        OperatorSubtaskState saved = harness.snapshot(1, 1);
        harness.close();
        harness = harness();
        harness.setup();
        harness.initializeState(saved);
        harness.open();

        // When
        harness.setProcessingTime(1_000);

        // Then
        assertThat(told()).containsExactly(List.of(1L, 1L, 3L, 1L));
    }

    private static Contribution by(int author, int mentions) {
        Contribution contribution = new Contribution(MINUTE);
        contribution.count(
                new Voice(
                        "x:" + author,
                        MentionKind.POST,
                        Sentiment.NEUTRAL,
                        true,
                        false,
                        Crowd.PEOPLE,
                        5,
                        Form.NO_RATING),
                mentions);
        contribution.rest(1, NOON.toEpochMilli());
        return contribution;
    }

    private Measure toldOf(List<Integer> authors) throws Exception {
        try (var small = harness(1_000)) {
            small.open();
            for (int author : authors) {
                small.processElement(by(author, 1), NOON.toEpochMilli());
            }
            // One is gone again.
            small.processElement(by(7, -1), NOON.toEpochMilli());
            small.setProcessingTime(5_000);
            List<Measure> told = small.extractOutputValues();
            Measure last = told.get(told.size() - 1);
            small.processWatermark(minutesAfterNoon(62).toEpochMilli());
            assertThat(small.numKeyedStateEntries()).isZero();
            return last;
        }
    }

    @Test
    void authors_are_exact_up_to_a_bound_and_then_about_right_in_whatever_order_they_come() throws Exception {
        // Given: 1,000 authors, and 20,000, straight and shuffled and doubled
        List<Integer> few = IntStream.range(0, 1_000).boxed().toList();
        List<Integer> many = IntStream.range(0, 20_000).boxed().toList();
        List<Integer> shuffled = new ArrayList<>(many);
        shuffled.addAll(many.subList(0, 5_000));
        Collections.shuffle(shuffled, new Random(5));
        // When
        Measure exact = toldOf(few);
        Measure estimated = toldOf(many);
        // Then
        assertThat(exact.getAuthors()).isEqualTo(999);
        assertThat(exact.getAuthorsEstimated()).isFalse();
        assertThat(estimated.getAuthorsEstimated()).isTrue();
        assertThat(estimated.getAuthors()).isBetween(19_500L, 20_500L);
        assertThat(toldOf(shuffled).getAuthors()).isEqualTo(estimated.getAuthors());
    }
}
