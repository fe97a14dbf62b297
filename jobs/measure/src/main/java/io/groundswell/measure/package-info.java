/**
 * Turns enriched mentions into numbers per brand, platform and window of event time, which revise themselves.
 *
 * <p>In: the wiring, and one class per operator.
 *
 * <p>Not in: how a mention is counted (volume), how counters become engagement (engagement), what follows from all that
 * is known of a mention (history), what is unusual (notify).
 *
 * <p>May import: Flink, schemas, flow.
 */
package io.groundswell.measure;
