package io.groundswell.notify.rules;

import io.groundswell.topics.BrandRule;
import java.time.Instant;

/**
 * A rule as a brand has been judged by it.
 *
 * @param since nothing before this moment is told by it, because it was not written then; null when it was there from the beginning
 * @param standing of a rule that counts: where it stood at the last moment that nothing changes any more
 */
public record KnownRule(BrandRule rule, Instant since, Standing standing) {

    public static KnownRule heardAt(BrandRule rule, Instant moment) {
        return new KnownRule(rule, moment, Standing.since(moment));
    }

    public KnownRule standingAt(Standing later) {
        return new KnownRule(rule, since, later);
    }

    boolean tells(Instant moment) {
        return since == null || !moment.isBefore(since);
    }
}
