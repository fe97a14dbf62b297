package io.groundswell.notify.crisis;

import io.groundswell.topics.AlertState;

/** A change of a storm's state, and the stretch that brought it. */
public record Change(AlertState state, Judgement by) {}
