package io.groundswell.notify.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.flow.RuleForms;
import io.groundswell.flow.RuleForms.Form;
import io.groundswell.topics.RuleKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RulesTableTest {

    @Test
    void the_table_of_rules_in_the_readme_is_what_the_brands_file_takes() throws IOException {
        String table = RuleForms.ALL.stream()
                .map(RulesTableTest::row)
                .collect(Collectors.joining("\n", "| kind | tells | asks for |\n| --- | --- | --- |\n", "\n"));
        Path generated = Path.of("target", "rules.md");
        Files.writeString(generated, table);

        assertThat(Files.readString(Path.of("README.md")))
                .as("the table between the rules marks in README.md; the right one is in jobs/notify/%s", generated)
                .contains("<!-- rules -->\n" + table + "<!-- /rules -->");
    }

    private static String row(Form form) {
        return "| `" + form.word() + "` | " + form.tells() + " | "
                + form.keys().stream()
                        .map(key -> "`" + key.name() + "`"
                                + (key.fallback() == null ? "" : " (`" + key.fallback() + "`)") + ": " + key.meaning())
                        .collect(Collectors.joining("; "))
                + " |";
    }

    @Test
    void every_kind_there_is_has_a_form() {
        for (RuleKind kind : RuleKind.values()) {
            assertThat(RuleForms.of(kind) != null).as(kind.name()).isEqualTo(kind != RuleKind.OTHER);
        }
    }
}
