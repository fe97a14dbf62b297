package io.groundswell.notify.rules;

import io.groundswell.notify.crisis.RuleLimits;
import io.groundswell.topics.BrandRule;
import java.time.Duration;
import java.time.Instant;

/**
 * Where a rule that counts stands at one moment.
 *
 * @param judgedUntil end of the last five minutes judged; null when it is to be judged from the brand's first minute on
 * @param holdingSince end of the first of the latest five minutes in which it held without a break, or null; {@link Instant#MAX}
 *     when an alert became too long meanwhile, so that no other opens before it has ceased to hold
 * @param lastOpened when an alert of it last opened, or null
 * @param episode the one that is open, or that was closed in the last five minutes judged; or null
 */
public record Standing(Instant judgedUntil, Instant holdingSince, Instant lastOpened, Episode episode) {

    /** A rule nothing has been judged by, and nothing before a moment is to be; null is no such moment. */
    public static Standing since(Instant moment) {
        return new Standing(moment, null, null, null);
    }

    public boolean isOpen() {
        return episode != null && episode.isOpen();
    }

    /** After five more minutes that are over. */
    Standing after(Reading now, BrandRule rule, Duration longest) {
        Instant since = now.holds() ? holdingSince == null ? now.to() : holdingSince : null;
        if (!isOpen()) {
            return opens(now, since, rule)
                    ? new Standing(now.to(), since, now.to(), Episode.opened(now))
                    : new Standing(now.to(), since, lastOpened, null);
        }
        Episode seen = episode.seeing(now);
        if (!now.holds()) {
            return new Standing(now.to(), null, lastOpened, seen.closed(now.to()));
        }
        boolean tooLong = Duration.between(seen.openedAt(), now.to()).compareTo(longest) >= 0;
        return tooLong
                ? new Standing(now.to(), Instant.MAX, lastOpened, seen.closed(now.to()))
                : new Standing(now.to(), since, lastOpened, seen);
    }

    /** After a look at five minutes not yet over: as they only fill, it can open something and close nothing. */
    Standing glimpsed(Reading now, BrandRule rule) {
        if (isOpen()) {
            return now.holds() ? new Standing(judgedUntil, holdingSince, lastOpened, episode.seeing(now)) : this;
        }
        Instant since = now.holds() ? holdingSince == null ? now.to() : holdingSince : null;
        return opens(now, since, rule)
                ? new Standing(judgedUntil, since, now.to(), Episode.opened(now))
                : new Standing(judgedUntil, since, lastOpened, null);
    }

    private boolean opens(Reading now, Instant since, BrandRule rule) {
        return since != null
                && Duration.between(since, now.to()).compareTo(Duration.ofMinutes(rule.getPersist())) >= 0
                && (lastOpened == null
                        || Duration.between(lastOpened, now.to()).compareTo(Duration.ofMinutes(rule.getCoolDown()))
                                >= 0);
    }

    /** The same moment in steps. */
    static Instant floor(Instant time) {
        long step = RuleLimits.STEP.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), step) * step);
    }
}
