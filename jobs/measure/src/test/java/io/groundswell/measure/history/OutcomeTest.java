package io.groundswell.measure.history;

import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.daysBeforeNoon;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static io.groundswell.testkit.Moments.secondsAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.testkit.AMention;
import io.groundswell.topics.Evidence;
import io.groundswell.topics.Measure;
import io.groundswell.topics.MeasuredSubject;
import io.groundswell.topics.MentionKind;
import io.groundswell.topics.Sentiment;
import io.groundswell.topics.SubjectKind;
import io.groundswell.topics.WindowSize;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What one fact after another makes of the windows. */
class OutcomeTest {

    private static final Horizon AT_NOON = new Horizon(
            NOON.toEpochMilli(),
            Duration.ofDays(7).toMillis(),
            Duration.ofDays(1).toMillis());

    private static final String MINUTE = "acme|all|minute|2026-03-02T12:00:00Z";
    private static final String DAY = "acme|all|day|2026-03-02T00:00:00Z";

    private static Map<String, Measure> after(AMention... mentions) throws Exception {
        return Windows.after(
                List.of(mentions).stream()
                        .map(mention -> Fact.of(mention.enriched(), Map.of()))
                        .toList(),
                AT_NOON);
    }

    private static boolean late(AMention mention) {
        return Outcome.of(Fact.of(mention.enriched(), Map.of()), null, AT_NOON).late();
    }

    @Test
    void a_mention_is_counted_in_six_windows_of_its_brand() throws Exception {
        // When
        Map<String, Measure> measures = after(
                aMention("1").about("acme").at(secondsAfterNoon(1)).angry().likes(3));

        // Then
        assertThat(measures)
                .containsOnlyKeys(
                        MINUTE,
                        DAY,
                        "acme|all|hour|2026-03-02T12:00:00Z",
                        "acme|x|minute|2026-03-02T12:00:00Z",
                        "acme|x|hour|2026-03-02T12:00:00Z",
                        "acme|x|day|2026-03-02T00:00:00Z");
        assertThat(measures.get(MINUTE))
                .isEqualTo(Measure.newBuilder()
                        .setId(MINUTE)
                        .setBrand("acme")
                        .setPlatform("all")
                        .setSize(WindowSize.MINUTE)
                        .setWindowStart(NOON)
                        .setWindowEnd(minutesAfterNoon(1))
                        .setMentions(1)
                        .setPosts(1)
                        .setReplies(0)
                        .setQuotes(0)
                        .setReposts(0)
                        .setOwned(0)
                        .setAuthors(1)
                        .setNegative(1)
                        .setNeutral(0)
                        .setPositive(0)
                        .setUnjudged(0)
                        .setNetSentiment(-1.0)
                        .setPeople(1)
                        .setPeopleNegative(1)
                        .setReach(100)
                        .setReachKnown(1)
                        .setReachSliding(15)
                        .setLikes(3)
                        .setSharesGained(0)
                        .setRepliesGained(0)
                        .setQuotesGained(0)
                        .setBookmarks(0)
                        .setViewsGained(0)
                        .setEngagement(3)
                        .setEvidence(List.of(new Evidence("x:1", Sentiment.NEGATIVE, 100L, "x:1")))
                        .setFormula("measure/1")
                        .setRevision(2)
                        .setAsOf(secondsAfterNoon(1))
                        .build());
        assertThat(measures.get(DAY).getEvidence()).isEmpty();
    }

    @Test
    void an_edit_takes_back_what_the_older_form_counted() throws Exception {
        // When
        Measure day = after(
                        aMention("1").about("acme").at(NOON).angry(),
                        aMention("1")
                                .about("acme")
                                .observedAt(minutesAfterNoon(2))
                                .happy())
                .get(DAY);

        // Then
        assertThat(day.getMentions()).isEqualTo(1);
        assertThat(day.getNegative()).isZero();
        assertThat(day.getPositive()).isEqualTo(1);
        assertThat(day.getRevision()).isEqualTo(2);
        assertThat(day.getAsOf()).isEqualTo(minutesAfterNoon(2));
    }

