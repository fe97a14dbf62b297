package io.groundswell.notify.rules;

import java.time.Instant;
import java.util.Collection;

/**
 * What is known of a brand that rules count by.
 *
 * @param heardSince start of its first minute ever; null when there was none
 * @param questions it was asked
 */
public record BrandPast(Instant heardSince, StepSums sums, Collection<Question> questions) {}
