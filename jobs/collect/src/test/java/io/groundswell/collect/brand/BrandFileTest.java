package io.groundswell.collect.brand;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Answers;
import io.groundswell.topics.Brand;
import io.groundswell.topics.OpenHours;
import io.groundswell.topics.Panel;
import io.groundswell.topics.Product;
import io.groundswell.topics.Sensitivity;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrandFileTest {

    @Test
    void brands_are_read_as_they_are_written() {
        // When
        BrandFile file = read(
                """
                brands:
                  - id: brewbolt
                    name: Brew & Bolt
                    query: '"brew bolt" OR $BREW'
                    accounts: [x:brewbolt, x:BrewBoltCares, 'linkedin:urn:li:organization:77']
                    competitors: [tealine]
                    languages: [en, no]
                  - id: tealine
                    name: Tealine
                    query: >
                      tealine
                      AND NOT fish
                """);

        // Then
        assertThat(file.problems()).isEmpty();
        assertThat(file.brands())
                .containsExactly(
                        new Brand(
                                "brewbolt",
                                "Brew & Bolt",
                                "\"brew bolt\" OR $BREW",
                                List.of("x:brewbolt", "x:BrewBoltCares", "linkedin:urn:li:organization:77"),
                                List.of("tealine"),
                                List.of(),
                                List.of(),
                                List.of("en", "no"),
                                null,
                                Map.of(),
                                "UTC",
                                List.of(),
                                null,
                                List.of(),
                                Sensitivity.BALANCED,
                                List.of(),
                                false),
                        new Brand(
                                "tealine",
                                "Tealine",
                                "tealine AND NOT fish\n",
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                List.of(),
                                null,
                                Map.of(),
                                "UTC",
                                List.of(),
                                null,
                                List.of(),
                                Sensitivity.BALANCED,
                                List.of(),
                                false));
    }

    @Test
    void everything_that_is_wrong_is_told_at_once_with_its_line() {
        // When
        BrandFile file = read(
                """
                brands:
                  - id: Brew Bolt
                    name: Brew
                    query: brew
                  - id: good
                    name: Good
                    query: good
                  - id: good
                    name: Good again
                    query: good
                  - id: broken
                    name: Broken
                    qurey: broken
                    query: broken AND (
                    accounts: ['@broken', x:taken, x:taken]
                    competitors: [good, nobody, broken]
                    languages: [english]
                  - id: rival
                    query: NOT rival
                    accounts: x:rival
                  - name: Nameless
                    query: ''
                    colour: red
                  - only words
                brand: []
                """);

        // Then
        assertThat(file.brands()).isEmpty();
        assertThat(file.problems().stream().map(BrandProblem::sentence))
                .containsExactly(
                        "line 2: brand 'Brew Bolt': 'id' must be lower-case letters, digits and hyphens, at most 64",
                        "line 8: brand 'good': the id is taken already, on line 5",
                        "line 13: brand 'broken': unknown key 'qurey'; did you mean 'query'?",
                        "line 14: brand 'broken': the query ends too early: something must follow, or a bracket is not closed (character 12 of the query)",
                        "line 15: brand 'broken': 'x:taken' stands twice in 'accounts'",
                        "line 15: brand 'broken': the account '@broken' must be platform:handle, such as x:acme, without @",
                        "line 16: brand 'broken': the competitor 'nobody' is no brand of this file",
                        "line 16: brand 'broken': a brand is not its own competitor",
                        "line 17: brand 'broken': the language 'english' must be two lower-case letters, such as en",
                        "line 18: brand 'rival': 'name' is missing",
                        "line 19: brand 'rival': the query only says what to leave out, not what to look for",
                        "line 20: brand 'rival': 'accounts' must be a list, such as [a, b]",
                        "line 21: a brand without an 'id'",
                        "line 22: the query is empty",
                        "line 23: unknown key 'colour'; known are id, name, query, aliases, products, accounts, competitors, languages, company, owners, time-zone, panels, answers, campaigns, sensitivity, alerts",
                        "line 24: a brand must have keys: id, name, query",
                        "line 25: unknown key 'brand'; did you mean 'brands'?");
    }

    @Test
    void a_brand_may_say_what_people_call_it_and_what_it_sells() {
        // When
        BrandFile file = read(
                """
                brands:
                  - id: acme
                    name: Acme
                    query: acme
                    aliases: [AcmeCo, '#acmeway']
                    products:
                      - Turbo Kettle
                      - {name: Silent Toaster, aliases: [toasty]}
                """);

        // Then
        assertThat(file.problems()).isEmpty();
        assertThat(file.brands())
                .containsExactly(new Brand(
                        "acme",
                        "Acme",
                        "acme",
                        List.of(),
                        List.of(),
                        List.of("AcmeCo", "#acmeway"),
                        List.of(
                                new Product("Turbo Kettle", List.of()),
                                new Product("Silent Toaster", List.of("toasty"))),
                        List.of(),
                        null,
                        Map.of(),
                        "UTC",
                        List.of(),
                        null,
                        List.of(),
                        Sensitivity.BALANCED,
                        List.of(),
                        false));
    }

    @Test
    void days_panels_and_promises_are_read() {
        // When
        BrandFile file = read(
                """
                brands:
                  - id: acme
                    name: Acme
                    query: acme
                    time-zone: Asia/Kolkata
                    panels:
                      - {from: 2026-01-01, brands: [zest]}
                      - {from: 2026-07-01, brands: []}
                    answers:
                      hours: [Sat-Sun 10:00-14:00, Mon 00:00-24:00]
                      within: {support: 90m, any: 1d}
                      departments: {praise: none}
                  - {id: zest, name: Zest, query: zest}
                """);

        // Then
        assertThat(file.problems()).isEmpty();
        Brand acme = file.brands().get(0);
        assertThat(acme.getTimeZone()).isEqualTo("Asia/Kolkata");
        assertThat(acme.getPanels())
                .containsExactly(
                        new Panel(LocalDate.of(2026, 1, 1), List.of("zest")),
                        new Panel(LocalDate.of(2026, 7, 1), List.of()));
        assertThat(acme.getAnswers())
                .isEqualTo(new Answers(
                        List.of(new OpenHours(6, 600, 840), new OpenHours(7, 600, 840), new OpenHours(1, 0, 1440)),
                        Map.of("support", 90L, "any", 1440L),
                        Map.of("praise", "none")));
    }

    @Test
    void a_brand_may_belong_to_a_company_and_say_who_answers_for_its_incidents() {
        // When
        BrandFile file = read(
                """
                brands:
                  - {id: acme, name: Acme, query: acme, company: acme-group, owners: {reviews: support, any: pr}}
                  - {id: zest, name: Zest, query: zest, company: Acme Group, owners: {ratings: support, any: P R}}
                """);

        // Then
        assertThat(file.brands()).hasSize(1);
        assertThat(file.brands().get(0).getCompany()).isEqualTo("acme-group");
        assertThat(file.brands().get(0).getOwners()).isEqualTo(Map.of("reviews", "support", "any", "pr"));
        assertThat(file.problems())
                .extracting(problem -> problem.line() + " " + problem.problem())
                .containsExactly(
                        "3 'company' must be lower-case letters, digits and hyphens, at most 64",
                        "3 'ratings' is no signal; known are any, volume, negative, reviews, amplification, unanswered",
                        "3 a department must be lower-case letters, digits and hyphens, at most 64");
    }

    @Test
    void what_is_wrong_with_days_panels_and_promises_is_told_with_its_line() {
        // When
        BrandFile file = read(
                """
                brands:
                  - id: acme
                    name: Acme
                    query: acme
                    time-zone: CET
                    panels:
                      - {from: 2026-07-01, brands: [nobody]}
                      - {from: 2026-01-01, brands: []}
                      - {from: soon, brands: []}
                    answers:
                      hours: [Mon-Fri 9-17, Tue 17:00-09:00]
                      within: {support: quickly}
                      department: {praise: none}
                """);

        // Then
        assertThat(file.problems())
                .extracting(problem -> problem.line() + " " + problem.problem())
                .containsExactly(
                        "5 'time-zone' must be a name such as Europe/Vienna, or UTC",
                        "7 the competitor 'nobody' is no brand of this file",
                        "8 panels must be in the order of their days, each day once",
                        "9 'from' must be a day such as 2026-01-31",
                        "11 the hours 'Mon-Fri 9-17' must be such as Mon-Fri 09:00-17:00",
                        "11 the hours 'Tue 17:00-09:00' must be such as Mon-Fri 09:00-17:00",
                        "12 'quickly' must be a time such as 30m, 4h or 1d",
                        "13 unknown key 'department'; did you mean 'departments'?");
    }

    @Test
    void a_name_belongs_to_one_brand() {
        assertThat(
                        sentences(
                                """
                brands:
                  - id: acme
                    name: Acme
                    query: acme
                    aliases: [toasty, ' ']
                    products: 7
                  - id: globex
                    name: Globex
                    query: globex
                    products: [Toasty, [a], {nam: x}]
                """))
                .containsExactly(
                        "line 5: brand 'acme': 'aliases' must be one line of 1 to 200 characters",
                        "line 6: brand 'acme': 'products' must be a list, such as [Turbo Kettle, Silent Toaster]",
                        "line 10: brand 'globex': 'Toasty' is what brand 'acme' is called already",
                        "line 10: brand 'globex': a product must be a name, or have the keys name and aliases",
                        "line 10: brand 'globex': unknown key 'nam'; did you mean 'name'?",
                        "line 10: brand 'globex': 'name' is missing");
    }

    @Test
    void what_is_no_brands_file_is_told_in_one_sentence() {
        assertThat(sentences("")).containsExactly("the file must begin with 'brands:'");
        assertThat(sentences("- a")).containsExactly("line 1: the file must begin with 'brands:'");
        assertThat(sentences("brands: 7"))
                .containsExactly("line 1: 'brands' must be a list, each brand beginning with '- id:'");
        assertThat(sentences("brands: []")).containsExactly("line 1: 'brands' is empty");
        assertThat(sentences("brands:\n  - id: ["))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("line 2: not YAML");
        assertThat(sentences("a: &a [*a]")).hasSize(2);
        assertThat(sentences("[".repeat(200))).containsExactly("not YAML, or too deep or too large");
    }

    @Test
    void yaml_makes_no_objects() {
        assertThat(sentences("brands: !!javax.script.ScriptEngineManager []")).isNotEmpty();
    }

    @Test
    void a_file_is_read_from_disk_and_a_missing_one_is_told(@TempDir Path folder) throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("brands.yaml"), "brands: [{id: a, name: A, query: a1}]");
        Path latin = Files.write(folder.resolve("latin.yaml"), new byte[] {(byte) 0xE9});
        Path missing = folder.resolve("missing.yaml");

        // Then
        assertThat(BrandFile.read(file).brands()).hasSize(1);
        assertThat(BrandFile.read(missing).problems())
                .containsExactly(new BrandProblem(null, 0, 0, "there is no file " + missing));
        assertThat(BrandFile.read(latin).problems())
                .containsExactly(new BrandProblem(null, 0, 0, latin + " is not UTF-8"));
    }

    private static BrandFile read(String yaml) {
        return BrandFile.read(new StringReader(yaml));
    }

    private static List<String> sentences(String yaml) {
        return read(yaml).problems().stream().map(BrandProblem::sentence).toList();
    }
}
