package io.groundswell.local.brief;

import static io.groundswell.local.brief.MadeUp.NOW;
import static io.groundswell.local.brief.MadeUp.SIX;
import static io.groundswell.local.brief.MadeUp.VIENNA;
import static io.groundswell.local.brief.MadeUp.fields;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.groundswell.local.brief.Brief.Answers;
import io.groundswell.local.brief.Brief.Asking;
import io.groundswell.local.brief.Brief.Campaign;
import io.groundswell.local.brief.Brief.Day;
import io.groundswell.local.brief.Brief.Group;
import io.groundswell.local.brief.Brief.Heard;
import io.groundswell.local.brief.Brief.Hour;
import io.groundswell.local.brief.Brief.Incident;
import io.groundswell.local.brief.Brief.Interval;
import io.groundswell.local.brief.Brief.Member;
import io.groundswell.local.brief.Brief.Part;
import io.groundswell.local.brief.Brief.Post;
import io.groundswell.local.brief.Brief.Reviews;
import io.groundswell.local.brief.Brief.Share;
import io.groundswell.local.brief.Brief.Subject;
import io.groundswell.local.brief.Brief.Target;
import io.groundswell.local.brief.Brief.Totals;
import io.groundswell.local.brief.Brief.Voice;
import io.groundswell.publish.document.Index;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a brief says of documents in a real Elasticsearch; each test has a brand of its own. */
class ReadBriefTest {

    private static final Span SPAN = Span.sinceYesterdayMorning(NOW, VIENNA);

    private static MadeUp made;

    @BeforeAll
    static void an_elasticsearch_is_up() throws IOException {
        made = new MadeUp();
    }

    @AfterAll
    static void it_is_gone() {
        made.close();
    }

    private static Instant hour(int hours) {
        return SIX.plus(hours, ChronoUnit.HOURS);
    }

    @Test
    void of_a_brand_nobody_speaks_of_every_part_is_empty() throws Exception {
        Brief brief = made.brief("nobody", SPAN);

        assertThat(brief.isEmpty()).isTrue();
        assertThat(brief.totals()).isEqualTo(new Totals(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0));
        assertThat(brief.hours()).hasSize(28).allSatisfy(hour -> {
            assertThat(hour.mentions()).isZero();
            assertThat(hour.usual()).isEmpty();
        });
        assertThat(brief.answers()).isEqualTo(new Answers(0, 0, 0, 0, List.of(), List.of()));
        assertThat(brief.reviews()).isEqualTo(new Reviews(List.of(0L, 0L, 0L, 0L, 0L), 0, 0));
        assertThat(List.of(
                        brief.days(),
                        brief.incidents(),
                        brief.share(),
                        brief.posts(),
                        brief.voices(),
                        brief.hashtags(),
                        brief.topics(),
                        brief.campaigns(),
                        brief.versions()))
                .allSatisfy(part -> assertThat(part).isEmpty());
    }

    @Test
    void hours_stand_as_they_were_measured_and_their_sums_are_the_totals() throws Exception {
        // Given: an hour before the time, two in it, and one of another brand
        made.hour("hourly", hour(-1), 40, 0)
                .hour("hourly", hour(0), 4, 1)
                .hour("hourly", hour(27), 6, 2)
                .hour("another", hour(0), 99, 99)
                .day("hourly", Instant.parse("2026-03-28T23:00:00Z"), 50, 20)
                .publish();

        // When
        Brief brief = made.brief("hourly", SPAN);

        // Then
        assertThat(brief.hours()).hasSize(28);
        assertThat(brief.hours().get(0))
                .isEqualTo(new Hour(
                        hour(0), 4, 2, 1, 1, Optional.of(new Interval(1.0 / 7, 0.05, 0.9)), Optional.empty(), false));
        assertThat(brief.hours().get(1))
                .isEqualTo(new Hour(hour(1), 0, 0, 0, 0, Optional.empty(), Optional.empty(), false));
        assertThat(brief.totals()).isEqualTo(new Totals(16, 10, 4, 2, 2, 3, 13, 0, 0, 2_000, 14));
        assertThat(brief.days())
                .containsExactly(new Day(
                        Instant.parse("2026-03-28T23:00:00Z"), 50, 20, 50, Optional.of(new Interval(0.4, 0.3, 0.5))));
        assertThat(brief.versions()).containsExactly("measure/1", "net-sentiment/1");
        assertThat(brief.asOf()).contains(Instant.parse("2026-03-30T07:30:00Z"));
    }

