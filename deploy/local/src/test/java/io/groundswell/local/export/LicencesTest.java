package io.groundswell.local.export;

import static io.groundswell.local.export.Published.all;
import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.groundswell.flow.SettingsProblem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LicencesTest {

    private static final ExportRequest MENTIONS = all(ExportKind.MENTIONS, ExportFormat.JSONL);

    private static Published published;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @BeforeAll
    static void start() throws IOException {
        published = Published.nothing();
    }

    @AfterAll
    static void stop() {
        published.close();
    }

    @BeforeEach
    void nothing_is_published() throws Exception {
        published.forgetAll();
    }

    private String exported(Licences licences, Instant now) throws Exception {
        export(licences, now);
        return out.toString(StandardCharsets.UTF_8);
    }

    private Exported export(Licences licences, Instant now) throws Exception {
        return new Export(SearchDoor.at(published.uri(), null), licences, now)
                .toStream(MENTIONS, out, (rows, of) -> {});
    }

    @Test
    void of_a_post_on_x_its_id_leaves_and_what_we_make_of_it() throws Exception {
        // Given
        published.mentions(aMention("1").about("acme").angry().likes(3));

        // When
        Exported exported = export(Licences.shipped(), NOON);

        // Then
        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"id\":\"x:1\",\"version\":1772452800000,\"platform\":\"x\",\"kind\":\"POST\","
                        + "\"brands\":[\"acme\"],\"campaigns\":[],\"rules\":[],"
                        + "\"createdAt\":\"2026-03-02T12:00:00Z\",\"observedAt\":\"2026-03-02T12:00:00Z\","
                        + "\"status\":\"COMPLETE\",\"sentiment\":\"NEGATIVE\",\"towards\":[]}\n");
        assertThat(exported.withheld()).singleElement().satisfies(withheld -> {
            assertThat(withheld.platform()).isEqualTo("x");
            assertThat(withheld.rows()).isEqualTo(1);
            assertThat(withheld.values()).containsEntry("text", 1L).containsEntry("counters.likes", 1L);
            assertThat(withheld.because()).contains("ids only");
        });
    }

    @Test
    void words_from_reddit_leave_for_48_hours() throws Exception {
        // Given
        published.mentions(aMention("1").about("acme").on("reddit").saying("Lovely"));
        Instant then = NOON.plus(Duration.ofHours(48));

        // When, Then
        assertThat(exported(Licences.shipped(), then.minusMillis(1))).contains("\"text\":\"Lovely\"");
        out.reset();
        assertThat(exported(Licences.shipped(), then))
                .doesNotContain("Lovely")
                .contains("\"id\":\"reddit:1\"", "\"author.handle\":");
    }

    @Test
    void what_youtube_gives_leaves_for_30_days() throws Exception {
        // Given
        published.mentions(
                aMention("1").about("acme").on("youtube").saying("Lovely").likes(3));
        Instant then = NOON.plus(Duration.ofDays(30));

        // When, Then
        assertThat(exported(Licences.shipped(), then.minusMillis(1)))
                .contains("\"text\":\"Lovely\"", "\"counters.likes\":3", "\"author.handle\":");
        out.reset();
        assertThat(exported(Licences.shipped(), then))
                .contains("\"id\":\"youtube:1\"")
                .doesNotContain("Lovely", "counters", "author");
    }

    @Test
    void of_a_platform_without_a_rule_everything_leaves() throws Exception {
        // Given
        published.mentions(aMention("1").about("acme").on("mastodon").saying("Lovely"));

        // When
        Exported exported = export(Licences.shipped(), NOON.plus(Duration.ofDays(400)));

        // Then
        assertThat(exported.withheld()).isEmpty();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Lovely", "author.handle");
    }

    @Test
    void rules_of_ones_own_hold_in_place_of_those_that_ship_and_count_what_is_lost() throws Exception {
        // Given
        Licences own = Licences.read("own.yaml", "mastodon: {withhold: [author, links], because: they asked us}");
        published.mentions(
                aMention("1").about("acme").saying("Lovely"),
                aMention("2").about("acme").on("mastodon"),
                aMention("3").about("acme").on("mastodon"));

        // When
        Exported exported = export(own, NOON);

        // Then
        assertThat(exported.withheld())
                .containsExactly(new Exported.Withheld(
                        "mastodon",
                        2,
                        new TreeMap<>(
                                Map.of("author.id", 2L, "author.handle", 2L, "author.followers", 2L, "links", 2L)),
                        "they asked us"));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("Lovely");
    }

    @Test
    void all_that_is_wrong_in_a_file_of_rules_is_told() {
        assertThatThrownBy(
                        () -> Licences.read(
                                "own.yaml",
                                """
                        myspace: {keep: [id]}
                        x: {keep: [id], withhold: [text]}
                        reddit: {withhold: [txt], after: soon}
                        rss: {hide: [text], keep: [id]}
                        """))
                .isInstanceOfSatisfying(SettingsProblem.class, problem -> assertThat(problem.problems())
                        .satisfiesExactly(
                                one -> assertThat(one)
                                        .startsWith("own.yaml, myspace: there is no such platform; known are "),
                                one -> assertThat(one).isEqualTo("own.yaml, x: say either 'keep' or 'withhold'"),
                                one -> assertThat(one)
                                        .isEqualTo("own.yaml, reddit: there is no field 'txt' in exported mentions"),
                                one -> assertThat(one)
                                        .isEqualTo(
                                                "own.yaml, reddit: 'after' must be hours or days such as 48h or 30d"),
                                one -> assertThat(one)
                                        .isEqualTo("own.yaml, rss: unknown key 'hide'; known are after, because, keep,"
                                                + " withhold")));
        assertThatThrownBy(() -> Licences.read("own.yaml", "- a list"))
                .isInstanceOfSatisfying(SettingsProblem.class, problem -> assertThat(problem.problems())
                        .isEqualTo(List.of("own.yaml must have a key for each platform with a rule, such as 'x:'")));
    }
}
