package io.groundswell.kibana;

import static io.groundswell.kibana.BrokenPack.MENTIONS;
import static io.groundswell.kibana.BrokenPack.NET_SENTIMENT;
import static io.groundswell.kibana.BrokenPack.OVERVIEW;
import static io.groundswell.kibana.BrokenPack.VOICES;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Each check can fail: a pack broken in just that way is found, and the sentence says where and what to do. */
class PackChecksTest {

    private static final String DASHBOARD = "dashboard groundswell-overview";
    private static final String ALL_HOURS = "size : \"HOUR\" and not platform : \"all\" and formula : \"measure/1\"";

    @Test
    void one_a_line_that_is_no_object() throws IOException {
        assertThat(new BrokenPack().line("{\"type\":").found())
                .containsExactly("1 envelope: line 28: it is not one JSON object: export or generate it anew");
    }

    @Test
    void one_keys_that_are_missing_or_of_one_kibana_alone() throws IOException {
        assertThat(new BrokenPack()
                        .object(OVERVIEW, object -> {
                            object.remove("typeMigrationVersion");
                            object.put("updated_at", "2026-03-09T00:00:00Z").put("managed", true);
                        })
                        .found())
                .containsExactly(
                        "1 envelope: " + DASHBOARD + ": it lacks typeMigrationVersion: add it",
                        "1 envelope: " + DASHBOARD + ": it has managed, updated_at, of one Kibana alone: leave it out");
    }

    @Test
    void one_a_version_that_the_oldest_kibana_does_not_know() throws IOException {
        assertThat(new BrokenPack()
                        .object(OVERVIEW, object -> object.put("typeMigrationVersion", "10.4.0"))
                        .found())
                .containsExactly("1 envelope: " + DASHBOARD
                        + ": its typeMigrationVersion is 10.4.0, but 10.2.0 is what Kibana 8.19 takes: write that");
    }

    @Test
    void one_an_object_that_is_there_twice_and_one_of_a_type_nobody_knows() throws IOException {
        assertThat(new BrokenPack()
                        .object("groundswell-dead-letters", object -> object.put("type", "lens"))
                        .found())
                .startsWith(
                        "1 envelope: lens groundswell-dead-letters: objects of the type 'lens' are not known here: keep to"
                                + " dashboard, index-pattern, search");
        assertThat(new BrokenPack()
                        .object("groundswell-late", object -> object.put("id", "groundswell-deliveries"))
                        .found())
                .contains(
                        "1 envelope: index-pattern groundswell-deliveries: it is there twice, and the second would replace the"
                                + " first: rename one");
    }

    @Test
    void two_an_attribute_that_kibana_refuses_and_no_title() throws IOException {
        assertThat(new BrokenPack()
                        .attributes(
                                OVERVIEW,
                                attributes -> attributes.put("sections", "[]").put("title", " "))
                        .found())
                .containsExactly(
                        "2 attributes: " + DASHBOARD + ": Kibana refuses the attribute sections: leave it out",
                        "2 attributes: " + DASHBOARD + ": it has no title: give it one");
    }

    @Test
    void three_json_in_a_string_that_is_broken_or_in_no_string() throws IOException {
        assertThat(new BrokenPack()
                        .attributes(OVERVIEW, attributes -> attributes
                                .put("optionsJSON", "{\"useMargins\":true")
                                .putObject("kibanaSavedObjectMeta")
                                .putObject("searchSourceJSON"))
                        .found())
                .containsExactlyInAnyOrder(
                        "3 json strings: " + DASHBOARD
                                + ": kibanaSavedObjectMeta.searchSourceJSON is not JSON inside a string, it is no string:"
                                + " generate it anew",
                        "3 json strings: " + DASHBOARD
                                + ": optionsJSON is not JSON inside a string, broken at character 18: generate it anew");
    }

