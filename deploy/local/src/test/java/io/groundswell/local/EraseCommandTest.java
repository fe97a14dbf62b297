package io.groundswell.local;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says before it has anything to erase; the erasing itself is {@link CanaryAuthorTest}. */
class EraseCommandTest {

    @TempDir
    Path folder;

    private Ended erase(Object... words) {
        return Ended.ofCommand("erase", words);
    }

    @Test
    void a_mistyped_id_is_told_with_what_an_id_looks_like() {
        assertThat(erase("--author", "17", "--mention", "myspace:9", "--data", folder))
                .satisfies(ended -> {
                    assertThat(ended.code()).isEqualTo(2);
                    assertThat(ended.out()).isEmpty();
                    assertThat(ended.err().lines())
                            .first()
                            .isEqualTo(
                                    "groundswell: '--author' is '17', but must be an id as documents have it: the platform,"
                                            + " a colon, and what the platform calls it, such as x:1234.");
                    assertThat(ended.err()).contains("there is no platform 'myspace'; there are activitystreams, ");
                });
    }

    @Test
    void it_says_whom_or_what_it_wants_to_know() {
        assertThat(erase("--reason", "none"))
                .isEqualTo(new Ended(
                        2,
                        "",
                        "groundswell: Say whom or what: --author PLATFORM:ID or --mention PLATFORM:ID.\n"
                                + "See: groundswell erase --help\n"));
        assertThat(erase("--author", "x:1", "--elasticsearch", "http://127.0.0.1:1")
                        .err())
                .startsWith("groundswell: Kafka is needed too: put the addresses of both into a stack.settings");
    }

    @Test
    void without_a_stack_it_says_what_to_do() {
        assertThat(erase("--author", "x:1", "--data", folder))
                .isEqualTo(new Ended(
                        1,
                        "",
                        "groundswell: No stack runs on " + folder
                                + "; start one with groundswell up, name another folder with --data, or an Elasticsearch with"
                                + " --elasticsearch.\n"));
    }

    @Test
    void a_native_id_is_found_as_a_word_of_its_own_only_and_a_short_one_only_in_quotes() {
        assertThat(named("{\"user\":{\"id\":12345}}", "x:12345")).isTrue();
        assertThat(named("{\"id_str\":\"12345\"}", "x:12345")).isTrue();
        assertThat(named("12345", "x:12345")).isTrue();
        assertThat(named("{\"id\":123456}", "x:12345")).isFalse();
        assertThat(named("{\"id\":\"a12345\"}", "x:12345")).isFalse();
        assertThat(named("{\"author\":\"ann\"}", "reddit:ann")).isTrue();
        assertThat(named("ann says", "reddit:ann")).isFalse();
    }

    private static boolean named(String bytes, String id) {
        return ErasureSubjects.named(bytes.getBytes(UTF_8), List.of(id));
    }
}
