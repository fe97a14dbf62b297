package io.groundswell.measure.history;

import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.testkit.AMention;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is still known of a mention after its deletion. */
class ForgottenFormsTest {

    private static final Horizon AT_NOON = new Horizon(
            NOON.toEpochMilli(),
            Duration.ofDays(7).toMillis(),
            Duration.ofDays(1).toMillis());

    private static final AMention SAID = aMention("1")
            .about("acme")
            .at(NOON)
            .by("canary", 100)
            .angry()
            .with(post -> post.setHashtags(List.of("zirpelton")));
    private static final AMention EDITED = aMention("1")
            .about("acme")
            .at(NOON)
            .by("canary", 100)
            .observedAt(minutesAfterNoon(1))
            .happy()
            .with(post -> post.setHashtags(List.of("zirpelton")));
    private static final AMention DELETED = aMention("1").deleted().observedAt(minutesAfterNoon(2));

    private static History after(AMention... mentions) {
        History history = History.EMPTY;
        for (AMention mention : mentions) {
            history = history.with(Fact.of(mention.enriched(), Map.of()), AT_NOON);
        }
        return history;
    }

    @Test
    void neither_its_author_nor_its_words_are_kept_whatever_came_first() {
        History straight = after(SAID, EDITED, DELETED);
        History backwards = after(DELETED, EDITED, SAID);

        assertThat(after(SAID).toString()).contains("canary", "zirpelton");
        assertThat(straight.toString()).doesNotContain("canary", "zirpelton");
        assertThat(backwards.toString()).doesNotContain("canary", "zirpelton");
        assertThat(straight.forms()).containsExactlyInAnyOrderElementsOf(backwards.forms());
        assertThat(straight.forms()).hasSameSizeAs(List.of(SAID, EDITED, DELETED));
    }

    @Test
    void a_copy_that_comes_after_the_deletion_tells_nothing_new() {
        History deleted = after(SAID, DELETED);

        assertThat(after(SAID, DELETED, SAID)).isEqualTo(deleted);
        assertThat(Outcome.of(Fact.of(SAID.enriched(), Map.of()), deleted, AT_NOON))
                .isEqualTo(new Outcome(deleted, List.of(), false));
    }
}
