/**
 * How mentions are counted: the form in which one counts, and the sums of a window.
 *
 * <p>In: plain values and sums.
 *
 * <p>Not in: Flink, counters of likes and the like (engagement), the order in which versions came (history).
 *
 * <p>May import: schemas.
 */
package io.groundswell.measure.volume;
