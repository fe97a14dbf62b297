package io.groundswell.notify.crisis;

import io.groundswell.topics.AlertState;
import io.groundswell.topics.AlertTier;

/**
 * A change of a storm's state, and the step that brought it.
 *
 * @param tier the highest up to then
 * @param peakSeen the most mentions in an hour up to then
 */
public record Change(AlertState state, AlertTier tier, Judgement by, long peakSeen) {}