    @Test
    void what_is_usual_is_what_the_same_hours_of_the_days_before_had() throws Exception {
        // Given: at six on each of the four days before, by the clock of Vienna: 10, 20, 30, 40 and three each
        for (int day = 1; day <= 4; day++) {
            made.hour("steady", Instant.parse("2026-03-29T05:00:00Z").minus(day, ChronoUnit.DAYS), 50 - 10 * day, 0);
        }
        made.hour("steady", hour(0), 100, 0).publish();

        // When
        Brief brief = made.brief("steady", Span.of("2026-03-29T06:00", "2026-03-29T07:00", NOW, VIENNA));

        // Then
        assertThat(brief.hours()).singleElement().satisfies(hour -> assertThat(hour.usual())
                .contains(new Usual.Band(16, 28, 40)));
        assertThat(brief.usual()).contains(new Usual.Band(16, 28, 40));
        assertThat(brief.usualDays()).isEqualTo(4);
    }

    @Test
    void more_than_a_page_of_hours_is_read_to_its_end() throws Exception {
        // Given: 1400 hours of two platforms, those that are asked for the last of them
        for (int i = 0; i < 700; i++) {
            made.heard("tumblr", hour(27 - i), "HEARD").heard("vine", hour(27 - i), "HEARD");
        }
        made.publish();

        // When, Then
        assertThat(made.brief("busy", SPAN).heard())
                .filteredOn(heard -> List.of("tumblr", "vine").contains(heard.platform()))
                .extracting(Heard::platform, Heard::records)
                .containsExactly(tuple("tumblr", 28L * 9), tuple("vine", 28L * 9));
    }

    @Test
    void an_hour_is_blind_when_what_brings_much_of_the_mentions_was_silent() throws Exception {
        // Given: one platform brings nine of ten mentions, and each of them is silent once
        made.platformHour("lopsided", "mastodon", hour(0), 90)
                .platformHour("lopsided", "bluesky", hour(0), 10)
                .heard("mastodon", hour(1), "BLIND")
                .heard("bluesky", hour(2), "BLIND")
                .heard("mastodon", hour(27), "HEARD")
                .publish();

        // When, Then
        assertThat(made.brief("lopsided", SPAN).blindHours()).containsExactly(hour(1));
    }

    @Test
    void those_who_wait_longest_stand_first_and_nobody_who_is_gone() throws Exception {
        // Given
        made.mention("asked", "x:1", hour(1), "Where is my parcel?", fields("permalink: 'https://x.example/1'"))
                .mention("asked", "x:2", hour(-40), "It broke!")
                .gravestone("x:3")
                .response("asked", "x:1", hour(1), "WAITING")
                .response("asked", "x:2", hour(-40), "OVERDUE")
                .response("asked", "x:3", hour(0), "OVERDUE")
                .response("asked", "x:4", hour(2), "ANSWERED")
                .response("asked", "x:5", hour(2), "WITHDRAWN")
                .publish();

        // When
        Answers answers = made.brief("asked", SPAN).answers();

        // Then
        assertThat(List.of(answers.waiting(), answers.overdue(), answers.asked(), answers.answered()))
                .containsExactly(1L, 2L, 3L, 1L);
        assertThat(answers.groups()).containsExactly(new Group("complaint", "support", 1, 2));
        assertThat(answers.oldest())
                .containsExactly(
                        new Asking(
                                post("x:2", hour(-40), "It broke!", null),
                                hour(-40),
                                true,
                                Optional.of(hour(-39)),
                                "complaint",
                                "support"),
                        new Asking(
                                post("x:1", hour(1), "Where is my parcel?", "https://x.example/1"),
                                hour(1),
                                false,
                                Optional.of(hour(2)),
                                "complaint",
                                "support"));
    }

    private static Post post(String id, Instant at, String text, String link) {
        return new Post(
                id,
                "x",
                "",
                at,
                text,
                "en",
                "NEUTRAL",
                0,
                Optional.empty(),
                Optional.ofNullable(link).map(URI::create));
    }

