package io.groundswell.notify.crisis;

import java.time.Instant;

/**
 * What one brand got in one minute, on all platforms.
 *
 * @param start the minute's, inclusive
 * @param revision how many facts the numbers rest on; only grows
 * @param asOf the latest observation among them
 */
public record Minute(Instant start, long mentions, long negative, long revision, Instant asOf) {}
