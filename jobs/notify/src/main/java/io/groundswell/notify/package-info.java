/**
 * Turns what brands got into alerts: opened within seconds, corrected when the past is, closed by silence.
 *
 * <p>In: the wiring, and the operator that keeps each brand's minutes and asks the rule.
 *
 * <p>Not in: what counts as a crisis and how it is told (crisis), counting (measure), delivery to people.
 *
 * <p>May import: Flink, schemas, flow.
 */
package io.groundswell.notify;
