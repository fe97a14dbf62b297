package io.groundswell.enrich.copies;

import static io.groundswell.testkit.AMention.aMention;
import static io.groundswell.testkit.Moments.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.groundswell.topics.Automation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AutomationSignsTest {

    private static Carrier carrier(long followers, Duration age, Boolean flagged) {
        return Carrier.of(aMention("1")
                .by("jane", followers)
                .with(mention -> {
                    mention.getAuthor().setSince(NOON.minus(age));
                    mention.getAuthor().setAutomated(flagged);
                })
                .plain());
    }

    /** Posts a minute apart, each by another account. */
    private static TextTally crowd(int accounts, int young, int empty) {
        List<Carrier> carriers = new ArrayList<>();
        for (int i = 0; i < accounts; i++) {
            carriers.add(new Carrier(
                    "x:" + i, "x:a" + i, 60_000L * i, false, true, i < young, i >= accounts - empty, false));
        }
        return TextTally.of("acme", "hash", List.of(), carriers);
    }

    private static TextTally oneAccount(int posts, Duration apart) {
        List<Carrier> carriers = new ArrayList<>();
        for (int i = 0; i < posts; i++) {
            carriers.add(new Carrier("x:" + i, "x:a", apart.toMillis() * i, false, true, false, false, false));
        }
        return TextTally.of("acme", "hash", List.of(), carriers);
    }

    @Test
    void an_old_account_with_followers_shows_no_sign() {
        assertThat(AutomationSigns.ofOne(carrier(100, Duration.ofDays(900), null)))
                .isEqualTo(new Automation(0.0, List.of()));
    }

    @Test
    void signs_of_one_account_add_up_as_chances_do() {
        assertThat(AutomationSigns.ofOne(carrier(5, Duration.ofDays(29), null)))
                .isEqualTo(new Automation(1 - 0.7 * 0.7, List.of("hardly-a-follower", "young-account")));
        assertThat(AutomationSigns.ofOne(carrier(6, Duration.ofDays(30), null)).getScore())
                .isZero();
    }

    @Test
    void what_the_platform_says_is_certain() {
        assertThat(AutomationSigns.ofOne(carrier(9_000, Duration.ofDays(900), true)))
                .isEqualTo(new Automation(1.0, List.of("platform-says-automated")));
    }

    @Test
    void of_an_account_of_which_nothing_is_known_nothing_is_said() {
        assertThat(AutomationSigns.ofOne(Carrier.of(
                        aMention("1").with(mention -> mention.setAuthor(null)).plain())))
                .isNull();
    }

    @Test
    void a_crowd_of_young_and_empty_accounts_is_named() {
        Automation flood = AutomationSigns.ofAll(crowd(600, 200, 220));
        assertThat(flood.getReasons()).containsExactly("young-or-empty-accounts");
        assertThat(flood.getScore()).isCloseTo(0.9, within(1e-9));
    }

    @Test
    void a_crowd_of_ordinary_accounts_is_none_however_large() {
        assertThat(AutomationSigns.ofAll(crowd(600, 30, 40))).isEqualTo(new Automation(0.0, List.of()));
    }

    @Test
    void a_handful_of_young_accounts_is_no_crowd() {
        assertThat(AutomationSigns.ofAll(crowd(9, 9, 9))).isEqualTo(new Automation(0.0, List.of()));
    }

    @Test
    void the_same_account_saying_the_same_again_and_again_is_named_and_more_so_when_it_hurries() {
        assertThat(AutomationSigns.ofAll(oneAccount(4, Duration.ofHours(5))))
                .isEqualTo(new Automation(0.75, List.of("same-text-repeated")));
        assertThat(AutomationSigns.ofAll(oneAccount(4, Duration.ofMinutes(1))))
                .isEqualTo(new Automation(1 - 0.25 * 0.5, List.of("same-text-repeated", "repeated-fast")));
        assertThat(AutomationSigns.ofAll(oneAccount(2, Duration.ofMinutes(1))).getScore())
                .isZero();
    }

    @Test
    void a_text_that_nobody_carries_any_more_shows_no_sign() {
        assertThat(AutomationSigns.ofAll(TextTally.of("acme", "hash", List.of(), List.of())))
                .isEqualTo(new Automation(0.0, List.of()));
    }
}
