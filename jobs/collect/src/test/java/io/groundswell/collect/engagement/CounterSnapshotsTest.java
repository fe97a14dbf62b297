package io.groundswell.collect.engagement;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static io.groundswell.testkit.Moments.secondsAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.testkit.AMention;
import io.groundswell.topics.Counters;
import io.groundswell.topics.Engagement;
import io.groundswell.topics.EngagementAction;
import io.groundswell.topics.Mention;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CounterSnapshotsTest {

    private final CounterSnapshots post = new CounterSnapshots();

    @Test
    void likes_and_shares_of_a_minute_are_a_snapshot_at_its_end_and_go_on_counting_in_the_next() {
        // Given
        post.version(AMention.aMention("1").at(secondsAfterNoon(30)).plain());
        sums(NOON, like(), like(), share());
        sums(minutesAfterNoon(2), like(), unlike(), unlike());

        // When
        List<Mention> snapshots = post.since(0);

        // Then
        assertThat(snapshots)
                .extracting(snapshot -> snapshot.getObservedAt() + " " + snapshot.getVersion() + " "
                        + snapshot.getCounters().getLikes() + " "
                        + snapshot.getCounters().getReposts())
                .containsExactly(
                        // Four things are known: the post and three events.
                        secondsAfterNoon(30).plusMillis(4) + " "
                                + secondsAfterNoon(30).plusMillis(4).toEpochMilli() + " 2 1",
                        minutesAfterNoon(2).plusMillis(7) + " "
                                + minutesAfterNoon(2).plusMillis(7).toEpochMilli() + " 1 1");
    }

    @Test
    void the_more_is_known_of_a_minute_the_greater_the_version_of_its_snapshot() {
        // Given
        post.version(AMention.aMention("1").at(NOON).plain());
        sums(NOON, like());
        long before = post.since(0).get(0).getVersion();

        // When
        sums(NOON, like(), unlike());

        // Then
        assertThat(post.since(0).get(0).getVersion()).isGreaterThan(before);
        assertThat(post.since(0).get(0).getCounters().getLikes()).isZero();
    }

    @Test
    void likes_are_added_to_what_was_last_read_before_them() {
        // Given: read with the post and alone, of each counter what was told
        Mention polled = AMention.aMention("1").at(NOON).plain();
        polled.setCounters(Counters.newBuilder().setLikes(41L).setReplies(3L).build());
        post.version(polled);
        post.reading(
                secondsAfterNoon(80).toEpochMilli(),
                Counters.newBuilder().setViews(900L).build());
        sums(NOON, like());
        sums(minutesAfterNoon(2), like(), like());

        // When
        List<Mention> snapshots = post.since(0);

        // Then: the like of the minute of the reading is in it already
        Counters first = Counters.newBuilder().setLikes(41L).setReplies(3L).build();
        Counters second = Counters.newBuilder(first).setViews(900L).build();
        assertThat(snapshots)
                .extracting(Mention::getCounters)
                .containsExactly(
                        first, second, Counters.newBuilder(second).setLikes(43L).build());
    }

    @Test
    void a_post_never_seen_or_gone_again_is_not_told() {
        // Given
        sums(NOON, like());
        assertThat(post.since(0)).isEmpty();

        // When
        Mention gone = AMention.aMention("1").at(NOON).plain();
        gone.setDeleted(true);
        post.version(gone);

        // Then
        assertThat(post.since(0)).isEmpty();
    }

    @Test
    void a_post_nobody_liked_is_not_told_again() {
        post.version(AMention.aMention("1").at(NOON).plain());
        assertThat(post.since(0)).isEmpty();
    }

    private void sums(Instant minute, Engagement... events) {
        long[] sums = null;
        for (Engagement event : events) {
            sums = CounterSnapshots.with(sums, event);
        }
        post.sums(minute.toEpochMilli(), sums);
    }

    private static Engagement like() {
        return event(EngagementAction.LIKE, false);
    }

    private static Engagement unlike() {
        return event(EngagementAction.LIKE, true);
    }

    private static Engagement share() {
        return event(EngagementAction.REPOST, false);
    }

    private static Engagement event(EngagementAction action, boolean removed) {
        return Engagement.newBuilder()
                .setId("x:like")
                .setPlatform("x")
                .setAction(action)
                .setSubject("x:1")
                .setRemoved(removed)
                .setObservedAt(NOON)
                .build();
    }
}
