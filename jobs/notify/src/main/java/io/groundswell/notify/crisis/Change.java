package io.groundswell.notify.crisis;

import io.groundswell.topics.AlertState;

/**
 * A change of a storm's state, and the stretch that brought it.
 *
 * @param peakSeen the most mentions in a stretch up to then
 */
public record Change(AlertState state, Judgement by, long peakSeen) {}
