/**
 * How snapshots of a post's counters become gains per minute.
 *
 * <p>In: plain arithmetic on the counters of one post.
 *
 * <p>Not in: Flink, brands and windows (history, volume).
 *
 * <p>May import: schemas.
 */
package io.groundswell.measure.engagement;
