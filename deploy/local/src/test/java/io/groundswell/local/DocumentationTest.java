package io.groundswell.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.collect.CollectSettings;
import io.groundswell.enrich.EnrichSettings;
import io.groundswell.flow.FlowSettings;
import io.groundswell.flow.Setting;
import io.groundswell.measure.MeasureSettings;
import io.groundswell.notify.NotifySettings;
import io.groundswell.publish.PublishSettings;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DocumentationTest {

    private static final Path HOUSE = Path.of("..", "..");
    private static final Pattern CODE_WORD = Pattern.compile("`([A-Z][a-z]+(?:[A-Z][A-Za-z]*)+)`");
    private static final Pattern PATH_WORD = Pattern.compile("`((?:schemas|jobs|deploy|notebooks)/[A-Za-z0-9_./-]*)`");

    /** The part after a hash is for who reads. */
    private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)(?:#[^)]*)?\\)");

    /** A dashboard, a panel, or a part of the brief. */
    private static final Pattern PLACE = Pattern.compile("\\*([A-Z][^*]+)\\*");

    /** Names in code style that are not ours. */
    private static final Set<String> NOT_OURS = Set.of("AsyncSinkBase");

    @Test
    void the_settings_table_in_the_readme_is_what_the_jobs_read() throws IOException {
        String table = Stream.of(
                        FlowSettings.ALL,
                        CollectSettings.ALL,
                        EnrichSettings.ALL,
                        MeasureSettings.ALL,
                        NotifySettings.ALL,
                        PublishSettings.ALL)
                .flatMap(List::stream)
                .map(DocumentationTest::row)
                .collect(Collectors.joining("\n", "| setting | default | meaning |\n| --- | --- | --- |\n", "\n"));
        Path generated = Path.of("target", "settings.md");
        Files.writeString(generated, table);

        assertThat(read("README.md"))
                .as("the table between the settings marks in README.md; the right one is in deploy/local/%s", generated)
                .contains("<!-- settings -->\n" + table + "<!-- /settings -->");
    }

    private static String row(Setting<?> setting) {
        String fallback = setting.fallback() == null ? "must be set" : "`" + setting.fallback() + "`";
        return "| `" + setting.key() + "` | " + (fallback.equals("``") ? "" : fallback) + " | " + setting.meaning()
                + " |";
    }

    static List<String> documents() throws IOException {
        List<String> documents = new ArrayList<>();
        Files.walkFileTree(HOUSE, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean theirs = name.equals("target") || name.equals("node_modules") || name.startsWith(".git");
                return theirs ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(".md")) {
                    documents.add(HOUSE.relativize(file).toString());
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return documents;
    }

    @ParameterizedTest
    @MethodSource("documents")
    void what_the_documents_name_is_there(String document) throws IOException {
        Set<String> types = typesInTheHouse();
        String text = read(document);

        assertThat(found(CODE_WORD, text))
                .filteredOn(word -> !NOT_OURS.contains(word))
                .isSubsetOf(types);
        assertThat(found(PATH_WORD, text))
                // What a build makes is there after it.
                .filteredOn(path -> !path.contains("/target/"))
                .allSatisfy(path -> assertThat(HOUSE.resolve(path)).exists());
        assertThat(found(LINK, text))
                .filteredOn(link -> !link.startsWith("http"))
                .allSatisfy(link ->
                        assertThat(HOUSE.resolve(document).resolveSibling(link)).exists());
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_table_has_rows_and_every_row_a_cell_for_each_column(String document) throws IOException {
        assertThat(brokenTables(read(document))).isEmpty();
    }

    @Test
    void a_broken_table_would_be_noticed() {
        assertThat(brokenTables("| a | b |\n| --- | --- |\n| 1 | `x|y` |\n")).isEmpty();
        assertThat(brokenTables("| a | b |\n| --- | --- |\n| 1 | 2 |\n| 1 | 2 | 3 |\n"))
                .containsExactly("| 1 | 2 | 3 |");
        assertThat(brokenTables("| a | b |\n| --- | --- |\n\nMore.\n")).containsExactly("| a | b |");
        assertThat(brokenTables("Of 3,424 posts:\n\n\n\nOf others:\n\n| a |\n| --- |\n| 1 |\n"))
                .containsExactly("Of 3,424 posts:");
    }

    /** Rows that are too short or too long, heads without a row, and what announces something that does not come. */
    private static List<String> brokenTables(String text) {
        List<String> broken = new ArrayList<>();
        String head = null;
        int rows = 0;
        String said = "";
        int blanks = 0;
        boolean quoted = false;
        for (String line : (text + "\n\n").lines().toList()) {
            quoted ^= line.startsWith("```");
            if (!quoted && line.startsWith("|")) {
                head = head == null ? line : head;
                rows++;
                if (cells(line) != cells(head)) {
                    broken.add(line);
                }
            } else {
                if (head != null && rows < 3) {
                    broken.add(head);
                }
                head = null;
                rows = 0;
            }
            if (line.isBlank()) {
                blanks++;
            } else {
                if (!quoted && blanks > 1 && said.endsWith(":")) {
                    broken.add(said);
                }
                said = line;
                blanks = 0;
            }
        }
        return broken;
    }

    private static int cells(String row) {
        return row.replaceAll("`[^`]*`", "code").split("(?<!\\\\)\\|", -1).length;
    }

    @Test
    void the_places_that_answer_the_ten_questions_are_there() throws IOException {
        String readme = read("README.md");
        String questions =
                readme.substring(readme.indexOf("## Ten questions"), readme.indexOf("## Looking at it in Kibana"));
        StringBuilder places = new StringBuilder();
        for (Path folder : List.of(HOUSE.resolve("deploy/kibana/definitions"), Path.of("src", "main", "jte"))) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    places.append(Files.readString(file));
                }
            }
        }

        assertThat(questions.lines().filter(line -> line.startsWith("| a"))).hasSize(11);
        assertThat(found(PLACE, questions)).hasSize(14).allSatisfy(place -> assertThat(places)
                .contains(place));
    }

    /** What {@link RehearsalTest} approves. */
    @Test
    void the_mail_that_is_quoted_is_the_storys() throws IOException {
        String document = read("jobs/notify/README.md");
        String quoted = document.substring(document.indexOf("The mail's text:"));
        String mail = quoted.split("```")[1];

        assertThat(mail).contains("Crisis around pottlewick");
        assertThat(read("schemas/feeds/story/expected/messages.txt")).contains(mail);
    }

    @Test
    void a_name_that_is_gone_would_be_noticed() {
        assertThat(found(CODE_WORD, "See `NoSuchThing` in `jobs/flow`.")).containsExactly("NoSuchThing");
        assertThat(found(PATH_WORD, "See `NoSuchThing` in `jobs/nowhere`.")).containsExactly("jobs/nowhere");
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Classes of ours, tests included, and the test methods that invariants name. */
    private static Set<String> typesInTheHouse() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String folder : List.of("schemas", "jobs", "deploy")) {
            try (Stream<Path> files = Files.walk(HOUSE.resolve(folder))) {
                files.map(file -> file.getFileName().toString())
                        .filter(name -> name.endsWith(".java"))
                        .forEach(name -> names.add(name.substring(0, name.length() - ".java".length())));
            }
        }
        return names;
    }

    private static String read(String document) throws IOException {
        return Files.readString(HOUSE.resolve(document));
    }
}