    @Test
    void posts_stand_by_engagement_and_voices_by_reach() throws Exception {
        // Given
        made.mention(
                        "loud",
                        "x:11",
                        hour(1),
                        "Nice #Tea",
                        fields(
                                """
                                author: {id: '7', handle: 'ada', followers: 50}, counters: {likes: 3, reposts: 4},
                                hashtags: ['tea'], sentiment: 'NEGATIVE',
                                entities: [{canonical: 'Loud'}, {canonical: 'Vienna'}]
                                """))
                .mention(
                        "loud",
                        "x:12",
                        hour(2),
                        "Big",
                        fields("author: {id: '8', handle: 'big', followers: 900}, counters: {likes: 6},"
                                + " hashtags: ['tea', 'cake']"))
                .mention("loud", "x:13", hour(3), "Again", fields("author: {id: '7', handle: 'ada', followers: 50}"))
                .mention("loud", "x:14", hour(3), "RT", fields("kind: 'REPOST', counters: {likes: 99}"))
                .mention("loud", "x:15", hour(3), "Ours", fields("ownedBy: ['loud'], counters: {likes: 99}"))
                .mention("loud", "x:16", hour(-1), "Too early", fields("counters: {likes: 99}"))
                .gravestone("x:17")
                .publish();

        // When
        Brief brief = made.brief("loud", SPAN);

        // Then
        assertThat(brief.posts())
                .extracting(Post::id, Post::engagement)
                .containsExactly(tuple("x:11", 7L), tuple("x:12", 6L), tuple("x:13", 0L));
        assertThat(brief.voices())
                .containsExactly(new Voice("x", "big", 1, 0, 900, false), new Voice("x", "ada", 2, 1, 100, false));
        assertThat(brief.hashtags()).containsExactly(new Subject("tea", 2, 1), new Subject("cake", 1, 0));
        assertThat(brief.topics()).containsExactly(new Subject("Vienna", 1, 1));
    }

    @Test
    void an_incident_has_its_course_and_why_without_posts_that_are_gone() throws Exception {
        // Given: one that ended before the time, and one that goes on
        made.put(Index.INCIDENTS, "ended", incident("stormy", hour(-9), hour(-1), List.of()))
                .put(Index.INCIDENTS, "open", incident("stormy", hour(-2), null, List.of("stormy|negative|1")))
                .put(
                        Index.ALERTS,
                        "stormy|negative|1",
                        fields(
                                """
                                brand: 'stormy', signal: 'NEGATIVE', rule: 'crisis/2',
                                evidence: [{mention: 'x:21', count: 5}, {mention: 'x:22', count: 3}],
                                explanation: {windowStart: '%s', windowEnd: '%s', seen: 30, expected: 1.5,
                                  sentence: 'Of 30, half say “burned”.', parts: [
                                    {kind: 'PHRASE', name: 'burned', excess: 14, carriedBy: 15, usuallyCarriedBy: 0.1},
                                    {kind: 'PHRASE', name: '', excess: 10, carriedBy: 0, usuallyCarriedBy: 0},
                                    {kind: 'THREAD', name: 'x:20', excess: 10, carriedBy: 20, usuallyCarriedBy: 0}]}
                                """,
                                hour(0), hour(1)))
                .mention("stormy", "x:21", hour(0), "It burned me")
                .gravestone("x:22")
                .publish();

        // When
        Brief brief = made.brief("stormy", SPAN);

        // Then
        assertThat(brief.incidents())
                .containsExactly(new Incident(
                        "open",
                        "open",
                        true,
                        hour(-2),
                        Optional.of(hour(-2)),
                        Optional.empty(),
                        "A crisis",
                        "",
                        "Ann",
                        "",
                        4,
                        1,
                        List.of(new Brief.Turn(hour(-2), "crisis", "A crisis")),
                        List.of(new Brief.Why(
                                "negative",
                                "crisis/2",
                                hour(0),
                                hour(1),
                                30,
                                1.5,
                                "Of 30, half say “burned”.",
                                List.of(new Part("phrase", "burned", 15, 0.1)),
                                List.of(new Brief.Evidence(post("x:21", hour(0), "It burned me", null), 5))))));
        assertThat(brief.versions()).contains("crisis/2");
    }

