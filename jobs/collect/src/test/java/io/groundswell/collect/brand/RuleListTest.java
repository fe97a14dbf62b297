package io.groundswell.collect.brand;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.BrandRule;
import io.groundswell.topics.Counted;
import io.groundswell.topics.RuleKind;
import io.groundswell.topics.Sensitivity;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleListTest {

    private static BrandFile read(String rules) {
        return BrandFile.read(new StringReader(
                """
                brands:
                  - id: acme
                    name: Acme
                    query: acme
                    sensitivity: fewer
                    alerts:
                """
                        + rules.indent(6)));
    }

    private static BrandRule.Builder rule(String name, RuleKind kind) {
        return BrandRule.newBuilder().setName(name).setKind(kind);
    }

    @Test
    void rules_of_every_kind_are_read_as_they_are_written_and_what_is_left_out_is_what_is_documented() {
        // When
        BrandFile file = read(
                """
                - name: anything-from-the-press
                  kind: every-mention
                  query: 'site:news.example'
                - {name: all, kind: every-mention, cool-down: 1d}
                - name: hundred-an-hour
                  kind: fixed-count
                  count: 100
                  within: 1h
                  of: low-reviews
                  quiet-hours: 22:00-07:30
                - name: twice-the-usual
                  kind: percent-of-baseline
                  percent: 200
                  within: 1h
                  cool-down: 6h
                  persist: 15m
                - {name: big-author, kind: big-author, followers: 100000}
                - {name: one-star-burst, kind: low-ratings, count: 5, within: 2h}
                - {name: gone-quiet, kind: silence, after: 3h}
                - {name: blind, kind: blind-feed, platforms: [x, google-play]}
                - {name: many-wait, kind: unanswered, count: 20, after: 2h, persist: 15m}
                """);

        // Then
        assertThat(file.problems()).isEmpty();
        assertThat(file.brands().get(0).getSensitivity()).isEqualTo(Sensitivity.FEWER);
        assertThat(file.brands().get(0).getAlerts())
                .containsExactly(
                        rule("anything-from-the-press", RuleKind.EVERY_MENTION)
                                .setQuery("site:news.example")
                                .build(),
                        rule("all", RuleKind.EVERY_MENTION).setCoolDown(1440).build(),
                        rule("hundred-an-hour", RuleKind.FIXED_COUNT)
                                .setCount(100)
                                .setWithin(60)
                                .setOf(Counted.LOW_REVIEWS)
                                .setCoolDown(60)
                                .setQuietFrom(22 * 60)
                                .setQuietTo(7 * 60 + 30)
                                .build(),
                        rule("twice-the-usual", RuleKind.PERCENT_OF_BASELINE)
                                .setPercent(200)
                                .setWithin(60)
                                .setBaseline(7 * 1440)
                                .setLeast(10)
                                .setPersist(15)
                                .setCoolDown(360)
                                .build(),
                        rule("big-author", RuleKind.BIG_AUTHOR)
                                .setFollowers(100_000)
                                .build(),
                        rule("one-star-burst", RuleKind.LOW_RATINGS)
                                .setCount(5)
                                .setWithin(120)
                                .setCoolDown(60)
                                .build(),
                        rule("gone-quiet", RuleKind.SILENCE)
                                .setAfter(180)
                                .setLeast(5)
                                .setCoolDown(60)
                                .build(),
                        rule("blind", RuleKind.BLIND_FEED)
                                .setAfter(60)
                                .setPlatforms(List.of("x", "google-play"))
                                .build(),
                        rule("many-wait", RuleKind.UNANSWERED)
                                .setCount(20)
                                .setAfter(120)
                                .setPersist(15)
                                .setCoolDown(60)
                                .build());
    }

    @Test
    void everything_that_is_wrong_with_them_is_told_at_once_with_its_line() {
        // When
        BrandFile file = read(
                """
                - loud
                - {name: a}
                - {name: a, kind: fixed-counts, count: 3}
                - {name: Loud, kind: fixed-count, count: 3, within: 1h}
                - {name: b, kind: fixed-count, within: 1h}
                - {name: c, kind: fixed-count, count: 0, within: 1h}
                - {name: d, kind: fixed-count, count: 1.5, within: 1h, percent: 200}
                - {name: e, kind: fixed-count, count: 5, within: 7m}
                - {name: f, kind: fixed-count, count: 5, within: an hour}
                - {name: g, kind: fixed-count, count: 5, within: 1h, of: likes}
                - {name: h, kind: percent-of-baseline, percent: 90, within: 1h, baseline: 60d}
                - {name: i, kind: every-mention, query: '('}
                - {name: j, kind: silence, after: 3h, quiet-hours: at night}
                - {name: k, kind: silence, after: 3h, quiet-hours: 07:00-07:00}
                - {name: l, kind: blind-feed, platforms: [Mastodon!]}
                - {name: l2, kind: unanswered, count: 5, after: 6d}
                - {name: m, kind: big-author, followers: 5}
                - {name: m, kind: big-author, followers: 6}
                """);

        // Then
        assertThat(file.brands()).isEmpty();
        assertThat(file.problems())
                .extracting(problem -> problem.line() + " " + problem.problem())
                .containsExactly(
                        "7 a rule must have keys: name, kind, and what its kind asks for",
                        "8 'kind' is missing; known are every-mention, fixed-count, percent-of-baseline, big-author,"
                                + " low-ratings, silence, blind-feed, unanswered",
                        "9 'fixed-counts' is no kind of rule; known are every-mention, fixed-count,"
                                + " percent-of-baseline, big-author, low-ratings, silence, blind-feed, unanswered",
                        "10 'name' must be lower-case letters, digits and hyphens, at most 64",
                        "11 'count' is missing, which every fixed-count needs",
                        "12 'count' must be a whole number from 1 to 1000000000000",
                        "13 unknown key 'percent'; known are name, kind, count, within, of, persist, cool-down,"
                                + " quiet-hours",
                        "13 'count' must be a whole number above 0, such as 20",
                        "14 'within' must be 5m to 1d, in whole five minutes",
                        "15 'within' must be a span such as 15m, 2h or 7d",
                        "16 'likes' is nothing that is counted; known are mentions, people, negative, low-reviews,"
                                + " amplified, reach",
                        "17 'percent' must be 101 to 100000; 200 is twice as much as usual",
                        "17 'baseline' must be 1d to 14d, in whole five minutes",
                        "18 the query ends too early: something must follow, or a bracket is not closed",
                        "19 'quiet-hours' must be two times of day such as 22:00-07:00",
                        "20 'quiet-hours' must not end when they begin",
                        "21 the platform 'Mastodon!' must be a slug, such as x or google-play",
                        "22 'after' must be 5m to 5d, in whole five minutes",
                        "24 the rule 'm' is there already, on line 23");
    }

    @Test
    void what_is_no_list_and_what_is_no_sensitivity_is_told_in_one_sentence() {
        assertThat(BrandFile.read(new StringReader(
                                "brands: [{id: a, name: A, query: a1, alerts: {name: b}, sensitivity: high}]"))
                        .problems())
                .extracting(BrandProblem::problem)
                .containsExactlyInAnyOrder(
                        "'alerts' must be a list, each rule beginning with '- name:'",
                        "'sensitivity' must be fewer, balanced or more");
    }
}