    @Test
    void four_panels_that_lie_on_each_other_or_beside_the_grid() throws IOException {
        assertThat(new BrokenPack()
                        .panel(MENTIONS, panel -> ((ObjectNode) panel.get("gridData")).put("x", 12))
                        .found())
                .containsExactly(panel(
                        4,
                        "grid",
                        "Mentions in people's own words (measure/1)",
                        "it lies on the panel '" + MENTIONS + "': move one"));
        assertThat(new BrokenPack()
                        .panel(VOICES, panel -> ((ObjectNode) panel.get("gridData")).put("w", 49))
                        .found())
                .containsExactly(panel(4, "grid", VOICES, "it does not lie on the grid of 48 columns: x + w is 49"));
    }

    @Test
    void four_panels_that_cannot_be_told_apart() throws IOException {
        assertThat(new BrokenPack()
                        .panel("About this page", panel -> ((ObjectNode) panel.get("gridData")).put("i", "panel-99"))
                        .found())
                .containsExactly(panel(
                        4,
                        "grid",
                        "About this page",
                        "its panelIndex is panel-01 and its gridData.i is panel-99: make them the same"));
        assertThat(new BrokenPack()
                        .panel("About this page", panel -> {
                            panel.put("panelIndex", "panel-00");
                            ((ObjectNode) panel.get("gridData")).put("i", "panel-00");
                        })
                        .found())
                .containsExactly(panel(
                        4, "grid", "About this page", "its panelIndex panel-00 is another panel's too: change it"));
    }

    @Test
    void five_references_that_are_not_declared_not_used_or_lead_nowhere() throws IOException {
        String name = "panel-02:indexpattern-datasource-layer-numbers";
        assertThat(new BrokenPack()
                        .object(OVERVIEW, object -> object.path("references").forEach(reference -> {
                            if (reference.path("name").asText().equals(name)) {
                                ((ObjectNode) reference).put("name", "panel-02:a-layer");
                            }
                        }))
                        .found())
                .containsExactly(
                        "5 references: " + DASHBOARD + ": the reference " + name
                                + " is used and not declared: add it to references",
                        "5 references: " + DASHBOARD
                                + ": the reference panel-02:a-layer is declared and not used: leave it out");
        assertThat(new BrokenPack().without("groundswell-voices").found())
                .hasSize(6)
                .contains("5 references: " + DASHBOARD
                        + ": the reference panel-00:link_voices_dashboard leads to the dashboard"
                        + " groundswell-voices, which is not in the pack: add it, or point elsewhere");
    }

    @Test
    void five_a_reference_that_is_declared_twice() throws IOException {
        assertThat(new BrokenPack()
                        .object(OVERVIEW, object -> {
                            ArrayNode references = (ArrayNode) object.get("references");
                            references.add(references.get(0).deepCopy());
                        })
                        .found())
                .containsExactly(
                        "5 references: " + DASHBOARD
                                + ": the reference controlGroup_control-brand:optionsListDataView is declared twice: leave one out");
    }

    @Test
    void six_a_field_that_is_not_there() throws IOException {
        assertThat(new BrokenPack()
                        .column(MENTIONS, "value-1", column -> column.put("sourceField", "mention"))
                        .found())
                .containsExactly(panel(
                        6,
                        "fields",
                        MENTIONS,
                        "groundswell-measures has no field mention: see its mapping in schemas/indices"));
        assertThat(new BrokenPack()
                        .query(MENTIONS, ALL_HOURS + " and brands : *")
                        .found())
                .containsExactly(panel(
                        6,
                        "fields",
                        MENTIONS,
                        "groundswell-measures has no field brands: see its mapping in schemas/indices"));
    }

