package io.groundswell.enrich;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeepBudgetTest {

    private final AtomicLong millis = new AtomicLong(1_000);

    private long granted(DeepBudget budget, int asked) {
        return IntStream.range(0, asked).filter(i -> budget.take()).count();
    }

    @Test
    void a_burst_may_use_what_was_saved_and_then_so_many_a_second() {
        // Given
        DeepBudget budget = new DeepBudget(2, millis::get);

        // Then
        assertThat(granted(budget, 100)).isEqualTo(2 * DeepBudget.SAVED_SECONDS);
        millis.addAndGet(1_500);
        assertThat(granted(budget, 100)).isEqualTo(3);
        millis.addAndGet(3_600_000);
        assertThat(granted(budget, 100)).isEqualTo(2 * DeepBudget.SAVED_SECONDS);
    }

    @Test
    void a_clock_set_back_takes_nothing_away() {
        // Given
        DeepBudget budget = new DeepBudget(2, millis::get);
        granted(budget, 100);

        // When
        millis.set(0);

        // Then
        assertThat(granted(budget, 10)).isZero();
        millis.addAndGet(500);
        assertThat(granted(budget, 10)).isEqualTo(1);
    }

    @Test
    void none_a_second_is_none() {
        assertThat(granted(new DeepBudget(0, millis::get), 10)).isZero();
    }
}
