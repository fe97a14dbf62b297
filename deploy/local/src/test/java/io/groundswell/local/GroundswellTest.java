package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GroundswellTest {

    private static final String BRANDS =
            """
            brands:
              - id: acme
                name: Acme Widgets
                query: '"acme widgets" OR $ACME'
            """;

    @TempDir
    Path folder;

    private static Ended run(Object... words) {
        return Ended.of(words);
    }

    @Test
    void help_is_no_failure() {
        assertThat(run("--help"))
                .satisfies(ended -> assertThat(ended.code()).isZero())
                .satisfies(ended -> assertThat(ended.out()).contains("demo", "up", "replay", "brands", "status"));
    }

    @Test
    void an_unknown_option_is_refused_with_what_was_perhaps_meant() {
        // When
        Ended ended = run("demo", "--onec");

        // Then
        assertThat(ended)
                .isEqualTo(new Ended(2, "", "groundswell: Unknown option: '--onec'.\nPossible solutions: --once\n"));
    }

    @Test
    void no_command_and_an_unknown_command_are_refused() {
        assertThat(run())
                .isEqualTo(
                        new Ended(
                                2,
                                "",
                                "groundswell: Say what to do: demo, up, setup, decode, enrich, evaluate, label, train, replay, backtest, incidents, report, export, erase, retain, brands, dlq, status or doctor.\nSee: groundswell --help\n"));
        assertThat(run("replayy")).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("Did you mean: groundswell replay");
        });
    }

    @Test
    void settings_that_are_unknown_or_wrong_are_all_named_before_anything_starts() throws Exception {
        // Given
        Path settings = Files.writeString(folder.resolve("settings"), "measure.latness = 7d\n");

        // When
        Ended ended = run(
                "up",
                "--data",
                folder.resolve("data"),
                "--settings",
                settings,
                "--set",
                "checkpoint.interval=often",
                "--set",
                "nonsense",
                "--kafka-port",
                "70000");

        // Then
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err().lines())
                .containsExactlyInAnyOrder(
                        "groundswell: '--kafka-port' is 70000, but a port is 0 to 65535.",
                        "groundswell: 'nonsense' is not key=value.",
                        "groundswell: unknown setting 'measure.latness'; did you mean 'measure.lateness'?",
                        "groundswell: 'checkpoint.interval' is 'often', but must be a duration such as 500ms, 30s, 5m, 2h,"
                                + " 7d.");
    }

    @Test
    void a_feed_file_that_is_not_there_and_a_platform_nobody_knows_are_refused() {
        // When, Then
        assertThat(run("replay", "--platform", "x", "--data", folder.resolve("data"), folder.resolve("none.jsonl")))
                .satisfies(ended -> {
                    assertThat(ended.code()).isEqualTo(2);
                    assertThat(ended.err())
                            .startsWith("groundswell: There is no file " + folder.resolve("none.jsonl") + ".\n");
                });
        assertThat(run("replay", "--platform", "myspace", folder.resolve("none.jsonl")))
                .satisfies(ended -> {
                    assertThat(ended.code()).isEqualTo(2);
                    assertThat(ended.err())
                            .startsWith("groundswell: There is no platform 'myspace'; known are ")
                            .containsPattern("[ ,]x[,.]");
                });
        assertThat(run("decode", "--platform", "Twitter", folder.resolve("none.jsonl"))
                        .err())
                .startsWith("groundswell: There is no platform 'Twitter'; did you mean 'x'? Known are ");
    }

    @Test
    void a_file_of_brands_is_checked_without_a_stack() throws Exception {
        // Given
        Path good = Files.writeString(folder.resolve("good.yaml"), BRANDS);
        Path bad = Files.writeString(folder.resolve("bad.yaml"), BRANDS.replace("$ACME", "(widget"));

        // When
        Ended well = run("brands", "check", good);
        Ended wrong = run("brands", "check", bad);

        // Then
        assertThat(well).isEqualTo(new Ended(0, good + ": 1 brand, all well\n", ""));
        assertThat(wrong.code()).isEqualTo(2);
        assertThat(wrong.out()).isEmpty();
        assertThat(wrong.err())
                .startsWith("groundswell: " + bad + ": line 4: brand 'acme': ")
                .hasLineCount(1);
    }

    @Test
    void brands_are_kept_between_commands_and_removed_only_when_asked() throws Exception {
        // Given
        Path data = folder.resolve("data");
        Path first = Files.writeString(
                folder.resolve("first.yaml"), BRANDS + "  - {id: globex, name: Globex, query: globex}\n");
        Path second = Files.writeString(folder.resolve("second.yaml"), BRANDS.replace("Acme Widgets", "Acme"));

        // When
        Ended added = run("brands", "apply", first, "--data", data);
        Ended changed = run("brands", "apply", second, "--data", data);
        Ended pruned = run("brands", "apply", "--prune", second, "--data", data);
        Ended listed = run("brands", "list", "--data", data);

        // Then
        assertThat(added).isEqualTo(new Ended(0, "Brands: added acme, globex\n", ""));
        assertThat(changed)
                .isEqualTo(new Ended(
                        0,
                        "Brands: changed acme\n",
                        "Still listened for, though not in the file: globex; --prune removes them.\n"));
        assertThat(pruned).isEqualTo(new Ended(0, "Brands: removed globex; unchanged acme\n", ""));
        assertThat(listed).isEqualTo(new Ended(0, "acme\tAcme\t\"acme widgets\" OR $ACME\n", ""));
    }

    @Test
    void a_folder_that_is_held_by_another_is_told() throws Exception {
        // Given
        DataFolder data = DataFolder.at(folder.resolve("data"));
        data.prepare(0);
        try (DataFolder.Lock lock = data.lock()) {
            lock.tell(new StackAddress(
                    4711, Brokers.open("127.0.0.1:1"), "http://127.0.0.1:2", "http://127.0.0.1:3", "x", "now"));

            // When
            Ended ended = run("up", "--data", data.path());

            // Then
            assertThat(ended)
                    .isEqualTo(new Ended(
                            1,
                            "",
                            "groundswell: A stack runs already on " + data.path()
                                    + " (process 4711); stop it, or choose" + " another folder with --data.\n"));
        }
    }

    @Test
    void a_port_in_use_is_told() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            // When
            Ended ended = run("up", "--data", folder.resolve("data"), "--kafka-port", other.getLocalPort());

            // Then
            assertThat(ended)
                    .isEqualTo(new Ended(
                            1,
                            "",
                            "groundswell: Port " + other.getLocalPort()
                                    + " on 127.0.0.1 is taken by another program: stop"
                                    + " it, or choose another port, or 0 for any free one.\n"));
        }
    }

    @Test
    void what_another_version_saved_is_left_alone() throws Exception {
        // Given
        Files.createDirectories(folder.resolve("kafka"));

        // When, Then
        assertThatThrownBy(() -> DataFolder.at(folder).goOn())
                .isInstanceOf(Trouble.class)
                .hasMessage("What is kept in " + folder + " was saved by another version of Groundswell, and this one"
                        + " cannot go on from it; move it away, or choose another folder with --data.");
        assertThat(folder).isDirectoryContaining(path -> path.endsWith("kafka"));
    }

    @Test
    void a_folder_of_this_version_is_used_again() throws Exception {
        // Given
        DataFolder data = DataFolder.at(folder);
        data.goOn();
        Files.createDirectories(data.kafka());

        // When, Then
        assertThatCode(data::goOn).doesNotThrowAnyException();
    }

    @Test
    void a_folder_that_cannot_be_made_and_a_disk_without_room_are_told() throws Exception {
        // Given
        Path file = Files.writeString(folder.resolve("file"), "in the way");

        // When, Then
        assertThat(run("up", "--data", file.resolve("data"))).satisfies(ended -> {
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err())
                    .startsWith("groundswell: The data folder " + file.resolve("data") + " cannot be made: ")
                    .hasLineCount(1);
        });
        assertThatThrownBy(() -> DataFolder.at(folder).prepare(Long.MAX_VALUE))
                .isInstanceOf(Trouble.class)
                .hasMessageMatching("There is too little room in .*: \\d+ MB are free, \\d+ MB are needed; make room or"
                        + " choose another folder with --data\\.");
    }

    @Test
    void status_without_a_stack_says_so() {
        // When
        Ended ended = run("status", "--data", folder.resolve("data"));

        // Then
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err()).startsWith("groundswell: No stack runs on ").hasLineCount(1);
    }

    @Test
    void the_demo_does_not_empty_a_folder_of_somebody_else() throws Exception {
        // Given
        Path data = Files.createDirectories(folder.resolve("data"));
        Path precious = Files.writeString(data.resolve("thesis.txt"), "years of work");

        // When
        Ended ended = run("demo", "--once", "--data", data);

        // Then
        assertThat(ended.code()).isEqualTo(1);
        assertThat(ended.err())
                .isEqualTo(
                        "groundswell: The folder " + data + " holds something else, and the demo begins by emptying its"
                                + " folder; name another with --data.\n");
        assertThat(precious).hasContent("years of work");
    }

    @Test
    void the_laboratory_says_how_well_two_versions_of_a_query_do_and_what_only_one_finds() throws Exception {
        // Given
        Path wide = Files.writeString(folder.resolve("wide.yaml"), "brands: [{id: acme, name: Acme, query: acme}]\n");
        Path narrow = Files.writeString(
                folder.resolve("narrow.yaml"), "brands: [{id: acme, name: Acme, query: 'acme AND kettle'}]\n");
        Path posts = Files.writeString(
                folder.resolve("posts.tsv"), "acme kettle\tyes\nacme \u001b[31mof art\tno\nbuses\tno\n");

        // When
        Ended ended = run("brands", "lab", "--brand", "acme", "--brands", wide, "--against", narrow, posts);

        // Then
        assertThat(ended)
                .isEqualTo(new Ended(
                        0,
                        """
                        WIDE
                          precision  0.500  (0.095 to 0.905 in 95 of 100 samples): 1 of 2 of what it finds is about the brand
                          recall     1.000  (0.207 to 1.000 in 95 of 100 samples): 1 of 1 of what is about the brand is found
                        NARROW
                          precision  1.000  (0.207 to 1.000 in 95 of 100 samples): 1 of 1 of what it finds is about the brand
                          recall     1.000  (0.207 to 1.000 in 95 of 100 samples): 1 of 1 of what is about the brand is found
                        only WIDE finds 1 post, 0 of them rightly
                          wrong  line 2  acme [31mof art
                        only NARROW finds 0 posts, 0 of them rightly
                        """
                                .replace("WIDE", wide.toString())
                                .replace("NARROW", narrow.toString()),
                        ""));
        assertThat(run("brands", "lab", "--brand", "apex", "--brands", wide, posts))
                .isEqualTo(new Ended(2, "", "groundswell: There is no brand 'apex' in " + wide + ".\n"));
    }
}
