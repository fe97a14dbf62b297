package io.groundswell.notify.rules;

import static io.groundswell.testkit.Moments.NOON;
import static io.groundswell.testkit.Moments.minutesAfterNoon;
import static org.assertj.core.api.Assertions.assertThat;

import io.groundswell.topics.Alert;
import io.groundswell.topics.BrandRule;
import io.groundswell.topics.RuleKind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BlindSpellsTest {

    private static final BrandRule HALF_AN_HOUR =
            Rules.named("blind", RuleKind.BLIND_FEED).setAfter(30).build();

    private final Map<String, Heard> hours = new TreeMap<>();

    private BlindSpellsTest told(int fromMinute, int toMinute, boolean heard) {
        for (int minute = fromMinute; minute < toMinute; minute++) {
            Heard told = Heard.minute("x", minutesAfterNoon(minute), heard);
            hours.merge(told.key(), told, Heard::and);
        }
        return this;
    }

    private List<String> spells(Instant until) {
        return BlindSpells.of(HALF_AN_HOUR, List.copyOf(hours.values()), until, Duration.ofDays(7)).stream()
                .map(spell -> Duration.between(NOON, spell.openedAt()).toMinutes() + " to "
                        + (spell.isOpen()
                                ? "now"
                                : Duration.between(NOON, spell.closedAt()).toMinutes()))
                .toList();
    }

    @Test
    void a_platform_is_blind_for_long_enough_until_it_is_heard_again() {
        told(0, 5, true).told(5, 34, false);
        assertThat(spells(minutesAfterNoon(40))).isEmpty();
        told(34, 90, false);
        assertThat(spells(minutesAfterNoon(100))).containsExactly("35 to now");
        told(90, 91, true);
        assertThat(spells(minutesAfterNoon(100))).containsExactly("35 to 91");
    }

    @Test
    void a_record_that_comes_late_takes_blindness_back_whatever_is_told_again() {
        told(0, 5, true).told(5, 60, false).told(20, 21, true).told(5, 40, false);
        assertThat(spells(minutesAfterNoon(100))).containsExactly("51 to now");
    }

    @Test
    void a_platform_never_heard_is_not_blind_and_one_blind_for_a_week_is_told_no_longer() {
        told(5, 60, false);
        assertThat(spells(minutesAfterNoon(60))).isEmpty();
        told(0, 1, true);
        assertThat(spells(minutesAfterNoon(8 * 1440))).containsExactly("35 to " + (35 + 7 * 1440));
    }

    @Test
    void a_platform_not_heard_for_a_week_is_not_waited_for() {
        told(0, 1, true).told(7 * 1440 + 5, 7 * 1440 + 90, false);
        assertThat(spells(minutesAfterNoon(8 * 1440))).isEmpty();
    }

    @Test
    void what_is_told_later_of_one_spell_never_has_the_smaller_revision() {
        // Given: what came before the gap seems to be the last that was heard
        told(-100, -50, true).told(1, 90, false);
        Alert was = alert();

        // When
        told(0, 1, true);
        Alert is = alert();

        // Then
        assertThat(is.getId()).isEqualTo(was.getId()).isEqualTo("acme|rule:blind|x|2026-03-02T12:31:00Z");
        assertThat(was.getWindowStart()).isEqualTo(minutesAfterNoon(-50));
        assertThat(is.getWindowStart()).isEqualTo(minutesAfterNoon(1));
        assertThat(is.getRevision()).isEqualTo(was.getRevision() + 2);
    }

    private Alert alert() {
        List<Alert> alerts = new RuleWriter("acme", ZoneOffset.UTC, Duration.ofDays(7))
                .blind(HALF_AN_HOUR, "x", List.copyOf(hours.values()), minutesAfterNoon(100));
        assertThat(alerts).hasSize(1);
        return alerts.get(0);
    }
}
