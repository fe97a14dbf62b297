/**
 * Which posts say the same, and how much those who say it look like machines.
 *
 * <p>In: the sketch of a text, signs of automation of one account and of all that carry one text, the tally of a text.
 *
 * <p>Not in: the exact hash (language), keeping any of it (the doorway of enrich), Flink.
 *
 * <p>May import: token, schemas; Lucene's MinHash.
 */
package io.groundswell.enrich.copies;
