/**
 * How a post feels, and how it feels towards a brand it names: chances of negative, neutral and positive.
 *
 * <p>In: what of a text counts, the models in tiers of cost, how they are trained and how sure they are.
 *
 * <p>Not in: how well they do (evaluate), what else a text says (language, entity, intent), Flink.
 *
 * <p>May import: CoreNLP, ONNX Runtime, schemas; the tree network of language, for its tier.
 */
package io.groundswell.enrich.sentiment;
