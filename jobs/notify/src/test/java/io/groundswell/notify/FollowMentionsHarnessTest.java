package io.groundswell.notify;

import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.daysBeforeNoon;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.notify.crisis.Talk;
import io.groundswell.notify.rules.Match;
import io.groundswell.notify.rules.Rules;
import io.groundswell.notify.rules.Sight;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.EnrichedMention;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.RuleKind;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.operators.KeyedProcessOperator;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowMentionsHarnessTest {

    private static final BrandRule ALL =
            Rules.named("all", RuleKind.EVERY_MENTION).build();
    private static final BrandRule PRESS = Rules.named("press", RuleKind.EVERY_MENTION)
            .setQuery("site:news.example")
            .build();
    private static final BrandRule BIG =
            Rules.named("big", RuleKind.BIG_AUTHOR).setFollowers(1_000).build();

    private KeyedOneInputStreamOperatorTestHarness<String, Sight, RuleFact> harness;

    @BeforeEach
    void open() throws Exception {
        NotifySettings settings = new NotifySettings(Talk.LIMITS, Duration.ofSeconds(1), List.of(), Duration.ofDays(1));
        harness = new KeyedOneInputStreamOperatorTestHarness<>(
                new KeyedProcessOperator<>(new FollowMentions(settings)), Sight::mention, Types.STRING);
        harness.open();
        harness.processWatermark(NOON.toEpochMilli());
    }

    @AfterEach
    void close() throws Exception {
        harness.close();
    }

    private List<String> told(Sight... sights) throws Exception {
        int before = harness.extractOutputValues().size();
        for (Sight sight : sights) {
            harness.processElement(sight, 0);
        }
        return harness.extractOutputValues().stream()
                .skip(before)
                .map(fact -> fact.brand() + " " + fact.match().rule() + " "
                        + (fact.match().stands() ? "stands" : "gone") + " by "
                        + fact.match().version())
                .toList();
    }

    private static Sight sight(EnrichedMention mention, BrandRule... rules) {
        return Sight.of(mention, Map.of("acme", List.of(rules)));
    }

    private static EnrichedMention version(long version, Long followers) {
        return aMention("1")
                .about("acme", "zest")
                .at(minutesAfterNoon(1))
                .with(post -> {
                    post.setVersion(version);
                    post.getAuthor().setFollowers(followers);
                })
                .enriched();
    }

    private static EnrichedMention deleted(long version) {
        EnrichedMention gone = version(version, null);
        gone.getMention().setDeleted(true);
        gone.getMention().setBrands(List.of());
        return gone;
    }

    @Test
    void a_mention_is_for_a_rule_once_however_often_it_is_seen_until_it_is_deleted() throws Exception {
        assertThat(told(sight(version(1, 5L), ALL, BIG))).containsExactly("acme all stands by 1");
        assertThat(told(sight(version(3, 7L), ALL, BIG), sight(version(2, 6L), ALL, BIG)))
                .as("newer, and in another way no other")
                .containsExactly("acme all stands by 3");
        assertThat(told(sight(deleted(4), ALL, BIG))).containsExactly("acme all gone by 4");
        assertThat(told(sight(version(3, 7L), ALL, BIG))).as("late copies").isEmpty();
    }

    @Test
    void a_deletion_that_comes_first_lets_nothing_be_told() throws Exception {
        assertThat(told(sight(deleted(4), ALL), sight(version(3, 7L), ALL))).isEmpty();
    }

    @Test
    void of_one_version_a_deletion_holds_and_otherwise_who_asks_for_more_whatever_came_first() throws Exception {
        assertThat(told(sight(version(1, 5L), ALL, BIG), sight(version(1, 5_000L), BIG)))
                .as("all of the first, and the followers of the second")
                .containsExactly("acme all stands by 1", "acme big stands by 1");
        assertThat(told(sight(deleted(1), ALL, BIG))).containsExactly("acme all gone by 1", "acme big gone by 1");
        assertThat(told(sight(version(1, 5L), ALL, BIG))).isEmpty();
    }

    @Test
    void the_most_followers_that_any_version_told_of_count() throws Exception {
        assertThat(told(sight(version(2, null), BIG))).isEmpty();
        assertThat(told(sight(version(1, 1_000L), BIG))).containsExactly("acme big stands by 2");
        assertThat(told(sight(version(3, 999L), BIG))).containsExactly("acme big stands by 3");
    }

    @Test
    void rules_ask_for_what_others_say_and_those_with_a_query_for_what_fits_it() {
        EnrichedMention own = version(1, 5L);
        own.getMention().setOwnedBy("acme");
        EnrichedMention repost = version(1, 5_000L);
        repost.getMention().setKind(MentionKind.REPOST);
        EnrichedMention article = version(1, 5L);
        article.getMention().setRules(List.of("acme/press"));

        assertThat(rulesThatAsk(own)).isEmpty();
        assertThat(rulesThatAsk(repost)).containsExactly("big");
        assertThat(rulesThatAsk(article)).containsExactly("all", "press", "big");
        assertThat(rulesThatAsk(version(1, 5L))).containsExactly("all", "big");
    }

    private static List<String> rulesThatAsk(EnrichedMention mention) {
        return sight(mention, ALL, PRESS, BIG).claims().stream()
                .map(Sight.Claim::rule)
                .toList();
    }

    @Test
    void a_mention_is_forgotten_when_it_cannot_change_and_what_is_older_is_not_told() throws Exception {
        told(sight(version(1, 5L), ALL));
        harness.processWatermark(daysBeforeNoon(-9).toEpochMilli());
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(told(sight(version(2, 5L), ALL))).isEmpty();
        assertThat(harness.numKeyedStateEntries()).isZero();
        assertThat(harness.numEventTimeTimers()).isZero();
    }

    @Test
    void what_is_told_says_when_the_mention_was_made() throws Exception {
        told(sight(version(7, 5L), ALL));
        assertThat(harness.extractOutputValues())
                .extracting(RuleFact::match)
                .containsExactly(
                        new Match("all", version(7, 5L).getMention().getId(), minutesAfterNoon(1), 7, true, false));
    }
}
