/**
 * What a post says about each of several brands.
 *
 * <p>In: by which words posts name a brand, whose the things are that a post names, how it feels about each brand.
 *
 * <p>Not in: which brands a post is about (collect), how the whole post feels (sentiment), Flink.
 *
 * <p>May import: entity, sentiment, schemas.
 */
package io.groundswell.enrich.brand;
