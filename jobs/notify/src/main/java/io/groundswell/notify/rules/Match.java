package io.groundswell.notify.rules;

import java.time.Instant;

/**
 * What a rule that looks at mentions one by one makes of one of them.
 *
 * @param rule its name
 * @param mention id
 * @param createdAt when the mention was made
 * @param version of the mention, the newest
 * @param stands false when the mention was deleted, or edited so that the rule does not ask for it any more
 * @param negative whether it speaks ill of the brand
 */
public record Match(String rule, String mention, Instant createdAt, long version, boolean stands, boolean negative) {

    /** Under which it is kept. */
    public String key() {
        return rule + "|" + mention;
    }
}
