/**
 * What came to a brand's own sites, and from where.
 *
 * <p>In: events of web analytics, as plain values.
 *
 * <p>Not in: Flink, what was said elsewhere (volume).
 *
 * <p>May import: schemas.
 */
package io.groundswell.measure.traffic;