    @Test
    void an_edit_that_changes_the_brand_moves_the_engagement() throws Exception {
        // When
        Map<String, Measure> measures = after(
                aMention("1").about("acme").at(NOON).likes(3),
                aMention("1").about("zest").observedAt(minutesAfterNoon(2)).likes(5));

        // Then
        assertThat(measures.get(DAY).getMentions()).isZero();
        assertThat(measures.get(DAY).getLikes()).isZero();
        assertThat(measures.get("zest|all|minute|2026-03-02T12:00:00Z").getLikes())
                .isEqualTo(3);
        assertThat(measures.get("zest|all|day|2026-03-02T00:00:00Z").getLikes()).isEqualTo(5);
    }

    @Test
    void a_deletion_outlives_late_copies_and_comes_before_its_post_if_it_must() throws Exception {
        // Given
        AMention post = aMention("1").about("acme").at(NOON).likes(3);
        AMention copy =
                aMention("1").about("acme").observedAt(minutesAfterNoon(9)).likes(4);
        AMention deletion = aMention("1").observedAt(minutesAfterNoon(5)).deleted();

        // When
        Map<String, Measure> measures = after(deletion, copy, post);

        // Then
        assertThat(measures).isEqualTo(after(post, deletion, copy));
        assertThat(measures.values()).allSatisfy(measure -> {
            assertThat(measure.getMentions()).isZero();
            assertThat(measure.getAuthors()).isZero();
            assertThat(measure.getEngagement()).isZero();
            assertThat(measure.getEvidence()).isEmpty();
            assertThat(measure.getSubjects()).isEmpty();
            assertThat(measure.getNetSentiment()).isNull();
        });
    }

    @Test
    void a_brands_own_posts_stand_apart() throws Exception {
        // When
        Measure day = after(aMention("1")
                        .about("acme")
                        .ownedBy("acme")
                        .at(NOON)
                        .happy()
                        .likes(300))
                .get(DAY);

        // Then
        assertThat(day.getOwned()).isEqualTo(1);
        assertThat(day.getMentions()).isZero();
        assertThat(day.getAuthors()).isZero();
        assertThat(day.getPositive()).isZero();
        assertThat(day.getEngagement()).isZero();
    }

    @Test
    void another_brands_post_is_a_mention_like_any_other() throws Exception {
        // When
        Map<String, Measure> measures = after(
                aMention("1").about("acme", "zest").ownedBy("zest").at(NOON).likes(7));

        // Then
        assertThat(measures.get(DAY).getMentions()).isEqualTo(1);
        assertThat(measures.get(DAY).getLikes()).isEqualTo(7);
        assertThat(measures.get("zest|all|day|2026-03-02T00:00:00Z").getOwned()).isEqualTo(1);
    }

    @Test
    void an_author_of_several_mentions_is_one_author() throws Exception {
        // When
        Measure day = after(
                        aMention("1").about("acme").by("ann", 5).at(NOON),
                        aMention("2").about("acme").by("ann", 5).at(minutesAfterNoon(1)),
                        aMention("3").about("acme").by("bob", 5).at(minutesAfterNoon(2)),
                        aMention("3").observedAt(minutesAfterNoon(3)).deleted())
                .get(DAY);

        // Then
        assertThat(day.getMentions()).isEqualTo(2);
        assertThat(day.getAuthors()).isEqualTo(1);
    }

    @Test
    void kinds_are_counted_apart_and_add_up() throws Exception {
        // When
        Measure day = after(
                        aMention("1").about("acme"),
                        aMention("2").about("acme").kind(MentionKind.REPLY),
                        aMention("3").about("acme").kind(MentionKind.QUOTE),
                        aMention("4").about("acme").repostOf("1"),
                        aMention("5").about("acme").kind(MentionKind.OTHER))
                .get(DAY);

        // Then
        assertThat(List.of(
                        day.getMentions(),
                        day.getPosts(),
                        day.getReplies(),
                        day.getQuotes(),
                        day.getReposts(),
                        day.getUnjudged()))
                .containsExactly(5L, 2L, 1L, 1L, 1L, 5L);
    }

    @Test
    void evidence_is_negative_first_then_by_followers_and_points_at_originals() throws Exception {
        // When
        Measure minute = after(
                        aMention("1").about("acme").by("ann", 900).happy(),
                        aMention("2").about("acme").by("bob", 5).angry(),
                        aMention("3").about("acme").by("cyd", 50).angry().repostOf("1"))
                .get(MINUTE);

        // Then
        assertThat(minute.getEvidence())
                .containsExactly(
                        new Evidence("x:3", Sentiment.NEGATIVE, 50L, "x:1"),
                        new Evidence("x:2", Sentiment.NEGATIVE, 5L, "x:2"),
                        new Evidence("x:1", Sentiment.POSITIVE, 900L, "x:1"));
    }

