/**
 * How well a platform was listened to, minute by minute: what was received, how late, and when nothing was.
 *
 * <p>In: what each record of a feed held, as plain values.
 *
 * <p>Not in: Flink and its state (the operators), what posts say (feed), how a brand is doing (measure).
 *
 * <p>May import: schemas.
 */
package io.groundswell.collect.coverage;
