/**
 * What is known of one mention, whatever the order it came in, and what that adds to each window.
 *
 * <p>In: facts, their sum, and the difference a new fact makes.
 *
 * <p>Not in: Flink, the sums of a window (volume).
 *
 * <p>May import: schemas, engagement, volume.
 */
package io.groundswell.measure.history;
