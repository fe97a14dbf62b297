package io.groundswell.notify.rules;

import java.time.Instant;

/**
 * What a rule sees when it looks at one span of time.
 *
 * @param from inclusive
 * @param to exclusive
 * @param seen mentions, or minutes without anything from a platform
 * @param expected what is usual in such a span; 0 where the rule compares with nothing
 * @param holds whether that is what the rule is to tell
 */
public record Reading(Instant from, Instant to, long seen, double expected, boolean holds) {}
