/**
 * Turns raw feeds into mentions of brands.
 *
 * <p>In: the wiring, and the one operator that decodes, matches and counts.
 *
 * <p>Not in: what a platform's payload means (feed), what a brand's query means (brand), language and sentiment (enrich).
 *
 * <p>May import: Flink, schemas, flow.
 */
package io.groundswell.collect;
