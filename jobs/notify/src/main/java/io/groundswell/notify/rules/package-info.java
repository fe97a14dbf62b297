/**
 * Rules of a brand's own: its minutes, its mentions and what was heard of platforms in, alerts out, as a pure function.
 *
 * <p>In: what each kind of rule reads, when an alert opens and closes, quiet hours, the words of an alert.
 *
 * <p>Not in: state, timers, connectors (the stage's own package), the rule every brand has (crisis), the form of rules (flow).
 *
 * <p>May import: schemas, flow, crisis. No Flink, no clock.
 */
package io.groundswell.notify.rules;
