package io.groundswell.enrich;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JudgingThreadsTest {

    /** So short that what never ends is soon found out, and no work here but such takes as long. */
    private final JudgingThreads threads = new JudgingThreads(Duration.ofMillis(100));

    private final AtomicBoolean enough = new AtomicBoolean();

    @AfterEach
    void close() {
        enough.set(true);
        threads.close();
    }

    /** Deaf to interruption, as libraries are. */
    private String explodes() {
        long rounds = 0;
        while (!enough.get()) {
            rounds++;
        }
        return "after all, " + (rounds > 0);
    }

    /** Uses no processor time, and does not end either. */
    private static String hangs(CountDownLatch never) {
        boolean over = false;
        while (!over) {
            try {
                over = never.await(1, TimeUnit.HOURS);
            } catch (InterruptedException e) {
                // Deaf.
            }
        }
        return "after all";
    }

    private static void assertAbandoned(CompletableFuture<?> work) {
        assertThatThrownBy(work::join)
                .isInstanceOf(CompletionException.class)
                .hasCauseInstanceOf(JudgingThreads.Abandoned.class);
    }

    @Test
    void work_comes_back_with_what_it_came_to() {
        // Given
        threads.resize(2);

        // When
        List<CompletableFuture<Integer>> results = Stream.iterate(0, i -> i < 1_000, i -> i + 1)
                .map(i -> threads.submit("x|1", () -> i * i))
                .toList();

        // Then
        for (int i = 0; i < results.size(); i++) {
            assertThat(results.get(i).join()).isEqualTo(i * i);
        }
        assertThat(threads.working()).isEqualTo(2);
    }

    @Test
    void work_that_fails_tells_why_and_leaves_the_thread_to_others() {
        // Given
        threads.resize(1);

        // When
        CompletableFuture<Object> failing = threads.submit("x|1", () -> {
            throw new StackOverflowError("deep");
        });

        // Then
        assertThatThrownBy(failing::join).hasRootCauseMessage("deep");
        assertThat(threads.submit("x|1", () -> "well").join()).isEqualTo("well");
    }

    @Test
    void work_that_never_ends_is_abandoned_and_what_waits_behind_it_is_not() {
        // Given
        threads.resize(1);

        // When
        CompletableFuture<String> exploding = threads.submit("x|1", this::explodes);
        CompletableFuture<String> behind = threads.submit("x|1", () -> "well");

        // Then
        assertAbandoned(exploding);
        assertThat(behind.join()).isEqualTo("well");
        assertThat(threads.left()).isEqualTo(1);
        assertThat(threads.working()).isEqualTo(1);
    }

    @Test
    void work_that_stands_still_is_abandoned_too() {
        // Given
        JudgingThreads hasty = new JudgingThreads(Duration.ofMillis(20));
        hasty.resize(1);
        CountDownLatch never = new CountDownLatch(1);

        // When
        CompletableFuture<String> hanging = hasty.submit("x|1", () -> hangs(never));

        // Then
        assertAbandoned(hanging);
        assertThat(hasty.submit("x|1", () -> "well").join()).isEqualTo("well");
        never.countDown();
        hasty.close();
    }

    @Test
    void a_thread_that_comes_back_after_all_takes_work_again_only_where_one_is_missing() throws Exception {
        // Given
        threads.resize(1);
        CompletableFuture<String> exploding = threads.submit("x|1", this::explodes);
        assertAbandoned(exploding);

        // When
        enough.set(true);
        while (threads.left() > 0) {
            Thread.sleep(5);
        }

        // Then
        assertThat(threads.working()).isEqualTo(1);
        assertThat(threads.submit("x|1", () -> "well").join()).isEqualTo("well");
    }

    @Test
    void texts_made_to_hang_cannot_take_more_threads_than_a_few_and_then_nothing_waits_for_ever() {
        // Given
        threads.resize(1);
        List<CompletableFuture<String>> exploding = Stream.generate(() -> threads.submit("x|1", this::explodes))
                .limit(JudgingThreads.MOST_LEFT + 5L)
                .toList();

        // When
        exploding.forEach(JudgingThreadsTest::assertAbandoned);

        // Then
        assertThat(threads.left()).isEqualTo(JudgingThreads.MOST_LEFT + 1);
        assertThat(threads.working()).isZero();
        assertAbandoned(threads.submit("x|1", () -> "well"));
    }

    @Test
    void what_waits_at_the_end_is_abandoned() {
        // Given no thread
        CompletableFuture<String> waiting = threads.submit("x|1", () -> "well");

        // When
        threads.close();

        // Then
        assertAbandoned(waiting);
        assertAbandoned(threads.submit("x|1", () -> "well"));
    }
}