    private static Map<String, Object> incident(String brand, Instant opened, Instant ended, List<String> alerts) {
        Map<String, Object> incident = fields(
                """
                company: '%1$s', brands: ['%1$s'], state: '%3$s', tier: 'CRISIS', openedAt: '%2$s', crisisAt: '%2$s',
                headline: 'A crisis', acknowledgedBy: 'Ann', asked: 4, answered: 1,
                turns: [{what: 'crisis', at: '%2$s', tier: 'CRISIS', brand: '%1$s', headline: 'A crisis'}]
                """,
                brand, opened, ended == null ? "OPEN" : "OVER");
        incident.put("alerts", alerts);
        incident.put("endedAt", ended == null ? null : ended.toString());
        return incident;
    }

    @Test
    void shares_are_summed_over_the_hours_and_panels_are_kept_apart() throws Exception {
        // Given
        for (int i = 0; i < 3; i++) {
            made.put(
                    Index.SHARES,
                    "compared|all|hour|" + hour(i),
                    fields(
                            """
                            brand: 'compared', platform: 'all', size: 'HOUR', windowStart: '%s', panel: %d, members: [
                              {brand: 'rival', mentions: 5, people: 4, reach: 50},
                              {brand: 'compared', mentions: 3, people: 2, negative: 1}]
                            """,
                            hour(i), i < 2 ? 1 : 2));
        }
        made.publish();

        // When, Then
        assertThat(made.brief("compared", SPAN).share())
                .containsExactly(
                        new Share(
                                1,
                                List.of(new Member("rival", 10, 8, 0, 100, 0), new Member("compared", 6, 4, 2, 0, 0))),
                        new Share(
                                2,
                                List.of(new Member("rival", 5, 4, 0, 50, 0), new Member("compared", 3, 2, 1, 0, 0))));
    }

    @Test
    void a_campaign_that_runs_is_set_against_its_targets_and_one_that_is_over_is_not_there() throws Exception {
        // Given
        made.put(Index.CAMPAIGNS, "c1", campaign("Spring", hour(-100), hour(100)))
                .put(Index.CAMPAIGNS, "c2", campaign("Winter", hour(-1_000), hour(0)))
                .publish();

        // When, Then
        assertThat(made.brief("campaigning", SPAN).campaigns())
                .containsExactly(new Campaign(
                        "Spring",
                        hour(-100),
                        hour(100),
                        60,
                        28,
                        900,
                        77,
                        Optional.of(0.25),
                        List.of(new Target("volume", 100, 60, 0.6))));
    }

    private static Map<String, Object> campaign(String name, Instant start, Instant end) {
        return fields(
                """
                brand: 'campaigning', campaign: '%1$s', name: '%1$s', start: '%2$s', end: '%3$s', volume: 60, people: 28,
                reach: 900, engagement: 77, netSentiment: 0.25,
                targets: [{number: 'volume', target: 100, is: 60, reached: 0.6}]
                """,
                name, start, end);
    }

    @Test
    void a_review_is_answered_when_the_brand_has_replied_however_often() throws Exception {
        // Given
        made.hour("reviewed", hour(1), 2, 0)
                .mention("reviewed", "x:31", hour(1), "Bad", fields("rating: {value: 1}"))
                .mention("reviewed", "x:32", hour(1), "Good", fields("rating: {value: 5}"))
                .mention("reviewed", "x:33", hour(2), "Sorry", fields("ownedBy: ['reviewed'], replyTo: 'x:31'"))
                .mention("reviewed", "x:34", hour(2), "Really", fields("ownedBy: ['reviewed'], replyTo: 'x:31'"))
                .mention("reviewed", "x:35", hour(2), "So what", fields("replyTo: 'x:32'"))
                .publish();

        // When
        Reviews reviews = made.brief("reviewed", SPAN).reviews();

        // Then
        assertThat(reviews).isEqualTo(new Reviews(List.of(1L, 0L, 0L, 0L, 1L), 2, 1));
        assertThat(reviews.mean()).contains(3.0);
    }
}
