package io.groundswell.measure.panel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.groundswell.topics.Brand;
import io.groundswell.topics.Panel;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembershipTest {

    private static Brand.Builder brand(String id) {
        return Brand.newBuilder().setId(id).setName(id).setQuery(id);
    }

    private static final Brand ZEST = brand("zest").build();

    private static long at(String time) {
        return Instant.parse(time).toEpochMilli();
    }

    @Test
    void without_a_panel_it_is_the_competitors_and_always_was() {
        Brand acme = brand("acme").setCompetitors(List.of("zest")).build();
        assertThat(Membership.of("zest", at("2026-03-02T12:00:00Z"), List.of(acme, ZEST)))
                .containsExactly(new Membership(
                        "acme",
                        1,
                        Membership.EVER,
                        List.of("acme", "zest"),
                        at("2026-03-02T00:00:00Z"),
                        at("2026-03-03T00:00:00Z")));
    }

    @Test
    void who_is_compared_with_nobody_belongs_to_nothing() {
        assertThat(Membership.of("zest", 0, List.of(ZEST))).isEmpty();
    }

    @Test
    void a_panel_holds_from_midnight_of_its_first_day_in_the_brands_zone_until_the_next_one() {
        Brand acme = brand("acme")
                .setTimeZone("Europe/Vienna")
                .setPanels(List.of(
                        new Panel(LocalDate.of(2026, 1, 1), List.of("zest")),
                        new Panel(LocalDate.of(2026, 3, 29), List.of("zest", "other"))))
                .build();
        assertThat(Membership.of("acme", at("2025-06-01T00:00:00Z"), List.of(acme)))
                .extracting(Membership::version, Membership::from)
                .containsExactly(tuple(1, Membership.EVER));
        assertThat(Membership.of("other", at("2026-03-28T22:59:59Z"), List.of(acme)))
                .isEmpty();
        assertThat(Membership.of("other", at("2026-03-28T23:00:00Z"), List.of(acme)))
                .containsExactly(new Membership(
                        "acme",
                        2,
                        at("2026-03-28T23:00:00Z"),
                        List.of("acme", "other", "zest"),
                        at("2026-03-28T23:00:00Z"),
                        at("2026-03-29T22:00:00Z")));
    }
}
