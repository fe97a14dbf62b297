package io.groundswell.kibana;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.testkit.Approved;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The file that Kibana takes is what the definitions say. With {@code -Dpack=write} it is written. */
class PackFileTest {

    private static final Path FILE = Approved.root().resolve("deploy/kibana/groundswell.ndjson");

    @Test
    void the_file_is_what_the_definitions_say_and_passes_every_check_that_needs_no_documents() throws IOException {
        // When
        String lines = SavedObjects.lines(Definitions.in(Approved.root().resolve("deploy/kibana/definitions")));
        if (System.getProperty("pack", "").equals("write")) {
            Files.writeString(FILE, lines);
        }

        // Then
        assertThat(FILE).as("-Dpack=write makes it").exists();
        assertThat(Files.readString(FILE))
                .as("groundswell.ndjson is not what the definitions say; -Dpack=write makes it so")
                .isEqualTo(lines);
        assertThat(PackChecks.of(Pack.read(lines.getBytes(StandardCharsets.UTF_8))))
                .isEmpty();
    }

    @Test
    void every_dashboard_can_be_taken_in_at_a_glance_and_begins_with_the_way_to_the_others() throws IOException {
        Pack pack = Pack.read(Files.readAllBytes(FILE));
        assertThat(pack.of("dashboard"))
                .extracting(dashboard -> dashboard.attributes().path("title").asText())
                .containsExactly(
                        "[Groundswell] Overview",
                        "[Groundswell] Crisis room",
                        "[Groundswell] Campaigns",
                        "[Groundswell] Audience and platforms",
                        "[Groundswell] Voices",
                        "[Groundswell] Reviews and responses",
                        "[Groundswell] Pipeline health");
        assertThat(pack.of("dashboard")).allSatisfy(dashboard -> {
            assertThat(dashboard.panels()).hasSizeBetween(7, 12);
            assertThat(dashboard.panels().get(0).path("type").asText()).isEqualTo("links");
            assertThat(dashboard.panels().get(0).at("/embeddableConfig/attributes/links"))
                    .hasSize(6);
        });
    }

    @Test
    void the_readme_says_which_dashboards_there_are_what_is_checked_and_what_a_panel_may_have() throws IOException {
        String readme = Files.readString(Approved.root().resolve("deploy/kibana/README.md"));
        Pack pack = Pack.read(Files.readAllBytes(FILE));
        String dashboards = pack.of("dashboard").stream()
                .map(each -> "| " + each.attributes().path("title").asText().replace("[Groundswell] ", "") + " | "
                        + each.attributes().path("description").asText() + " | "
                        + each.panels().size() + " |\n")
                .collect(Collectors.joining());
        String checks = Stream.of(Check.values())
                .map(check -> "| " + check.number() + " | " + check.says() + " |\n")
                .collect(Collectors.joining());

        assertThat(readme)
                .contains("| dashboard | what it answers | panels |\n| --- | --- | --- |\n" + dashboards + "<!--")
                .contains("| check | what holds |\n| --- | --- |\n" + checks + "<!--");
        assertThat(Definitions.Panel.class.getRecordComponents())
                .extracting(field ->
                        "| `" + field.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT) + "` |")
                .allSatisfy(field -> assertThat(readme).contains(field));
        assertThat(pack.of("index-pattern")).hasSize(15);
        assertThat(pack.of("search")).hasSize(5);
    }
}