    @Test
    void seen_again_unchanged_a_mention_leaves_the_window_of_its_creation_as_it_was() {
        // Given
        Fact post = Fact.of(aMention("1").about("acme").at(NOON).likes(3).enriched(), Map.of());
        History known = Outcome.of(post, null, AT_NOON).history();

        // When
        Outcome again = Outcome.of(
                Fact.of(
                        aMention("1")
                                .about("acme")
                                .observedAt(minutesAfterNoon(90))
                                .likes(5)
                                .enriched(),
                        Map.of()),
                known,
                AT_NOON);

        // Then
        assertThat(again.contributions())
                .extracting(contribution -> contribution.window().id())
                .containsExactlyInAnyOrder(
                        "acme|all|minute|2026-03-02T13:30:00Z",
                        "acme|x|minute|2026-03-02T13:30:00Z",
                        "acme|all|hour|2026-03-02T13:00:00Z",
                        "acme|x|hour|2026-03-02T13:00:00Z",
                        DAY,
                        "acme|x|day|2026-03-02T00:00:00Z");
    }

    @Test
    void a_mention_of_a_settled_minute_is_late_but_its_counters_count_where_they_were_read() throws Exception {
        // Given
        Fact start = Fact.of(
                aMention("1")
                        .about("acme")
                        .at(daysBeforeNoon(30))
                        .observedAt(NOON)
                        .likes(1000)
                        .enriched(),
                Map.of());
        Fact next = Fact.of(
                aMention("1")
                        .about("acme")
                        .at(daysBeforeNoon(30))
                        .observedAt(minutesAfterNoon(1))
                        .likes(1004)
                        .enriched(),
                Map.of());
        Windows windows = new Windows(AT_NOON);

        // When
        boolean late = windows.take(start);
        boolean stillLate = windows.take(next);

        // Then
        assertThat(List.of(late, stillLate)).containsExactly(true, true);
        assertThat(windows.measures().get(DAY).getMentions()).isZero();
        assertThat(windows.measures().get(DAY).getLikes()).isEqualTo(4);
        assertThat(windows.measures().keySet()).allMatch(id -> id.contains("2026-03-02"));
    }

    @Test
    void a_mention_counted_in_time_is_not_late_when_seen_again() {
        // Given
        Fact post = Fact.of(aMention("1").about("acme").at(NOON).enriched(), Map.of());
        History known = Outcome.of(post, null, AT_NOON).history();
        Horizon tenDaysLater =
                new Horizon(NOON.plus(Duration.ofDays(10)).toEpochMilli(), AT_NOON.lateness(), AT_NOON.firstSnapshot());

        // When
        Fact again = Fact.of(
                aMention("1")
                        .about("acme")
                        .observedAt(NOON.plus(Duration.ofDays(10)))
                        .enriched(),
                Map.of());

        // Then
        assertThat(Outcome.of(again, known, tenDaysLater).late()).isFalse();
    }

    @Test
    void an_edit_of_a_settled_mention_is_late() {
        // Given
        Fact post = Fact.of(aMention("1").about("acme").at(NOON).enriched(), Map.of());
        History known = Outcome.of(post, null, AT_NOON).history();
        Horizon tenDaysLater =
                new Horizon(NOON.plus(Duration.ofDays(10)).toEpochMilli(), AT_NOON.lateness(), AT_NOON.firstSnapshot());

        // When
        Outcome edit = Outcome.of(
                Fact.of(
                        aMention("1")
                                .about("acme")
                                .observedAt(NOON.plus(Duration.ofDays(10)))
                                .angry()
                                .enriched(),
                        Map.of()),
                known,
                tenDaysLater);

        // Then
        assertThat(edit.late()).isTrue();
        assertThat(edit.contributions()).isEmpty();
    }

    @Test
    void the_last_moment_before_a_minute_is_settled_is_in_time() {
        // Then
        assertThat(late(aMention("1").about("acme").at(NOON.minus(Duration.ofDays(7)))))
                .isFalse();
        assertThat(late(aMention("1")
                        .about("acme")
                        .at(NOON.minus(Duration.ofDays(7)).minusMillis(1))))
                .isTrue();
    }

