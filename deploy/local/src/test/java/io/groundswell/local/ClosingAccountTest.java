package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
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
        ClosingAccount account = ClosingAccount.of(98, gained(98, 72, 72), counts);

        // Then
        assertThat(account.line())
                .isEqualTo(
                        "received 100 posts in 98 records = published 68 + dropped 23 (control 3, no brand 20) + late 4"
                                + " + dead letters 5");
        assertThat(account.addsUp()).isTrue();
        assertThat(account.complaint()).isEmpty();
    }

    @Test
    void what_a_restarted_job_sent_again_is_counted_once() {
        // When: collect sent 10 again, which enrich passed on, and enrich 5 more
        ClosingAccount account = ClosingAccount.of(98, gained(98, 82, 87), counts(87, 82, 6));

        // Then
        assertThat(account.line())
                .isEqualTo(
                        "received 100 posts in 98 records = published 68 + dropped 23 (control 3, no brand 20) + late 4"
                                + " + dead letters 5; jobs that restarted sent 15 records again, counted once");
        assertThat(account.addsUp()).isTrue();
    }

    @Test
    void a_deletion_told_again_by_its_post_s_own_name_is_counted_once() {
        // Given
        Map<String, Long> collect = new HashMap<>(COLLECT);
        collect.put("deletion-named", 1L);
        OutcomeCounts counts = OutcomeCounts.of(Map.of(
                "collect",
                collect,
                "measure",
                Map.of("late", 4L),
                "enrich",
                Map.of("complete", 73L),
                "publish",
                Map.of("groundswell-mentions", 73L)));

        // When
        ClosingAccount account = ClosingAccount.of(98, gained(98, 73, 73), counts);

        // Then
        assertThat(account.line())
                .isEqualTo(
                        "received 100 posts in 98 records = published 68 + dropped 23 (control 3, no brand 20) + late 4"
                                + " + dead letters 5");
        assertThat(account.addsUp()).isTrue();
    }

    @Test
    void a_post_that_was_lost_is_complained_about() {
        // When
        ClosingAccount account = ClosingAccount.of(98, gained(98, 72, 72), counts(71));

        // Then
        assertThat(account.addsUp()).isFalse();
        assertThat(account.complaint()).isEqualTo("The account does not add up: 1 posts are unaccounted for.");
    }

    @Test
    void records_of_another_feeder_are_complained_about() {
        // When
        ClosingAccount account = ClosingAccount.of(98, gained(120, 72, 72), counts(72));

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

    private static ClosingAccount.Gained gained(long feeds, long mentions, long enriched) {
        return new ClosingAccount.Gained(feeds, mentions, enriched, 4);
    }

    private static OutcomeCounts counts(long published) {
        return counts(published, 72, 4);
    }

    private static OutcomeCounts counts(long published, long enriched, long late) {
        return OutcomeCounts.of(Map.of(
                "collect",
                COLLECT,
                "measure",
                Map.of("late", late),
                "enrich",
                Map.of("complete", enriched),
                "publish",
                Map.of("groundswell-mentions", published)));
    }
}
