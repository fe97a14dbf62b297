package io.groundswell.local.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.groundswell.collect.brand.BrandFile;
import io.groundswell.flow.SettingsProblem;
import io.groundswell.topics.Brand;
import java.io.StringReader;
import java.util.List;
import org.junit.jupiter.api.Test;

class QueryTrialTest {

    private static final String POSTS =
            """
            The acme kettle hums\tyes
            Acme, of all kettles, burned me\tyes
            My kettle from the widget people is lovely\tyes
            Acme of perfection, this sunset\tno
            The acme of her career\tno
            The acme of all art\tno
            Buses are late\tno
            """;

    private static Brand acme(String query) {
        return BrandFile.read(new StringReader("brands: [{id: acme, name: Acme, query: '" + query + "'}]"))
                .brands()
                .get(0);
    }

    private static List<Integer> lines(List<JudgedPost> posts) {
        return posts.stream().map(JudgedPost::line).toList();
    }

    @Test
    void what_a_query_finds_is_right_or_false_and_what_it_does_not_is_missed_or_passed() {
        // When
        QueryTrial trial = QueryTrial.of(acme("acme"), JudgedPosts.read(POSTS, "posts.tsv"));

        // Then
        assertThat(lines(trial.right())).containsExactly(1, 2);
        assertThat(lines(trial.falseHits())).containsExactly(4, 5, 6);
        assertThat(lines(trial.missed())).containsExactly(3);
        assertThat(lines(trial.passed())).containsExactly(7);
        assertThat(trial.precision()).isEqualTo(new Proportion(2, 5));
        assertThat(trial.recall()).isEqualTo(new Proportion(2, 3));
    }

    @Test
    void two_versions_differ_in_the_posts_that_only_one_finds() {
        // Given
        List<JudgedPost> posts = JudgedPosts.read(POSTS, "posts.tsv");
        QueryTrial wide = QueryTrial.of(acme("acme"), posts);
        QueryTrial narrow = QueryTrial.of(acme("(acme AND kettle*) OR \"widget people\""), posts);

        // When, Then
        assertThat(lines(wide.foundBeside(narrow))).containsExactly(4, 5, 6);
        assertThat(lines(narrow.foundBeside(wide))).containsExactly(3);
        assertThat(wide.foundBeside(wide)).isEmpty();
    }

    @Test
    void an_interval_is_that_of_wilson_also_at_the_ends() {
        // By hand: Newcombe 1998, table I, 81 of 263; and 0 of 20
        assertThat(new Proportion(81, 263).low()).isCloseTo(0.2553, within(0.00005));
        assertThat(new Proportion(81, 263).high()).isCloseTo(0.3662, within(0.00005));
        assertThat(new Proportion(0, 20).low()).isZero();
        assertThat(new Proportion(0, 20).high()).isCloseTo(0.1611, within(0.00005));
        assertThat(new Proportion(0, 0).low()).isZero();
        assertThat(new Proportion(0, 0).high()).isEqualTo(1);
    }

    @Test
    void a_word_is_telling_when_it_stands_in_more_of_the_false_hits_than_chance_puts_there() {
        // Given: one word in all false hits and no right one, one in all of both
        List<JudgedPost> posts =
                JudgedPosts.read("acme of art\tno\n".repeat(10) + "acme kettle\tyes\n".repeat(10), "posts.tsv");
        QueryTrial trial = QueryTrial.of(acme("acme"), posts);

        // When
        List<TellingWord> words = TellingWord.of(trial.falseHits(), trial.right(), 10);

        // Then: 2 * (10 ln 2 + 10 ln 2) = 27.7
        assertThat(words).extracting(TellingWord::word).containsExactly("art", "of");
        assertThat(words.get(0).here()).isEqualTo(10);
        assertThat(words.get(0).there()).isZero();
        assertThat(words.get(0).keyness()).isCloseTo(40 * Math.log(2), within(1e-9));
    }

    @Test
    void json_lines_are_posts_of_ones_own_form_so_that_a_query_can_ask_for_authors() {
        // Given
        List<JudgedPost> posts = JudgedPosts.read(
                """
                {"text":"We hire","author":"acme_jobs","about":false}
                {"text":"They hire","author":"somebody","about":"yes"}
                """,
                "posts.jsonl");

        // When
        QueryTrial trial = QueryTrial.of(acme("hire AND NOT author:acme_jobs"), posts);

        // Then
        assertThat(lines(trial.right())).containsExactly(2);
        assertThat(lines(trial.passed())).containsExactly(1);
    }

    @Test
    void lines_that_cannot_be_used_are_named() {
        assertThatThrownBy(() -> JudgedPosts.read(
                        """
                        no judgement
                        a text\tperhaps
                        {"text":"a text"}
                        {"about":"yes"
                        """,
                        "posts.tsv"))
                .isInstanceOfSatisfying(SettingsProblem.class, problem -> assertThat(problem.problems())
                        .containsExactly(
                                "posts.tsv, line 1: must be a text, a tab, and yes or no",
                                "posts.tsv, line 2: must say whether it is about the brand, yes or no, behind"
                                        + " the last tab",
                                "posts.tsv, line 3: must say whether it is about the brand, yes or no, in" + " 'about'",
                                "posts.tsv, line 4: this is no JSON"));
        assertThatThrownBy(() -> JudgedPosts.read("\n", "posts.tsv"))
                .isInstanceOfSatisfying(SettingsProblem.class, problem -> assertThat(problem.problems())
                        .containsExactly("posts.tsv holds no post"));
    }
}
