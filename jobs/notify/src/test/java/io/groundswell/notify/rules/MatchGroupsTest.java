package io.groundswell.notify.rules;

import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.BrandRule;
import io.groundswell.topics.RuleKind;
import java.util.List;
import org.junit.jupiter.api.Test;

class MatchGroupsTest {

    private static final BrandRule HOURLY =
            Rules.named("press", RuleKind.EVERY_MENTION).setCoolDown(60).build();

    private static Match match(String id, int minute, boolean stands) {
        return new Match("press", "x:" + id, minutesAfterNoon(minute), minute, stands, false);
    }

    private static List<String> grouped(BrandRule rule, Match... matches) {
        return MatchGroups.of(rule, List.of(matches)).stream()
                .map(group -> String.join(
                        " ", group.standing().stream().map(Match::mention).toList()))
                .toList();
    }

    @Test
    void without_a_cool_down_each_mention_is_told_by_itself() {
        BrandRule each = Rules.named("press", RuleKind.EVERY_MENTION).build();
        assertThat(grouped(each, match("b", 0, true), match("a", 0, true), match("c", 5, false)))
                .containsExactly("x:a", "x:b");
    }

    @Test
    void what_comes_within_the_cool_down_after_the_first_is_told_with_it() {
        assertThat(grouped(
                        HOURLY,
                        match("d", 60, true),
                        match("b", 59, true),
                        match("a", 0, true),
                        match("c", 30, false),
                        match("e", 119, true)))
                .containsExactly("x:a x:b", "x:d x:e");
    }

    @Test
    void a_group_whose_first_mention_is_deleted_begins_with_the_next() {
        assertThat(grouped(HOURLY, match("a", 0, false), match("b", 59, true), match("d", 60, true)))
                .containsExactly("x:b x:d");
    }

    @Test
    void only_whole_groups_are_settled() {
        List<Match> matches = List.of(match("a", 0, true), match("b", 59, true), match("d", 60, true));
        assertThat(MatchGroups.settled(HOURLY, matches, minutesAfterNoon(59))).isEmpty();
        assertThat(MatchGroups.settled(HOURLY, matches, minutesAfterNoon(61)))
                .extracting(Match::mention)
                .containsExactly("x:a", "x:b");
    }
}
