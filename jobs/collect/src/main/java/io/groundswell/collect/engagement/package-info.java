/**
 * Likes and shares that are told one by one, added up to the counters of their post.
 *
 * <p>In: engagement and the versions of a post, as plain values.
 *
 * <p>Not in: Flink and its state (the operators), what a counter's growth means (measure).
 *
 * <p>May import: schemas.
 */
package io.groundswell.collect.engagement;
