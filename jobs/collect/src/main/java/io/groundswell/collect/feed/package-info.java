/**
 * What platforms send, read into one shape.
 *
 * <p>In: one decoder per platform behind one door, the JSON limits, the cleaning of text, exact ids and times.
 *
 * <p>Not in: which brand a post is about (brand), connectors and state (collect).
 *
 * <p>May import: Jackson, jsoup, Rome, commons-csv, commons-text, schemas.
 */
package io.groundswell.collect.feed;
