package io.groundswell.local.brief;

import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.local.brief.Usual.Band;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsualTest {

    private static final ZoneId VIENNA = ZoneId.of("Europe/Vienna");
    private static final Instant MONDAY_NOON = Instant.parse("2026-03-02T11:00:00Z");

    /** 10 mentions at noon of the first day, 20 at that of the next, and so on; none at any other hour. */
    private static Map<Instant, Long> noons(int days) {
        Map<Instant, Long> noons = new HashMap<>();
        for (int day = 0; day < days; day++) {
            noons.put(MONDAY_NOON.plus(day, ChronoUnit.DAYS), 10L * (day + 1));
        }
        return noons;
    }

    private static Usual known(int days, Set<Instant> blind) {
        return new Usual(noons(days), blind, MONDAY_NOON, MONDAY_NOON.plus(days, ChronoUnit.DAYS), VIENNA);
    }

    @Test
    void what_is_usual_at_noon_is_what_noons_had() {
        Usual usual = known(11, Set.of());

        assertThat(usual.at(Instant.parse("2026-03-20T11:00:00Z"))).contains(new Band(20, 60, 100));
        assertThat(usual.at(Instant.parse("2026-03-20T12:00:00Z"))).contains(new Band(0, 0, 0));
    }

    @Test
    void noon_stays_noon_when_the_clocks_change() {
        assertThat(known(11, Set.of()).at(Instant.parse("2026-03-30T10:00:00Z")))
                .contains(new Band(20, 60, 100));
    }

    @Test
    void an_hour_nobody_heard_says_nothing() {
        assertThat(known(11, Set.of(MONDAY_NOON)).at(Instant.parse("2026-03-20T11:00:00Z")))
                .contains(new Band(29, 65, 101));
    }

    @Test
    void two_days_are_too_few_to_say() {
        assertThat(known(2, Set.of()).at(MONDAY_NOON)).isEmpty();
        assertThat(known(3, Set.of()).at(MONDAY_NOON)).isPresent();
        assertThat(Band.of(List.of(1.0, 2.0))).isEmpty();
    }
}
