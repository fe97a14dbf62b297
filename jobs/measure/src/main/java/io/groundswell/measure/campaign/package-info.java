/**
 * What became of a campaign: all that is known of its brand's days, put beside what it cost.
 *
 * <p>In: measures, shares, days of accounts and of sites, the campaigns of the brands file.
 *
 * <p>Not in: Flink, how mentions are counted (volume).
 *
 * <p>May import: schemas.
 */
package io.groundswell.measure.campaign;
