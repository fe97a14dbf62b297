package io.groundswell.notify.crisis;

import java.time.Instant;

/**
 * What remains of the minutes no longer kept.
 *
 * @param before minutes that start before this are gone, and take no correction any more
 * @param first the brand's very first minute among them
 * @param revisions the sum of their revisions
 */
public record Forgotten(Instant before, Instant first, long revisions) {}
