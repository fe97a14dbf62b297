package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ClosingAccountTest {

    private static final Map<String, Long> COLLECT = Map.of(
            "mention",
            70L,
            "deletion",
            2L,
            "dropped-no-brand",
            20L,
            "control",
            3L,
            "dead-letter",
            5L,
            "brand-dead-letter",
            1L);

    @Test
    void everything_received_is_published_dropped_late_or_a_dead_letter() {
        // Given
        OutcomeCounts counts = counts(72);

        // When
        ClosingAccount account = ClosingAccount.of(98, 98, counts);

        // Then
        assertThat(account.line())
                .isEqualTo(
                        "received 100 posts in 98 records = published 68 + dropped 23 (control 3, no brand 20) + late 4"
                                + " + dead letters 5");
        assertThat(account.addsUp()).isTrue();
        assertThat(account.complaint()).isEmpty();
    }

    @Test
    void a_post_that_was_lost_is_complained_about() {
        // When
        ClosingAccount account = ClosingAccount.of(98, 98, counts(71));

        // Then
        assertThat(account.addsUp()).isFalse();
        assertThat(account.complaint()).isEqualTo("The account does not add up: 1 posts are unaccounted for.");
    }

    @Test
    void records_of_another_feeder_are_complained_about() {
        // When
        ClosingAccount account = ClosingAccount.of(98, 120, counts(72));

        // Then
        assertThat(account.addsUp()).isFalse();
        assertThat(account.complaint())
                .isEqualTo(
                        "The account does not add up: 98 records were fed, but the feed topics gained 120; does somebody"
                                + " else feed them too?");
    }

    @Test
    void only_what_was_counted_during_the_run_is_in_its_account() {
        // Given
        OutcomeCounts before = OutcomeCounts.of(Map.of("collect", Map.of("mention", 5L, "control", 1L)));
        OutcomeCounts after = OutcomeCounts.of(Map.of("collect", Map.of("mention", 9L, "control", 1L, "deletion", 2L)));

        // When, Then
        assertThat(after.since(before))
                .isEqualTo(OutcomeCounts.of(Map.of("collect", Map.of("mention", 4L, "deletion", 2L))));
    }

    private static OutcomeCounts counts(long published) {
        return OutcomeCounts.of(Map.of(
                "collect",
                COLLECT,
                "measure",
                Map.of("late", 4L),
                "publish",
                Map.of("groundswell-mentions", published)));
    }
}