    @Test
    void six_a_field_that_cannot_do_what_is_asked_of_it() throws IOException {
        assertThat(new BrokenPack()
                        .column(MENTIONS, "value-1", column -> column.put("sourceField", "platform"))
                        .found())
                .containsExactly(panel(
                        6,
                        "fields",
                        MENTIONS,
                        "the field platform is of type keyword, which sum cannot take: choose another field or another"
                                + " operation"));
        assertThat(new BrokenPack()
                        .query(MENTIONS, ALL_HOURS + " and brand > \"m\"")
                        .found())
                .containsExactly(panel(
                        6,
                        "fields",
                        MENTIONS,
                        "the query compares brand, of type keyword, by greater and less: ask for its values"));
    }

    @Test
    void six_a_query_that_cannot_be_read() throws IOException {
        assertThat(new BrokenPack()
                        .query(MENTIONS, ALL_HOURS + " and (brand : acme")
                        .found())
                .containsExactly(panel(6, "fields", MENTIONS, "a bracket of the query is not closed"));
        assertThat(new BrokenPack()
                        .query(MENTIONS, ALL_HOURS + " and brand : pott*")
                        .found())
                .containsExactly(panel(
                        6, "fields", MENTIONS, "the value pott* of brand has a wildcard, which is not checked here"));
    }

    @Test
    void six_a_data_view_of_no_index_of_ours_or_with_a_time_that_is_none() throws IOException {
        assertThat(new BrokenPack()
                        .attributes("groundswell-late", view -> view.put("title", "logs-*"))
                        .found())
                .containsExactly(
                        "6 fields: index-pattern groundswell-late: there is no index logs-*: see schemas/indices");
        assertThat(new BrokenPack()
                        .attributes("groundswell-late", view -> view.put("timeFieldName", "version"))
                        .found())
                .containsExactly(
                        "6 fields: index-pattern groundswell-late: its time version is of type long, not a date");
    }

    @Test
    void six_a_search_by_what_cannot_be_sorted() throws IOException {
        assertThat(new BrokenPack()
                        .attributes("groundswell-reviews", search -> search.putArray("sort")
                                .addArray()
                                .add("text")
                                .add("asc"))
                        .found())
                .containsExactly(
                        "6 fields: search groundswell-reviews: it is sorted by text, of type text, which cannot be sorted");
    }

    @Test
    void six_a_panel_that_is_empty_as_soon_as_somebody_picks_something() throws IOException {
        String shares = "Share of voice of each brand among those it is compared with, by day";
        assertThat(new BrokenPack()
                        .attributes(OVERVIEW, attributes -> ((ObjectNode) attributes.get("controlGroupInput"))
                                .put(
                                        "panelsJSON",
                                        attributes
                                                .at("/controlGroupInput/panelsJSON")
                                                .asText()
                                                .replace("\"fieldName\":\"platform\"", "\"fieldName\":\"language\"")))
                        .found())
                .contains(panel(
                        6,
                        "fields",
                        MENTIONS,
                        "it is empty as soon as somebody picks a language, as groundswell-measures has no such field: let it"
                                + " ignore the controls, or leave the control out"))
                .noneMatch(finding -> finding.contains(shares));
    }

    @Test
    void seven_columns_that_are_not_there_not_drawn_or_in_the_wrong_order() throws IOException {
        assertThat(new BrokenPack()
                        .numbers(MENTIONS, numbers -> numbers.putArray("columnOrder"))
                        .found())
                .containsExactly(panel(
                        7, "columns", MENTIONS, "columnOrder is [] and the columns are [value-1]: name each once"));
        assertThat(new BrokenPack()
                        .numbers(NET_SENTIMENT, numbers -> numbers.putArray("columnOrder")
                                .add("series")
                                .add("value-1")
                                .add("time"))
                        .found())
                .containsExactly(panel(
                        7,
                        "columns",
                        NET_SENTIMENT,
                        "the group time stands behind a number in columnOrder: put groups first"));
        assertThat(new BrokenPack()
                        .state(MENTIONS, state -> ((ObjectNode) state.get("visualization"))
                                .put("metricAccessor", "value-2"))
                        .found())
                .containsExactly(
                        panel(7, "columns", MENTIONS, "it draws the column value-2, which is not there"),
                        panel(7, "columns", MENTIONS, "it does not draw the column value-1: draw it or leave it out"));
    }

