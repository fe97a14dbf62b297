package io.groundswell.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PseudonymKeysTest {

    private static final String ONE = "0b".repeat(32);
    private static final String OTHER = "0c".repeat(32);

    @TempDir
    Path folder;

    private PseudonymKeys keys(String... lines) throws Exception {
        return PseudonymKeys.in(Files.writeString(folder.resolve("keys"), String.join("\n", lines))
                .toString());
    }

    @Test
    void an_author_has_the_same_pseudonym_under_the_same_key_and_another_under_another() throws Exception {
        // HMAC-SHA256 of "x:17", as openssl dgst -mac HMAC -macopt hexkey:0b0b… gives it.
        assertThat(keys("k1: " + ONE).pseudonym("x:17")).isEqualTo("x:k1~lLRlMjPjCgtlfqqdvl_juXHfoGd2GFOFyJmhD0lWKiI");
        assertThat(keys("k1: " + ONE).pseudonym("x:17"))
                .isNotEqualTo(keys("k1: " + OTHER).pseudonym("x:17"));
        assertThat(keys("k1: " + ONE).pseudonym("x:17"))
                .isNotEqualTo(keys("k1: " + ONE).pseudonym("x:18"));
    }

    @Test
    void the_newest_key_is_used_and_what_older_ones_made_is_still_found() throws Exception {
        PseudonymKeys before = keys("k1: " + ONE);
        PseudonymKeys after = keys("# turned in March", "k2: " + OTHER, "k1: " + ONE);

        assertThat(after.pseudonym("x:17")).startsWith("x:k2~");
        assertThat(after.pseudonyms("x:17")).containsExactly(after.pseudonym("x:17"), before.pseudonym("x:17"));
        assertThat(keys("k2: " + OTHER).pseudonyms("x:17")).doesNotContain(before.pseudonym("x:17"));
    }

    @Test
    void without_a_file_authors_keep_their_ids() {
        assertThat(PseudonymKeys.in("").pseudonym("x:17")).isEqualTo("x:17");
        assertThat(PseudonymKeys.in("").pseudonyms("x:17")).isEmpty();
    }

    @Test
    void a_file_that_holds_no_keys_is_refused_by_line_and_no_key_is_repeated() {
        assertThatThrownBy(() -> keys("k1: " + ONE, "k1: " + OTHER, "secret"))
                .isInstanceOfSatisfying(SettingsProblem.class, problem -> assertThat(problem.problems())
                        .containsExactly(
                                "line 2 of " + folder.resolve("keys")
                                        + " has the name 'k1' again: each key has its own",
                                "line 3 of " + folder.resolve("keys")
                                        + " is no key of pseudonyms: a name of a-z, 0-9 and hyphens, a colon, 64 to 128"
                                        + " hexadecimal digits"));
        assertThatThrownBy(() -> keys("")).isInstanceOf(SettingsProblem.class).hasMessageContaining("holds none");
        assertThatThrownBy(() -> PseudonymKeys.in(folder.resolve("none").toString()))
                .isInstanceOf(SettingsProblem.class)
                .hasMessageContaining("cannot be read");
    }
}
