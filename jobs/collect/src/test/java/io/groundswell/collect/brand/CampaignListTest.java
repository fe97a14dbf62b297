package io.groundswell.collect.brand;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Campaign;
import java.io.StringReader;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CampaignListTest {

    private static BrandFile read(String campaigns) {
        return BrandFile.read(new StringReader(
                """
                brands:
                  - id: acme
                    name: Acme
                    query: acme
                    campaigns:
                """
                        + campaigns.indent(6)));
    }

    @Test
    void campaigns_are_read_as_they_are_written() {
        // When
        BrandFile file = read(
                """
                - id: spring
                  name: Spring Sale
                  from: 2026-03-01
                  to: 2026-03-14
                  query: 'hashtag:springsale'
                  utm: [spring-sale, Spring]
                  targets: {volume: 500, clicks: 2000}
                  cost: 12000
                  currency: EUR
                  conversion-value: 0.5
                - {id: autumn, name: Autumn, from: 2026-10-01, to: 2026-10-01, utm: [autumn]}
                """);

        // Then
        assertThat(file.problems()).isEmpty();
        assertThat(file.brands().get(0).getCampaigns())
                .containsExactly(
                        new Campaign(
                                "spring",
                                "Spring Sale",
                                LocalDate.of(2026, 3, 1),
                                LocalDate.of(2026, 3, 14),
                                "hashtag:springsale",
                                List.of("spring-sale", "Spring"),
                                Map.of("volume", 500.0, "clicks", 2000.0),
                                12_000.0,
                                "EUR",
                                0.5),
                        new Campaign(
                                "autumn",
                                "Autumn",
                                LocalDate.of(2026, 10, 1),
                                LocalDate.of(2026, 10, 1),
                                null,
                                List.of("autumn"),
                                Map.of(),
                                null,
                                null,
                                null));
    }

    @Test
    void everything_that_is_wrong_with_them_is_told_at_once_with_its_line() {
        // When
        BrandFile file = read(
                """
                - spring
                - {id: Spring, name: '', from: soon, to: 2026-03-14, utm: [a]}
                - {id: a, name: A, from: 2026-03-02, to: 2026-03-01, utm: [a]}
                - {id: b, name: B, from: 2026-01-01, to: 2026-12-31, utm: [a]}
                - {id: c, name: C, from: 2026-01-01, to: 2026-01-31}
                - {id: d, name: D, from: 2026-01-01, to: 2026-01-31, query: '('}
                - {id: e, name: E, from: 2026-01-01, to: 2026-01-31, utm: [a], cost: 12k}
                - {id: f, name: F, from: 2026-01-01, to: 2026-01-31, utm: [a], cost: 12, currency: euro}
                - {id: g, name: G, from: 2026-01-01, to: 2026-01-31, utm: [a], cost: 0, currency: EUR}
                - {id: h, name: H, from: 2026-01-01, to: 2026-01-31, utm: [a], targets: {fame: 7, clicks: many}}
                - {id: i, name: I, from: 2026-01-01, to: 2026-01-31, utm: [a]}
                - {id: i, name: I, from: 2026-01-01, to: 2026-01-31, utm: [a], form: x}
                """);

        // Then
        assertThat(file.brands()).isEmpty();
        assertThat(file.problems())
                .extracting(problem -> problem.line() + " " + problem.problem())
                .containsExactly(
                        "6 a campaign must have keys: id, name, from, to, and query or utm",
                        "7 'from' must be a day such as 2026-01-31",
                        "7 'id' must be lower-case letters, digits and hyphens, at most 64",
                        "7 'name' must have 1 to 200 characters",
                        "8 'to' must not be before 'from'",
                        "9 a campaign lasts 92 days at most, this one 365",
                        "10 a campaign must have a 'query', or 'utm', or both",
                        "11 the query ends too early: something must follow, or a bracket is not closed",
                        "12 'cost' must be a number above 0, such as 1200 or 0.5",
                        "13 'currency' must be three capital letters, such as EUR",
                        "14 'cost' must be a number above 0, such as 1200 or 0.5",
                        "15 'fame' is no target; known are volume, people, authors, engagement, reach, followers-won,"
                                + " sessions, clicks, conversions, value",
                        "15 'clicks' must be a number above 0, such as 1200 or 0.5",
                        "17 unknown key 'form'; did you mean 'from'?",
                        "17 the campaign 'i' is there already, on line 16");
    }

    @Test
    void what_is_no_list_is_told_in_one_sentence() {
        assertThat(BrandFile.read(new StringReader("brands: [{id: a, name: A, query: a1, campaigns: {id: spring}}]"))
                        .problems())
                .extracting(BrandProblem::problem)
                .containsExactly("'campaigns' must be a list, each campaign beginning with '- id:'");
    }
}
