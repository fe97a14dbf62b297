/**
 * What the numbers of a window amount to, by formulas that are data: ours and the published ones of others.
 *
 * <p>In: the registry, formulas over the counters of one window, their values.
 *
 * <p>Not in: Flink, counting itself (volume, engagement).
 *
 * <p>May import: schemas, flow's settings problem.
 */
package io.groundswell.measure.metric;
