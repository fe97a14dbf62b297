package io.groundswell.local.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.groundswell.flow.Settings;
import io.groundswell.flow.Topics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class AccessTablesTest {

    private static final Path SECURITY = Path.of("..", "security");
    private static final Duties DUTIES = Duties.shipped();

    @Test
    void the_tables_in_the_readme_are_what_the_files_say() throws IOException {
        String duties = DUTIES.all().stream()
                .map(duty -> row(List.of(
                        List.of("`" + duty.user() + "`"),
                        code(duty.reads()),
                        code(duty.writes()),
                        code(duty.groups()),
                        code(duty.maintains()),
                        code(duty.looksAt()),
                        duty.cluster().stream().map(Enum::name).toList())))
                .collect(Collectors.joining(
                        "",
                        "| user | reads | writes | keeps positions of | cuts off, and how long it is kept | looks at | in the cluster |\n"
                                + "| --- | --- | --- | --- | --- | --- | --- |\n",
                        ""));
        String roles = SearchRoles.NAMES.stream()
                .map(role -> row(List.of(
                        List.of("`" + role + "`"),
                        words(SearchRoles.role(role).at("/indices/0/privileges")),
                        words(SearchRoles.role(role).path("cluster")))))
                .collect(Collectors.joining(
                        "", "| role | on `groundswell-*` | in the cluster |\n| --- | --- | --- |\n", ""));
        Path generated = Path.of("target", "access.md");
        Files.writeString(generated, duties + "\n" + roles);

        assertThat(Files.readString(SECURITY.resolve("README.md")))
                .as("the tables of deploy/security/README.md; the right ones are in deploy/local/%s", generated)
                .contains("<!-- duties -->\n" + duties + "<!-- /duties -->")
                .contains("<!-- roles -->\n" + roles + "<!-- /roles -->");
    }

    private static String row(List<List<String>> cells) {
        return cells.stream().map(cell -> String.join(", ", cell)).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private static List<String> code(List<String> names) {
        return names.stream().map(name -> "`" + name + "`").toList();
    }

    private static List<String> words(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    @Test
    void every_job_has_a_user_and_every_name_is_of_a_topic_there_is() {
        assertThat(DUTIES.all()).extracting(Duty::name).containsAll(Settings.STAGES);
        assertThat(DUTIES.all()).extracting(Duty::user).doesNotHaveDuplicates();
        assertThat(DUTIES.all().stream().flatMap(duty -> Stream.concat(duty.reads().stream(), duty.writes().stream())))
                .filteredOn(topic -> !topic.equals("feed.*"))
                .isSubsetOf(Topics.ALL);
    }

    @Test
    void every_role_that_ships_is_known_and_reaches_our_indices_only() throws IOException {
        try (Stream<Path> files = Files.list(SECURITY.resolve("elasticsearch-roles"))) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".json", "")))
                    .containsExactlyInAnyOrderElementsOf(SearchRoles.NAMES);
        }
        assertThat(SearchRoles.NAMES)
                .allSatisfy(role -> assertThat(words(SearchRoles.role(role).at("/indices/0/names")))
                        .containsExactly("groundswell-*"));
    }
}
