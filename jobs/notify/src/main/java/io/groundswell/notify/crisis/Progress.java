package io.groundswell.notify.crisis;

import java.time.Instant;
import java.util.List;

/**
 * How far a brand has been judged, and what came of it.
 *
 * @param judgedUntil end of the last stretch judged
 * @param storms open ones, and closed ones that alerts or baselines still need; oldest first
 */
public record Progress(Instant judgedUntil, List<Storm> storms) {}
