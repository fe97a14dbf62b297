package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.flow.SettingsProblem;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RetentionTest {

    @Test
    void reddit_is_kept_for_two_days_and_youtube_for_a_month_and_nothing_else_is_limited() {
        assertThat(Retention.of(List.of()).limits())
                .isEqualTo(Map.of("reddit", Duration.ofHours(48), "youtube", Duration.ofDays(30)));
    }

    @Test
    void what_is_written_takes_the_place_of_what_is_usual() {
        assertThat(Retention.of(List.of("reddit=90m", "youtube=forever", "x=10s"))
                        .limits())
                .isEqualTo(Map.of("reddit", Duration.ofMinutes(90), "x", Duration.ofSeconds(10)));
    }

    @Test
    void everything_that_is_wrong_is_told_at_once() {
        assertThatThrownBy(() -> Retention.of(List.of("reddit", "myspace=2d")))
                .isInstanceOfSatisfying(SettingsProblem.class, problem -> assertThat(problem.problems())
                        .satisfiesExactly(
                                first -> assertThat(first)
                                        .isEqualTo("'--keep' is 'reddit', but must be a platform and how long, such as"
                                                + " reddit=48h, youtube=30d or rss=forever"),
                                second -> assertThat(second)
                                        .startsWith("'--keep' is 'myspace=2d', but there is no such platform; there are"
                                                + " activitystreams, appstore,")));
    }
}
