/**
 * How many followers an account has, day by day.
 *
 * <p>In: counts of followers, as plain values.
 *
 * <p>Not in: Flink, what the followers say (volume).
 *
 * <p>May import: schemas.
 */
package io.groundswell.measure.audience;
