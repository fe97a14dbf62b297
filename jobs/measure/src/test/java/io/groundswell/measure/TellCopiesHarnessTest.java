package io.groundswell.measure;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.measure.history.Contribution;
import io.groundswell.measure.voices.Saying;
import io.groundswell.measure.voices.SayingChange;
import io.groundswell.measure.volume.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TellCopiesHarnessTest {

    private static final Duration LATENESS = Duration.ofDays(7);
    private static final long NOTHING_SETTLED = Long.MIN_VALUE;

    private KeyedOneInputStreamOperatorTestHarness<String, SayingChange, Contribution> harness;

    @BeforeEach
    void open() throws Exception {
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new TellCopies(new MeasureSettings(
                        LATENESS, Duration.ofSeconds(1), Duration.ofHours(24), List.of(), List.of()))),
                SayingChange::text,
                Types.STRING);
        harness.open();
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private static Saying saying(String mention, Instant at) {
        return new Saying("acme", "recall", mention, "x", at.toEpochMilli(), false, "Z", null);
    }

    private void says(Saying saying) throws Exception {
        harness.processElement(new SayingChange(saying, true, NOTHING_SETTLED), 0);
    }

    private void unsays(Saying saying) throws Exception {
        harness.processElement(new SayingChange(saying, false, NOTHING_SETTLED), 0);
    }

    /** Copies by window, without those that came to nothing. */
    private Map<String, Long> copies() {
        Map<String, Long> copies = new TreeMap<>();
        for (Contribution contribution : harness.extractOutputValues()) {
            copies.merge(contribution.window().id(), contribution.sums()[Count.AMPLIFIED.ordinal()], Long::sum);
        }
        copies.values().removeIf(count -> count == 0);
        return copies;
    }

    @Test
    void who_says_it_again_hands_on_and_who_said_it_first_does_not() throws Exception {
        // When
        says(saying("x:2", minutesAfterNoon(1)));
        says(saying("x:1", NOON));
        says(saying("x:3", minutesAfterNoon(1)));

        // Then
        assertThat(copies())
                .isEqualTo(Map.of(
                        "acme|x|minute|2026-03-02T12:01:00Z", 2L,
                        "acme|all|minute|2026-03-02T12:01:00Z", 2L,
                        "acme|x|hour|2026-03-02T12:00:00Z", 2L,
                        "acme|all|hour|2026-03-02T12:00:00Z", 2L,
                        "acme|x|day|2026-03-02T00:00:00Z", 2L,
                        "acme|all|day|2026-03-02T00:00:00Z", 2L));
    }

    @Test
    void when_the_first_one_goes_the_next_one_was_first() throws Exception {
        // Given
        says(saying("x:1", NOON));
        says(saying("x:2", minutesAfterNoon(1)));

        // When
        unsays(saying("x:1", NOON));

        // Then
        assertThat(copies()).isEmpty();
    }

    @Test
    void a_text_that_comes_back_after_a_day_is_somebodys_own_again() throws Exception {
        // When
        says(saying("x:1", NOON));
        says(saying("x:2", NOON.plus(Saying.MEMORY).plusMillis(1)));

        // Then
        assertThat(copies()).isEmpty();
    }

    @Test
    void what_is_settled_is_not_moved() throws Exception {
        // Given
        says(saying("x:2", minutesAfterNoon(1)));

        // When
        harness.processElement(
                new SayingChange(saying("x:1", NOON), true, minutesAfterNoon(2).toEpochMilli()), 0);

        // Then
        assertThat(harness.extractOutputValues()).isEmpty();
    }

    @Test
    void nothing_is_left_when_all_is_settled() throws Exception {
        // Given
        says(saying("x:1", NOON));
        says(saying("x:2", minutesAfterNoon(60)));
        long settled = NOON.plus(Saying.MEMORY).plus(LATENESS).toEpochMilli();

        // When
        harness.processWatermark(settled + 1_000);

        // Then
        assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
        assertThat(harness.numEventTimeTimers()).isEqualTo(1);

        // When
        harness.processWatermark(settled + Duration.ofHours(2).toMillis());

        // Then
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatever_the_order_the_copies_are_those_of_a_plain_recount(int seed) throws Exception {
        // Given posts about every five hours, some in the same second, a third of them deleted again
        Random random = new Random(seed);
        List<Saying> all = new ArrayList<>();
        Set<Saying> gone = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            Instant at = NOON.plus(Duration.ofHours(5 * random.nextInt(40))).plusMillis(random.nextInt(3));
            Saying said = saying("x:" + i, at);
            all.add(said);
            if (random.nextInt(3) == 0) {
                gone.add(said);
            }
        }
        List<Saying> order = new ArrayList<>(all);
        Collections.shuffle(order, random);
        List<Saying> leaving = new ArrayList<>();

        // When
        for (Saying said : order) {
            says(said);
            if (random.nextInt(4) == 0) {
                says(said);
            }
            if (gone.contains(said)) {
                leaving.add(said);
            }
            if (random.nextInt(3) == 0 && !leaving.isEmpty()) {
                unsays(leaving.remove(0));
            }
        }
        for (Saying said : leaving) {
            unsays(said);
        }

        // Then
        Map<String, Long> expected = new TreeMap<>();
        List<Saying> staying = all.stream().filter(said -> !gone.contains(said)).toList();
        for (Saying said : staying) {
            boolean copy = staying.stream()
                    .anyMatch(other -> Saying.IN_ORDER.compare(other, said) < 0
                            && said.createdAt() - other.createdAt()
                                    <= Duration.ofHours(24).toMillis());
            if (copy) {
                String day = Instant.ofEpochMilli(said.createdAt()).toString().substring(0, 10);
                expected.merge("acme|all|day|" + day + "T00:00:00Z", 1L, Long::sum);
            }
        }
        Map<String, Long> days = copies();
        days.keySet().removeIf(id -> !id.startsWith("acme|all|day"));
        assertThat(days).isEqualTo(expected);
    }
}
