package io.groundswell.measure.answers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitsTest {

    /** Freireich's 21 patients on 6-mercaptopurine, the example of many textbooks; a minus stands before who was still well. */
    @Test
    void the_median_of_the_textbooks_is_23_weeks() {
        // Given
        Waits waits = new Waits();
        for (int weeks :
                new int[] {6, 6, 6, -6, 7, -9, 10, -10, -11, 13, 16, -17, -19, -20, 22, 23, -25, -32, -32, -34, -35}) {
            if (weeks > 0) {
                waits.ended(weeks);
            } else {
                waits.goesOn(-weeks);
            }
        }

        // Then
        assertThat(waits.median()).contains(23L);
    }

    @Test
    void when_all_have_their_answer_it_is_the_plain_median() {
        Waits waits = new Waits();
        waits.ended(5);
        waits.ended(1);
        waits.ended(9);
        assertThat(waits.median()).contains(5L);
    }

    @Test
    void when_most_still_wait_nobody_knows() {
        Waits waits = new Waits();
        waits.ended(1);
        waits.goesOn(100);
        waits.goesOn(100);
        assertThat(waits.median()).isEmpty();
        assertThat(new Waits().median()).isEmpty();
    }
}
