/**
 * What counts as a crisis: a brand's minutes in, its storms and their alerts out, as a pure function.
 *
 * <p>In: the series of minutes, the baseline, the rule, rewinding after corrections, the words of an alert.
 *
 * <p>Not in: state, timers, connectors (the stage's own package), counting (measure).
 *
 * <p>May import: schemas. No Flink, no clock.
 */
package io.groundswell.notify.crisis;
