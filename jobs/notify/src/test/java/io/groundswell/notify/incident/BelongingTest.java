package io.groundswell.notify.incident;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Alert;
import io.groundswell.topics.AlertState;
import io.groundswell.topics.Signal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BelongingTest {

    private static final long HOUR = 60;
    private static final long DAY = 24 * HOUR;

    private static OwnedAlert alert(String brand, long opened, Long closed, AlertState state) {
        Instant at = minutesAfterNoon(opened);
        Alert alert = Alert.newBuilder(CourseTest.alert(Signal.VOLUME, "5 OPEN WATCH"))
                .setId(brand + "|volume|" + at)
                .setBrand(brand)
                .setOpenedAt(at)
                .setClosedAt(closed == null ? null : minutesAfterNoon(closed))
                .setState(state)
                .build();
        return new OwnedAlert(alert, null);
    }

    private static OwnedAlert over(String brand, long opened, long closed) {
        return alert(brand, opened, closed, AlertState.CLOSED);
    }

    private static OwnedAlert gone(String brand, long opened) {
        return alert(brand, opened, null, AlertState.RETRACTED);
    }

    private static Map<String, List<String>> of(Map<String, String> told, OwnedAlert... alerts) {
        Map<String, List<String>> ids = new java.util.LinkedHashMap<>();
        Belonging.of("group", List.of(alerts), told, Set.copyOf(told.values()))
                .forEach((id, group) ->
                        ids.put(id, group.stream().map(OwnedAlert::id).toList()));
        return ids;
    }

    @Test
    void what_a_rule_of_a_brands_own_tells_is_an_incident_of_its_own_and_ties_no_storms_together() {
        OwnedAlert ruled = over("acme", 10 * HOUR, 10 * HOUR + 2 * DAY);
        ruled.alert().setRule("every-mention/1 press");
        ruled.alert().setIncident("acme|rule:press|x:1");
        OwnedAlert first = over("acme", 5, 3 * HOUR);
        OwnedAlert second = over("bolt", 12 * HOUR + 2 * DAY, 13 * HOUR + 2 * DAY);

        assertThat(of(Map.of(), first, ruled, second))
                .isEqualTo(Map.of(
                        "acme|rule:press|x:1", List.of(ruled.id()),
                        "group|2026-03-02", List.of(first.id()),
                        "group|2026-03-05", List.of(second.id())));
    }

    @Test
    void storms_of_all_brands_that_follow_on_each_other_within_a_day_are_one_in_whatever_order_they_come() {
        List<OwnedAlert> alerts = new ArrayList<>(List.of(
                over("acme", 5, 3 * HOUR),
                over("bolt", HOUR, 10 * HOUR),
                over("acme", 10 * HOUR + DAY, 12 * HOUR + DAY),
                alert("bolt", 12 * HOUR + 2 * DAY + 1, null, AlertState.OPEN)));
        for (int turn = 0; turn < alerts.size(); turn++) {
            Collections.rotate(alerts, 1);
            assertThat(of(Map.of(), alerts.toArray(OwnedAlert[]::new)))
                    .isEqualTo(Map.of(
                            "group|2026-03-02",
                            List.of(
                                    "acme|volume|2026-03-02T12:05:00Z",
                                    "bolt|volume|2026-03-02T13:00:00Z",
                                    "acme|volume|2026-03-03T22:00:00Z"),
                            "group|2026-03-05",
                            List.of("bolt|volume|2026-03-05T00:01:00Z")));
        }
    }

    @Test
    void an_opening_that_is_corrected_changes_no_name_even_over_midnight() {
        OwnedAlert before = over("acme", 12 * HOUR + 5, 15 * HOUR);
        assertThat(of(Map.of(), before)).containsOnlyKeys("group|2026-03-03");
        OwnedAlert after = over("acme", 12 * HOUR - 5, 15 * HOUR);
        assertThat(of(Map.of(before.id(), "group|2026-03-03"), gone("acme", 12 * HOUR + 5), after))
                .isEqualTo(Map.of("group|2026-03-03", List.of(after.id(), before.id())));
        assertThat(of(Map.of(), after)).containsOnlyKeys("group|2026-03-02");
    }

    @Test
    void what_comes_to_light_between_two_makes_them_the_first_one() {
        OwnedAlert first = over("acme", 0, HOUR);
        OwnedAlert second = over("bolt", 2 * DAY, 2 * DAY + HOUR);
        Map<String, String> told = Map.of(first.id(), "group|2026-03-02", second.id(), "group|2026-03-04");
        assertThat(of(told, first, second)).containsOnlyKeys("group|2026-03-02", "group|2026-03-04");
        assertThat(of(told, first, second, over("acme", DAY, DAY + 2 * HOUR))).containsOnlyKeys("group|2026-03-02");
    }

    @Test
    void what_was_taken_back_holds_nothing_together_and_gives_no_name_once_that_was_told() {
        assertThat(of(Map.of(), over("acme", 0, HOUR), gone("acme", DAY), over("bolt", 2 * DAY, 3 * DAY)))
                .isEqualTo(Map.of(
                        "group|2026-03-02",
                        List.of("acme|volume|" + NOON, "acme|volume|2026-03-03T12:00:00Z"),
                        "group|2026-03-04",
                        List.of("bolt|volume|2026-03-04T12:00:00Z")));
        OwnedAlert later = over("acme", 30, HOUR);
        Map<String, List<OwnedAlert>> named =
                Belonging.of("group", Stream.of(gone("acme", 0), later).toList(), Map.of(), Set.of("group|2026-03-02"));
        assertThat(named).containsOnlyKeys("group|2026-03-02T12:30:00Z");
    }
}
