package io.groundswell.kibana;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong in a definition is told with its file and line, or with its panel. */
class DefinitionsTest {

    @TempDir
    private Path folder;

    @BeforeEach
    void a_view_and_no_search() throws IOException {
        Files.writeString(folder.resolve("data-views.yaml"), "- {id: mentions, time: createdAt}\n");
        Files.writeString(folder.resolve("searches.yaml"), "[]\n");
    }

    private String panel(String panel) throws IOException {
        Files.writeString(
                folder.resolve("1-page.yaml"),
                "id: page\ntitle: Page\ntime: {from: now-7d, to: now}\npanels:\n  - " + panel + "\n");
        return SavedObjects.lines(Definitions.in(folder));
    }

    @Test
    void a_field_that_is_not_known() {
        assertThatThrownBy(() -> panel("{kind: text, titel: About, size: 48x4}"))
                .hasMessage(
                        "1-page.yaml, line 5: nothing is called 'titel' here; there are by, empty-when, ignores-controls,"
                                + " incidents, kind, of, over, rows, search, size, text, title, values, where");
    }

    @Test
    void a_field_that_is_there_twice() {
        assertThatThrownBy(() -> panel("{kind: text, kind: text}"))
                .hasMessage("1-page.yaml, line 5: Duplicate field 'kind'");
    }

    @Test
    void a_kind_that_is_none() {
        assertThatThrownBy(() -> panel("{kind: pie, title: Posts, size: 24x12}"))
                .hasMessage(
                        "1-page.yaml, line 5: 'pie' is none of metric, bars, shares, lines, ranking, table, search, text");
    }

    @Test
    void a_size_that_is_none() {
        assertThatThrownBy(() -> panel("{kind: text, title: About, size: wide}"))
                .hasMessage("the panel 'About' of Page needs a size, such as 24x12");
    }

    @Test
    void a_data_view_that_is_not_there() {
        assertThatThrownBy(() ->
                        panel("{kind: metric, title: Posts, size: 12x6, of: posts, values: [{take: count, as: x}]}"))
                .hasMessage(
                        "the panel 'Posts' of Page is of the data view 'posts', which data-views.yaml does not have");
    }

    @Test
    void a_search_that_is_not_there() {
        assertThatThrownBy(() -> panel("{kind: search, title: Posts, size: 48x14, search: posts}"))
                .hasMessage("the panel 'Posts' of Page shows the search 'posts', which searches.yaml does not have");
    }

    @Test
    void a_number_of_nothing() {
        assertThatThrownBy(() ->
                        panel("{kind: metric, title: Posts, size: 12x6, of: mentions, values: [{take: sum, as: x}]}"))
                .hasMessage(
                        "the panel 'Posts' of Page has a value without take, or as, or of; only count goes without of");
    }

    @Test
    void a_chart_without_an_axis() {
        assertThatThrownBy(() ->
                        panel("{kind: bars, title: Posts, size: 24x12, of: mentions, values: [{take: count, as: x}]}"))
                .hasMessage("the panel 'Posts' of Page needs over, or one row, for its axis");
    }

    @Test
    void a_format_that_is_none() throws IOException {
        Files.writeString(folder.resolve("data-views.yaml"), "- {id: mentions, formats: {text: bold}}\n");
        assertThatThrownBy(() -> panel("{kind: text, title: About, size: 48x4, text: x}"))
                .hasMessage("the format 'bold' of data-views.yaml is none of url, percent, seconds, milliseconds");
    }
}
