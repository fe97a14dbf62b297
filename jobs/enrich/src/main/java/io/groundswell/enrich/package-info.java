/**
 * Turns mentions into enriched mentions: language, sentiment, entities.
 *
 * <p>In: the wiring, the operator, the memory for texts seen before, the models of this process.
 *
 * <p>Not in: what the models are and how they are asked (language), which posts are worth it (collect has dropped the rest).
 *
 * <p>May import: Flink, schemas, flow.
 */
package io.groundswell.enrich;