    @Test
    void a_deletion_is_never_late() {
        // When
        Outcome outcome = Outcome.of(
                Fact.of(aMention("1").at(daysBeforeNoon(30)).deleted().enriched(), Map.of()), null, AT_NOON);

        // Then
        assertThat(outcome).isEqualTo(new Outcome(null, List.of(), false));
    }

    @Test
    void a_day_is_the_brands_own_also_when_the_clocks_change() throws Exception {
        // Given
        Map<String, String> zones = Map.of("acme", "Europe/Vienna");
        Instant beforeMidnight = Instant.parse("2026-03-28T22:59:00Z");
        Instant last = Instant.parse("2026-03-29T21:59:00Z");
        Horizon horizon = new Horizon(last.toEpochMilli(), AT_NOON.lateness(), AT_NOON.firstSnapshot());

        // When
        Map<String, Measure> measures = Windows.after(
                List.of(
                        Fact.of(aMention("1").about("acme").at(beforeMidnight).enriched(), zones),
                        Fact.of(
                                aMention("2")
                                        .about("acme")
                                        .at(beforeMidnight.plusSeconds(60))
                                        .enriched(),
                                zones),
                        Fact.of(aMention("3").about("acme").at(last).enriched(), zones)),
                horizon);

        // Then
        assertThat(measures.get("acme|all|day|2026-03-27T23:00:00Z").getMentions())
                .isEqualTo(1);
        Measure shortDay = measures.get("acme|all|day|2026-03-28T23:00:00Z");
        assertThat(shortDay.getMentions()).isEqualTo(2);
        assertThat(Duration.between(shortDay.getWindowStart(), shortDay.getWindowEnd()))
                .isEqualTo(Duration.ofHours(23));
        assertThat(measures.get("acme|all|hour|2026-03-28T23:00:00Z").getMentions())
                .isEqualTo(1);
    }

    @Test
    void a_deleted_mention_leaves_one_trace_in_the_windows_it_was_made_in() throws Exception {
        // When
        Map<String, Measure> measures = after(
                aMention("1").about("acme").at(NOON).angry(),
                aMention("1").about("acme").observedAt(minutesAfterNoon(1)).happy(),
                aMention("1").observedAt(minutesAfterNoon(2)).deleted(),
                aMention("2").about("acme").at(NOON).ownedBy("acme"),
                aMention("2").observedAt(minutesAfterNoon(2)).deleted());

        // Then
        assertThat(measures.get(MINUTE).getDeleted()).isEqualTo(1);
        assertThat(measures.get(DAY).getDeleted()).isEqualTo(1);
        assertThat(measures.get(DAY).getMentions()).isZero();
    }

    @Test
    void hours_and_days_tell_what_their_mentions_carry() throws Exception {
        // When
        Map<String, Measure> measures = after(
                aMention("1")
                        .about("acme")
                        .by("ann", 5)
                        .at(NOON)
                        .angry()
                        .likes(3)
                        .with(mention -> mention.setHashtags(List.of("KettleCat", "kettlecat"))
                                .setLinks(List.of("https://example.com/"))),
                aMention("2")
                        .about("acme")
                        .by("bob", 5)
                        .at(NOON)
                        .repostOf("1")
                        .with(mention -> mention.setHashtags(List.of("kettlecat"))),
                aMention("3").about("acme").by("ann", 5).at(NOON).with(mention -> mention.setHashtags(List.of("tea"))),
                aMention("3").observedAt(minutesAfterNoon(1)).deleted(),
                aMention("4")
                        .about("acme")
                        .by("acme", 5)
                        .ownedBy("acme")
                        .at(NOON)
                        .with(mention -> mention.setHashtags(List.of("ad"))));

        // Then
        assertThat(measures.get(DAY).getSubjects())
                .containsExactly(
                        new MeasuredSubject(SubjectKind.HASHTAG, "kettlecat", 2L, 1L, 3L, 10L),
                        new MeasuredSubject(SubjectKind.LINK, "https://example.com/", 1L, 1L, 3L, 5L),
                        new MeasuredSubject(SubjectKind.AUTHOR, "x:ann", 1L, 1L, 3L, 5L),
                        new MeasuredSubject(SubjectKind.AUTHOR, "x:bob", 1L, 0L, 0L, 5L),
                        new MeasuredSubject(SubjectKind.POST, "x:1", 2L, 1L, 3L, 10L));
        assertThat(measures.get(MINUTE).getSubjects()).isEmpty();
    }
}