    @Test
    void seven_a_layer_that_is_not_there_and_one_that_is_not_drawn() throws IOException {
        assertThat(new BrokenPack()
                        .state(MENTIONS, state -> ((ObjectNode) state.get("visualization")).put("layerId", "others"))
                        .found())
                .containsExactly(
                        panel(7, "columns", MENTIONS, "it draws the layer others, which is not there"),
                        panel(7, "columns", MENTIONS, "it does not draw the layer numbers"));
    }

    @Test
    void eight_a_kind_of_panel_that_does_not_last() throws IOException {
        assertThat(new BrokenPack()
                        .panel("About this page", panel -> ((ObjectNode) panel.at("/embeddableConfig/savedVis"))
                                .put("type", "vega"))
                        .found())
                .containsExactly(panel(
                        8,
                        "kinds",
                        "About this page",
                        "'vega' is a legacy visualisation, or one that nothing here can draw: use Lens"));
        assertThat(new BrokenPack()
                        .panel(MENTIONS, panel -> ((ObjectNode) panel.at("/embeddableConfig/attributes"))
                                .put("visualizationType", "lnsGauge"))
                        .found())
                .containsExactly(panel(
                        8,
                        "kinds",
                        MENTIONS,
                        "its chart 'lnsGauge' is not one that can be checked: use lnsDatatable, lnsMetric, lnsXY"));
        assertThat(new BrokenPack()
                        .panel("About this page", panel -> panel.put("type", "map"))
                        .found())
                .containsExactly(panel(8, "kinds", "About this page", "panels of the type 'map' are not known here"));
    }

    @Test
    void nine_a_time_range_that_is_not_saved_or_not_understood() throws IOException {
        assertThat(new BrokenPack()
                        .attributes(OVERVIEW, attributes -> attributes.put("timeRestore", false))
                        .found())
                .containsExactly(
                        "9 titles: " + DASHBOARD + ": its time range is not saved: save it with the dashboard");
        assertThat(new BrokenPack()
                        .attributes(OVERVIEW, attributes -> attributes.put("timeFrom", "yesterday"))
                        .found())
                .containsExactly("9 titles: " + DASHBOARD
                        + ": its timeFrom is yesterday, which cannot be checked: write now, or now-24h");
    }

    @Test
    void nine_a_title_that_is_missing_or_says_nothing_of_the_version() throws IOException {
        assertThat(new BrokenPack()
                        .panel(MENTIONS, panel -> panel.put("title", "Mentions"))
                        .found())
                .containsExactly(
                        panel(9, "titles", "Mentions", "its title does not say that it shows measure/1: add it"));
        assertThat(new BrokenPack()
                        .panel("Mentions, the most followed authors first", panel -> panel.put("title", ""))
                        .found())
                .containsExactly(panel(9, "titles", "panel-11", "it has no title: say what it shows"));
    }

    @Test
    void nine_numbers_that_may_be_of_several_versions() throws IOException {
        assertThat(new BrokenPack()
                        .query(NET_SENTIMENT, "size : \"DAY\" and platform : \"all\"")
                        .found())
                .containsExactly(
                        panel(
                                9,
                                "titles",
                                NET_SENTIMENT,
                                "it may mix versions of its numbers: ask for one, as in formula : \"measure/1\""),
                        panel(
                                9,
                                "titles",
                                NET_SENTIMENT,
                                "it may mix versions of metrics.net-sentiment: ask for one, as in metricVersions :"
                                        + " \"net-sentiment/1\""));
    }

    private static String panel(int number, String check, String title, String sentence) {
        return number + " " + check + ": " + DASHBOARD + ", panel '" + title + "': " + sentence;
    }
}
