/**
 * Whom and what a post names: people, organisations, places, products, and what belongs to the brands.
 *
 * <p>In: one statistical tagger of our own with its training and its scores, the matching of aliases, canonical names.
 *
 * <p>Not in: which brand a post is about (collect), what else a text says (language, sentiment), Flink.
 *
 * <p>May import: CoreNLP, the alias automaton (com.hankcs), schemas.
 */
package io.groundswell.enrich.entity;
