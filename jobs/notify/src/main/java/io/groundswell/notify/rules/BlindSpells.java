package io.groundswell.notify.rules;

import io.groundswell.topics.BrandRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * When a platform was blind for so long that a rule tells it: after it was heard, and until it is heard again. A platform that was not
 * heard for as long as an alert may stay open is no longer waited for.
 */
final class BlindSpells {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final BrandRule rule;
    private final Duration longest;
    private final List<Episode> episodes = new ArrayList<>();
    private Instant lastHeard;
    private long blind;
    private Episode open;

    private BlindSpells(BrandRule rule, Duration longest) {
        this.rule = rule;
        this.longest = longest;
    }

    /**
     * @param hours of one platform
     * @param until how far event time is
     * @return oldest first
     */
    static List<Episode> of(BrandRule rule, List<Heard> hours, Instant until, Duration longest) {
        BlindSpells spells = new BlindSpells(rule, longest);
        hours.stream().sorted(Comparator.comparing(Heard::hour)).forEach(spells::take);
        if (spells.open != null) {
            Instant tooLong = spells.open.openedAt().plus(longest);
            spells.episodes.add(until.isBefore(tooLong) ? spells.open : spells.open.closed(tooLong));
        }
        return spells.episodes;
    }

    private void take(Heard hour) {
        for (int minute = 0; minute < Heard.minutes(); minute++) {
            Instant end = hour.hour().plus(MINUTE.multipliedBy(minute + 1L));
            if (hour.isHeard(minute)) {
                if (open != null) {
                    end(end);
                }
                lastHeard = end;
                blind = 0;
            } else if (hour.isBlind(minute) && lastHeard != null) {
                if (open == null && end.isAfter(lastHeard.plus(longest))) {
                    lastHeard = null;
                    continue;
                }
                blind++;
                Reading now = new Reading(lastHeard, end, blind, 0, blind >= rule.getAfter());
                if (open != null) {
                    open = open.seeing(now);
                } else if (now.holds()) {
                    open = Episode.opened(now);
                }
            }
        }
    }

    private void end(Instant heardAgain) {
        Instant tooLong = open.openedAt().plus(longest);
        episodes.add(open.closed(heardAgain.isBefore(tooLong) ? heardAgain : tooLong));
        open = null;
    }
}
